# --where, --keep, --cap and --exclude are about the principal table; bad rows of any table.
cat >student.csv <<'END'
id,scene,label,confidence
1,a,bus,0.9
2,a,bus,0.8
3,b,jeep,0.7
4,b,bus,0.6
5,,bus,0.5
END
cat >teacher.csv <<'END'
id,scene,label,confidence
5,x,jeep,0.9
4,x,jeep,0.8
3,x,bus,0.7
2,x,jeep,0.6
1,x,jeep,0.5
END
run dengine teacher student.csv teacher.csv --keep scene,label
run dengine teacher student.csv teacher.csv --cap scene=1 --keep scene
run dengine teacher student.csv teacher.csv --where scene=b --explain
run dengine teacher student.csv teacher.csv --where scene=x
printf 'id\n3\n5\n' >done.csv
run dengine teacher student.csv teacher.csv --exclude done.csv --explain
cat teacher.csv | run dengine teacher student.csv - --keep scene -n 1
dengine teacher <(cat student.csv) <(cat teacher.csv) -n 1
dengine teacher <(cat student.csv) teacher.csv --keep scene -n 1
mkfifo named
run dengine teacher named teacher.csv --keep scene -n 1
echo 'bad rows'
sed 's/0.7$/high/;s/^2,a/2,a,a/' teacher.csv >bad.csv
sed 's/0.6$/2/' student.csv >worse.csv
run dengine teacher student.csv bad.csv
run dengine teacher worse.csv bad.csv
run dengine teacher worse.csv bad.csv --threads 8
run dengine teacher worse.csv bad.csv --on-bad-row skip --rejects rejects.csv --explain
run cat rejects.csv
run dengine teacher worse.csv bad.csv --on-bad-row first --keep scene --explain
run dengine ensemble teacher.csv bad.csv --deployed worse.csv --on-bad-row first -q
