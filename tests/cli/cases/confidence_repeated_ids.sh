# The best-ranked occurrence is kept; among equal ones the order of the rows must not decide.
cat >said.csv <<'END'
id,label,confidence,camera
x,cat,0.5,front
x,dog,0.5,rear
y,cat,0.9,front
y,cat,0.7,rear
z,owl,0.6,side
END
run dengine confidence said.csv --where 'id!=x' --keep camera
for turn in 1 2 3 4 5; do
    shift_rows said.csv $turn | dengine confidence - --keep camera -q
done | sort | uniq -c | awk '$1 != 5 { print "depends on the order of the rows: " $0 }'
for turn in 1 2 3 4 5; do
    shift_rows said.csv $turn | dengine confidence - --keep label --cap camera=1 -q
done | sort | uniq -c | awk '$1 != 5 { print "depends on the order of the rows, with a cap: " $0 }'
