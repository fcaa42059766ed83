# Labels on their own: scores, sets of labels and doubt as awk computes them, in any order of rows, for any number of threads.
make_table() {
    awk -v seed="$1" 'BEGIN {
        srand(seed)
        print "id,prob_a,prob_b,prob_c,prob_d"
        for (i = 0; i < 3000; i++)
            printf "s%d,%.4f,%.4f,%.4f,%.4f\n", i, rand(), rand(), rand(), rand()
    }'
}
make_table 1 >p.csv
make_table 2 >q.csv
shift_rows q.csv 1234 >shifted.csv
awk -F, 'NR > 1 {
    most = 0; set = ""
    for (k = 2; k <= 5; k++) {
        doubt = $k < 0.5 ? $k : 1 - $k
        if (doubt > most) most = doubt
        if ($k > 0.5) set = set (set ? "+" : "") substr("abcd", k - 1, 1)
    }
    printf "%s,%.4f,%s\n", $1, most, set ? set : "(none)"
}' p.csv | sort >expected
dengine confidence p.csv --multilabel -n all | awk -F, 'NR > 1 { printf "%s,%.4f,%s\n", $2, $3, $(NF - 1) }' | sort | diff expected - && echo 'confidence: the same'
paste -d, p.csv q.csv | awk -F, 'NR > 1 {
    most = 0
    for (k = 2; k <= 5; k++) {
        doubt = $k > 0.5 ? 1 - $(k + 5) : $(k + 5)
        if (doubt > most) most = doubt
    }
    printf "%s,%.4f\n", $1, most
}' | sort >expected
for threads in 1 4; do
    for file in q.csv shifted.csv; do
        dengine teacher p.csv $file --multilabel -n all --threads $threads | tee queue.csv | awk -F, 'NR > 1 { printf "%s,%.4f\n", $2, $3 }' | sort | diff expected - && echo 'teacher: the same'
        sum=$(cksum <queue.csv)
        [ "${first:=$sum}" = "$sum" ] || echo 'other bytes'
    done
done
