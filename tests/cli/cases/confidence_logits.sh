# softmax(ln 6, ln 3, ln 1) = .6 .3 .1; at temperature 2 the weights are their roots.
cat >logits.csv <<'END'
id,logit_a,logit_b,logit_c
x,1.791759469228055,1.0986122886681098,0
y,1000,999,-1000
END
run dengine confidence logits.csv --measure entropy
run dengine confidence logits.csv --measure entropy --temperature 2
sed 1s/logit_/z/g logits.csv >renamed.csv
run dengine confidence renamed.csv --logits 'z*' --measure margin
run dengine confidence logits.csv --probs 'logit_*'
run dengine confidence logits.csv --probs 'logit_*' --logits 'logit_*'
echo 'names that are no columns'
printf 'id,logit_a,logit_b,sure\na,1,2,0.5\n' >named.csv
run dengine confidence named.csv --logits logit_a,logit_c
run dengine confidence named.csv --logits logit_c
run dengine confidence named.csv --logits 'x_*'
run dengine confidence named.csv --logits 'logit_*' --confidence sure
run dengine confidence named.csv --confidence sure
