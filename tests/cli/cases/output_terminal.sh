# What would steer a terminal or turn the direction of writing is shown, not sent: messages, --explain, the table.
printf 'id,label,confidence\na\033[31m,c\302\233at,0.5\nb,\342\200\256dog,0.4\nc,two\nlines,0.3\n' >said.csv
printf 'id,"la\033]0;title\007bel",confidence\na,b,0.3\n' >header.csv
printf 'id,label,confidence\na\033[2J,cat,0.5\na\033[2J,cat,0.5\n' >twice.csv
raw() { LC_ALL=C grep -c "$(printf '[\001-\010\013-\037\177]\\|\302[\200-\237]\\|\342\200[\252-\256]')" || true; }
run dengine confidence header.csv
run dengine confidence said.csv
printf 'id,label,confidence\na\033[31m,c\302\233at,0.5\nb,\342\200\256dog,0.4\n' >said.csv
run dengine confidence said.csv -f table
dengine stratify said.csv --by label -f table --explain 2>&1 | tail -n 3
run dengine teacher twice.csv twice.csv
dengine confidence "$(printf 'no\033[2J\302\205file')" || true
dengine confidence said.csv --where "$(printf 'x\033[2J=3')" || true
dengine confidence said.csv "$(printf -- '--\033[2J')" || true
echo "lines that steer: $({ dengine confidence said.csv -f table; dengine stratify said.csv --by label --explain -o x; } 2>&1 | raw)"
echo "and of CSV, which keeps its bytes: $(dengine confidence said.csv | raw)"
