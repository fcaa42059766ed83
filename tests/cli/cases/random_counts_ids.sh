# N counts ids, exactly: in order or not, in several blocks and shards, from a pipe, with repeated and bad rows.
{ echo id,label; seq 1 200000 | sed 's/$/,x/'; } >rising.csv
{ echo id,label; seq 200000 -1 1 | sed 's/$/,x/'; } >falling.csv
{ cat rising.csv; printf '7,x\n5,x\n'; } >late.csv
{ echo id,label; seq 150001 250000 | sed 's/$/,x/'; } >overlap.csv
{ echo id,label; seq 200001 300000 | sed 's/$/,x/'; } >beside.csv
count() { run dengine "$@" -n 500 | awk -F, '/^[0-9]/ { if (!n++) p = $5; next } /^[$!]/ { print } END { printf "N %.0f\n", n / p }'; }
for threads in 1 3; do count random rising.csv --threads $threads; done
count random falling.csv
count random late.csv
count random rising.csv overlap.csv
count random beside.csv rising.csv
count random - <rising.csv
cat late.csv | count random -
count stratify late.csv --by label
count random late.csv --cap label=200000
echo 'rows that are bad or not of the population are no part of it'
sed '3s/x/b/' late.csv >one_b.csv
count random one_b.csv --where label=x
awk 'NR < 9 { print } NR == 3 { print "3,,,0.5" } NR == 5 { print "50,,,0.5" }' <(echo id,prob_a,prob_b,note; seq 40 | sed 's/$/,0.3,0.7,z/') >bad.csv
for policy in skip first; do run dengine random bad.csv -n 4 --keep label --on-bad-row $policy --explain | cut -d, -f1,2,5,6; done
