# Where shares by size would hold very many candidates the rows are counted first, and read again: a pipe, which cannot be read twice, is held, and the queue is the same.
awk 'function chance() { state = state * 16807 % 2147483647; return state / 2147483647 }
BEGIN { state = 1; print "id,group,x,confidence"; for (i = 0; i < 90000; i++) { g = int(300 * chance() * chance()); print "r" (i < 80000 ? i : int(90000 * chance())) ",g" g "," (i % 30011 == 7 ? "many" : g * i % 7) "," i % 100 / 100 } }' >rows.csv
same() {
    for threads in 1 2; do
        dengine stratify rows.csv --by group -n 20000 --threads $threads "$@" >file.csv 2>file.err; echo "exit $?" >>file.err
        dengine stratify - --by group -n 20000 --threads $threads "$@" >pipe.csv 2>pipe.err < <(cat rows.csv); echo "exit $?" >>pipe.err
        cmp file.csv pipe.csv && cmp file.err pipe.err && echo "$* with $threads: the same $(($(wc -l <file.csv) - 1)) rows"
    done
}
same --allocate proportional -q
same --allocate proportional --min-per-stratum 3 --explain
same --allocate sqrt --keep x,confidence
same --allocate neyman --spread x --on-bad-row skip -q
same --allocate neyman --spread x --on-bad-row first -q
same --allocate proportional --where 'x!=many' --seed other
