# Ids that come in no order, more of them than memory may hold, go to a temporary file in $TMPDIR.
awk 'BEGIN { print "id"; for (i = 0; i < 1000000; i++) printf "%07d\n", i * 7919 % 1000003 }' >ids.csv
run dengine random ids.csv -n 2
TMPDIR=/nowhere run dengine random ids.csv -n 2 --threads 1
rm ids.csv
