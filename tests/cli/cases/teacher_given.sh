# Which labels of a data set are wrong? A hundred digits got another label; a model that did not learn from them tells.
cp "$ROOT"/data/digits/{truth,teacher,predictions}.csv .
awk -F, 'NR > 1 && NR % 15 == 0 { $2 = ($2 + 3) % 10 } { print $1 "," $2 }' truth.csv >labels.csv
run dengine teacher --given labels.csv teacher.csv -n 3
run dengine teacher --given labels.csv teacher.csv -n 3 -m given_margin,doubt
echo 'of the first 90 rows, how many were changed'
for measure in doubt given_margin; do
    dengine teacher --given labels.csv teacher.csv -n 90 -m $measure |
        awk -F, -v measure=$measure 'FILENAME ~ "truth" { truth[$1] = $2; next } FILENAME ~ "labels" { given[$1] = $2; next }
            FNR > 1 { changed += truth[$2] != given[$2] } END { print measure, changed }' truth.csv labels.csv -
done
run dengine teacher --given labels.csv predictions.csv teacher.csv
run dengine teacher teacher.csv
