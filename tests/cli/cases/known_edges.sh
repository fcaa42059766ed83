# What --like and --exclude take from exports of labelling tools, and what is no export.
task() { echo "{\"data\": {\"dengine_id\": \"$1\"}, \"annotations\": [{\"completed_by\": 1, \"result\": [{\"from_name\": \"label\", \"value\": {\"choices\": [\"$2\"]}}]}]}"; }
{ echo [; task a cat; echo ,; task b dog; echo ]; } >one.json
{ echo [; task b fox; echo ,; task c cat; echo ,; echo '{"data": {"dengine_id": "d"}, "annotations": []}'; echo ]; } >two.json
printf 'id,e0,e1\na,1,0\nb,0,1\nc,1,1\nd,1,0.5\ne,0.25,1\n' >vectors.csv
printf 'id,label,confidence\na,cat,0.9\nb,dog,0.8\nc,cat,0.7\nd,dog,0.6\n' >said.csv
run dengine similar vectors.csv --like one.json --like two.json
run dengine confidence said.csv --exclude one.json --exclude two.json
run dengine confidence said.csv --exclude one.json
echo 'cut, blank, and a byte of 0'
head -c 60 one.json >cut.json
printf '  \n' >blank.csv
printf '\0id\na\n' >nul.csv
printf '\n\0{"id": "a"}\n' >nul.json
for file in cut.json blank.csv nul.csv nul.json; do
    run dengine similar vectors.csv --like $file
    run dengine confidence said.csv --exclude $file
done
