# What inspect offers for two tables of which one tells more of the samples of the other; every command is run.

table said.csv id,label,confidence a,cat,0.9 b,dog,0.6 c,cat,0.7

echo 'what else is known of the samples'
table shots.csv id,weather a,rain b,sun
table frames.csv shot,weather a,rain b,sun
together said.csv shots.csv
together shots.csv said.csv
together said.csv frames.csv
table 'odd shots.csv' id,weather a,rain b,sun
together said.csv 'odd shots.csv'
echo 'nothing to carry along: no further column, one without a name, of a name that stands twice or in both'
table only.csv id a b
table unnamed.csv id, a,rain b,sun
table double.csv id,weather,weather a,rain,rain b,sun,sun
table told.csv id,label,confidence,weather a,cat,0.9,rain b,dog,0.6,sun
together said.csv only.csv
together said.csv unnamed.csv
together said.csv double.csv
together told.csv shots.csv
echo 'bad rows, repeated ids, another delimiter, names that an option cannot say, samples without a name'
table ragged.csv id,weather a,rain b,sun,x
table repeated.csv id,weather a,rain a,sun
table tabs.csv $'id\tweather' $'a\train' $'b\tsun'
table colon.csv shot:id,weather a,rain b,sun
cp shots.csv 's:1.csv'
table pieces.csv file,start,weather a,0,rain a,5,sun b,0,rain
table nobody.csv label,confidence cat,0.9 cat,0.9 dog,0.6
for file in ragged.csv repeated.csv tabs.csv colon.csv s:1.csv pieces.csv; do
    together said.csv $file
done
together nobody.csv shots.csv
table said_colon.csv shot:id,label,confidence a,cat,0.9 b,dog,0.6
together said_colon.csv shots.csv
echo 'predictions of which no row, or no label, is good'
table bad.csv id,label,confidence a,cat,1.9 b,dog,1.6
table doubtless.csv id,label a,cat b,dog
table strange.csv id,label,prob_cat,prob_dog a,fox,0.9,0.1 b,fox,0.3,0.7
for file in bad.csv doubtless.csv strange.csv; do
    together $file shots.csv
done

echo 'a queue and what people said'
dengine confidence said.csv -q >queue.csv
table answers.csv id,answer a,dog b,dog
table answers_named.csv id,ground_truth a,dog b,dog
table answers_label.csv id,label a,dog b,dog
table answers_bad.csv id,answer a,dog b,dog,x
table answers_colon.csv id:1,answer a,dog b,dog
table answers_other.csv id,answer x,dog y,dog
table answers_none.csv id,length a,3 b,5
for file in answers answers_named answers_label answers_bad answers_colon answers_other answers_none said; do
    together queue.csv $file.csv
done
together answers.csv queue.csv

echo 'vectors and the ids of known errors'
table vectors.csv id,e_0,e_1,e_2,e_3 a,1,0,2,0 b,0,3,0,4 c,5,1,0,-2
table named.csv image,e0,e1,e2,e3 a,1,0,2,0 b,0,3,0,4 c,5,1,0,-2
table seeds.csv id a
table seeds_named.csv image,shot a,1
table seeds_all.csv id a b c
table seeds_twice.csv id a a
table seeds_strange.csv id a x
table seeds_said.csv id,label,confidence a,cat,0.7
table seeds_wrong.csv id,label,confidence a,cat,1.7
table seeds_bad.csv id,note a,x b,y,z
table seeds_colon.csv a:id,note a,x b,y
together vectors.csv seeds.csv
together named.csv seeds_named.csv
for file in seeds_all seeds_twice seeds_strange seeds_said seeds_wrong seeds_bad seeds_colon said; do
    together vectors.csv $file.csv
done
table gap.csv id,e_0,e_1,e_2,e_3 a,1,0,2,0 b,0,3,0,4 c,5,1,0,
table zero.csv id,e_0,e_1,e_2,e_3 a,1,0,2,0 b,0,0,0,0 c,5,1,0,-2
table again.csv id,e_0,e_1,e_2,e_3 a,1,0,2,0 a,0,3,0,4 c,5,1,0,-2
table long.csv id,e_0,e_1,e_2,e_3 a,1,0,2,0 b,0,3,0,4,1 c,5,1,0,-2
table few.csv e_0,e_1,e_2,e_3 1,0,2,0 1,0,2,0
table wrong.csv id,label,confidence,e_0,e_1,e_2,e_3 a,cat,1.9,1,0,2,0 b,dog,0.7,0,3,0,4
for file in gap zero again long few wrong; do
    together $file.csv seeds.csv
done

echo 'altered copies'
table own.csv id,label,confidence a,cat,0.9 b,cat,0.7
table views.csv id,view,label,confidence a,flip,dog,0.6 a,blur,cat,0.8 b,flip,cat,0.5 b,blur,cat,0.9
together own.csv views.csv
table views_twice.csv id,view,label,confidence a,flip,dog,0.6 a,flip,cat,0.8 b,flip,cat,0.5 b,blur,cat,0.9
table views_other.csv id,view,label,confidence x,flip,dog,0.6 x,blur,cat,0.8 y,flip,cat,0.5 y,blur,cat,0.9
table views_strange.csv id,view,label,prob_cat,prob_dog a,flip,fox,0.6,0.4 a,blur,fox,0.8,0.2 b,flip,fox,0.5,0.5
table views_named.csv id,view,pred,confidence a,flip,dog,0.6 a,blur,cat,0.8 b,flip,cat,0.5 b,blur,cat,0.9
for file in views_twice views_other views_strange views_named; do
    together own.csv $file.csv
done
table own_bad.csv id,label,confidence a,cat,0.9 b,cat,1.7
table own_twice.csv id,label,confidence,note a,cat,0.9,x a,cat,0.7,y b,dog,0.7,z
table own_probs.csv id,prob_cat,prob_dog a,0.9,0.1 b,0.3,0.7
table views_probs.csv id,view,prob_cat,prob_fox a,flip,0.6,0.4 a,blur,0.8,0.2 b,flip,0.5,0.5 b,blur,0.9,0.1
for file in own_bad own_twice nobody strange; do
    together $file.csv views.csv
done
together own_probs.csv views_probs.csv
