# What an engine does with its tasks: one that fails and is run again, one that runs twice, a shard without rows, one that
# cannot be read; the recipe of dengine-cluster(7) as it stands there.
mkdir shards parts
for k in 1 2 3 4; do
    { echo id,label,confidence; for i in $(seq 30); do echo "s$k-$i,cat,0.$((10 + (i * 37 + k * 11) % 90))"; done; } >shards/$k.csv
done
echo id,label,confidence >shards/5.csv
{ cat shards/1.csv; tail -q -n +2 shards/[2-5].csv; } >all.csv
dengine confidence all.csv -n 20 >one.csv

# fails on its first try; its second writes what one try would have
task() {
    [ "$1" != 3 ] || [ -e tried ] || { dengine confidence shards/3.csv -n 20 --partial 3/5 -o tried && head -c 200 tried >parts/3.csv && return 75; }
    dengine confidence "shards/$1.csv" -n 20 -q --partial "$1/5" -o "parts/$1.csv"
}
for k in 1 2 3 4 5 2; do task $k || echo "task $k failed"; done
run dengine merge parts/1.csv parts/2.csv parts/3.csv parts/4.csv parts/5.csv -n 1
task 3
dengine merge parts/*.csv | cmp - one.csv && echo 'the same bytes'
dengine confidence shards/4.csv -n 20 -q --partial 4/5 -o parts/4-again.csv
run dengine merge parts/1.csv parts/2.csv parts/3.csv parts/4.csv parts/4-again.csv parts/5.csv -n 1
rm parts/*
mv shards/2.csv elsewhere
for k in 1 2 3 4 5; do task $k 2>&1 || echo "task $k failed"; done
run dengine merge parts/1.csv parts/3.csv parts/4.csv parts/5.csv -o queue.csv
ls queue.csv 2>/dev/null || echo 'no queue'
mv elsewhere shards/2.csv

rm parts/*
ls shards/*.csv | awk '{ print NR, $0 }' |
    xargs -P 8 -L 1 sh -c 'dengine confidence "$2" -n 20 -q --threads 1 --partial $1/5 -o parts/$1.csv' sh
dengine merge parts/*.csv | cmp - one.csv && echo 'the same bytes by xargs'
cat parts/*.csv | dengine merge - | cmp - one.csv && echo 'the same bytes of one stream'
