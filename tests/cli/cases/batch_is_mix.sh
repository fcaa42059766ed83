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
