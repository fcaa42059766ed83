# Priority sampling: the n largest w / u, inclusion_prob = min(1, w / the first priority left out).
cat >frames.csv <<'END'
id,hours
a,1
b,1
c,2
d,4
e,100
f,0
g,0.5
END
run dengine random frames.csv --weight hours -n 3
run dengine random frames.csv --weight hours -n all
run dengine random frames.csv --weight hours -n 20
run dengine random frames.csv --weight hours -n 4 --seed 1 -q
echo 'the same by hand'
dengine random frames.csv --weight hours -n all --seed 1 -q | awk -F, '
    NR > 1 { weight[NR - 1] = $8; priority[NR - 1] = $8 / $7 }
    END { for (i = 1; i <= 4; i++) { p = weight[i] / priority[5]; printf "%.6f ", p < 1 ? p : 1 } print "" }'
sed 's/^f,0/f,-1/' frames.csv >negative.csv
sed 's/^f,0/f,NA/' frames.csv >missing.csv
for file in negative missing; do
    run dengine random $file.csv --weight hours
    run dengine random $file.csv --weight hours --on-bad-row skip -n 1
    run dengine random $file.csv --weight hours --on-bad-row first -n 2
done
run dengine random frames.csv --weight hour
run dengine random frames.csv --weight hours --cap hours=1
run dengine random frames.csv --weight id
