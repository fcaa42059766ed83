# n of N: the n smallest draws; inclusion_prob is n / N.
printf 'id,label\n' >ids.csv
for i in 1 2 3 4 5 6 7 8; do echo "s$i,x" >>ids.csv; done
run dengine random ids.csv -n 3
run dengine random ids.csv -n 3 --seed 1
run dengine random ids.csv -n all
run dengine random ids.csv -n 0
run dengine random ids.csv -n 9 -q --where 'id!=s1' --explain
awk -F, 'NR > 1 && ($3 - (1 - $7) > 1e-9 || $3 - (1 - $7) < -1e-9)' <(dengine random ids.csv)
