# A cell or a record too long: a cell is a bad row like others, behind an endless record nobody knows more.
long() { head -c "$1" /dev/zero | tr '\0' x; }
{ printf 'id,label,confidence\na,'; long 1048577; printf ',0.5\nb,cat,0.25\n'; } >cell.csv
run dengine confidence cell.csv
run dengine confidence cell.csv --on-bad-row skip
{ long 1048577; printf ',id\n1,2\n'; } >header.csv
run dengine random header.csv
{ printf 'id,label,confidence\na,cat,0.5\nb,"'; long 17000000; } >record.csv
run dengine confidence record.csv --on-bad-row skip
run dengine confidence - <record.csv
echo 'carriage returns alone end no line'
for i in $(seq 30000); do printf '\r%s' "$i"; done >many
{ printf 'id'; cat many; } >returns.csv
run dengine random returns.csv
printf 'id,label,confidence\na,cat,0.5\n' >said.csv
run dengine confidence said.csv --exclude returns.csv
echo 'through a pipe, and as a header'
cat record.csv | run dengine confidence - --on-bad-row skip
{ printf '"'; long 17000000; } >endless.csv
run dengine random endless.csv
cat endless.csv | run dengine random -
