# What is no table is named, with a way to make one.
printf '{"id": "a", "label": "x", "score": 0.6}\n{"id": "b"}\n' >p.jsonl
printf '[\n {"id": "a"}\n]\n' >list.json
printf '{\n "images": []}\n' >object.json
printf 'PAR1\025\004\n' >p.parquet
printf '\320\317\021\340\241\261\n' >p.xls
printf 'id,text,label,confidence\n1,"he said \\"no\\"",a,0.5\n' >spark.csv
printf 'id,label,confidence\n1,a,42.51%%\n' >percent.csv
printf '[id],{label},confidence\n1,a,0.5\n' >brackets.csv
for file in p.jsonl list.json object.json p.parquet p.xls spark.csv percent.csv; do
    run dengine confidence $file
done
run dengine confidence brackets.csv --id '[id]' --label '{label}'
