# What is wrong with shares, and notes on the random part.
head='rank,id,score,method,inclusion_prob,reason'
queue() { echo "$head"; for i in $(seq $2 $3); do echo "$i,s$i,0.5,$1,${4:-1},because"; done; }
queue one 1 100 >one.csv
queue two 101 200 >two.csv
queue random 201 300 0.1 >random.csv
wrong() { run dengine mix "$@" >got; tail -n +1 got | grep -v '^[0-9]' | grep -v '^rank,'; }
wrong one.csv=60% two.csv=50%
wrong one.csv=60% two.csv=30%
wrong one.csv=101 two.csv
wrong one.csv=50% two.csv=50% random.csv
wrong one.csv=90% two.csv random.csv
wrong random.csv random.csv
wrong one.csv=many
wrong one.csv=-5
wrong one.csv=150%
wrong missing.csv
wrong one.csv -n 20
wrong one.csv random.csv -n 20
wrong one.csv random.csv=1 -n 20
wrong one.csv random.csv=6 -n 20
wrong one.csv random.csv=5 -n 20
cp one.csv 'a=b.csv'
wrong 'a=b.csv' random.csv -n 10
wrong 'a=b.csv=50%' random.csv=20% two.csv -n 10
