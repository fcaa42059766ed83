# What is missing, repeated, strange or empty: a message, or a count.
printf 'id,label,confidence\na,cat,0.9\nb,dog,0.8\nc,cat,0.7\nd,dog,0.6\n' >old.csv
printf 'id,label,confidence\na,dog,0.9\nb,dog,0.8\nc,cat,0.7\nd,cat,0.6\n' >new.csv
printf 'id,answer\na,dog\nb,dog\n' >answers.csv
echo '--- usage'
run dengine recheck old.csv --answers answers.csv
run dengine recheck old.csv new.csv
run dengine recheck old.csv new.csv --answers answers.csv --share still=50%
run dengine recheck old.csv new.csv --answers answers.csv --share chrun=50%
run dengine recheck old.csv new.csv --answers answers.csv --share churn
run dengine recheck - - --answers answers.csv </dev/null
run dengine recheck old.csv new.csv --answers answers.csv --verdict new.csv
run dengine recheck old.csv new.csv --answers answers.csv --verdict - -o out.csv
run dengine recheck old.csv new.csv --answers answers.csv --near 2
echo '--- answers for nobody; none at all'
printf 'id,answer\nx,dog\n' >strange.csv
run dengine recheck old.csv new.csv --answers strange.csv
printf 'id,answer\n' >none.csv
run dengine recheck old.csv new.csv --answers none.csv
run dengine recheck old.csv new.csv --answers 'no/*.csv'
run dengine recheck old.csv new.csv --answers missing.csv
echo '--- an answered sample that one lacks, and samples that only one has'
head -n 4 new.csv >short.csv
printf 'id,answer\na,dog\nd,dog\n' >other.csv
run dengine recheck old.csv short.csv --answers other.csv
run dengine recheck old.csv short.csv --answers answers.csv --missing fail
echo '--- an id twice; labels that never meet; empty tables; a bad row'
(cat new.csv; echo b,cat,0.5) >twice.csv
run dengine recheck old.csv twice.csv --answers answers.csv
sed 's/cat/Katze/; s/dog/Hund/' new.csv >german.csv
run dengine recheck old.csv german.csv --answers answers.csv
head -n 1 new.csv >empty.csv
run dengine recheck old.csv empty.csv --answers answers.csv
run dengine recheck empty.csv empty.csv --answers none.csv
(cat new.csv; echo e,cat,1.5) >bad.csv
run dengine recheck old.csv bad.csv --answers answers.csv
run dengine recheck old.csv bad.csv --answers answers.csv --on-bad-row skip
echo '--- only a verdict: what is true is not told'
printf 'id,label,correct\na,cat,no\nb,dog,yes\nd,dog,yes\n' >correct.csv
run dengine recheck old.csv new.csv --answers correct.csv
echo '--- vectors'
printf 'id,e0,e1\na,1,0\nb,0,1\nc,1,0.1\nd,0.1,1\n' >vectors.csv
run dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv
run dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv --near 0.9
printf 'id,e0,e1\na,1,0\nb,0,1\nc,nan,0.1\nd,0,0\n' >nan.csv
run dengine recheck old.csv new.csv --answers answers.csv --embeddings nan.csv --near 0.9
run dengine recheck old.csv new.csv --answers answers.csv --embeddings nan.csv --near 0.9 --on-bad-row skip
run dengine recheck old.csv new.csv --answers answers.csv --embeddings nan.csv --near 0.9 --on-bad-row first -q
(cat vectors.csv; echo c,1,1) >again.csv
run dengine recheck old.csv new.csv --answers answers.csv --embeddings again.csv --near 0.9
sed 's/^\(.\),/x\1,/' vectors.csv >strangers.csv
run dengine recheck old.csv new.csv --answers answers.csv --embeddings strangers.csv --near 0.9
head -n 3 vectors.csv >few.csv
run dengine recheck old.csv new.csv --answers answers.csv --embeddings few.csv --near 0.9 --explain
run dengine recheck old.csv new.csv --answers answers.csv --embeddings vectors.csv --ids old.csv --near 0.9
