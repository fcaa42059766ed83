printf 'id,camera,taken\na,front,2024-01-01\n' >rows.csv
run dengine stratify rows.csv
run dengine stratify rows.csv --by camra
run dengine stratify rows.csv --by 'hour(camera)'
run dengine stratify rows.csv --by 'hours(taken)'
run dengine stratify rows.csv --by 'quarter(taken)'
run dengine stratify rows.csv --by 'hour(takn)'
run dengine stratify rows.csv --by ''
run dengine stratify rows.csv --by camera,
run dengine stratify rows.csv --by 'hour(taken'
run dengine stratify rows.csv --by camera --cap camera=1
run dengine stratify rows.csv --by camera --min-per-stratum -1
awk 'BEGIN { print "id,x"; for (i = 0; i < 130000; i++) print i + 1e7 "," i + 1e7 }' >many.csv
for threads in 1 4; do run dengine stratify many.csv --by x -n 5 --threads $threads; done
