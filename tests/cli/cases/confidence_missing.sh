# All spellings of a missing value, and what only looks like one.
printf 'id,label,confidence\n' >said.csv
for word in '' NA na NaN nan null NULL None none '\N'; do echo "x$word,cat,$word"; done >>said.csv
run dengine confidence said.csv --on-bad-row first
for word in nil - '?' 0x1p-1 1.2.3 '1,2' ' 0.5' 1e 5e-1x inf -Infinity; do
    printf 'id,label,confidence\na,cat,"%s"\n' "$word" >one.csv
    dengine confidence one.csv 2>&1 || true
done
for word in +0.5 .5 5e-1 0.50000 5.E-1 -0 1e-400; do
    printf 'id,label,confidence\na,cat,%s\n' "$word" | dengine confidence - | sed 1d
done
