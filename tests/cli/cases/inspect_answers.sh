# What labelling tools exported: which tool, how many answers, of whom, and the commands; every one is run.

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
alone studio.json
gzip -k studio.json
alone studio.json.gz
{ KEY=image; echo [; task img/a.jpg 1:cat; echo ,; task img/b.jpg 1:dog; echo ]; } >by_image.json
alone by_image.json
{ KEY=weight; echo [; task 7 1:cat; echo ]; } >no_id.json
alone no_id.json
printf '"annotation_id","annotator","dengine_id","label","lead_time","updated_at"\n1,"1","a","cat",2.5,"2026-11-01T10:00:00Z"\n2,"1","b","",1,"2026-11-01T10:00:05Z"\n' >studio.csv
alone studio.csv
printf '{"id": "a", "text": "x", "label": ["cat"], "annotation_approver": "ann"}\n{"id": "b", "text": "y", "label": ["dog"], "annotation_approver": null}\n{"id": "c", "text": "y", "label": ["cat", "dog"], "annotation_approver": "bob"}\n' >doccano.jsonl
alone doccano.jsonl
printf '{"id": "a", "text": "x", "label": "cat", "answer": "accept"}\n{"id": "b", "text": "y", "label": "cat", "answer": "reject"}\n{"id": "c", "text": "y", "label": "cat", "answer": "ignore"}\n' >prodigy.jsonl
alone prodigy.jsonl
printf '[{"id": "a", "fields": {"text": "x"}, "status": "completed", "responses": {"label": [{"value": "cat", "status": "submitted", "user_id": "u1"}]}}]\n' >argilla.json
alone argilla.json
cat >cvat.xml <<'END'
<?xml version="1.0"?>
<annotations><version>1.1</version>
<image name="a.jpg"><tag label="cat" source="manual"/></image>
<image name="b.jpg"><tag label="dog" source="auto"/></image>
<image name="c.jpg"><box label="dog"/></image>
<image name="d.jpg"></image>
</annotations>
END
alone cvat.xml
printf '{"categories": {"label": {"labels": [{"name": "cat"}, {"name": "dog"}]}}, "items": [{"id": "a", "annotations": [{"type": "label", "label_id": 1}]}]}\n' >datumaro.json
alone datumaro.json
printf '{"id": "a", "answer": "cat"}\n{"id": "b", "answer": ""}\n' >objects.jsonl
alone objects.jsonl

echo 'beside tables'
printf 'id,label,confidence\na,dog,0.9\nb,dog,0.6\nc,cat,0.55\nd,dog,0.8\ne,cat,0.95\n' >old.csv
printf 'id,label,confidence\na,cat,0.7\nb,dog,0.9\nc,cat,0.55\nd,dog,0.8\ne,cat,0.95\n' >new.csv
alone studio.json old.csv | sed '1,/^together/d'
alone old.csv new.csv studio.json | sed '1,/^together/d'
dengine confidence old.csv -q >queue.csv
alone queue.csv studio.json doccano.jsonl | sed '1,/^together/d'
alone new.csv cvat.xml no_id.json | sed '1,/^together/d'
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
        dengine inspect "$file" | sed -n 's/^    dengine/dengine/p' | works
    done
fi
