# Tables beside can stand once in a plan, for all methods that do not name their own.
printf '%s\n' id,label,confidence a,cat,0.5 b,dog,0.9 c,cat,0.7 d,dog,0.6 e,cat,0.65 >said.csv
printf '%s\n' id,site,taken a,north,2026-11-24T10:00 b,south,2026-11-24T11:00 c,north, d,south,2026-11-24T12:00 >meta.csv
printf '%s\n' at,rain 2026-11-24T09:30,wet 2026-11-24T11:00,dry >rain.csv
printf '%s\n' id,site a,mine b,mine c,mine >mine.csv
printf '%s\n' id,label b,cat >answers.csv
cat >plan.json <<'PLAN'
{"budget": 5, "output": "out/q.csv", "with": ["meta.csv", "rain.csv@taken=at"], "within": "30min", "keep": "site,rain",
 "answers": ["answers.csv"],
 "methods": [{"share": 1, "run": ["random", "said.csv", "--where", "site=south"]},
             {"share": 1, "run": ["confidence", "said.csv", "--with", "mine.csv", "--keep", "site"]},
             {"share": 1, "run": ["confidence", "said.csv", "--keep", "label"]},
             {"share": 0, "run": ["teacher", "said.csv", "said.csv"]},
             {"learn": ["teacher"], "draw": true}]}
PLAN
run dengine batch plan.json --date 2026-11-24 --dry-run
run dengine batch plan.json --date 2026-11-24
run cat out/q.csv
grep -o '"[^"]*partner[^"]*"\|"path": "[a-z.]*"' out/q.json
rm meta.csv
run dengine batch plan.json --date 2026-11-25
sed 's/"with": \["meta.csv", /"with": ["-", /' plan.json >standard.json
run dengine batch standard.json --date 2026-11-25 </dev/null
sed 's/"with": \[.*at"\]/"with": "rain.csv"/' plan.json >string.json
run dengine batch string.json --date 2026-11-25
