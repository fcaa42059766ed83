# A table to which rows are added between the nights: with "model" in the plan they are pooled, and told of the rows it has now.
G=$ROOT/data/digits
cp $G/truth.csv .
cat >plan.json <<END
{"budget": 60, "seed": "%F", "exclude": ["queues"], "output": "queues/%F.csv",
 "methods": [{"share": "30%", "run": ["random", "predictions.csv"]},
             {"share": "40%", "run": ["teacher", "predictions.csv", "$G/teacher.csv"], "optional": true},
             {"run": ["confidence", "predictions.csv"]}]}
END
sed 's/"budget"/"model": "m1", "budget"/' plan.json >named.json
nights() { # PLAN
    rm -rf queues
    for day in 1 2 3 4; do
        head -n $((1 + 300 * day)) $G/predictions.csv >predictions.csv
        dengine batch $1 --date 2026-11-2$day
    done
}
nights named.json
run sh -c "dengine report queues --answers truth.csv | sed -n '3,4p; /^night/,/^$/p; /^note/p'"
dengine report queues --answers truth.csv -f json -q >report.json
awk -F, 'NR == FNR { truth[$1] = $2; next } FNR > 1 { n++; right += truth[$1] == $2 } END { print right / n }' \
    truth.csv predictions.csv >right
python3 - "$(cat right)" <<'END'
import json, sys
told = json.load(open("report.json"))["accuracy"]["figure"]
print("the interval holds the truth:", told["low"] <= float(sys.argv[1]) <= told["high"])
END
nights plan.json
run sh -c "dengine report queues --answers truth.csv | sed -n '3,4p; /^night/,/^$/p; /^note/p'"
