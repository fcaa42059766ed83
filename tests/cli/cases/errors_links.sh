# A link that leads to itself is there and cannot be looked at: an error wherever a file is named, never "no match".
# The C library of the static program has other words for it.
show() { run "$@" | sed 's/Symbolic link loop/Too many levels of symbolic links/'; }
ln -s loop loop
mkdir folder
ln -s a.csv folder/a.csv
printf 'id,label,confidence\na,cat,0.5\n' >t.csv
printf 'id,e0,e1\na,0.5,1\n' >vectors.csv
dengine confidence t.csv -q >queue.csv
for there in loop folder 'folder/*.csv' 'loop/*.csv'; do
    show dengine confidence "$there"
    show dengine confidence t.csv --exclude "$there"
    show dengine confidence t.csv --with "$there" --keep place
    show dengine report queue.csv --answers "$there"
    show dengine similar vectors.csv --like "$there"
    show dengine mix "$there"
    show dengine answers "$there"
done
show dengine confidence t.csv -o loop
show dengine confidence t.csv -o loop/queue.csv
show dengine confidence t.csv --rejects loop
show dengine confidence t.csv --with loop@time --keep place
show dengine similar vectors.npy --ids loop --like t.csv
show dengine report queue.csv --answers t.csv --predictions loop
ls
