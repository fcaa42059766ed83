# By hand: .5 .3 .2 -> 1 - .5, 1 - (.5 - .3), .3 / .5, -(.5 ln .5 + .3 ln .3 + .2 ln .2) = 1.029653014
cat >probs.csv <<'END'
id,prob_cat,prob_dog,prob_owl
clear,1,0,0
split,0.5,0.3,0.2
near,0.45,0.45,0.1
sure,0.1,0.1,0.8
END
for measure in least_confidence margin ratio entropy; do
    run dengine confidence probs.csv --measure $measure
done
run dengine confidence probs.csv
