# Every row read is outside, excluded, rejected or ranked.
cat >said.csv <<'END'
id,label,confidence
a,cat,0.5
b,cat,0.6
c,dog,0.7
d,cat,high
e,cat,0.8
a,cat,0.4
END
printf 'id\nb\nunknown\n' >done.csv
run dengine confidence said.csv --where label=cat --exclude done.csv --on-bad-row skip --explain -n 1
run dengine confidence said.csv --where label=cat --exclude done.csv --on-bad-row skip --quiet -n 5
