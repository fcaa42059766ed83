# Columns by lists of names and globs, for probabilities, logits and vectors; never one that another option names.
printf 'id,cat,dog,bird\na,0.7,0.2,0.1\nb,0.4,0.35,0.25\n' >names.csv
printf ',0,1,2\n0,0.7,0.2,0.1\n1,0.4,0.35,0.25\n' >index.csv
printf 'id,label,confidence,P(cat),"P(a, b)",w\na,cat,0.9,0.7,0.3,1\n' >odd.csv
printf 'id,prob_cat,p_cat\na,0.7,0.3\n' >twice.csv
run dengine confidence names.csv --probs cat,dog,bird
run dengine confidence names.csv --probs cat --probs 'd*' --probs bird -n 1
run dengine confidence names.csv --probs '*' -n 1
run dengine confidence index.csv --id '' --probs '*' -n 1
run dengine confidence index.csv --id '' --probs '[0-9]*' -n 1
run dengine confidence odd.csv --probs 'P(*)'
run dengine confidence odd.csv --probs 'P(cat)' --probs 'P(a, b)'
run dengine confidence twice.csv --probs 'prob_*,p_*'
run dengine confidence names.csv --probs cat,dgo,bird
run dengine confidence names.csv --logits 'cat,dog,bird' -n 1
printf 'id\na\n' >seeds.csv
run dengine similar names.csv --like seeds.csv --embedding cat,dog
run dengine similar names.csv --like seeds.csv --embedding '*'
run dengine similar index.csv --id '' --like seeds.csv --embedding '*,9'
