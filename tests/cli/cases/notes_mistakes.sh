# What is most likely a mistake is one line: an input without rows, a --where that nothing fits, an --exclude
# that matches no file or no id; in a batch in its record and on standard error.
printf 'id,label,confidence\nim1,cat,0.5\nim2,dog,0.6\n' >p.csv
printf 'id,label,confidence\n' >empty.csv
printf 'id,image,answer\n101,im1,cat\n102,im2,cat\n' >done.csv
printf 'rank,id,score,method\n' >queue.csv
run dengine confidence empty.csv
run dengine confidence p.csv --where 'label=Cat'
run dengine random p.csv --where 'label=cat' --where 'confidence>0.9'
run dengine confidence p.csv --exclude 'reviewd/*.csv' -n 1
run dengine confidence p.csv --exclude done.csv -n 1
run dengine confidence p.csv --exclude done.csv:image
run dengine confidence p.csv --exclude 'do*.csv:image' -q
run dengine confidence p.csv --exclude done.csv:imgae
run dengine teacher p.csv empty.csv
run dengine mix p.csv queue.csv -n 2 -q
run dengine mix p.csv queue.csv -n 2
cat >plan.json <<'END'
{"budget": 2, "output": "queues/%F.csv", "exclude": ["queues", "old/*.csv"],
 "methods": [{"run": ["confidence", "empty.csv"]}, {"run": ["confidence", "p.csv", "--where", "label=Cat"]},
             {"run": ["random", "p.csv", "--exclude", "done.csv"], "share": "20%"}]}
END
run dengine batch plan.json --date 2026-01-01
grep -A1 notes queues/2026-01-01.json
run dengine batch plan.json --date 2026-01-02 -q
sed -i 's/"old\/\*.csv"/"done.csv:image"/' plan.json
run dengine batch plan.json --date 2026-01-03
run dengine batch plan.json --date 26-10-25
run dengine batch plan.json --date 2026-10-5
run dengine batch plan.json --date 2026-02-30
echo '--- a file that may have been cut short'
printf 'id,label,confidence\nim1,cat,0.5\nim2,cat,0.6' >cut.csv
run dengine confidence p.csv cut.csv -n 1 -q
run dengine confidence cut.csv -n 1
run dengine teacher cut.csv p.csv -n 1
