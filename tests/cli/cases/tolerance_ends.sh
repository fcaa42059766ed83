# What --tolerance lets pass beyond 0 or 1 counts as 0 or 1: no score leaves its range, in any method, however it is said.
printf 'id,label,confidence\na,cat,1.0000001\nb,dog,-0.0000001\nc,cat,0.5\n' >votes.csv
printf 'id,prob_cat,prob_dog\na,1.0005,-0.0005\nb,-0.0000001,1\nc,0.5,0.5\n' >probs.csv
printf 'id,p\na,1.0005\nb,-0.0005\nc,0.5\n' >one.csv
run dengine confidence votes.csv
for measure in least_confidence margin ratio entropy; do
    run dengine confidence probs.csv --measure $measure
    run dengine confidence one.csv --positive p --measure $measure
done
run dengine confidence probs.csv --multilabel
printf 'id,class,p\na,cat,1.0005\na,dog,-0.0005\nc,cat,0.5\nc,dog,0.5\n' >rows.csv
run dengine confidence rows.csv --class class --confidence p
run dengine confidence probs.csv --where 'confidence<=1' --where 'confidence>=0' -n 1
echo '--- with other evidence'
run dengine teacher votes.csv probs.csv
run dengine teacher probs.csv votes.csv --measure confidence_drop
run dengine ensemble votes.csv probs.csv --deployed votes.csv
printf 'id,score\na,1.0005\nb,-0.0005\nc,0.5\n' >score.csv
run dengine helper votes.csv score.csv --target dog
run dengine helper votes.csv score.csv --target dog --side false
echo '--- a sum that is not quite 1: no divergence is below 0, and no entropy beyond what a draw takes'
printf 'id,prob_cat,prob_dog\na,0.4996,0.4996\n' >less.csv
printf 'id,prob_cat,prob_dog\na,0.5004,0.5004\n' >more.csv
for measure in kl mean_kl; do
    run dengine teacher less.csv more.csv --measure $measure
    run dengine teacher more.csv less.csv --measure $measure
done
run dengine confidence more.csv --measure entropy --draw
run dengine confidence votes.csv --draw -n 1
run dengine confidence votes.csv --draw -n 1 --tolerance 0
