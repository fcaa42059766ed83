# Ids, kept columns, caps, filters, bad rows: as in the other commands.
cat >frames.csv <<'END'
id,stream,timestamp,scene,label,confidence
a1,s,1,park,x,0.9
a2,s,2,park,y,0.9
a3,s,3,park,x,0.9
a4,s,4,"square, old",z,0.5
a5,s,5,"square, old",x,0.9
a6,s,6,street,x,0.9
END
run dengine consistency frames.csv --keep scene,label -n 3
run dengine consistency frames.csv --cap scene=1 --keep scene
cat frames.csv | run dengine consistency - --keep scene -n 1
run dengine consistency frames.csv --where 'scene!=park' --explain
printf 'id\na2\na4\n' >done.csv
run dengine consistency frames.csv --exclude done.csv -n 1 -f jsonl
run dengine consistency frames.csv -n 0
run dengine consistency frames.csv -n 9 -f table
echo 'an id that stands twice'
cp frames.csv again.csv
run dengine consistency frames.csv again.csv
{ cat frames.csv; echo 'b1,s,7,street,x,0.9'; echo 'a4,t,8,street,x,0.9'; } >twice.csv
run dengine consistency twice.csv
cat twice.csv | run dengine consistency - --threads 8
run dengine consistency twice.csv --where stream=s -n 1
echo 'bad rows'
{ cat frames.csv; echo 'b1,s,7,street,x,1.9'; echo 'b2,s,8,street'; echo 'b3,s,9,street,,0.9'; } >bad.csv
run dengine consistency bad.csv
run dengine consistency bad.csv --on-bad-row skip -n 1
run dengine consistency bad.csv --on-bad-row first --keep scene -n 3
echo 'probabilities instead of a label; a label column that names another class'
printf 'id,timestamp,label,prob_x,prob_y\n1,1,x,0.9,0.1\n2,2,x,0.2,0.8\n3,3,x,0.7,0.3\n' >probs.csv
run dengine consistency probs.csv
cut -d, -f1,2,4- probs.csv >labels.csv
run dengine consistency labels.csv
echo 'an excluded frame stays a neighbour'
dengine consistency frames.csv -n all | grep -v -e ,a2, -e ,a4, | cut -d, -f2,3 >expected
dengine consistency frames.csv -n all --exclude done.csv | cut -d, -f2,3 | cmp - expected && echo 'the same scores'
sed 's/a4,s,4/a4,s,four/; s/a5,s,5/a5,s,five/' frames.csv >odd.csv
run dengine consistency odd.csv --exclude done.csv -n 2 --on-bad-row first --explain
