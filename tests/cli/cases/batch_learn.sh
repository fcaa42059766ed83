# A plan that learns: the first night has nothing to learn from, the later ones have the answers of those before.
cp -r "$ROOT/data/digits" digits
cat >plan.json <<'END'
{"budget": 40, "seed": "%F", "exclude": ["queues"], "answers": ["answers"], "output": "queues/%F.csv",
 "methods": [{"share": "20%", "run": ["random", "digits/predictions.csv"]},
             {"share": "80%", "learn": ["confidence", "augment"]},
             {"run": ["confidence", "digits/probs.csv"]},
             {"run": ["augment", "digits/predictions.csv", "digits/augment.csv"]}]}
END
sed 's#"queues"#"lines"#; s#queues/%F.csv#lines/%F.jsonl#' plan.json >lines.json
review() { # what people say: the truth about the rows of a night
    mkdir -p answers
    awk -F, 'FILENAME ~ "truth" { truth[$1] = $2; next } FNR == 1 { print "id,label"; next } { print $2 "," truth[$2] }' \
        digits/truth.csv "queues/$1.csv" >"answers/$1.csv"
}
wrong() {
    awk -F, 'FILENAME ~ "truth" { truth[$1] = $2; next } FILENAME ~ "predictions" { said[$1] = $2; next }
        FNR > 1 { n[$4]++; wrong += truth[$2] != said[$2] }
        END { printf "%d wrong:", wrong; for (i = 1; i <= 4; i++) { split("augment confidence learn random", m, " "); printf " %s %d", m[i], n[m[i]] }; print "" }' \
        digits/truth.csv digits/predictions.csv "queues/$1.csv"
}
for night in 2024-05-01 2024-05-02 2024-05-03; do
    run dengine batch plan.json --date $night
    dengine batch lines.json --date $night
    cmp <(dengine mix -n 40 -q lines/$night.jsonl) <(dengine mix -n 40 -q queues/$night.csv) && echo 'the same in JSON lines'
    wrong $night
    review $night
done
head -n 3 queues/2024-05-03.csv
echo "rows with the label and both scores: $(awk -F, 'FNR == 1 { for (i = 1; i <= NF; i++) end[$i] = NF - i; next }
    $(NF - end["label"]) != "" && $(NF - end["score_augment"]) != "" && $(NF - end["score_confidence"]) != "" { n++ }
    END { print n + 0 }' queues/2024-05-03.csv)"
grep -A3 '"run": \["learn"' queues/2024-05-01.json
grep -A3 '"run": \["learn"' queues/2024-05-03.json
echo 'the same night again, by any number of threads'
rm answers/2024-05-03.csv
cp queues/2024-05-03.csv before.csv
dengine batch plan.json --date 2024-05-03 --threads 1 && cmp queues/2024-05-03.csv before.csv
dengine batch plan.json --date 2024-05-03 --threads 8 && cmp queues/2024-05-03.csv before.csv
run dengine batch plan.json --date 2024-05-04 --dry-run
echo 'a sample that the learner draws is the random share, from the first night on'
rm -r queues answers
cat >drawn.json <<'END'
{"budget": 40, "seed": "%F", "exclude": ["queues"], "answers": ["answers"], "output": "queues/%F.csv",
 "methods": [{"share": "50%", "learn": ["confidence", "augment"], "draw": true},
             {"share": "50%", "run": ["confidence", "digits/probs.csv"]},
             {"run": ["augment", "digits/predictions.csv", "digits/augment.csv"]}]}
END
for night in 2024-05-01 2024-05-02; do
    run dengine batch drawn.json --date $night
    wrong $night
    review $night
    grep -E '"run": \["learn"|"sample"' queues/$night.json
    awk -F, '$4 == "learn" && $5 < 1 { n++; sum += 1 / $5 } END { printf "%d rows stand for %.0f\n", n, sum }' queues/$night.csv
