# Rows that cannot be scored obey --cap as all others do; a bad row of a table without the column counts for its id.
cat >t.csv <<'END'
id,label,confidence,k
a,x,,u
b,x,?,u
c,x,,v
d,x,0.5,v
e,x,0.6,w
END
printf 'id,label,confidence\na,x,0.5\nb,x,0.5\nc,x,2\nd,y,3\ne,y,0.7\n' >other.csv
run dengine confidence t.csv --on-bad-row first --cap k=1 --keep k
run dengine teacher t.csv other.csv --on-bad-row first --cap k=1 --keep k
