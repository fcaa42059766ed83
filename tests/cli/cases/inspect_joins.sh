# What inspect offers for two tables together, and what stands in the way; every command that is printed is run.

table said.csv id,label,confidence a,cat,0.9 b,dog,0.6 c,cat,0.7
table probs.csv id,prob_cat,prob_dog a,0.9,0.1 b,0.3,0.7 c,0.6,0.4

echo 'answers that join: labels alone beside probabilities, the same classes'
table more.csv id,prob_cat,prob_dog c,0.5,0.5 b,0.2,0.8
together probs.csv said.csv
together said.csv probs.csv
together probs.csv more.csv
together said.csv probs.csv more.csv
echo 'other classes, or more, or in another order'
table three.csv id,prob_cat,prob_dog,prob_fox a,0.9,0.1,0 b,0.3,0.6,0.1
table birds.csv id,prob_cat,prob_owl a,0.9,0.1 b,0.3,0.7
table turned.csv id,prob_dog,prob_cat a,0.1,0.9 b,0.7,0.3
table birds_said.csv id,label,confidence a,owl,0.9 b,owl,0.6
together probs.csv three.csv
together probs.csv birds.csv
together probs.csv turned.csv
together said.csv birds_said.csv
echo 'columns under other names'
table named.csv id,label,score,confidence a,cat,1,0.8 b,dog,1,0.7
table renamed.csv id,klass,confidence a,cat,0.8 b,dog,0.7
table tabs.tsv $'id\tlabel\tconfidence' $'a\tcat\t0.8' $'b\tdog\t0.7'
table semicolons.csv 'id;label;confidence' 'a;cat;0.8' 'b;dog;0.7'
together said.csv named.csv
together said.csv renamed.csv
together said.csv tabs.tsv
together said.csv semicolons.csv

echo 'labels that are no class, bad rows, repeated ids, a row for each class, rows without a name'
table strange.csv id,label,prob_cat,prob_dog a,fox,0.9,0.1 b,fox,0.3,0.7
table bad.csv id,label,confidence,note a,cat,0.9,x b,dog,1.6,y
table again.csv id,label,confidence,note a,cat,0.9,x a,dog,0.6,y b,cat,0.7,z
table classes.csv id,class,prob a,cat,0.9 a,dog,0.1 b,cat,0.4 b,dog,0.6
table nameless.csv label,confidence cat,0.9 cat,0.9 dog,0.6
table unlabelled.csv id,weather,length a,rain,3 b,sun,4
for file in strange.csv bad.csv again.csv classes.csv nameless.csv; do
    together said.csv $file
    together $file said.csv
done
together unlabelled.csv unlabelled.csv

echo 'pieces of one table'
table piece.csv id,label,confidence q,dog,0.7 r,dog,0.6
table piece_bad.csv id,label,confidence q,dog,0.7 r,dog,1.6
table piece_other.csv id,label,confidence,note q,dog,0.7,x r,dog,0.6,y
table piece_names.csv id,weather,length q,rain,3 r,sun,4
table piece_strange.csv id,label,prob_cat,prob_dog q,fox,0.9,0.1 r,fox,0.3,0.7
together said.csv piece.csv
together said.csv piece_bad.csv
together piece_bad.csv said.csv
together said.csv piece_other.csv
together unlabelled.csv piece_names.csv
together strange.csv piece_strange.csv
