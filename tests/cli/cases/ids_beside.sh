# Ids from beside that do not come out even, or cannot be read, are told with their place; vectors of several files.
printf 'prob_a,prob_b\n0.9,0.1\n0.4,0.6\n0.7,0.3\n' >p.csv
show() { run dengine confidence p.csv -n 1 --ids "$@"; }
printf 'id\nx\ny\nz\n' >ids.csv && show ids.csv
gzip -k ids.csv && show ids.csv.gz
printf 'name,id\na,x\nb,y\nc,z\n' >named.csv && show named.csv
show named.csv --id name
printf 'id\nx\ny\n' >few.csv && show few.csv
printf 'id\nx\ny\nz\nw\n' >more.csv && show more.csv
printf 'id\nx\n\nz\n' >blank.csv && show blank.csv
printf 'id,n\nx,1\ny\nz,3\n' >short.csv && show short.csv
printf 'id\nx\n"y\nz\n' >open.csv && show open.csv
printf 'id\n' >none.csv && show none.csv
: >empty.csv && show empty.csv
show missing.csv
show ids.csv ids.csv
printf 'other\nx\ny\nz\n' >other.csv && show other.csv
printf 'id\nx\xff\ny\nz\n' >latin.csv && show latin.csv
echo 'vectors'
printf 'id,e_0,e_1\nx,1,0\ny,0,1\nz,1,1\n' >v.csv
printf 'id,e_0,e_1,e_2\nw,1,0,0\n' >wide.csv
printf 'id,e_0,e_1\nw,0.5,0.5\n' >next.csv
printf 'id,e_0,e_1\nw,0.5,4e38\n' >large.csv
printf 'id,e_0,e_1\nx,1,0\n' >again.csv
printf 'id\nx\n' >seeds.csv
run dengine similar v.csv next.csv --like seeds.csv --embedding 'e_*'
run dengine similar v.csv wide.csv --like seeds.csv --embedding 'e_*'
run dengine similar v.csv large.csv --like seeds.csv --embedding 'e_*'
run dengine similar v.csv again.csv --like seeds.csv --embedding 'e_*'
run dengine similar v.csv --like seeds.csv --embedding e_0
run dengine similar v.csv --like seeds.csv --embedding none
run dengine similar v.csv --like seeds.csv --embedding id
printf 'id,prob_a,prob_b\nx,0.9,0.1\ny,0.4,0.6\nz,0.7,0.3\n' >said.csv
run dengine confidence said.csv -n 2 --diverse v.csv --embedding 'e_*'
run sh -c "dengine confidence said.csv -n 2 --diverse - --embedding 'e_*' <v.csv"
run dengine confidence said.csv -n 2 --diverse next.csv --embedding 'e_*'
run dengine confidence said.csv -n 2 --diverse v.csv --diverse next.csv --embedding 'e_*'
run dengine confidence said.csv -n 2 --diverse v.csv --embedding 'e_*' --covered seeds.csv
{ printf 'id\nx\n'; head -c 1048577 /dev/zero | tr '\0' y; printf '\nz\n'; } >long.csv && show long.csv
echo 'a bad row, and ids that take several blocks'
printf 'id\nx\ny\rw\nz\n' >return.csv && show return.csv
{ echo prob_a,prob_b; awk "BEGIN { for (i = 0; i < 300000; i++) print \"0.5,0.5\" }"; echo 0.1,0.9; } >p.csv
{ echo id; seq 1000001 1300000; echo last; } >ids.csv
dengine confidence p.csv --ids ids.csv -n 300001 -q | cut -d, -f1-3 | sed -n '2p;300000,$p'
