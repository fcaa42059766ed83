# What the cells of an answers table mean: words for nothing, bytes that are no text, apostrophes of spreadsheets.
printf 'id,answer\na,cat\nb,NA\nc,\nd,null\ne,None\nNA,dog\nnull,NaN\n' >missing.csv
run dengine answers missing.csv
printf 'id,label,correct\na,cat,yes\nb,NA,NA\nc,dog,\n' >verdicts.csv
run dengine answers verdicts.csv
# A class may be called NA: a tool says so, and what `answers` wrote stays what it is.
printf '[{"data": {"dengine_id": "a"}, "annotations": [{"result": [{"from_name": "label", "value": {"choices": ["NA"]}}]}]}]' >tool.json
run dengine answers tool.json -o once.csv
run dengine answers once.csv -q
dengine answers once.csv -q | cmp - once.csv

printf 'id,answer\na,cat\nb\0,dog\nc\377,dog\ne\314\201,dog\n' >bytes.csv
run dengine answers bytes.csv | tr '\0\377' '0?'

# Of a queue for spreadsheet programs both ids are known; an apostrophe of one's own gets another.
printf "rank,id,score,method,inclusion_prob,reason,label\n1,=x,0.9,m,1,r,@cat\n2,'=x,0.8,m,1,r,'@cat\n3,-5,0.7,m,1,r,-5\n4,'a,0.6,m,1,r,'a\n5,'-1-2,0.5,m,1,r,+a\n" >queue.csv
dengine mix queue.csv -n 5 -q --spreadsheet-safe -o safe.csv
run cut -d, -f2,8 safe.csv
awk -F, -v OFS=, 'NR == 1 { print $0, "answer"; next } { print $0, $8 }' safe.csv >filled.csv
run dengine answers filled.csv --queue queue.csv
awk -F, -v OFS=, 'NR == 1 { print $0, "correct"; next } { print $0, "yes" }' safe.csv >right.csv
run dengine answers right.csv --queue queue.csv -q
awk -F, -v OFS=, 'NR == 1 { print $0, "answer"; next } { print $0, $7 }' queue.csv >plain.csv
run dengine answers plain.csv --queue queue.csv -q
dengine export queue.csv --to sheet -o sheet.csv
run cut -d, -f2,4 sheet.csv
awk -F, -v OFS=, 'NR > 1 { $6 = $4 } { print }' sheet.csv >filled.csv
run dengine answers filled.csv --queue queue.csv -q

# Files that a tool would take for one, or that would come back as one.
printf 'id,label\na.png,cat\na.jpg,dog\nb.png,cat\n' >files.csv
for tool in fiftyone cvat imagefolder; do run dengine export files.csv --to $tool --url '{id}' --size 8,8 -q -o $tool.out; done
run dengine export files.csv --to imagefolder --url '{label}.png'
run dengine export files.csv --to cvat --url '{label}.png' --size 8,8
printf 'id\na\nb\na\n' >twice.csv
run dengine export twice.csv --to argilla
run dengine export twice.csv --to ids
sed 's#></image>#><tag label="cat" source="manual"/></image>#' cvat.out >back.xml
run dengine answers back.xml --queue files.csv
run dengine answers back.xml:name --queue files.csv -q
