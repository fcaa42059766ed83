# What a merge can do behind it: near-twins left out and a spread over all shards, a method of a plan, ids excluded.
for k in 1 2 3; do
    { echo id,label,confidence; for i in $(seq 20); do echo "s$k-$i,cat,0.$((10 + (i * 37 + k * 11) % 90))"; done; } >shard$k.csv
    { echo id,e1,e2,e3; for i in $(seq 20); do echo "s$k-$i,$((i % 4)),$((i * k % 5)),$((1 + i % 3))"; done; } >vectors$k.csv
    dengine confidence shard$k.csv -n 30 --partial $k/3 -o part$k.csv
    dengine random shard$k.csv -n 8 --partial $k/3 -o draw$k.csv
done
{ cat shard1.csv; tail -q -n +2 shard[23].csv; } >all.csv
{ cat vectors1.csv; tail -q -n +2 vectors[23].csv; } >vectors.csv
dengine merge part?.csv -n 10 --diverse vectors.csv | cmp - <(dengine confidence all.csv -n 10 --diverse vectors.csv) && echo 'spread alike'
dengine merge part?.csv -n 3 --diverse vectors.csv --diverse-by mmr --distinct 0.99 |
    cmp - <(dengine confidence all.csv -n 3 --diverse vectors.csv --diverse-by mmr --distinct 0.99) && echo 'distinct alike'
run dengine merge part?.csv -n 11 --diverse vectors.csv
run dengine merge part?.csv -n 10 --distinct 0.9
dengine merge part?.csv --predictions all.csv | sed -n 1,2p

printf 'id,truth\ns2-19,dog\ns1-1,cat\n' >reviewed.csv
cat >plan.json <<'END'
{"budget": 8, "exclude": ["reviewed.csv"], "output": "batch.csv",
 "methods": [{"share": "50%", "run": ["merge", "part*.csv"]}, {"run": ["merge", "draw*.csv"]}]}
END
run dengine batch plan.json --date 2024-05-06
cut -d, -f1-5 batch.csv
sed 's/, "exclude".*output/, "output/' plan.json >whole.json
run dengine batch whole.json --date 2024-05-06
cut -d, -f1-5 batch.csv
sed -i 's/"draw\*.csv"/"draw1.csv"/' whole.json
run dengine batch whole.json --date 2024-05-06
sed -i 's/"merge", "draw1.csv"/"random", "all.csv", "--partial", "1\/2"/' whole.json
run dengine batch whole.json --date 2024-05-06

# An id of two shards that is not the best of its stratum in either: it is known by the candidate that is to spare.
printf 'id,scene\ni0,a\ni4,b\ni3,b\n' >once.csv
printf 'id,scene\ni4,b\ni1,a\ni2,b\n' >again.csv
dengine stratify once.csv --by scene -n 2 --allocate equal --partial 1/2 -o strata1.csv
dengine stratify again.csv --by scene -n 2 --allocate equal --partial 2/2 -o strata2.csv
run dengine merge strata?.csv
