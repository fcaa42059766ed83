# Columns of other tables in the commands that read queues: fields of tasks, columns of a batch, of what is learnt.
printf '%s\n' rank,id,score,method,inclusion_prob,reason,label,confidence,camera,taken \
    '1,a,0.9,confidence,1,"cat 0.5, dog 0.4",cat,0.5,front,2026-11-24T10:00' '2,b,0.8,confidence,1,why,dog,0.4,rear,2026-11-24T11:00' \
    3,c,0.7,confidence,1,why,dog,0.4,, >q.csv
printf '%s\n' rank,id,score,method,inclusion_prob,reason,label 1,d,0.6,teacher,1,why,owl 2,a,0.5,teacher,1,why,cat >r.csv
printf '%s\n' 'id,weather,score,label,weight' 'b,sun,5,x,70' 'a,"rain, ""heavy""",6,y,80' z,fog,7,z,90 d,,8,, >meta.csv
printf '%s\n' name,height front,1.5 rear, >cameras.csv
printf 'at\train\n2026-11-24T09:30\twet\n2026-11-24T10:30\tdry\n' >report.tsv
# All that a table beside says but the keys; what the queue has, too, is called after its file.
run dengine export q.csv --to prodigy --with meta.csv
run dengine export q.csv --to sheet --with meta.csv --with cameras.csv:camera=name --with report.tsv@taken=at -q
run dengine export q.csv --to imagefolder --with meta.csv --keep 'w*,meta.score' --url '{meta.score}/{id}.png' -q
run dengine export q.csv --to cvat --with cameras.csv:camera=name --url '{height:raw}_{id}.png' --size 4,4 --keep height
run dengine export q.csv --to ids --with report.tsv@taken=at --within 15min
# The rows of the batch, whichever queue they are of; a name that another command's evidence has is kept_NAME.
run dengine mix q.csv r.csv --with meta.csv --with cameras.csv:camera=name --keep 'camera,height,weather,weight,meta.label' -n 4
run dengine mix q.csv r.csv --with meta.csv --keep 'c*,meta.*' -n 4 -f jsonl -q
# By a key that another table gives: what is learnt has no columns of its own.
printf '%s\n' id,label a,dog >answers.csv
run dengine learn q.csv r.csv --answers answers.csv --with q.csv --with cameras.csv:q.camera=name --with meta.csv \
    --keep 'camera,height,weather,weight'
run dengine learn q.csv --answers answers.csv --keep 'camera' -q
run dengine learn q.csv --answers answers.csv --with meta.csv --keep 'wether' -q
run dengine learn q.csv --answers answers.csv --with meta.csv --draw --keep 'weight' -q -n 1
# From a pipe, compressed, a folder, semicolons, ids of another name, no rows.
gzip -k meta.csv
mkdir shards
sed 4,5d meta.csv >shards/1.csv
sed 2,3d meta.csv >shards/2.csv
for with in meta.csv.gz shards - 'shards/*.csv'; do
    echo "--with $with"
    dengine mix q.csv --with "$with" --keep weather -q <meta.csv
done
run dengine export - --to ids --with meta.csv <q.csv
sed 's/,/;/g' meta.csv >semicolons.csv
tr , ';' <r.csv >r-semicolons.csv
run dengine export r-semicolons.csv --delimiter ';' --to argilla --with semicolons.csv --keep weather -q
printf '%s\n' file,id,n a,1,x b,2,y >files.csv
printf '%s\n' file,id,more b,1,w a,2,v >more.csv
run dengine export files.csv --id file --to doccano --with more.csv --with more.csv:id
printf 'id,score\n' >none.csv
run dengine mix none.csv --with meta.csv --keep weather
echo '--- a name of the queue itself'
printf '%s\n' id,score,label a,9,bus b,8,van >own.csv
printf '%s\n' rank,id,score,method,inclusion_prob,reason 1,a,0.5,confidence,1, 2,b,0.25,confidence,1, >twice.csv
run dengine mix twice.csv --with own.csv --keep score
run dengine mix twice.csv --with own.csv --keep score,own.label
