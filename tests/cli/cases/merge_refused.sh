# What is not the parts of one whole is refused, with the reason and the files; nothing is written.
header='id,label,confidence,camera'
for k in 1 2 3; do
    { echo $header; for i in $(seq 9); do echo "s$k$i,cat,0.$i,c$((i % 2))"; done; } >shard$k.csv
    dengine confidence shard$k.csv -n 4 --partial $k/3 -o p$k.csv
done
run dengine merge p1.csv p3.csv -o out.csv
run dengine merge p2.csv
ls out.csv 2>/dev/null || echo "nothing was written"
dengine confidence shard2.csv -n 4 --partial 1/3 --where id!=s21 -o other.csv
dengine confidence shard2.csv -n 4 --partial 1/3 -o changed.csv
dengine confidence shard1.csv -n 4 --partial 2/3 -o same.csv
run dengine merge p1.csv changed.csv p2.csv p3.csv
run dengine merge p1.csv same.csv p3.csv
run dengine merge p1.csv p2.csv other.csv
for options in '-n 5' '-n 4 --seed 1' '-n 4 --keep camera' '-n 4 --measure least_confidence --on-bad-row skip' '-n 4 --cap camera=1'; do
    dengine confidence shard3.csv $options --partial 3/3 -o other.csv
    run dengine merge p1.csv p2.csv other.csv
done
for k in 1 2; do printf 'key,other,rain\ns11,s21,1\n' >beside$k.csv; done
dengine confidence shard1.csv -n 4 --with ./beside1.csv:id=key --keep rain --partial 1/2 -q -o with1.csv
dengine confidence shard2.csv -n 4 --with beside2.csv:id=key --keep rain --partial 2/2 -q -o with2.csv
dengine merge with1.csv with2.csv -n 1
dengine confidence shard2.csv -n 4 --with beside2.csv:id=other --keep rain --partial 2/2 -q -o with2.csv
run dengine merge with1.csv with2.csv -n 1
dengine confidence shard3.csv -n 4 --partial 3/4 -o other.csv
run dengine merge p1.csv p2.csv other.csv
dengine random shard3.csv -n 4 --partial 3/3 -o other.csv
run dengine merge p1.csv p2.csv other.csv
sed 's/,label,/,other,/' shard3.csv | dengine confidence - -n 4 --label other --partial 3/3 -o other.csv
run dengine merge p1.csv p2.csv other.csv
printf 'id,x\na,1\n' >x.csv
dengine confidence shard3.csv -n 4 >queue.csv
run dengine merge p1.csv p2.csv queue.csv
run dengine merge x.csv
run dengine merge /dev/null
run dengine merge nowhere.csv
head -c 400 p3.csv >cut.csv
run dengine merge p1.csv p2.csv cut.csv
head -n 3 p3.csv >cut.csv
run dengine merge p1.csv p2.csv cut.csv
sed 's/s31/s38/' p3.csv >cut.csv
run dengine merge p1.csv p2.csv cut.csv
{ cat p3.csv; echo more; } >more.csv
run dengine merge p1.csv p2.csv more.csv
dengine merge --partial p1.csv p2.csv >p12.csv
run dengine merge p12.csv p2.csv p3.csv
run dengine merge p12.csv p12.csv p3.csv -n 1
run dengine merge p?.csv -n 5
run dengine merge p?.csv --partial -n 2

# a partial is no whole
run dengine mix p1.csv p2.csv
run dengine report p1.csv --answers shard1.csv
run dengine confidence shard1.csv --exclude p1.csv
run dengine confidence p1.csv
run dengine random p1.csv
dengine random shard1.csv -n 4 >r1.csv
dengine stratify shard1.csv -n 4 --by camera >r2.csv
run dengine random r1.csv -n 2
run dengine stratify r2.csv --by camera

# what a shard cannot tell
run dengine confidence shard1.csv --partial 0/3
run dengine confidence shard1.csv --partial 3
run dengine confidence shard1.csv --partial 1/3 --format jsonl
run dengine confidence shard1.csv --partial 1/3 --draw
run dengine confidence shard1.csv --partial 1/3 --diverse shard1.csv
run dengine confidence shard1.csv --partial 1/3 --id '#'
run dengine confidence shard1.csv --partial 1/3 --exclude /dev/null
run dengine stratify shard1.csv --partial 1/3 --by 'bin(confidence,3)'
printf 'id,label,timestamp,place\na,x,1,p\n' >frames.csv
run dengine consistency frames.csv --partial 1/3
run dengine consistency frames.csv --partial 1/3 --place place
dengine random shard1.csv --cap camera=1 --partial 1/1 >cap.csv
run dengine merge cap.csv -n 3
dengine random shard1.csv --fraction 0.5 --partial 1/1 >part.csv
run dengine merge part.csv -n 3
