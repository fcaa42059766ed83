# Ids that some tables lack, repeated ids, classes that differ.
printf 'id,label,confidence\na,cat,0.9\nb,dog,0.8\nc,cat,0.7\nd,dog,0.6\n' >1.csv
printf 'id,label,confidence\nb,cat,0.8\na,cat,0.9\nd,dog,0.5\n' >2.csv
printf 'id,label,confidence\na,dog,0.9\ne,dog,0.7\nb,cat,0.6\n' >3.csv
run dengine ensemble 1.csv 2.csv 3.csv --explain
run dengine ensemble 1.csv 2.csv 3.csv --min-members 2 -q
run dengine ensemble 1.csv 2.csv 3.csv --missing fail
run dengine ensemble 2.csv 3.csv --deployed 1.csv --explain
run dengine ensemble 2.csv 3.csv --deployed 1.csv --missing fail
run dengine teacher 1.csv 3.csv --explain
run dengine teacher 1.csv 3.csv --missing fail
echo 'no id in common'
printf 'id,label,confidence\nA,cat,0.9\nB,dog,0.8\n' >other.csv
run dengine teacher 1.csv other.csv
run dengine ensemble 1.csv other.csv
echo 'a header alone'
printf 'id,label,confidence\n' >none.csv
run dengine teacher 1.csv none.csv
run dengine teacher none.csv 1.csv
echo 'a repeated id within one member is an error that names both lines; the first in the input'
printf 'id,label,confidence\na,cat,0.9\nb,dog,0.8\n"c\n1",dog,0.8\nb,cat,0.5\na,cat,0.5\n' >twice.csv
run dengine teacher 1.csv twice.csv
run dengine ensemble twice.csv 1.csv 2.csv --threads 8
cat twice.csv | run dengine teacher 1.csv -
run dengine teacher 1.csv - <twice.csv
printf 'id,model,label,confidence\na,x,cat,0.9\na,y,cat,0.9\na,z,cat,0.9\na,y,dog,0.9\n' >long.csv
run dengine ensemble long.csv --member model
echo 'standard input is one file'
run dengine teacher - - <1.csv
run dengine ensemble 2.csv 3.csv --deployed - --keep label <1.csv
cat 1.csv | run dengine ensemble 2.csv - 3.csv --deployed - --keep label
echo 'not among rows that are left out'
printf 'id\na\nb\n' >done.csv
run dengine teacher 1.csv twice.csv --exclude done.csv
echo 'label spellings that never meet'
sed 's/cat/Cat/;s/dog/Dog/' 1.csv >upper.csv
run dengine teacher 1.csv upper.csv
run dengine ensemble 2.csv 1.csv upper.csv
printf 'id,prob_Cat,prob_Dog\na,0.9,0.1\nb,0.2,0.8\n' >probs.csv
run dengine teacher 1.csv probs.csv
printf 'id,label,confidence\na,dog,0.9\n' >dog.csv
printf 'id,label,confidence\na,cat,0.9\n' >cat.csv
run dengine teacher dog.csv cat.csv
echo 'a class that one lacks counts as 0'
printf 'id,prob_cat,prob_dog\na,0.9,0.1\nb,0.2,0.8\n' >two.csv
printf 'id,prob_owl,prob_cat,prob_dog\na,0.6,0.3,0.1\nb,0.1,0.2,0.7\n' >three.csv
run dengine teacher two.csv three.csv
run dengine ensemble two.csv three.csv --measure mutual_information
data dirty
for other in join_missing_ids join_extra_ids join_no_common_id duplicate_id duplicate_row; do
    run dengine teacher clean.csv $other.csv -n 1
done
run dengine teacher clean_probs.csv join_other_classes.csv -n 1
dengine teacher clean_probs.csv clean_probs.csv -n all >"$T/expected"
dengine teacher clean_probs.csv join_class_order.csv -n all | cmp - "$T/expected" && echo 'the order of columns does not matter'
