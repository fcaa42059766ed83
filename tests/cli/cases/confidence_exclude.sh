printf 'id,label,confidence\na,cat,0.5\nb,cat,0.6\nc,dog,0.7\nd,dog,0.8\n' >said.csv
printf 'id,truth\na,cat\nzz,cat\n' >done.csv
mkdir nights
dengine confidence said.csv -n 1 --exclude done.csv -o nights/2024-05-06.csv
dengine confidence said.csv -n 1 --exclude done.csv --exclude 'nights/*.csv' -o nights/2024-05-07.tsv -f tsv
ids() { run "$@" | awk -F, '/^[$!e]/; /^[0-9]/ { print $2 }'; }
ids dengine confidence said.csv
ids dengine confidence said.csv --exclude done.csv
ids dengine confidence said.csv --exclude done.csv --exclude nights/2024-05-06.csv
ids dengine confidence said.csv --exclude 'nights/*' --explain
ids dengine confidence said.csv --exclude 'weeks/*.csv'
ids dengine confidence said.csv --exclude missing.csv
printf 'name,truth\na,cat\n' >odd.csv
ids dengine confidence said.csv --exclude odd.csv
sed 1s/id/name/ said.csv >named.csv
ids dengine confidence named.csv --id name --exclude odd.csv
ids dengine confidence named.csv --id name --exclude done.csv
cp done.csv 'done[1].csv'
ids dengine confidence said.csv --exclude 'done[1].csv'
printf 'id\n"a\n' >broken.csv
ids dengine confidence said.csv --exclude broken.csv
