# A batch is the mix of the queues that its methods make on their own: one pass over a file changes nothing.
{ echo id,label,confidence,w; for i in $(seq -w 2000); do echo "s$i,cat,0.$i,$((10#$i % 7))"; done; } >said.csv
printf 'id\ns0001\ns0002\ns1500\n' >seen.csv
cat >plan.json <<'END'
{"budget": 300, "seed": 7, "exclude": ["seen.csv"], "output": "batch.csv",
 "methods": [{"share": "20%", "run": ["random", "said.csv"]},
             {"share": "30%", "run": ["confidence", "said.csv", "--where", "w > 2"]},
             {"share": "20%", "run": ["confidence", "said.csv", "--exclude", "few.csv", "--cap", "w=20"]},
             {"share": "10%", "run": ["random", "said.csv", "--weight", "w", "--seed", "8"]},
             {"run": ["stratify", "said.csv", "--by", "bin(w,3)", "-n", "60"]}]}
END
printf 'id\ns0003\n' >few.csv
run dengine batch plan.json
one() { dengine "$@" --exclude seen.csv -q; }
one random said.csv -n 300 --seed 7 >a.csv
one confidence said.csv -n 300 --seed 7 --where 'w > 2' >b.csv
one confidence said.csv -n 300 --seed 7 --exclude few.csv --cap w=20 >c.csv
one random said.csv -n 300 --weight w --seed 8 >d.csv
one stratify said.csv --by 'bin(w,3)' -n 60 --seed 7 >e.csv
dengine mix -n 300 a.csv=20% b.csv=30% c.csv=20% d.csv=10% e.csv -o mixed.csv -q
cmp mixed.csv batch.csv && echo 'the same bytes'
wc -l <batch.csv
echo 'joins, vectors and mixes, too; what a method notes goes into the record'
cp "$ROOT"/data/digits/*.csv . && cp -r "$ROOT"/data/digits/ensemble .
cat >plan.json <<'END'
{"budget": 50, "seed": "%F", "exclude": ["seen.csv"], "output": "batch.csv",
 "methods": [{"share": "20%", "run": ["random", "predictions.csv"]},
             {"share": "10%", "run": ["similar", "embeddings.csv", "--like", "seeds.csv", "--distinct", "0.98"]},
             {"share": "20%", "run": ["ensemble", "ensemble/*.csv", "--deployed", "ensemble/a_main.csv"]},
             {"share": "20%", "run": ["teacher", "predictions.csv", "teacher.csv"]},
             {"share": "10%", "run": ["confidence", "probs.csv", "--diverse", "embeddings.csv", "--pool", "2x"]},
             {"run": ["mix", "old.csv=50%", "older.csv"]}]}
END
dengine augment probs.csv augment.csv -n 20 -o old.csv
dengine stratify export.csv --by label -n 20 -o older.csv
cut -d, -f1 seeds.csv >seen.csv
run dengine batch plan.json --date 2024-05-06
one() { dengine "$@" --exclude seen.csv -q; }
seed='-n 50 --seed 2024-05-06'
one random predictions.csv $seed >a.csv
one similar embeddings.csv --like seeds.csv --distinct 0.98 $seed >b.csv
one ensemble ensemble/*.csv --deployed ensemble/a_main.csv $seed >c.csv
one teacher predictions.csv teacher.csv $seed >d.csv
one confidence probs.csv --diverse embeddings.csv --pool 2x $seed >e.csv
one mix old.csv=50% older.csv -n 50 >f.csv
dengine mix -n 50 a.csv=20% b.csv=10% c.csv=20% d.csv=20% e.csv=10% f.csv -o mixed.csv -q
cmp mixed.csv batch.csv && echo 'the same bytes'
grep '"notes": \["' batch.json
grep -o '"file": "[a-z/_.]*"' batch.json
