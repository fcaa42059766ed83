# --spreadsheet-safe: a ' before what a spreadsheet program would take for a formula, and before nothing else.
{
    printf 'id,label,confidence,@note,=x\n'
    printf -- '-5,cat,0.5,+1,1\n=1+1,@dog,0.4,-1e5,2\n+a,-b,0.3,-,3\n"\ttab",a=b,0.2,=,4\n"\rreturn",cat,0.1,+inf,5\n'
} >said.csv
dengine confidence said.csv --keep @note,=x --spreadsheet-safe | cat -A
echo 'as it is otherwise'
dengine confidence said.csv --keep @note,=x | cat -A
echo 'tabs'
dengine confidence said.csv -n 2 --spreadsheet-safe -f tsv | cat -A
run dengine confidence said.csv -n 1 --spreadsheet-safe -f jsonl
echo 'a mix, a batch'
dengine random said.csv -n 2 >random.csv
dengine mix random.csv -n 2 --spreadsheet-safe
plan() { echo '{"budget": 2, "output": "q.csv", "methods": [{"run": ["confidence", "said.csv"'"$1"']}]}' >plan.json; }
plan ''
dengine batch plan.json --spreadsheet-safe
cat q.csv
plan ', "--spreadsheet-safe"'
run dengine batch plan.json
