# Shards ranked where they lie, then merged: the bytes of one run over all rows, by every command that makes partials.
header='id,label,confidence,camera,scene,weight'
{ echo $header; for i in $(seq -w 60); do echo "s$i,$( ((10#$i % 3)) && echo cat || echo dog),0.$(((10#$i * 37) % 90 + 10)),c$((10#$i % 4)),$((10#$i / 7)),$((10#$i % 5))"; done; } >all.csv
shard() { { echo $header; tail -n +2 all.csv | awk "NR % 3 == $1"; } >"shard$1.csv"; }
shard 0 && shard 1 && shard 2
echo $header >shard3.csv

run dengine confidence shard1.csv -n 2 --keep scene --partial 2/4
run dengine stratify shard3.csv -n 2 --by camera --partial 4/4

# same COMMAND...: one run over all, and the merge of four partials, two of them merged before.
same() {
    dengine "$@" all.csv -q >one
    for k in 0 1 2; do dengine "$@" shard$k.csv --partial $((k + 1))/4 -q -o p$k; done
    dengine "$@" - --partial 4/4 -q <shard3.csv -o p3
    dengine merge --partial p2 p0 -o p02 -q
    cat p02 p3 | dengine merge p1 - -q >merged
    cmp one merged && echo "$*: $(wc -l <merged) lines"
    dengine "$@" all.csv -q -f jsonl >one
    dengine merge p? -q -f jsonl >merged
    cmp one merged
}
same confidence -n 7
same confidence -n all --keep 'c*' --seed 2024-05-06
same confidence -n 9 --cap scene=1
same random -n 8 --keep camera
same random -n 8 --weight weight
same random --fraction 0.25
same random -n 8 --cap scene=1
same stratify -n 10 --by camera
same stratify -n 5 --by camera,label
same stratify -n 10 --by scene --allocate proportional
same stratify -n 10 --by scene --allocate sqrt
same stratify -n 10 --by scene --allocate neyman --spread weight
same stratify -n 10 --by label,camera --min-per-stratum 1

# an input without a byte, as a task of an engine may get it
dengine confidence - -n 3 --partial 1/2 </dev/null >nothing
dengine confidence all.csv -n 3 --partial 2/2 >everything
run dengine merge nothing everything --explain
run dengine merge everything nothing -n 1 -f table
run dengine merge everything nothing -n 4
run dengine merge everything nothing --expect-rows 61
run dengine merge nothing nothing everything -o out.csv
dengine merge --partial nothing >again
run dengine merge again everything -n 1

# a compressed partial, a task that ran twice, an id in two shards
gzip -k everything
run dengine merge nothing everything.gz everything -n 1
dengine random shard0.csv -n 30 --partial 1/2 >a
{ cat shard1.csv; grep s03 shard0.csv; } | dengine random - -n 30 --partial 2/2 >b
dengine merge a b | cut -d, -f1,2,5 | sed -n 1,3p
dengine confidence shard0.csv -n 30 --partial 1/2 >a
{ cat shard1.csv; grep s03 shard0.csv; } | dengine confidence - -n 30 --partial 2/2 >b
dengine merge a b | grep -c s03
{ cat shard0.csv; tail -n +2 shard1.csv; grep s03 shard0.csv; } | dengine confidence - -n 30 | cmp - <(dengine merge a b -q)
