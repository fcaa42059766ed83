# Long tables repeat their ids: which row stands for one must not depend on the order of the rows.
cat >long.csv <<'END'
id,model,label
x,one,cat
x,two,dog
y,one,cat
x,three,owl
y,two,owl
END
for turn in 1 2 3 4 5; do
    shift_rows long.csv $turn | dengine random - --keep model,label -q
done | sort | uniq -c | awk '$1 != 5 { print "depends on the order of the rows: " $0 }'
run dengine random long.csv
