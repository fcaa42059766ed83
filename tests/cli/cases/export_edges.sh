# What an export refuses: names that the tool would overwrite, files without an ending, characters that XML cannot hold.
printf 'id,label,confidence,name,file,empty\n1,cat,0.9,a,dir/a.png,\n2,dog,0.6,b,b.png,\n3,cat,0.7,c,c.,\n' >p.csv
dengine confidence p.csv --keep name,file,empty -n 2 -q >q.csv
echo 'an id that is called otherwise, and a further column `id`'
printf 'rank,name,score,id,label\n1,a,0.9,7,cat\n' >named.csv
run dengine export named.csv --id name --to label-studio
run dengine export named.csv --id name --to doccano
run dengine export q.csv --to label-studio --control file
run dengine export q.csv --to label-studio --data x --control x
echo 'files by a column'
run dengine export q.csv --to cvat --data empty --size 4,3
run dengine export q.csv --to cvat --data file --size 4,3
run dengine export q.csv --to cvat --data file --size 4
run dengine export q.csv --to cvat --data file --size ,3
run dengine export q.csv --to cvat --url '{id}/{name}' --size 4,3
run dengine export q.csv --to cvat --url 'img/{file:raw}' --size 4,3
echo 'an address is encoded, but for what is never reserved'
printf 'id,label,confidence\n"aZ09-._~/ @[`{}|",cat,0.9\n' >signs.csv
dengine confidence signs.csv -q >signs_queue.csv
run dengine export signs_queue.csv --to ids --url 'http://x/{id}?{{'
echo 'characters that are no text'
printf 'id,label,confidence\na,c\001t,0.9\n' >class.csv
printf 'id,label,confidence\na\001,cat,0.9\n' >image.csv
printf 'id,label,confidence\n"a\nb",cat,0.9\n' >lines.csv
printf 'id,label,confidence\n,cat,0.9\n' >none.csv
for file in class image lines; do
    dengine confidence $file.csv -q >queue.csv
    run dengine export queue.csv --to cvat --url '{id}.png' --size 4,3 -o tasks.xml
    run dengine export queue.csv --to label-studio --config-out config.xml -o tasks.json
    run dengine export queue.csv --to ids -o ids.txt
    ls *.xml *.json *.txt 2>/dev/null || true
    rm -f *.xml *.json *.txt
done
echo 'what is filled in beforehand: nothing where the model says nothing'
printf 'rank,id,score,label\n1,a,0.9,\n2,b,0.8,cat\n' >unlabelled.csv
run dengine export unlabelled.csv --to prodigy --prefill
run dengine export unlabelled.csv --to cvat --url '{id}.png' --size 4,3
echo 'columns called like what the tool is told: it would keep one of the two'
printf 'rank,id,score,label,text,image,file_name,label.score,answer,dengine_score,dengine_note\n1,a,0.9,cat,T,I,N,L,A,S,Z\n' >names.csv
for tool in label-studio cvat doccano prodigy argilla imagefolder fiftyone sheet ids; do
    run dengine export names.csv --to $tool --url 'http://x/{id}.png' --size 4,3 -q -o out
done
for column in text image file_name label.score answer; do
    for tool in label-studio doccano prodigy argilla imagefolder fiftyone sheet; do
        printf "rank,id,score,label,$column\n1,a.png,0.9,cat,X.png\n" >one.csv
        dengine export one.csv --to $tool --url 'http://x/{id}' -q >out 2>why || echo "$tool: $(cat why)"
        dengine export one.csv --to $tool -q >out 2>why || echo "$tool without --url: $(cat why)"
    done
done
