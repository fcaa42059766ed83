# Class names are what `*` matched; their columns may stand in any order.
cat >probs.csv <<'END'
id,p(T-shirt/top),p(ankle boot),p(bag)
x,0.5,0.2,0.3
y,0.1,0.1,0.8
END
run dengine confidence probs.csv --probs 'p(*)' --measure margin
awk -F, '{ print $4 "," $2 "," $1 "," $3 }' probs.csv >turned.csv
dengine confidence probs.csv --probs 'p(*)' >a
dengine confidence turned.csv --probs 'p(*)' >b
cmp a b && echo 'the order of columns does not matter'
# Published files hold 1.00001 and sums of 1.00002; nothing is renormalised.
printf 'id,prob_a,prob_b\nover,1.00001,0\nsum,0.70002,0.3\n' >published.csv
run dengine confidence published.csv
run dengine confidence published.csv --tolerance 1e-6
