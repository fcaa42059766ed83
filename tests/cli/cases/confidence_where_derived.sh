# On probabilities alone, label and confidence are what the probabilities tell.
cat >probs.csv <<'END'
id,prob_bus,prob_car
1,0.9,0.1
2,0.6,0.4
3,0.2,0.8
30,0.45,0.55
END
run dengine confidence probs.csv --where 'label=bus'
run dengine confidence probs.csv --where 'confidence<0.7' --where 'label~c*'
run dengine random probs.csv --where 'confidence>=0.8' --keep label,confidence
