# Ids that come in no order, more of them than memory may hold, go to a temporary file in $TMPDIR.
awk 'BEGIN { print "id"; for (i = 0; i < 700000; i++) printf "%06d\n", i * 7919 % 700001 }' >ids.csv
run dengine random ids.csv -n 2
TMPDIR=/nowhere run dengine random ids.csv -n 2 --threads 1
rm ids.csv
