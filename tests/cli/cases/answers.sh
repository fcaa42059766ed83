# What people said, from tables, sheets and exports; only an answer is one, and ids stay text.
printf 'id,label\n0001,cat\n1e3,"a, ""b"""\nNA,\n' >labels.csv
run dengine answers labels.csv
echo 'a queue whose column answer was filled in, saved by a spreadsheet program'
printf '\xEF\xBB\xBFrank;id;score;method;label;answer\r\n1;0001;0.5;random;cat;dog\r\n2;=x;0.4;random;cat;\r\n;;;;;\r\n' >sheet.csv
run dengine answers sheet.csv
echo 'verdicts: whether the label of the model is right'
printf 'rank,id,score,method,label,correct\n1,a,0.5,random,cat,yes\n2,b,0.4,random,cat,No\n3,c,0.3,random,cat,\n' >verdicts.csv
run dengine answers verdicts.csv
echo 'other names, a folder, a glob, and what answers wrote'
mkdir in && cp labels.csv in/a.csv && printf '{"image":"x.jpg","gold":"dog"}\n' >in/b.jsonl
run dengine answers in/a.csv 'in/*.jsonl:image,gold' -o said.csv
run dengine answers said.csv
run dengine answers in -q
echo 'an export of doccano: what was filled in is no answer'
printf '{"id":1,"dengine_id":"a","text":"t","label":["x"],"Comments":[]}\n' >doccano.jsonl
run dengine answers doccano.jsonl
run dengine answers doccano.jsonl --trust-prefilled
echo 'no answers'
run dengine answers <(printf 'rank,id,score,method,label\n1,a,0.5,random,cat\n') 2>&1 | sed 's#/dev/fd/[0-9]*#FILE#g'
run dengine answers none.csv
printf '[{"id":1,"data":{"image":"a.png"},"annotations":[]}]' >no_id.json
run dengine answers no_id.json
printf '[{"id":1,\n]' >broken.json
run dengine answers broken.json
run dengine answers labels.csv --several most
