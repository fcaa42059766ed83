# From the queue to each tool and back: parsers that are not ours read what was written, answer as the tool would
# write it, and the answers come back with the very ids.
cat >queue.csv <<'END'
rank,id,score,method,inclusion_prob,reason,label,confidence
1,0001,0.9,confidence,1,r,cat,0.1
2,1e3,0.8,confidence,1,r,cat,0.2
3,NA,0.7,confidence,1,r,cat,0.3
4,"a,b ""c"" 'd'",0.6,confidence,1,r,dog,0.4
5,=x,0.5,random,0.25,r,dog,0.5
6,é 猫 🙂,0.4,random,0.25,r,dog,0.6
7,-1-2,0.3,random,0.25,r,dog,0.7
8,<&>,0.2,random,0.25,"a ""reason"", of 'all' <kinds> & more",dog,0.8
9,'0,0.1,random,0.25,r,dog,0.9
END
cat >answer.py <<'END'
import csv, json, sys, xml.etree.ElementTree as xml
tool, source, target = sys.argv[1:]
lines = lambda: [json.loads(line) for line in open(source, encoding="utf-8")]
dump = lambda rows: open(target, "w", encoding="utf-8").write("".join(json.dumps(row) + "\n" for row in rows))
if tool == "label-studio":
    tasks = json.load(open(source, encoding="utf-8"))
    for task in tasks:
        [prediction] = task["predictions"]
        task["annotations"] = [{"completed_by": 1, "was_cancelled": False, "result": prediction["result"]}]
    json.dump(tasks, open(target, "w"))
elif tool == "cvat":
    tree = xml.parse(source)
    for image in tree.getroot().iter("image"):
        xml.SubElement(image, "tag", label="cat", source="manual")
    tree.write(target)
elif tool == "doccano":
    dump([{**row, "id": n, "label": ["cat"], "Comments": []} for n, row in enumerate(lines())])
elif tool == "prodigy":
    dump([{**row, "answer": "accept", "_annotator_id": "ann"} for row in lines()])
elif tool == "argilla":
    dump([{"id": row["id"], "fields": {"text": row["text"]}, "metadata": {"dengine_id": row["dengine_id"]},
           "responses": {"label": [{"value": row["label"], "user_id": "u"}]}} for row in lines()])
elif tool == "sheet":
    rows = list(csv.DictReader(open(source, encoding="utf-8-sig", newline="")))
    for row in rows:
        row["answer"] = "cat"
    out = csv.DictWriter(open(target, "w", encoding="utf-8-sig", newline=""), rows[0], delimiter=";")
    out.writeheader()
    out.writerows(rows)
elif tool == "imagefolder":
    dump([{"id": row["dengine_id"], "label": row["dengine_label"]} for row in lines()])
END
mkdir back
for tool in label-studio cvat doccano prodigy argilla sheet imagefolder; do
    dengine export queue.csv --to $tool --url '{id:raw}.png' --size 8,8 -q -o tasks.$tool
    python3 answer.py $tool tasks.$tool back/$tool
    echo $tool
    dengine answers back/$tool --queue queue.csv -q | cut -d, -f 4- | sort | uniq -c | sed 's/^ *//'
done
dengine export queue.csv --to fiftyone --url '{id}.png' | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["labels"]))'
dengine export queue.csv --to ids | python3 -c 'import sys; print([line for line in sys.stdin][:2])'
dengine answers back/label-studio -q | sed -n 1,5p
