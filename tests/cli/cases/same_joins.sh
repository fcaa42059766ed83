# The same bytes come out of tables in any row order, with members in any order, with any number of
# threads, and from pipes: the tables are large enough for several blocks, and lack rows here and there.
# make MEMBER STEP: 40,000 rows in steps of STEP, of which each member lacks some.
make() {
    awk -v member="$1" -v step="$2" 'BEGIN {
        print "id,label,confidence,scene,prob_a,prob_b,prob_c"
        for (k = 0; k < 40000; k++) {
            i = (k * step) % 40000
            a = (i * 16807 + member * 7919) % 2147483647; a = (a * 16807) % 2147483647
            b = (a * 16807) % 2147483647
            if (b % 97 == 0) continue
            p = int(a / 2147483647 * 1000); q = int(b / 2147483647 * (1000 - p)); r = 1000 - p - q
            label = p >= q && p >= r ? "a" : q >= r ? "b" : "c"
            printf "frame%06d,%s,%.3f,s%d,%.3f,%.3f,%.3f\n", i, label, (p >= q && p >= r ? p : q >= r ? q : r) / 1000,
                i % 97, p / 1000, q / 1000, r / 1000
        }
    }'
}
for member in 1 2 3; do
    make $member 1 >$member.csv &
    make $member $((7000 + member * 2 * 10 + 1)) >shuffled$member.csv &
done
wait
for member in 1 2 3; do
    sort $member.csv | cmp - <(sort shuffled$member.csv) || echo 'other rows'
    awk -F, -v OFS=, -v member=$member 'NR == 1 { if (member == 1) print $0, "model" } NR > 1 { print $0, "m" member }' $member.csv
done >long.csv
# Values with many digits are read in another way.
for member in 1 2 3; do
    awk -F, -v OFS=, 'NR > 1 { for (k = 5; k <= 7; k++) $k = $k "000000" } { print }' shuffled$member.csv >digits$member.csv
done
{ head -n 1 long.csv; sed 1d long.csv | sort -t, -k2,2 -k5,5 -k1,1; } >shuffled_long.csv

differs() {
    cmp -s - expected || echo "DIFFERENT: $*"
}
# same "COMMAND" "FILES" "OTHER ORDER": the same rows from files in row order and in any.
same() {
    dengine $1 $2 --threads 1 -q >expected
    for threads in 2 3 8; do
        dengine $1 $2 --threads $threads -q | differs "$1 $threads threads"
        dengine $1 $3 --threads $threads -q | differs "$1 $3 $threads threads"
    done
    echo "$(awk -F, 'END { print NR }' expected) lines: $1"
}
same 'ensemble -n 500' '1.csv 2.csv 3.csv' 'shuffled3.csv 1.csv shuffled2.csv'
same 'ensemble -n 500 -m mutual_information,max_kl,vote_entropy' '1.csv 2.csv 3.csv' 'shuffled2.csv shuffled1.csv shuffled3.csv'
dengine ensemble 1.csv 2.csv -n 50 -q >done.csv
same 'ensemble -n 500 --min-members 3 --exclude done.csv' '1.csv 2.csv 3.csv' '3.csv shuffled1.csv shuffled2.csv'
same 'ensemble --deployed 2.csv -n 300 --cap scene=3 --keep scene,prob_a --where label!=b' '1.csv 3.csv' 'shuffled3.csv 2.csv shuffled1.csv'
same 'ensemble --deployed m2 --member model -n 300 --keep scene' long.csv shuffled_long.csv
dengine ensemble --deployed m2 --member model -n 300 --keep scene -q - <shuffled_long.csv | differs 'standard input'
cat long.csv | dengine ensemble --deployed m2 --member model -n 300 --keep scene -q - | differs 'a pipe'
gzip -1 -c shuffled_long.csv >long.csv.gz
dengine ensemble --deployed m2 --member model -n 300 --keep scene -q long.csv.gz | differs gzip
head -n 60000 long.csv >part1.csv
{ head -n 1 long.csv; tail -n +60001 long.csv; } >part2.csv
dengine ensemble --deployed m2 --member model -n 300 --keep scene -q part2.csv part1.csv | differs shards
dengine ensemble --deployed 2.csv 1.csv 3.csv -n 300 --keep scene -q | differs 'files instead of one long table'
same 'augment --view model --original m3 -n 200 -m kl,flip_rate' long.csv shuffled_long.csv
same 'teacher -n 200 -m js,disagreement' '1.csv 2.csv' 'shuffled1.csv shuffled2.csv'
dengine teacher -n 200 -m js,disagreement -q <(cat 1.csv) <(cat shuffled2.csv) | differs 'two pipes'
same 'helper --target b -n 200 --side both' '1.csv 2.csv' 'shuffled1.csv shuffled2.csv'
same 'ensemble -n 500 -m doubt,consensus_entropy' '1.csv 2.csv 3.csv' 'digits3.csv 1.csv digits2.csv'
same 'ensemble -n 500 -m mutual_information,max_kl' '1.csv 2.csv 3.csv' 'digits3.csv 1.csv digits2.csv'
same 'ensemble --deployed 2.csv -n 300 --cap scene=3 --keep scene --where label!=b' '1.csv 3.csv' 'digits3.csv digits1.csv'
same 'teacher -n 200 -m js,confidence_drop' '1.csv 2.csv' 'digits1.csv 2.csv'
same 'helper --target b -n 200 --side both' '1.csv 2.csv' 'digits1.csv digits2.csv'
