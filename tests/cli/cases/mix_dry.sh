# A queue that runs dry gives its slots to the others by their shares; every row there is gets into the batch.
head='rank,id,score,method,inclusion_prob,reason'
queue() { echo "$head"; for i in $(seq $2 $3); do echo "$i,s$i,0.5,$1,${4:-1},because"; done; }
queue one 1 40 >one.csv
queue two 41 44 >two.csv
queue three 50 100 >three.csv
queue random 95 104 0.1 >random.csv
counts() { run "$@" | awk -F, '/^[0-9]/ { n[$4]++; next } { print } END { for (m in n) print m, n[m] }' | sort; }
counts dengine mix -n 40 one.csv=40% two.csv=20% three.csv=20% random.csv=20% --explain
counts dengine mix -n 80 one.csv=40% two.csv=20% three.csv=20% random.csv=20% -q
counts dengine mix -n all one.csv two.csv three.csv random.csv -q
counts dengine mix -n 200 one.csv two.csv three.csv random.csv
counts dengine mix -n 8 one.csv=0% two.csv=100% -q
echo 'all of the random rows that no score has picked: the rest of the population'
run dengine mix -n all three.csv random.csv -q | grep random
