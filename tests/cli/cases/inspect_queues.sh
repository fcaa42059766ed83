# inspect: queues beside each other, answers, metadata, predictions, in any order; every command that is printed is run.
table said.csv id,label,confidence a,cat,0.9 b,dog,0.6 c,cat,0.7 d,dog,0.8
table answers.csv id,answer a,cat b,cat c,dog
table truth.csv image,y_true a,cat b,cat
table metadata.csv id,site a,north b,south c,north d,south
table named.csv image,site a,north b,south
table strangers.csv id,site x,north
table labels.csv id,label a,cat b,cat
cut -d, -f1 said.csv >ids.csv
dengine confidence said.csv -n 3 -o best.csv -q
dengine random said.csv -n 2 -o drawn.csv -q
dengine random ids.csv -n 2 -o bare.csv -q
sed 's/,/;/g' drawn.csv >semicolons.csv

together best.csv answers.csv
together answers.csv best.csv
together truth.csv best.csv
together best.csv drawn.csv
together best.csv drawn.csv answers.csv said.csv
together best.csv metadata.csv
together metadata.csv best.csv drawn.csv
together best.csv named.csv
together bare.csv answers.csv
together bare.csv said.csv
together best.csv said.csv
together best.csv strangers.csv
together best.csv semicolons.csv
together best.csv metadata.csv named.csv

echo 'labels alone vote, or were given'
together labels.csv labels.csv
together said.csv labels.csv
