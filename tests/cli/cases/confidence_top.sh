printf 'id,label,confidence\n' >said.csv
for i in $(seq 100 250); do echo "s$i,cat,0.$i"; done >>said.csv
count() { run "$@" | awk '/^[$!e]/; /^[0-9]/ { rows++ } END { print rows + 0, "rows" }'; }
count dengine confidence said.csv
count dengine confidence said.csv -n all
count dengine confidence said.csv -n 0
count dengine confidence said.csv --top=151
count dengine confidence said.csv -n152
count dengine confidence said.csv -n 152 -q
count dengine confidence said.csv -n 1e2
dengine confidence said.csv -n all >all
dengine confidence said.csv -n 40 >forty
head -n 41 all | cmp - forty && echo '40 are the first 40 of all'
