# Every wrong command line is one line on standard error, with the nearest valid word, and exit code 64.
printf 'id,label,confidence\na,cat,0.5\n' >said.csv
run dengine
run dengine confidnce said.csv
run dengine train said.csv
run dengine --confidence said.csv
run dengine confidence
run dengine confidence said.csv --mesure margin
run dengine confidence said.csv --meas margin
run dengine confidence said.csv --meas=margin
run dengine confidence said.csv --thread 2
run dengine confidence said.csv --by label
run dengine confidence said.csv -x
run dengine confidence said.csv -qx
run dengine confidence said.csv --quiet=yes
run dengine confidence said.csv --measure
run dengine confidence said.csv -n
run dengine confidence said.csv --measure margim
run dengine confidence said.csv --measure margin,entrpy
run dengine confidence said.csv --measure ''
run dengine confidence said.csv --measure surprise
run dengine confidence said.csv --format jsnol
run dengine confidence said.csv --format xml
run dengine confidence said.csv --progress sometimes
for n in -1 1.5 ten '' ' 5' 5x 1e16; do run dengine confidence said.csv -n "$n"; done
run dengine confidence said.csv --threads 1000
run dengine confidence said.csv --temperature 0
run dengine confidence said.csv --tolerance 2
for delimiter in '' ab '"'; do run dengine confidence said.csv --delimiter "$delimiter"; done
for cap in label label=0 label=x =5 label=1.5; do run dengine confidence said.csv --cap "$cap"; done
run dengine confidence said.csv --cap lable=5
run dengine help confidnce
run dengine help everything
