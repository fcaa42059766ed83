# By hand: what is queued, in which shares, and the verdict; tables in any shape, order and number of threads.
cat >old.csv <<'END'
id,label,confidence
e1,cat,0.9
e2,cat,0.8
e3,dog,0.7
r1,dog,0.95
r2,cat,0.6
n1,cat,0.9
n2,cat,0.85
n3,dog,0.9
n4,dog,0.8
n5,cat,0.5
n6,fox,0.9
END
cat >new.csv <<'END'
id,label,confidence
e1,dog,0.9
e2,cat,0.7
e3,fox,0.6
r1,cat,0.55
r2,cat,0.9
n1,cat,0.75
n2,dog,0.9
n3,cat,0.6
n4,dog,0.9
n5,fox,0.4
n6,fox,0.95
END
printf 'id,answer\ne1,dog\ne2,dog\ne3,cat\nr1,dog\nr2,cat\n' >answers.csv
cat >vectors.csv <<'END'
id,e0,e1
e1,1,0
e2,0.99,0.05
e3,0,1
r1,-1,0.1
r2,-0.2,-1
n1,0.98,0.04
n2,1,0.01
n3,-1,0.12
n4,-1,0.11
n5,0.2,0.1
n6,0.7,0.7
END
echo '--- without vectors: what changed'
run dengine recheck old.csv new.csv --answers answers.csv
echo '--- with them: like an error and wrong as it was, like what was right and changed'
run dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv -f jsonl
run dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv --near 0.9 --share churn=50% --share still=1 -n 4 -q
echo '--- what taught the new model counts apart, and is not queued'
printf 'id\ne1\nn1\n' >trained.csv
run dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv --near 0.9 --trained trained.csv
echo '--- the verdict into a file'
run dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv --near 0.9 --verdict verdict.json -o queue.csv
cat verdict.json
run dengine recheck old.csv new.csv --answers answers.csv --verdict verdict.txt -q -n 1
head -n 2 verdict.txt
echo '--- the same from a pipe, from labels alone, from probabilities'
dengine recheck old.csv - --answers answers.csv --verdict piped.json -o piped.csv --embeddings vectors.csv --near 0.9 < <(cat new.csv)
sed 's/"after": "-"/"after": "new.csv"/' piped.json | cmp - verdict.json && cmp piped.csv queue.csv && echo the same
cut -d, -f1,2 old.csv >old_labels.csv
cut -d, -f1,2 new.csv >new_labels.csv
run dengine recheck old_labels.csv new_labels.csv --answers answers.csv --embeddings vectors.csv --near 0.9
printf 'id,prob_cat,prob_dog,prob_fox\ne1,0.1,0.9,0\nn3,0.6,0.3,0.1\nr1,0,1,0\n' >probs.csv
run dengine recheck old.csv probs.csv --answers answers.csv
echo '--- none, all, and shares that do not sum up'
run dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv --near 0.9 -q -n 0
run dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv --near 0.9 -q -n all --share churn=50%
run dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv --near 0.9 -q -n 10 --share still=3 --share broken=3
