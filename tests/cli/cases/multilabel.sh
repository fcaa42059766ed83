# --multilabel: labels that hold or not, each on its own; the largest score counts, the reason names the label in doubt.
printf 'id,prob_dog,prob_cat,prob_a+b,cam\n1,0.9,0.8,0.1,x\n2,0.45,0.01,0.02,x\n3,0.1,0.2,0.3,y\n4,0.6,0.99,0.7,y\n' >p.csv
run dengine confidence p.csv
run dengine confidence p.csv --multilabel
run dengine confidence - --multilabel --measure entropy,margin,ratio --threads 3 <p.csv
run dengine confidence p.csv --multilabel --cap label=1 --where 'confidence<0.75' --keep cam
run dengine confidence p.csv --multilabel --measure entropy --draw -n 2
run dengine stratify p.csv --multilabel --by label -n 3
printf 'id,logit_dog,logit_cat\na,0.2,-3\nb,2,1\n' >z.csv
run dengine confidence z.csv --multilabel --temperature 2
printf 'id,tag,p\na,dog,0.9\na,cat,0.4\nb,dog,0.2\n' >long.csv
run dengine confidence long.csv --class tag --confidence p --multilabel
echo 'several models'
printf 'id,prob_cat,prob_dog,prob_a+b\n4,0.99,0.6,0.7\n2,0.01,0.45,0.02\n1,0.8,0.2,0.1\n3,0.2,0.1,0.3\n' >q.csv
printf 'id,prob_dog,prob_cat,prob_a+b\n4,0.3,0.99,0.7\n2,0.55,0.01,0.02\n1,0.2,0.8,0.1\n3,0.1,0.2,0.9\n' >r.csv
run dengine teacher p.csv q.csv --multilabel --explain
run dengine ensemble p.csv q.csv r.csv --multilabel
run dengine ensemble p.csv q.csv r.csv --multilabel --deployed p.csv --measure doubt,mutual_information --explain
run dengine augment p.csv q.csv r.csv --multilabel --cap label=1 --keep cam
printf 'id,prob_dog\n1,0.2\n2,x\n' >bad.csv
run dengine teacher p.csv bad.csv --multilabel --on-bad-row first
echo 'where it means nothing'
printf 'id,label,confidence\na,cat,0.5\n' >votes.csv
run dengine confidence p.csv --multilabel --label cam
run dengine confidence p.csv --multilabel --positive prob_dog
run dengine helper p.csv q.csv --multilabel --target dog
run dengine consistency p.csv --multilabel --time cam
run dengine teacher q.csv --given p.csv --multilabel
printf 'id,label,confidence\na,cat,0.5\n' >votes.csv
run dengine confidence votes.csv --multilabel
run dengine teacher p.csv votes.csv --multilabel
printf 'id,prob_a,prob_b\nx,0.4,0.2\n' >few.csv
run dengine confidence few.csv
printf 'id,prob_a,prob_b\nx,0.4,1.2\n' >outside.csv
run dengine confidence outside.csv --multilabel
printf 'id,prob_a,prob_b\nx,0.4,0.12345678901234567\ny,-2.25,0.12345678901234567\n' >below.csv
run dengine confidence below.csv --multilabel
echo 'after retraining: recheck ranks single labels, the report tells of sets'
printf 'id,answer\na,x\nb,y\nc,(none)\nd,x+y\n' >said.csv
run dengine recheck p.csv q.csv --answers said.csv --multilabel
