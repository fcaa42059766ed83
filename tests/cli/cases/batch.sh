# A plan as it runs: the batch, its record, the same bytes again, the next night without the rows of this one.
{ echo id,label,confidence; for i in $(seq -w 200); do echo "s$i,cat,0.$i"; done; } >predictions.csv
{ echo id,camera; for i in $(seq -w 200); do echo "s$i,c$((10#$i % 3))"; done; } >export.csv
mkdir reviewed && printf 'id,truth\ns003,cat\ns004,dog\n' >reviewed/monday.csv
cat >nightly.json <<'END'
{"budget": 20, "seed": "%F", "exclude": ["queues", "reviewed/*.csv"], "output": "queues/%F.csv",
 "methods": [{"share": "20%", "run": ["random", "predictions.csv"]},
             {"share": 10, "run": ["confidence", "predictions.csv", "--keep", "conf*"]},
             {"run": ["stratify", "export.csv", "--by", "camera"]}]}
END
run dengine batch nightly.json --date 2024-05-06 --dry-run
ls queues 2>/dev/null || echo 'nothing was written'
run dengine batch nightly.json --date 2024-05-06
ls -A queues
run cat queues/2024-05-06.csv
run cat queues/2024-05-06.json
cp -r queues before
cd / && run dengine batch "$T/nightly.json" --date 2024-05-06 2>&1 | sed "s|$T|T|g" && cd "$T"
diff -r before queues && echo 'the same bytes'
run dengine batch nightly.json --date 2024-05-07 --explain
cut -d, -f2 queues/*.csv reviewed/*.csv | grep -v '^id$' | sort | uniq -d | wc -l
diff -r before queues || true
grep -A3 '"excluded"' queues/2024-05-07.json
run dengine batch nightly.json --date 2024-05-07 --dry-run | grep exclude
run dengine batch nightly.json --date 2024-05-08 --threads 3
cp queues/2024-05-08.csv three.csv
run dengine batch nightly.json --date 2024-05-08 --threads 1
cmp three.csv queues/2024-05-08.csv && echo 'the same bytes for any number of threads'
