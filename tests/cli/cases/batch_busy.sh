# One at a time for one output; a lock without a living holder blocks nobody.
command -v flock >/dev/null || skip 'flock is not there'
printf 'id,label,confidence\na,cat,0.5\nb,cat,0.6\n' >said.csv
echo '{"budget": 2, "output": "out/%F.csv", "methods": [{"run": ["confidence", "said.csv"]}]}' >plan.json
mkdir out
echo 'process 4711 on elsewhere' >out/.2024-05-06.csv.lock
(flock 9 && run dengine batch plan.json --date 2024-05-06) 9<>out/.2024-05-06.csv.lock
ls -A out
echo 'another day, another lock'
(flock 9 && run dengine batch plan.json --date 2024-05-07) 9<>out/.2024-05-06.csv.lock
echo 'the holder is gone'
run dengine batch plan.json --date 2024-05-06
ls -A out
: >out/.2024-05-08.csv.lock
(flock 9 && run dengine batch plan.json --date 2024-05-08) 9<>out/.2024-05-08.csv.lock
