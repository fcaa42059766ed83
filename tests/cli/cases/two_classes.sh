# A model with two classes gives one probability (--positive), or one logit.
printf 'id,prediction,probability\na,0,0.01\nb,1,0.55\nc,1,0.97\nd,0,0.42\n' >p.csv
run dengine confidence p.csv --positive probability
run dengine confidence p.csv --positive probability=defect,fine --measure margin --where label=defect
run dengine confidence p.csv --positive probability=1,0 --label prediction -n 1
run dengine random p.csv --positive probability=yes,no --keep label,confidence -n 1
run dengine stratify p.csv --positive probability=yes,no --by label -n 2
run dengine confidence p.csv --positive probability=
run dengine confidence p.csv --positive prob
run dengine confidence p.csv --positive probability --probs probability
echo 'a distribution of one class is none'
run dengine confidence p.csv --probs probability
printf 'id,prob_a,prob_b\n1,0.9,0.8\n2,0.3,0.4\n3,0.51,0.48\n' >sums.csv
run dengine confidence sums.csv --on-bad-row skip
printf 'id,logit_pos\na,2.2\nb,0.1\nc,-3\nd,900\n' >logit.csv
run dengine confidence logit.csv
run dengine confidence logit.csv --temperature 2 --measure entropy -n 1
printf 'id,logit_pos,logit_neg\na,2.2,0\nb,0.1,0\nc,-3,0\nd,900,0\n' >logits.csv
cmp <(dengine confidence logit.csv | cut -d, -f 2,3) <(dengine confidence logits.csv | cut -d, -f 2,3) && echo 'the same as with a second logit of 0'
printf 'id,probability\nd,0.9\nb,0.2\na,0.1\nc,1\n' >q.csv
run dengine teacher p.csv q.csv --positive probability=1,0
run dengine ensemble p.csv q.csv --positive probability=1,0 -n 1
echo 'what names no class'
printf 'id,p\na,0.5\n' >said.csv
for positive in p= p=, p=yes, p=,no p=yes,yes =yes q=yes; do run dengine confidence said.csv --positive $positive; done
