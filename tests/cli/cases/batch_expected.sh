# What a method that draws expects of the rows that the others left: in the record, by any number of threads, and in the
# estimate of the report.
awk 'BEGIN { print "id,label,confidence,site"
    for (i = 1; i <= 60; i++) printf "s%d,%s,0.%02d,%s\n", i, i % 3 ? "cat" : "dog", (i * 37) % 97 + 1, i % 4 ? "a" : "b" }' >said.csv
awk -F, 'BEGIN { print "id,label,confidence" } NR > 1 { printf "%s,%s,0.%02d\n", $1, NR % 5 ? $2 : "cat", (NR * 53) % 89 + 1 }' said.csv >teacher.csv
plan() { # SAMPLE: the method that draws, beside one that picks
    printf '{"budget": 20, "output": "queues/1.csv", "answers": ["answers"], "methods": [{"share": 8, %s}, {"share": 12, "run": ["teacher", "said.csv", "teacher.csv"]}%s]}\n' "$1" "${2-}" >plan.json
    rm -rf queues && run dengine batch plan.json
    cp -r queues first && dengine batch plan.json --threads 1 && cmp queues/1.json first/1.json && dengine batch plan.json --threads 4 && cmp queues/1.json first/1.json
    rm -r first
}
# The same from the queue and the forecasts of all rows (id,label,forecast).
left() {
    python3 - "$1" <<'END2'
import csv, json, sys
rest = {row["id"]: (row["label"], float(row["forecast"])) for row in csv.DictReader(open(sys.argv[1]))}
for row in csv.DictReader(open("queues/1.csv")):
    if row["inclusion_prob"] == "1":
        rest.pop(row["id"], None)
told = json.load(open("queues/1.json"))["sample"]
for label, said in [(None, told)] + [(one["label"], one) for one in told["classes"]]:
    forecasts = [forecast for name, forecast in rest.values() if label in (None, name)]
    same = len(forecasts) == said["rest"]["population"] and abs(sum(forecasts) / len(forecasts) - said["rest"]["expected"]) < 1e-9
    print(label or "all", len(forecasts), f"{sum(forecasts) / len(forecasts):.6f}", "as told" if same else said["rest"])
END2
}
awk -F, 'NR == 1 { print "id,label,forecast"; next } { print $1 "," $2 "," 1 - $3 }' said.csv >doubt.csv
plan '"run": ["confidence", "said.csv"], "draw": true'
left doubt.csv
echo 'a table that is joined'
{ echo id,label,forecast; dengine teacher said.csv teacher.csv -n all -q | awk -F, 'NR > 1 { print $2 "," $(NF - 4) "," $3 }'; } >doubted.csv
plan '"run": ["teacher", "said.csv", "teacher.csv"], "draw": true'
left doubted.csv
echo 'rows that were picked outside its population are none of it'
awk -F, 'FILENAME ~ "said" { site[$1] = $4; next } FNR == 1 || site[$1] == "a"' said.csv doubt.csv >part.csv
plan '"run": ["confidence", "said.csv", "--where", "site=a"], "draw": true'
left part.csv
echo 'what it learns, once there is something to learn from'
mkdir answers
plan '"learn": ["confidence"], "draw": true' ', {"run": ["confidence", "said.csv"]}'
left doubt.csv
awk -F, 'BEGIN { print "id,label" } NR > 1 && NR <= 31 { print $1 "," ($3 < 0.4 + NR % 3 / 10 ? "other" : $2) }' said.csv >answers/1.csv
dengine confidence said.csv -n all -q -o scores.csv
{ echo id,label,forecast; dengine learn scores.csv --answers answers/1.csv -n all -q | awk -F, 'NR > 1 { print $2 "," $(NF - 1) "," $3 }'; } >learnt.csv
plan '"learn": ["confidence"], "draw": true' ', {"run": ["confidence", "said.csv"]}'
left learnt.csv
echo 'the estimate goes by it: what the sample expects is held against what all that is left expects'
rm answers/1.csv
plan '"run": ["confidence", "said.csv"], "draw": true'
awk -F, 'BEGIN { print "id,label" } NR > 1 { print $1 "," ($3 < 0.5 ? "other" : $2) }' said.csv >truth.csv
run dengine report queues --answers truth.csv -q | sed -n 1,5p
sed -i 's/, "rest": {[^}]*}//' queues/1.json
run dengine report queues --answers truth.csv -q | sed -n 1,5p
