# flicker over shards of streams: a first pass tells how long each class lasts in all of them, the second takes it.
awk 'BEGIN {
    print "id,stream,timestamp,label"
    for (s = 1; s <= 6; s++)
        for (i = 0; i < 40; i++)
            print "s" s "-" i ",s" s "," i "," (i == 7 * s % 40 ? "door" : int(i / 9 + s) % 2 ? "hall" : "lab")
}' >all.csv
for k in 1 2 3; do awk -F, -v k=$k 'NR == 1 || substr($2, 2) % 3 == k - 1' all.csv >shard$k.csv; done
head -n 1 all.csv >shard4.csv
for k in 1 2 3 4; do dengine consistency shard$k.csv --window 3f --tell-lasting --partial $k/4 -q -o told$k.csv; done
run dengine merge told1.csv told2.csv told3.csv told4.csv
dengine consistency all.csv --window 3f --tell-lasting >all.json
dengine merge --partial told4.csv told2.csv | cat - told3.csv told1.csv | dengine merge - | cmp - all.json && echo 'the same file'
for k in 1 2 3 4; do dengine consistency shard$k.csv --window 3f --lasting all.json -n 9 --partial $k/4 -q -o part$k.csv; done
run dengine merge part1.csv part2.csv part3.csv part4.csv -n 2
dengine merge part?.csv | cmp - <(dengine consistency all.csv --window 3f -n 9) && echo 'the same bytes'

# what cannot be
cp all.json other.json && sed -i 's/"hall": {"frames": 1/&0/' other.json
dengine consistency shard1.csv --window 3f --lasting other.json -n 9 --partial 1/4 -q -o other.csv
run dengine merge other.csv part2.csv part3.csv part4.csv
run dengine consistency shard1.csv --window 3f --partial 1/4
run dengine consistency shard1.csv --lasting all.json
run dengine consistency shard1.csv --window 3f --lasting shard1.csv
echo '{"window": "3f", "classes": {"hall": {"frames": 3, "pairs": [1, 2], "agree": [1, 2, 3]}}}' >short.json
run dengine consistency shard1.csv --window 3f --lasting short.json
run dengine consistency shard1.csv --window 3f --lasting all.json --tell-lasting
run dengine consistency shard1.csv --tell-lasting --check motion --track stream
run dengine merge told1.csv part2.csv
