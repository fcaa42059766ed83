# A repeated id is one sample: counted once, said, and the queue is as long as there are samples.
cat >rows.csv <<'END'
id,camera,note
x,front,1
x,front,2
y,front,3
z,rear,4
z,rear,4
END
dengine stratify rows.csv --by camera -n 5 2>notes | sed 1d | cut -d, -f2 | sort | paste -sd' '
grep -c 'repeated id' notes || true
echo 'a group of repeated rows gives what it cannot fill to the others'
printf 'id,camera\nx,front\nx,front\nx,front\na,rear\nb,rear\nc,rear\n' | dengine stratify - --by camera -n 4 -q | sed 1d | cut -d, -f2 | sort | paste -sd' '
for turn in 1 2 3 4 5; do
    shift_rows rows.csv $turn | dengine stratify - --by camera --keep note -q
done | sort | uniq -c | awk '$1 != 5 { print "depends on the order of the rows: " $0 }'
printf 'id,s\na,x\na,y\nb,x\nb,y\nc,z\n' >several.csv
run dengine stratify several.csv --by s -n 1
