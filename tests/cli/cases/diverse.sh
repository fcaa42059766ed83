# A queue that is spread: the known example of k-center, mmr, covered samples, near-twins, missing vectors.
cat >e.csv <<'END'
id,e0,e1
0,0,0
1,.1,.1
2,.2,0
3,0,.2
4,1,0
5,.5,.5
6,3,3
7,2,0
8,.3,.1
9,5,5
END
printf 'id\n1\n2\n3\n' >labelled.csv
sed 1d e.csv | awk -F, 'BEGIN { print "id,label,confidence" } $1 > 3 { print $1 ",cat,0." 10 + $1 }' >p.csv
run dengine confidence p.csv --diverse e.csv --covered labelled.csv
dengine confidence p.csv --diverse e.csv --covered 'lab*.csv' --covered 'none*.csv' >globs.csv
dengine confidence p.csv --diverse e.csv --covered labelled.csv | cmp - globs.csv && echo 'the same with globs'
run dengine confidence p.csv --diverse e.csv -n 3
run dengine confidence p.csv --diverse e.csv -n 3 --pool 1x
run dengine confidence p.csv --diverse e.csv -n 3 --pool 4 -f jsonl
run dengine confidence p.csv --diverse e.csv --diverse-by mmr -n 4
run dengine confidence p.csv --diverse e.csv --diverse-by mmr -n 4 --lambda 1
run dengine confidence p.csv --diverse e.csv --distinct 0.95 --duplicates twins.csv
run cat twins.csv
run dengine confidence p.csv --diverse e.csv --diverse-by score --distinct 0.95 -n 2 --keep label
run dengine confidence p.csv --diverse e.csv --diverse-by score --distinct 0.5 -n 2
run dengine similar e.csv --like labelled.csv --distinct 0.95 --duplicates twins.csv
run cat twins.csv
echo '--- rows that have no vector, or could not be scored'
printf 'ten,cat,0.01\neleven,cat,0.02\n12,cat,\n' >>p.csv
run dengine confidence p.csv --diverse e.csv --on-bad-row first --keep label
run dengine confidence p.csv --diverse e.csv --on-bad-row first --distinct 0.95 -n 3
printf 'id,e0\nx,1\n' >other.csv
run dengine confidence p.csv --diverse other.csv --on-bad-row skip -q
