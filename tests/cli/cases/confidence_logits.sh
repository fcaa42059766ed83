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
