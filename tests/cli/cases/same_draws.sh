# Draws and ties are the same on every machine: these are the first of a known table.
awk 'BEGIN { print "id"; for (i = 0; i < 100000; i++) print "frame" i }' >ids.csv
run dengine random ids.csv -n 5
run dengine random ids.csv -n 5 --seed 2024-05-06
