# What is missing beside probabilities or logits: a label may be left out, and no column that is named already is offered.
printf 'id,logit_a,logit_b\n1,2,-1\n2,0,1\n' >logits.csv
printf 'id,pred,logit_a,logit_b\n1,a,2,-1\n2,b,0,1\n' >both.csv
run dengine confidence logits.csv --logits logit_a,logit_c
run dengine confidence logits.csv --probs logit_b,logit_c
run dengine confidence logits.csv --logits logit_a,logit_b --label said
run dengine confidence logits.csv --label said
run dengine confidence both.csv --label said
run dengine ensemble both.csv both.csv --logits logit_a,logit_b --label idd
run dengine confidence logits.csv --logits logit_a,logit_b -n 1
