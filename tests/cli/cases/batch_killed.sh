# Killed at any moment, a batch leaves the old files or the new ones, and the next run succeeds.
{ echo id,label,confidence; seq -f 's%06.0f,cat,0.75' 60000; } >said.csv
plan() { echo '{"budget": 3000, "seed": '"$1"', "output": "out/q.csv", "methods": [{"share": "50%", "run": ["random", "said.csv"]},
  {"run": ["confidence", "said.csv"]}]}' >plan.json; }
for seed in 1 2; do
    plan $seed
    dengine batch plan.json --date 2024-05-06
    cp -r out whole$seed
done
is() { cmp -s out/$1 whole1/$1 || cmp -s out/$1 whole2/$1; }
for round in $(seq "${KILLS:-20}"); do
    plan $((1 + round % 2))
    dengine batch plan.json --date 2024-05-06 &
    sleep 0.$(printf '%03d' $((RANDOM % 150 + 1)))
    { kill -KILL $! && wait $! || true; } 2>/dev/null # waited for: a dying process still holds its lock
    is q.csv && is q.json || echo "round $round: a file is neither the old nor the new one"
done
plan 1
run dengine batch plan.json --date 2024-05-06
diff -r out whole1 && echo 'nothing else is left'
echo 'what a killed run may leave is swept away'
touch out/.q.csv.dengine-abc123 out/.q.json.dengine-XYZ789 out/.q.csv.lock out/.other.csv.dengine-abc123
run dengine batch plan.json --date 2024-05-06
ls -A out
echo 'a disk that is full before the second file leaves both old ones'
plan 2
(trap '' XFSZ; ulimit -f 8; run dengine batch plan.json --date 2024-05-06)
rm out/.other.csv.dengine-abc123
diff -r out whole1 && echo 'both are the old ones'
