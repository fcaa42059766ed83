# Partials from a pipe, compressed, cut short or none at all: read as they are, or refused by name.
printf 'id,label,confidence\na,cat,0.9\nb,dog,0.6\n' >one.csv
printf 'id,label,confidence\nc,cat,0.7\nd,dog,0.8\n' >two.csv
dengine confidence one.csv -n 3 --partial 1/2 -q -o 1.part
dengine confidence two.csv -n 3 --partial 2/2 -q -o 2.part
dengine merge 1.part 2.part -q >expected
gzip -k 1.part
zstd -q 2.part 2>/dev/null || cp 2.part 2.part.zst
dengine merge 1.part.gz 2.part.zst -q | cmp - expected && echo 'compressed ones are the same'
cat 1.part 2.part | dengine merge - -q | cmp - expected && echo 'and both from a pipe'
gzip -c 1.part 2.part | dengine merge - -q | cmp - expected && echo 'and compressed from a pipe'
head -c 100 1.part >cut.part
printf 'rank,id,score\n1,a,0.5\n' >queue.csv
: >empty.part
for file in cut.part queue.csv empty.part none.part; do
    run dengine merge $file
done
run sh -c 'dengine merge - <cut.part'
run sh -c 'dengine merge - <queue.csv'
run sh -c 'dengine merge - </dev/null'
gzip -c 1.part | head -c 60 >cut.part.gz
run dengine merge cut.part.gz
run sh -c 'dengine merge - <cut.part.gz'
