# What labelling tools exported: which tool, how many answers, of whom, and the commands; every one is run.

# try FILE...: shows what inspect says, and runs the commands; only one that fails is shown again.
try() {
    run dengine inspect "$@" --threads 2
    dengine inspect "$@" | sed -n 's/^    dengine/dengine/p' | while read -r line; do
        sh -c "$line -o $T.queue -q" 2>"$T.why" </dev/null || echo "FAILED: $line: $(cat "$T.why")"
    done
}

# A task of Label Studio: ID, then PERSON:LABEL of each who answered, - for a skip.
task() {
    local id=$1 said= one
    shift
    for one in "$@"; do
        said+="${said:+, }{\"completed_by\": ${one%%:*}, \"updated_at\": \"2026-11-0${one%%:*}T10:00:00Z\", "
        if [ "${one#*:}" = - ]; then
            said+='"was_cancelled": true, "result": []}'
        else
            said+="\"result\": [{\"from_name\": \"label\", \"value\": {\"choices\": [\"${one#*:}\"]}}]}"
        fi
    done
    echo "{\"data\": {\"$KEY\": \"$id\"}, \"annotations\": [$said]}"
}
{ KEY=dengine_id; echo [; task a 1:cat 2:cat; echo ,; task b 1:cat 2:dog; echo ,; task c 1:-; echo ,; task d 2:dog; echo ,; task e; echo ]; } >studio.json
try studio.json
gzip -k studio.json
try studio.json.gz
{ KEY=image; echo [; task img/a.jpg 1:cat; echo ,; task img/b.jpg 1:dog; echo ]; } >by_image.json
try by_image.json
{ KEY=weight; echo [; task 7 1:cat; echo ]; } >no_id.json
try no_id.json
printf '"annotation_id","annotator","dengine_id","label","lead_time","updated_at"\n1,"1","a","cat",2.5,"2026-11-01T10:00:00Z"\n2,"1","b","",1,"2026-11-01T10:00:05Z"\n' >studio.csv
try studio.csv
printf '{"id": "a", "text": "x", "label": ["cat"], "annotation_approver": "ann"}\n{"id": "b", "text": "y", "label": ["dog"], "annotation_approver": null}\n{"id": "c", "text": "y", "label": ["cat", "dog"], "annotation_approver": "bob"}\n' >doccano.jsonl
try doccano.jsonl
printf '{"id": "a", "text": "x", "label": "cat", "answer": "accept"}\n{"id": "b", "text": "y", "label": "cat", "answer": "reject"}\n{"id": "c", "text": "y", "label": "cat", "answer": "ignore"}\n' >prodigy.jsonl
try prodigy.jsonl
printf '[{"id": "a", "fields": {"text": "x"}, "status": "completed", "responses": {"label": [{"value": "cat", "status": "submitted", "user_id": "u1"}]}}]\n' >argilla.json
try argilla.json
cat >cvat.xml <<'END'
<?xml version="1.0"?>
<annotations><version>1.1</version>
<image name="a.jpg"><tag label="cat" source="manual"/></image>
<image name="b.jpg"><tag label="dog" source="auto"/></image>
<image name="c.jpg"><box label="dog"/></image>
<image name="d.jpg"></image>
</annotations>
END
try cvat.xml
printf '{"categories": {"label": {"labels": [{"name": "cat"}, {"name": "dog"}]}}, "items": [{"id": "a", "annotations": [{"type": "label", "label_id": 1}]}]}\n' >datumaro.json
try datumaro.json
printf '{"id": "a", "answer": "cat"}\n{"id": "b", "answer": ""}\n' >objects.jsonl
try objects.jsonl

echo 'beside tables'
printf 'id,label,confidence\na,dog,0.9\nb,dog,0.6\nc,cat,0.55\nd,dog,0.8\ne,cat,0.95\n' >old.csv
printf 'id,label,confidence\na,cat,0.7\nb,dog,0.9\nc,cat,0.55\nd,dog,0.8\ne,cat,0.95\n' >new.csv
try studio.json old.csv | sed '1,/^together/d'
try old.csv new.csv studio.json | sed '1,/^together/d'
dengine confidence old.csv -q >queue.csv
try queue.csv studio.json doccano.jsonl | sed '1,/^together/d'
try new.csv cvat.xml no_id.json | sed '1,/^together/d'
run dengine inspect studio.json no_id.json -f json

echo 'what is none'
printf '{"id": "a", "label": "cat", "confidence": 0.5}\n' >said.jsonl
run dengine inspect said.jsonl
printf '[{"image_id": 7, "category_id": 1, "score": 0.5}]\n' >coco.json
run dengine inspect coco.json
head -c 100 studio.json >cut.json
run dengine inspect cut.json
printf '<html></html>\n' >page.html
run dengine inspect page.html
run dengine inspect - <studio.json
if [ -d "${DENGINE_DATA:-$ROOT/../shared/data}/../answers" ]; then
    for file in "${DENGINE_DATA:-$ROOT/../shared/data}"/../answers/[a-z]*; do
        dengine inspect "$file" | sed -n 's/^    dengine/dengine/p' | while read -r line; do
            sh -c "$line -o $T.queue -q" 2>"$T.why" </dev/null || echo "FAILED: $line: $(cat "$T.why")"
        done
    done
fi
