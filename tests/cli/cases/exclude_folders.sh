# --exclude takes files, folders and globs, several at once; what is no table in a folder is passed over.
{ echo id,label,confidence; for i in $(seq -w 20); do echo "s$i,cat,0.$i"; done; } >said.csv
mkdir -p seen/old seen/new.csv nights
printf 'id\ns01\ns02\n' >seen/a.csv
printf 'id\ts\ns03\tx\n' >seen/b.tsv
printf 'id\ns04\n' | gzip >seen/c.csv.gz
printf 'id\ns05\n' | zstd -q >seen/d.tsv.zst
echo 'not a table' >seen/README
echo '{}' >seen/e.json
printf 'id\ns06\n' >seen/.hidden.csv
printf 'id\ns07\n' >seen/old/f.csv
printf 'id\ns08\n' >nights/2024-05-06.csv
echo '{}' >nights/2024-05-06.json
ids() { run dengine confidence said.csv -n all -q "$@" | awk -F, '/^[$!e]/; /^[0-9]/ { print $2 }' | paste -sd' '; }
ids --exclude seen
ids --exclude seen/
ids --exclude 'seen/*' --exclude nights
ids --exclude 'nights/*' --exclude 'none/*' --exclude seen/a.csv --exclude seen/a.csv
ids --exclude said.csv
mkdir empty
ids --exclude empty --explain
ids --exclude seen/README
ids --exclude seen --threads 3 --explain
