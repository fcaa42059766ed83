# A method whose input is missing fails the batch, unless it is optional: then the others get its slots.
{ echo id,label,confidence; for i in $(seq -w 50); do echo "s$i,cat,0.$i"; done; } >said.csv
plan() { echo '{"budget": 10, "output": "q.csv", "methods": [{"share": "20%", "run": ["random", "said.csv"]},
  {"share": "40%", "run": ["confidence", "said.csv"]}, {"share": "40%", "run": ["confidence", "late.csv"]'"$1"'}]}' >plan.json; }
counts() { cut -d, -f4 q.csv | sort | uniq -c; }
plan ''
run dengine batch plan.json
run dengine batch plan.json --dry-run
ls
plan ', "optional": true'
run dengine batch plan.json --date 2024-05-06 --dry-run
run dengine batch plan.json --explain
counts
grep -A2 late.csv q.json | head -3
sed 's/^s/t/' said.csv >late.csv
run dengine batch plan.json
cut -d, -f2,4 q.csv
echo 'operands may be globs'
mkdir part && head -n 21 said.csv >part/a.csv && { head -n 1 said.csv; tail -n 30 said.csv; } >part/b.csv
echo '{"budget": 5, "output": "q.csv", "methods": [{"run": ["confidence", "part/*.csv", "--where", "id~s?1"]}]}' >plan.json
run dengine batch plan.json --date 2024-05-06 --dry-run
run dengine batch plan.json
run cut -d, -f1-5 q.csv
echo '{"budget": 5, "output": "q.csv", "methods": [{"run": ["confidence", "parts/*.csv"]}]}' >plan.json
run dengine batch plan.json
