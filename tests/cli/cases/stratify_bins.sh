# bin: as many rows in each as can be, cut at the quantiles; a value equal to a cut lies below it.
{ echo id,x,same,few; for i in $(seq 1 12); do echo "r$i,$i,7,$((i > 9))"; done; echo missing,,7,NA; } >values.csv
strata() { run "$@" -n all -f tsv | awk -F'\t' '/^[$!e]/; /^[0-9]/ { n[$7]++ } END { for (s in n) print s, n[s] | "sort" }'; }
strata dengine stratify values.csv --by 'bin(x,4)'
strata dengine stratify values.csv --by 'bin(x,5)'
strata dengine stratify values.csv --by 'bin(same,3)'
strata dengine stratify values.csv --by 'bin(few,2),bin(x,2)'
strata dengine stratify values.csv --by 'bin(x,3)' --where 'x<=6'
dengine stratify values.csv --by 'bin(x,4)' >file
cat values.csv | dengine stratify - --by 'bin(x,4)' | cmp - file && echo 'the same from a pipe'
gzip -c values.csv | dengine stratify - --by 'bin(x,4)' | cmp - file && echo 'the same from a compressed pipe'
dengine stratify - --by 'bin(x,4)' <values.csv | cmp - file && echo 'the same from standard input'
run dengine stratify values.csv --by 'bin(id,2)'
for wrong in 'bin(x)' 'bin(x,1)' 'bin(x,2.5)' 'bin(x,many)' 'bin(x,1001)' 'bin(,4)' 'bin(y,4)'; do
    run dengine stratify values.csv --by "$wrong"
done
