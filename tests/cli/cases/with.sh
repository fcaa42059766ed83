# Columns of other tables: by id, by another key, by time; what has no partner is missing and counted.
printf '%s\n' id,label,confidence,camera,timestamp 1,cat,.5,front,2026-11-24T10:00 2,dog,.6,rear,2026-11-24T10:30 \
    3,cat,.7,front,2026-11-24T11:00 4,cat,.8,left,2026-11-24T13:59 5,dog,.55,front, >p.csv
printf '%s\n' id,weather,camera,label 3,rain,a,cat 2,sun,b,dog 1,rain,c,dog 9,fog,d,cat >metadata.csv
printf '%s\n' camera,height front,1.5 rear,0.9 >cameras.csv
printf 'timestamp\train\n2026-11-24T11:00\twet\n2026-11-24T09:00\tdry\n2026-11-24T10:30\tdrizzle\n' >report.tsv
run dengine confidence p.csv --with metadata.csv --where weather=rain --cap weather=1 --keep weather
run dengine confidence p.csv --with metadata.csv --keep 'camera,metadata.*'
run dengine confidence p.csv --with cameras.csv:camera --keep height
run dengine confidence p.csv --with report.tsv@timestamp --keep rain,report.timestamp
run dengine confidence p.csv --with report.tsv@timestamp --within 30min --keep rain
run dengine stratify p.csv --with report.tsv@timestamp --by 'rain,hour(timestamp)'
run dengine random p.csv --with cameras.csv:camera --where 'height!=' --weight height -q
# A key that another table gives, a key of several columns, names that differ, one table under two names.
printf '%s\n' camera,side a,left b,right >sides.csv
printf '%s\n' where,kind,lens front,cat,wide front,dog,tele >lenses.csv
run dengine confidence p.csv --with metadata.csv --with sides.csv:metadata.camera=camera --keep side -q
run dengine confidence p.csv --with lenses.csv:camera=where,label=kind --keep lens
run dengine confidence p.csv --with metadata.csv --label metadata.label --where metadata.label=dog --keep label
run dengine confidence p.csv --with cameras.csv:camera --with cameras.csv:label=camera --with cameras.csv:camera \
    --keep 'cameras*' -n 1 -q
# The latest row that is not later, of those of one station; an exact tie counts, a nanosecond more does not.
printf '%s\n' at,camera,n 1764000000000000000,front,a 1764000000000000002,front,b 1764000000.5,rear,c >fine.csv
printf '%s\n' id,label,confidence,camera,t 1,x,.5,front,1764000000000000001 2,x,.5,front,1764000000000000002 \
    3,x,.5,front,1763999999999999999 4,x,.5,rear,1764000000501 5,x,.5,rear,1764000000499 >t.csv
run dengine confidence t.csv --with fine.csv@t=at,camera --keep n
run dengine confidence t.csv --with fine.csv@t=at,camera --keep n --within 1ms -q
# From a pipe, compressed, a folder of shards, semicolons as in the input.
gzip -k metadata.csv
mkdir shards
printf '%s\n' id,weather 3,rain 2,sun >shards/1.csv
printf '%s\n' id,weather 1,rain >shards/2.csv
tr , ';' <p.csv >semicolons.csv
tr , ';' <metadata.csv >semicolons-metadata.csv
for with in metadata.csv.gz shards -; do
    echo "--with $with"
    dengine confidence p.csv --with "$with" --where weather=rain -n 1 <metadata.csv
done
dengine confidence - --with metadata.csv --where weather=rain -n 1 <p.csv
run dengine confidence semicolons.csv --delimiter ';' --with semicolons-metadata.csv --where weather=sun
# Not the wanted shape of ids alone: the number of a row, ids of several columns.
printf '%s\n' weather,x sun,1 rain,2 >rows.csv
run dengine confidence p.csv --id '#' --with rows.csv --where weather=rain --keep x
printf '%s\n' label,camera,y cat,front,7 dog,rear,8 >pairs.csv
run dengine confidence p.csv --id camera,label --with pairs.csv --where 'y>6' --keep y
# In a plan two methods read both tables once.
cat >plan.json <<'END'
{"budget": 3, "output": "queue.csv", "methods": [
  {"share": 2, "run": ["confidence", "p.csv", "--with", "metadata.csv", "--where", "weather=rain"]},
  {"run": ["random", "p.csv", "--with", "metadata.csv", "--keep", "weather"]}]}
END
run dengine batch plan.json
cat queue.csv
grep -o '"path": "[a-z.]*"\|[0-9] of [0-9] rows ha[a-z]* no partner[^"]*' queue.json
