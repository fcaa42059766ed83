# Every row tells what the deployed model said, whichever command took it and whatever its input holds.
printf 'id,label,confidence,site,e0,e1\na,cat,0.9,north,1,0\nb,dog,1,north,0.9,0.1\nc,cat,NA,south,0,1\n"d,1",,0.25,south,0.5,0.5\n' >said.csv
printf 'id,label\na,cat\nb,dog\nc,cat\n' >labels.csv
printf 'id,prob_cat,prob_dog\na,0.9,0.1\nb,0.25,0.75\nc,0.5,0.6\n' >probs.csv
printf 'id,site\na,north\nb,north\nc,south\nd,south\n' >bare.csv
printf 'id\na\n' >seeds.csv
for file in said labels probs bare; do run dengine random $file.csv -n 4; done
run dengine random bare.csv -n 4 --predictions labels.csv
run dengine random probs.csv -n 3 --probs 'nosuch_*'
run dengine random said.csv -n 1 --label nosuch
run dengine random said.csv -n 2 --label site --weight e1
run dengine stratify said.csv --by site -n 4
run dengine similar said.csv --embedding e0,e1 --like seeds.csv
run dengine similar said.csv --embedding e0,e1 --like seeds.csv --keep label,site -n 1 -f jsonl

# What the input tells already is not carried twice; under another command's name it is called otherwise.
run dengine random said.csv -n 1 --keep 'label,confidence,site'
printf 'id,weight,expected,site\na,heavy,x,north\n' >names.csv
run dengine random names.csv --keep '*' -f jsonl

# A batch of methods whose input has none.
dengine random bare.csv -n 4 -q -o random.csv
dengine stratify bare.csv --by site -q -o stratify.csv
run dengine mix random.csv stratify.csv --predictions said.csv -n 4 -q
dengine confidence said.csv --where 'id=a' -q -o confidence.csv
run dengine mix random.csv confidence.csv -n 2 -q
run dengine mix random.csv confidence.csv -n 2 --keep label -q
run dengine mix random.csv --predictions said.csv:id,site -n 4 -q
run dengine mix random.csv --predictions said.csv:id,site,nosuch -n 4 -q
run dengine mix random.csv --predictions nosuch.csv -n 4
mkdir plans
printf '{"budget": 4, "output": "queue.csv", "predictions": "../said.csv", "methods": [{"run": ["random", "../bare.csv"]}]}\n' >plans/plan.json
run dengine batch plans/plan.json --date 2026-11-24
run cat plans/queue.csv
grep -c said.csv plans/queue.json
run dengine batch plans/plan.json --date 2026-11-24 --dry-run
run dengine batch plans/plan.json --date 2026-11-24 --predictions labels.csv -q
run cut -d, -f2,8,9 plans/queue.csv
sed -i 's/said.csv/nosuch.csv/' plans/plan.json
run dengine batch plans/plan.json --date 2026-11-24
