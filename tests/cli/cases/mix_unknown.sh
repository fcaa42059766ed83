# What --diverse chose from a random draw has no known probability, and a mix does not invent one.
cd "$ROOT/data/digits"
dengine random predictions.csv -n 5 --diverse embeddings.csv -q -o "$T/spread.csv"
dengine confidence probs.csv -n 5 -o "$T/doubt.csv"
cut -d, -f2,4,5 "$T/spread.csv"
dengine mix -n 6 "$T/spread.csv" "$T/doubt.csv" -q | cut -d, -f2,4,5
dengine random predictions.csv -n 5 -q -o "$T/random.csv"
dengine mix -n 6 "$T/spread.csv=50%" "$T/random.csv=50%" -q | cut -d, -f2,4,5
echo 'queues that someone has changed since they were drawn'
awk 'BEGIN { print "id,weight"; for (i = 0; i < 20; i++) print "s" i "," (i < 2 ? 100 : 1 + i % 3) }' >"$T/weights.csv"
cd "$T"
dengine random weights.csv -n 8 --weight weight -o weighted.csv
dengine random weights.csv -n 8 -o drawn.csv
dengine stratify weights.csv --by weight -n 8 -o strata.csv
short() { sed -E '/^!/!s/^[^,]*,([^,]*),[^,]*,([^,]*,[^,]*),.*/\1,\2/'; }
changed() { # NAME PROGRAM: the queue after the program of awk, alone and beside another, in part and whole
    awk -F, -v OFS=, "$2" "$1.csv" >changed.csv
    for n in 5 8; do run dengine mix changed.csv -n $n | short; done
    run dengine mix changed.csv=50% drawn.csv=50% -n 6 | short
}
echo 'no scores' && changed weighted 'NR > 1 { $3 = "" } 1'
echo 'other scores' && changed weighted 'NR > 4 { $3 = 0.99 - $3 / 2 } 1'
echo 'other probabilities' && changed weighted 'NR > 1 { $5 = 1 } 1'
echo 'no probabilities' && changed drawn 'NR > 1 { $5 = "" } 1'
echo 'other draws' && changed drawn 'NR > 1 { $3 = NR / 20 } 1'
echo 'strata with other draws' && changed strata 'NR > 1 { $3 = NR / 20 } 1'
