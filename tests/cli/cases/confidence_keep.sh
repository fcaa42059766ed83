cat >scenes.csv <<'END'
id,prob_cat,prob_dog,camera,"note, long",score
a,0.6,0.4,front,"says ""hm""",7
b,0.5,0.5,rear,,8
END
run dengine confidence scenes.csv --keep camera
run dengine confidence scenes.csv --keep 'prob_*,camera'
run dengine confidence scenes.csv --keep camera --keep score
run dengine confidence scenes.csv --keep 'note*'
run dengine random scenes.csv --keep label,confidence
run dengine confidence scenes.csv --keep camra
run dengine confidence scenes.csv --keep 'cam?'
echo 'no name stands twice in the queue, which is an input in its turn'
dengine confidence scenes.csv --keep 'score,camera,camera,c*,label,id' | sed -n 1p | tr , '\n' | sort | uniq -d
