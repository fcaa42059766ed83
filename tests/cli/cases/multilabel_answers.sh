# Answers that are sets of labels: one set in any order, from every tool, read against what the model says.
cat >p.csv <<'D'
id,prob_cat,prob_dog,prob_a+b
1,0.8,0.9,0.1
2,0.1,0.45,0.02
3,0.2,0.9,0.7
4,0.9,0.6,0.7
D
mkdir tools
cat >tools/label_studio.json <<'D'
[{"data":{"dengine_id":"1"},"annotations":[{"completed_by":1,"result":[{"from_name":"label","value":{"choices":["dog","cat"]}}]}]},
{"data":{"dengine_id":"2"},"annotations":[{"completed_by":1,"result":[{"from_name":"label","value":{"choices":["cat"]}}]}]},
{"data":{"dengine_id":"3"},"annotations":[{"completed_by":1,"result":[{"from_name":"label","value":{"choices":["a+b","dog"]}}]}]},
{"data":{"dengine_id":"4"},"annotations":[{"completed_by":1,"result":[]}]}]
D
cat >tools/label_studio.csv <<'D'
dengine_id,annotation_id,annotator,lead_time,label
1,7,2,1.5,"{""choices"":[""cat"",""dog""]}"
D
cat >tools/doccano.jsonl <<'D'
{"id":9,"text":"t","dengine_id":"1","label":["cat","dog"],"annotation_approver":"x"}
D
cat >tools/cvat.xml <<'D'
<annotations><image name="1.png"><tag label="dog" source="manual"/><tag label="cat" source="manual"/></image></annotations>
D
cat >tools/list.jsonl <<'D'
{"id":"1","answer":["dog","cat"]}
D
cat >tools/prodigy.jsonl <<'D'
{"text":"t","meta":{"id":"1"},"accept":["dog","cat"],"answer":"accept","_task_hash":1,"_input_hash":1}
D
cat >tools/datumaro.json <<'D'
{"info":{},"categories":{"label":{"labels":[{"name":"cat"},{"name":"dog"}]}},"items":[{"id":"1","annotations":[{"type":"label","label_id":1},{"type":"label","label_id":0}]}]}
D
cat >sheet.csv <<'D'
id,answer
1,dog+cat
2,(none)
3,dog+a\+b
4,dog+cat
D

for file in tools/*; do
    echo "== $file"
    dengine answers "$file" --multilabel --quiet | tail -n +2 | head -n 1
done
echo 'not asked for: several'
run dengine answers tools/label_studio.json
echo 'several people: one set in another order is agreement'
run dengine answers tools sheet.csv --several agree --multilabel
echo 'what the model says'
dengine confidence p.csv --multilabel --draw -n 4 -o q.csv
run dengine report q.csv --answers tools/label_studio.json --multilabel
run dengine report q.csv --answers sheet.csv --multilabel
run dengine learn q.csv --answers sheet.csv -n 0 --explain
echo 'a model of yesterday'
printf 'id,label\n1,cat+dog\n2,cat\n3,a\\+b+dog\n4,cat\n' >old.csv
printf 'id,label\n1,dog+cat\n2,(none)\n3,dog\n4,cat+dog\n' >new.csv
run dengine recheck old.csv new.csv --answers sheet.csv -n 0
echo 'labels that are no sets, though a + is in them; a \\ before it makes it one of a name'
printf 'id,label,confidence\n1,a+,0.6\n2,a\\+b,0.6\n3,a+b+c,0.6\n4,a+b,0.6\n5,C++,0.6\n' >one.csv
printf 'id,answer\n1,+a\n2,b\\+a\n3,c+b+b\n4,b+a\n5,+C+\n' >said.csv
dengine confidence one.csv -o one_queue.csv --quiet
run dengine answers said.csv --multilabel
dengine report one_queue.csv --answers said.csv | sed -n '1p;/^taken/,/^$/p'
