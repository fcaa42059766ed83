# A link that leads to itself is there and cannot be looked at: an error wherever a file is named, never "no match".
ln -s loop loop
mkdir folder
ln -s a.csv folder/a.csv
printf 'id,label,confidence\na,cat,0.5\n' >t.csv
printf 'id,e0,e1\na,0.5,1\n' >vectors.csv
dengine confidence t.csv -q >queue.csv
for there in loop folder 'folder/*.csv' 'loop/*.csv'; do
    run dengine confidence "$there"
    run dengine confidence t.csv --exclude "$there"
    run dengine confidence t.csv --with "$there" --keep place
    run dengine report queue.csv --answers "$there"
    run dengine similar vectors.csv --like "$there"
    run dengine mix "$there"
    run dengine answers "$there"
done
run dengine confidence t.csv -o loop
run dengine confidence t.csv -o loop/queue.csv
run dengine confidence t.csv --rejects loop
run dengine confidence t.csv --with loop@time --keep place
run dengine similar vectors.npy --ids loop --like t.csv
run dengine report queue.csv --answers t.csv --predictions loop
ls
