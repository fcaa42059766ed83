# Shares, dedupe with `also`, interleaving, random rows with their probability.
ids() { for i in $(seq $2); do echo "$1$i"; done; }
head='rank,id,score,method,inclusion_prob,reason'
queue() { echo "$head,$1"; awk -v OFS=, -v m=$2 -v p=$3 -v e="$4" '{ print NR, $1, 1 - NR / 1000, m, p, "because", e NR }'; }
{ ids a 4; ids t 1; ids a 20 | tail -n +5; } | queue label confidence 1 c >confidence.csv
{ ids t 4; ids a 1; ids t 20 | tail -n +5; } | queue teacher_label teacher 1 t >teacher.csv
{ ids r 2; ids a 2; ids r 20 | tail -n +3; } | queue draw random 0.01 0. >random.csv
run dengine mix -n 10 confidence.csv=50% teacher.csv=30% random.csv --explain
run dengine mix -n 10 confidence.csv teacher.csv random.csv -q | cut -d, -f1-5
echo 'counts, and their sum'
run dengine mix confidence.csv=2 teacher.csv=1 random.csv=1 -q | cut -d, -f1-5
echo 'the columns kept come last'
run dengine mix -n 3 confidence.csv teacher.csv random.csv --keep label -q
run dengine mix -n 3 confidence.csv teacher.csv random.csv --keep lable -q
echo 'a mix is a queue'
dengine mix -n 10 confidence.csv=50% teacher.csv=30% random.csv -o first.csv
run dengine mix -n 30 first.csv=20 confidence.csv -q | cut -d, -f1-5,7 | sed -n '1,14p'
