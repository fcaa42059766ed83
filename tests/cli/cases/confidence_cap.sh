# At most N rows of one value, and the queue is still full as long as rows are there.
cat >scenes.csv <<'END'
id,scene,prob_cat,prob_dog
a1,a,0.51,0.49
a2,a,0.52,0.48
a3,a,0.53,0.47
b1,b,0.60,0.40
b2,b,0.61,0.39
c1,c,0.10,0.90
END
run dengine confidence scenes.csv --cap scene=1 --keep scene
run dengine confidence scenes.csv --cap scene=2 --keep scene -n 4
run dengine confidence scenes.csv --cap label=2 -n 5
