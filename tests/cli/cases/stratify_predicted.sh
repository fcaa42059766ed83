# --by label on predictions is how a rare predicted class gets its share.
awk 'BEGIN { print "id,prob_car,prob_tram"; for (i = 0; i < 40; i++) print "r" i (i % 20 == 3 ? ",0.3,0.7" : i % 2 ? ",0.9,0.1" : ",0.55,0.45") }' >probs.csv
run dengine stratify probs.csv --by label -n 6 --keep confidence
run dengine stratify probs.csv --by 'label,bin(confidence,2)' -n 6
run dengine stratify probs.csv --by lable
printf 'id,prob_car,prob_tram\na,0.5,0.2\n' >bad.csv
run dengine stratify bad.csv --by label
