# The same bytes for any number of threads and order of rows, from .npy, CSV, a pipe and compressed tables; in several
# blocks. Rows left out, capped, kept, distinct.
awk 'BEGIN { srand(5); print "id,label,confidence,camera"
    for (i = 0; i < 60000; i++) printf "sample_%08d,c%d,0.%06d,cam%d\n", i, rand() * 5, rand() * 999999, rand() * 7 }' >old.csv
awk -F, 'BEGIN { srand(6); OFS = "," } NR > 1 { if (rand() < .3) $2 = "c" int(rand() * 5); $3 = sprintf("0.%06d", rand() * 999999) }
    { print }' old.csv >new.csv
awk -F, 'BEGIN { srand(7); print "id,answer" } NR > 1 && rand() < .002 { print $1 "," (rand() < .4 ? "c" int(rand() * 5) : $2) }' old.csv >answers.csv
awk -F, 'BEGIN { srand(8); print "id,e0,e1,e2" } NR > 1 { c = int(rand() * 40)
    printf "%s,%.4f,%.4f,%.4f\n", $1, sin(c) + rand() / 9, cos(3 * c) + rand() / 9, sin(5 * c) + rand() / 9 }' old.csv >vectors.csv
shift_rows new.csv 31000 >new_turned.csv
shift_rows old.csv 7000 >old_turned.csv
shift_rows vectors.csv 45000 >vectors_turned.csv
shift_rows answers.csv 100 >answers_turned.csv
gzip -c new.csv >new.csv.gz
differs() { # WHAT: queue.csv and verdict.json against the first ones
    sed 's/"after": "[^"]*"/"after": "new.csv"/; s/"before": "[^"]*"/"before": "old.csv"/' verdict.json >told.json
    cmp -s queue.csv first.csv && cmp -s told.json first.json || echo "DIFFERENT: $*"
}
same() {
    local last="$* -q -o queue.csv --verdict verdict.json"
    dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv $last --threads 1
    cp queue.csv first.csv
    cp verdict.json first.json
    dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv $last --threads 8
    differs 8 threads
    dengine recheck old_turned.csv new_turned.csv --answers answers_turned.csv --embeddings vectors_turned.csv $last --threads 3
    differs other orders
    echo "$(wc -l <first.csv) lines: $*"
}
same -n 500
last='-n 500 -q -o queue.csv --verdict verdict.json'
dengine recheck old.csv new_turned.csv --answers answers.csv --embeddings vectors.csv $last
differs one in another order
dengine recheck old.csv new.csv.gz --answers answers.csv --embeddings vectors.csv $last
differs compressed
cat new.csv | dengine recheck old.csv - --answers answers.csv --embeddings vectors.csv $last
differs a pipe
cat vectors.csv | dengine recheck old.csv new.csv --answers answers.csv --embeddings - $last
differs vectors from a pipe
same -n all --near 0.999
same -n 300 --share churn=100 --where label!=c3 --cap camera=30 --keep camera
same -n 100 --distinct 0.99 --exclude answers.csv
echo '--- every row is accounted for'
dengine recheck old.csv new_turned.csv --answers answers.csv --embeddings vectors.csv --where label!=c3 --exclude answers.csv \
    -n 3 -f jsonl -o queue.jsonl --explain 2>&1 | awk '$1 == "read" { all = $2 } /^(outside|excluded|rejected|unmatched|too few|joined) / {
    for (i = 2; i <= NF; i++) if ($i ~ /^[0-9]+$/) { sum += $i; break } } END { print all, sum }'
