# A label without a confidence is enough where the others are held against it.
printf 'id,label\n1,cat\n2,dog\n3,cat\n' >labels.csv
printf 'id,label\n1,cat\n2,cat\n3,cat\n' >other.csv
printf 'id,label,confidence\n1,cat,0.9\n2,cat,0.8\n3,dog,0.7\n' >sure.csv
printf 'id,prob_cat,prob_dog\n1,0.9,0.1\n2,0.8,0.2\n3,0.3,0.7\n' >probs.csv
run dengine ensemble labels.csv other.csv sure.csv --measure vote_entropy
run dengine ensemble other.csv sure.csv --deployed labels.csv
run dengine augment labels.csv other.csv sure.csv
run dengine teacher labels.csv other.csv
run dengine teacher labels.csv sure.csv
run dengine teacher labels.csv probs.csv
run dengine teacher sure.csv labels.csv -n 1
run dengine teacher labels.csv probs.csv --measure confidence_drop
printf 'id,score\n1,0.9\n2,0.9\n3,0.2\n' >helper.csv
run dengine helper labels.csv helper.csv --target cat
run dengine helper sure.csv labels.csv --target dog
printf 'id,timestamp,label\na,1,x\nb,2,y\nc,3,x\n' >frames.csv
run dengine consistency frames.csv -n 1
run dengine confidence labels.csv
