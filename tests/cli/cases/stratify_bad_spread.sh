# A row without a number to spread by is of no stratum, whether ids are counted at once, in order, or in a further pass since one is out of order.
awk 'BEGIN { print "id,group,x"; for (i = 10000; i < 60000; i++) print i ",g" i % 3 "," (i % 10007 == 1 ? "many" : i % 7); print "10003,g0,2" }' >late.csv
(sed -n 1p late.csv; sed -n '$p' late.csv; sed '1d;$d' late.csv) >early.csv
sed '$d' late.csv >ordered.csv
for table in late early ordered; do dengine stratify $table.csv --by group --allocate neyman --spread x -n 3 --on-bad-row skip -q | cut -d, -f2,5-8; done
dengine stratify - --by group --allocate neyman --spread x -n 3 --on-bad-row skip -q < <(cat late.csv) | cut -d, -f2,5-8
