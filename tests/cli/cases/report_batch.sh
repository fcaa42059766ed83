# A plan that makes the report of the nights before; nights of one pool and one model are pooled by the records.
G=$ROOT/data/digits
cat >plan.json <<END
{"budget": 60, "seed": "%F", "exclude": ["queues"], "output": "queues/%F.csv", "report": "reports/%F.html", "answers": ["reviewed"],
 "methods": [{"share": "30%", "run": ["random", "$G/predictions.csv"]},
             {"share": "40%", "run": ["teacher", "$G/predictions.csv", "$G/teacher.csv"]},
             {"run": ["confidence", "$G/probs.csv"]}]}
END
run dengine batch plan.json --date 2026-11-16
run dengine batch plan.json --date 2026-11-17
rm queues/*
mkdir reviewed
cp $G/truth.csv reviewed
for day in 18 19 20 21 22 23; do dengine batch plan.json --date 2026-11-$day; done
ls reports
cp reports/2026-11-23.html first
dengine batch plan.json --date 2026-11-23
cmp first reports/2026-11-23.html && echo the same page
sed -n 's/.*"model": {"name": \([^,]*\), "files": .*, "xxh3_128": "[0-9a-f]\{32\}"}.*/name \1/p' queues/2026-11-18.json
tell() { # LABEL: the accuracy told, and whether its interval holds the true one on the rows it speaks of
    dengine report queues --answers reviewed --predictions $G/predictions.csv -f json -q >report.json
    python3 - "$1" $G <<'END'
import csv, json, sys
report, G = json.load(open("report.json")), sys.argv[2]
read = lambda path: {row["id"]: row["label"] for row in csv.DictReader(open(path))}
says, truth = read(G + "/predictions.csv"), read(G + "/truth.csv")
right = sum(says[id] == truth[id] for id in says) / len(says)
rate = report["accuracy"]
holds = rate["figure"]["low"] <= right <= rate["figure"]["high"]
print(f"{sys.argv[1]}: of {rate['population']:.0f} rows and {rate['unknown']:.0f} of which nothing is said; "
      f"the interval holds the truth: {holds}")
END
}
tell whole
awk -F, 'NR == 1 || NR % 5' $G/truth.csv >reviewed/truth.csv
tell 'a fifth skipped'
: >reviewed/truth.csv
echo id,label >reviewed/truth.csv
awk -F, 'FNR > 1 && FNR <= 31 { print $2 }' queues/*.csv | sort >half
sort -t, -k1,1 $G/truth.csv | join -t, - half >>reviewed/truth.csv
tell 'the first half of each night'
sed 's/"report"/"model": "a_main", "report"/' plan.json >named.json
dengine batch named.json --date 2026-11-24
grep -o '"model": {"name": "a_main"' queues/2026-11-24.json
sed 's/, "answers": \["reviewed"\]//' plan.json >wrong.json
run dengine batch wrong.json --date 2026-11-24
