# A table whose keys rise as those of the rows do is read in step with them: what comes out is what a table in another order
# gives, whatever the rows do, and however both are stored.
awk 'BEGIN { print "id,label,confidence,e"; for (i = 0; i < 60000; i++) printf "f%d,%s,%.4f,%d\n", i, i % 3 ? "cat" : "dog", 0.5 + i * 7919 % 4999 / 10000, i % 5 }' >rows.csv
awk 'BEGIN { print "weather,id,path"; for (i = 0; i < 66000; i++) if (i % 13) printf "%s,f%d,%s\n", i % 4 ? "rain" : "sun", i, i % 17 ? "data/2026/11/24/camera_front/f" i ".jpg" : "\"a \"\"quoted\"\", path " i "\"" }' >beside.csv
turn() { # FILE: its header, then its rows from the last to the first
    head -n 1 "$1"
    tail -n +2 "$1" | tac
}
turn beside.csv >turned.csv
same() { # ROWS WORD...: with a table that rises and with one that does not
    local input=$1 threads
    shift
    dengine "$1" "$input" "${@:2}" --with turned.csv --keep weather,path >expected.csv 2>expected.txt || cat expected.txt
    sed -i 's/turned/beside/' expected.txt
    for threads in 1 2 5; do
        dengine "$1" "$input" "${@:2}" --with beside.csv --keep weather,path --threads $threads >got.csv 2>got.txt || cat got.txt
        cmp expected.csv got.csv && cmp expected.txt got.txt || echo "$* differs with $threads threads"
    done
    echo "$input: $(wc -l <got.csv) lines; $(grep partner got.txt)"
}
same rows.csv confidence -n all --where weather=rain
same rows.csv confidence -n 20 --cap weather=4
same rows.csv stratify -n 30 --by weather
same rows.csv random -n 50 --where 'path!='
# Rows that go back, far and at once; that repeat; in another order; of several files; with ids that are empty or strange.
{ cat rows.csv; sed -n 2,30001p rows.csv; } >back.csv
same back.csv confidence -n 50
{ head -n 200 rows.csv; tail -n +150 rows.csv; } >little.csv
same little.csv confidence -n 50
awk '{ print; if (NR > 1 && NR % 3 == 0) print }' rows.csv >repeated.csv
same repeated.csv confidence -n all -q
turn rows.csv >rows-turned.csv
same rows-turned.csv confidence -n all -q
awk -F , -v OFS=, 'NR % 1000 == 7 { $1 = "stranger" NR } { print }' rows.csv >strangers.csv
same strangers.csv confidence -n 50
head -n 3 rows.csv >few.csv
same few.csv confidence
head -n 1 rows.csv >none.csv
same none.csv confidence
# Shards of both, compressed, from a pipe; rows that come from libcsv; a key that is no id.
head -n 30001 rows.csv >rows-1.csv
{ head -n 1 rows.csv; tail -n +30002 rows.csv; } >rows-2.csv
mkdir shards
head -n 20001 beside.csv >shards/1.csv
{ head -n 1 beside.csv; tail -n +20002 beside.csv; } | gzip >shards/2.csv.gz
dengine confidence rows.csv --with turned.csv --keep path -n 999 -q >expected.csv
for with in shards beside.csv; do
    dengine confidence rows-1.csv rows-2.csv --with "$with" --keep path -n 999 -q | cmp - expected.csv
    dengine confidence - --with "$with" --keep path -n 999 -q <rows.csv | cmp - expected.csv
    gzip <rows.csv | dengine confidence - --with "$with" --keep path -n 999 -q | cmp - expected.csv
    DENGINE_CSV=libcsv dengine confidence rows.csv --with "$with" --keep path -n 999 -q | cmp - expected.csv
done
dengine confidence rows.csv --with - --keep path -n 999 -q <beside.csv | cmp - expected.csv
sed 's/^id/frame/' rows.csv | dengine confidence - --id frame --with beside.csv:frame=id --keep path -n 999 -q | cmp - expected.csv
# What does not rise in the end, or stands twice, is found before a row is taken for one without a partner.
{ cat beside.csv; echo fog,f13,late; } >late.csv
run dengine confidence rows.csv --with late.csv --where weather=fog --keep path
{ cat beside.csv; echo fog,f65999,twice; } >twice.csv
run dengine confidence rows.csv --with twice.csv --where weather=fog
run dengine confidence none.csv --with twice.csv --where weather=fog
{ cat beside.csv; echo fog,f70000; } >short.csv
run dengine confidence rows.csv --with short.csv --where weather=fog
# Ids that rise by their bytes.
sed 's/^f\([0-9]*\)\([0-9],\)/\2\1,/; s/^\([0-9]\),\([0-9]*\)/\1\/\2/' rows.csv | { read -r head; echo "$head"; LC_ALL=C sort -t , -k 1,1; } >paths.csv
cut -d , -f 1,4 paths.csv | sed '1s/e/scene/' >scenes.csv
turn scenes.csv >scenes-turned.csv
dengine confidence paths.csv --with scenes-turned.csv --keep scene,e -n all -q >expected.csv
dengine confidence paths.csv --with scenes.csv --keep scene,e -n all -q | cmp - expected.csv
awk -F , '$(NF) != $(NF - 1)' expected.csv
