# What review has shown ranks what is left: whole rankings, answers of 300 samples, and the truth about the rest.
digits=$ROOT/data/digits
dengine confidence "$digits/probs.csv" -n all -o confidence.csv
dengine ensemble "$digits"/ensemble/*.csv --deployed "$digits/ensemble/a_main.csv" -n all -q -o ensemble.csv
dengine augment "$digits/predictions.csv" "$digits/augment.csv" -n all -q -o augment.csv
head -n 301 "$digits/truth.csv" >answers.csv
run dengine learn confidence.csv ensemble.csv augment.csv --answers answers.csv -n 5 --model model.json
run dengine learn confidence.csv ensemble.csv augment.csv --model model.json -n 3 --exclude answers.csv
echo 'a model read again gives the same ranking'
dengine learn confidence.csv ensemble.csv augment.csv --answers answers.csv -n all >fitted.csv
dengine learn confidence.csv ensemble.csv augment.csv --model model.json --exclude answers.csv -n all | cmp - fitted.csv
echo 'any order of rows and answers, any number of threads'
for name in confidence ensemble augment; do shift_rows $name.csv 700 >shifted_$name.csv; done
shift_rows answers.csv 100 >shifted_answers.csv
for threads in 1 8; do
    dengine learn shifted_confidence.csv shifted_ensemble.csv shifted_augment.csv --answers shifted_answers.csv -n all \
        --threads $threads | cmp - fitted.csv
done
dengine learn confidence.csv ensemble.csv augment.csv --answers answers.csv -n 40 --draw >drawn.csv
dengine learn shifted_augment.csv shifted_confidence.csv shifted_ensemble.csv --answers shifted_answers.csv -n 40 --draw \
    --threads 3 | cmp - drawn.csv
echo 'errors among the first 30 of those that nobody answered'
found() { awk -F, 'FILENAME ~ "truth" { truth[$1] = $2; next } FILENAME ~ "predictions" { said[$1] = $2; next }
    FNR > 1 && FNR <= 31 { wrong += truth[$2] != said[$2] } END { print wrong }' "$digits/truth.csv" "$digits/predictions.csv" "$1"; }
echo "learn $(found fitted.csv)"
for name in confidence ensemble augment; do
    awk -F, 'FILENAME == "answers.csv" { known[$1]; next } FNR == 1 || !($2 in known)' answers.csv $name.csv >left.csv
    echo "$name $(found left.csv)"
done
run dengine learn confidence.csv ensemble.csv augment.csv --answers answers.csv -n 0 --explain
