# bin() over shards: a first pass tells where all rows are cut, the second takes the cuts; or cuts of one's own, in one step.
{ echo id,cam,light; for i in $(seq 200); do echo "r$i,c$((i % 3)),$(((i * 37) % 101))"; done; echo r201,c1,; } >all.csv
for k in 1 2 3; do awk -v k=$k 'NR == 1 || (NR * 7 + int(NR / 5)) % 3 == k - 1' all.csv >shard$k.csv; done
echo id,cam,light >shard4.csv
cuts() { dengine stratify "shard$1.csv" --by 'bin(light,4),cam' --cuts --partial "$1/4" -o "cuts$1.csv" "${@:2}"; }
for k in 1 2 3 4; do cuts $k -q; done
run dengine merge cuts1.csv cuts2.csv cuts3.csv cuts4.csv
run dengine stratify all.csv --by 'bin(light,4),cam' --cuts
dengine merge --partial cuts4.csv cuts2.csv | cat - cuts3.csv cuts1.csv | dengine merge - -o by.txt
parts() { for k in 1 2 3 4; do dengine stratify shard$k.csv -n 20 --by "$1" --partial $k/4 -q -o part$k.csv; done; }
parts "$(cat by.txt)"
dengine merge part?.csv >merged.csv
dengine stratify all.csv -n 20 --by 'bin(light,4),cam' | cmp - merged.csv && echo 'the same bytes'
parts 'cuts(light,30,60.5)'
run dengine merge part?.csv -q
dengine stratify all.csv -n 20 --by 'cuts(light,30,60.5)' | cmp - <(dengine merge part?.csv) && echo 'the same bytes'

# what cannot be
run dengine merge cuts1.csv cuts2.csv cuts3.csv
run dengine merge cuts1.csv cuts2.csv cuts3.csv part4.csv
cuts 4 --seed other -q
run dengine merge cuts1.csv cuts2.csv cuts3.csv cuts4.csv
run dengine stratify shard1.csv --by 'bin(light,4)' --partial 1/4
run dengine stratify all.csv --by cam --cuts
run dengine stratify all.csv --cuts
run dengine stratify all.csv --by 'cuts(light,60,30)'
run dengine stratify all.csv --by 'cuts(light,low)'
run dengine stratify all.csv --by 'cuts(light)' -n 2
echo '{"output": "q.csv", "budget": 5, "methods": [{"run": ["stratify", "all.csv", "--by", "bin(light,4)", "--cuts"]}]}' >plan.json
run dengine batch plan.json