done
rm -r queues answers
echo 'one learner draws, another takes the best'
sed 's/{"share": "50%", "run": \["confidence"/{"share": "50%", "learn": ["confidence", "augment"]}, {"run": ["confidence"/' drawn.json >both.json
for night in 2024-05-01 2024-05-02; do
    run dengine batch both.json --date $night
    wrong $night
    review $night
    awk -F, '$4 == "learn" { n[$5 < 1]++; sum[$5 < 1] += 1 / $5 } END { printf "%d best, %d drawn stand for %.0f\n", n[0], n[1], sum[1] }' queues/$night.csv
done
run dengine report queues/*.csv --answers answers -q | grep -A 4 ^method
rm -r queues answers
sed 's/"draw": true/"draw": false/' both.json >other.json
run dengine batch other.json --date 2024-05-01
echo 'what is wrong with a plan'
try() { sed "$1" plan.json >other.json; run dengine batch other.json --date 2024-05-04; }
try 's/"confidence", "augment"\]/"confidence", "augmant"]/'
try 's/"confidence", "augment"\]/"random"]/'
try 's/\["confidence", "augment"\]/[]/'
try 's/"answers": \["answers"\], //'
try 's#\["confidence", "digits/probs.csv"\]#["confidence", "digits/probs.csv", "--diverse", "digits/embeddings.csv"]#'
try 's#"run": \["random", "digits/predictions.csv"\]#"learn": ["confidence"]#'
echo 'each kind of method tells the scores of all its rows'
cat >kinds.json <<'END'
{"budget": 40, "answers": ["answers"], "output": "of_kinds.csv",
 "methods": [{"share": "20%", "run": ["random", "digits/predictions.csv"]},
             {"share": "80%", "learn": ["confidence", "ensemble", "augment", "teacher", "helper", "similar"]},
             {"run": ["confidence", "digits/probs.csv", "--per-id", "mean"]},
             {"run": ["ensemble", "digits/ensemble", "--deployed", "digits/ensemble/a_main.csv"]},
             {"run": ["augment", "digits/predictions.csv", "digits/augment.csv", "--cap", "label=5"]},
             {"run": ["teacher", "digits/predictions.csv", "digits/teacher.csv"]},
             {"run": ["helper", "digits/predictions.csv", "digits/helper_8.csv", "--target", "8"]},
             {"run": ["similar", "digits/embeddings.csv", "--like", "digits/seeds.csv"]}]}
END
run dengine batch kinds.json
awk -F, 'FNR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^score_/) end[$i] = NF - i; next }
    $4 == "random" { n++; for (name in end) filled[name] += $(NF - end[name]) != "" }
    END { for (name in end) print name, filled[name], "of", n }' of_kinds.csv | sort
cp -r "$ROOT/data/drive" drive
cat >frames.json <<'END'
{"budget": 40, "answers": ["answers"], "output": "of_frames.csv",
 "methods": [{"share": "20%", "run": ["random", "drive/frames.csv"]},
             {"share": "80%", "learn": ["consistency"]}, {"run": ["consistency", "drive/frames.csv"]}]}
END
run dengine batch frames.json
awk -F, 'FNR == 1 { for (i = 1; i <= NF; i++) if ($i == "score_consistency") column = i; next }
    $4 == "random" { n++; filled += $column != "" } END { print filled, "of", n }' of_frames.csv
echo 'labels that no method knows are those of the predictions'
cat >labels.json <<'END'
{"budget": 100, "exclude": ["unlabelled"], "answers": ["answers"], "output": "unlabelled/%F.csv", "predictions": "predictions.csv",
 "methods": [{"share": "20%", "run": ["random", "ids.csv"]}, {"share": "80%", "learn": ["similar"]},
             {"run": ["similar", "digits/embeddings.csv", "--like", "digits/seeds.csv"]}]}
END
cut -d, -f1 digits/predictions.csv >ids.csv
cp digits/predictions.csv predictions.csv
for night in 2024-05-01 2024-05-02; do
    run dengine batch labels.json --date $night
    mkdir -p answers
    awk -F, 'FILENAME ~ "truth" { truth[$1] = $2; next } FNR == 1 { print "id,label"; next } { print $2 "," truth[$2] }' \
        digits/truth.csv unlabelled/$night.csv >answers/$night.csv
done
grep -c 'errs in' unlabelled/2024-05-02.csv
