# A bad row among kept label and confidence is found in every row, not only in the rows that are drawn.
awk 'BEGIN { print "id,camera,prob_a,prob_b"; for (i = 1; i <= 50; i++) print "r" i ",front" (i % 10 ? ",0.6,0.4" : ",NaN,0.4") }' >probs.csv
for command in 'random' 'stratify --by camera'; do
    run dengine $command probs.csv --keep label -n 2
    run dengine $command probs.csv --keep label -n 50 --on-bad-row skip --explain | sed '/^[0-9]/d'
    dengine $command probs.csv --keep confidence -n 6 --on-bad-row first | grep -c unscorable
done
