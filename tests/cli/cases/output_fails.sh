# A queue that is empty, or that bad rows have made too small, can be a failure: for cron and for Makefiles.
printf 'id,label,confidence\na,cat,0.9\nb,cat,2\nc,cat,3\nd,cat,0.5\n' >said.csv
run dengine confidence said.csv --where 'label=dog' --fail-if-empty -o queue.csv
cat queue.csv
run dengine confidence said.csv --where 'confidence<1' --fail-if-empty -n 1
dengine confidence said.csv --where 'label=dog' -o queue.csv -q
run dengine mix queue.csv -q --fail-if-empty
run dengine export queue.csv --to sheet --fail-if-empty
printf 'id,answer\na,\nb,\n' >answers.csv
run dengine answers answers.csv -q --fail-if-empty
rm queue.csv answers.csv
run dengine confidence said.csv --on-bad-row skip --max-rejects 1 --rejects bad.csv -o queue.csv
ls
run dengine confidence said.csv --on-bad-row skip --max-rejects 2
run dengine confidence said.csv --on-bad-row skip --max-rejects 0 -q
run dengine confidence said.csv --max-rejects 2
run dengine confidence said.csv --max-rejects few --on-bad-row skip
run dengine confidence said.csv -n 1 --seed 2026-11-25 --explain --on-bad-row skip
run dengine ensemble said.csv said.csv --on-bad-row skip --max-rejects 3 -n 1
echo '{"budget": 1, "output": "batch.csv", "methods": [{"run": ["confidence", "said.csv", "--fail-if-empty"]}]}' >plan.json
run dengine batch plan.json
printf 'id,label,confidence\n' >none.csv
echo '{"budget": 1, "output": "batch.csv", "methods": [{"run": ["confidence", "none.csv"]}]}' >plan.json
run dengine batch plan.json --fail-if-empty
