# --exclude, --like and --covered read what tools send back, and columns of other names.
printf 'id,label,confidence\na,x,0.6\nb,x,0.7\nc,x,0.8\nd,x,0.9\n' >said.csv
printf 'annotation_id,annotator,choice,id,image,lead_time\n7,1,x,101,a,3.2\n' >studio.csv
printf '{"text":"t","label":"x","answer":"accept","meta":{"id":"b"}}\n' >prodigy.jsonl
printf '<annotations><image name="c.png"><tag label="x"/></image></annotations>' >cvat.xml
ids() { run dengine confidence said.csv -q "$@" | awk -F, '/^[$!e]/; /^[0-9]/ { print $2 }' | paste -sd' '; }
ids --exclude studio.csv:image
ids --exclude prodigy.jsonl --exclude cvat.xml
ids --exclude '*.xml' --exclude 'stud*.csv:image'
ids --exclude studio.csv:file
ids --exclude <(printf 'id\na\n') 2>&1 | sed 's#/dev/fd/[0-9]*#FILE#g'
echo 'tasks as they were sent count, too: they are with the people'
printf '[{"data":{"dengine_id":"d"},"predictions":[]}]' >tasks.json
ids --exclude tasks.json
echo 'seeds: what was answered'
printf 'id,e0,e1\na,1,0\nb,0.9,0.1\nc,0,1\nd,0.1,0.9\n' >vectors.csv
printf '[{"data":{"dengine_id":"a"},"annotations":[{"result":[{"value":{"choices":["y"]}}]}]},
 {"data":{"dengine_id":"c"},"annotations":[]}]' >seeds.json
run dengine similar vectors.csv --like seeds.json -q -n 2
printf 'image\na\n' >seeds.csv
run dengine similar vectors.csv --like seeds.csv:image -q -n 1
run dengine confidence said.csv -n 2 --diverse vectors.csv --covered seeds.json -q
echo 'exports of tools through pipes'
cat prodigy.jsonl | ids --exclude -
cat cvat.xml | ids --exclude -
gzip <tasks.json | ids --exclude -
ids --exclude - <tasks.json
ids --exclude <(cat tasks.json) --exclude <(cat studio.csv):image --exclude <(cat cvat.xml) 2>&1 | sed 's#/dev/fd/[0-9]*#FILE#g'
cat seeds.json | run dengine similar vectors.csv --like - -q -n 1
