# What inspect says of tables at the edge of what it knows: long lists, names that stand twice, cells of no use.

echo 'more than is shown: columns, labels, kinds of bad cells'
{ printf id; printf ',c%s_x' $(seq -w 45); echo; printf 'a'; printf ',x%.0s' $(seq 45); echo; printf 'b'; printf ',y%.0s' $(seq 45); echo; } >columns.csv
run dengine inspect columns.csv
{ echo id,label,confidence; for i in $(seq 15); do echo "s$i,class_$i,0.$((i % 3 + 6))"; done; } >labels.csv
run dengine inspect labels.csv
awk 'BEGIN { print "id,label,confidence"; for (i = 1; i <= 70000; i++) print "s" i ",class_" i ",0." i % 3 + 6 }' >many.csv
run dengine inspect many.csv
dengine inspect many.csv -f json | grep -o '"more_labels": [a-z]*'
{ printf 'id,label,confidence'; printf ',w%s' a b c d e f g h i j k l m n o p q r s t u v; echo
  for i in $(seq 22); do printf 's%d,cat,0.5' $i; for k in $(seq 22); do printf ','; ((k == i)) || printf %s $k; done; echo; done; } >holes.csv
run dengine inspect holes.csv

echo 'letters beyond ASCII, sums that are a little off, a name that steers the terminal'
table accents.csv id,label,confidence é,café,0.9 b,dog,0.6
alone accents.csv
table off.csv id,prob_cat,prob_dog a,0.905,0.1 b,0.3,0.704
alone off.csv
table steers.csv $'id,label,confidence,\eplace' a,cat,0.9,x b,dog,0.6,x c,cat,0.7,y d,dog,0.8,y
alone steers.csv
run dengine inspect accents.csv off.csv -f json
table said.csv id,timestamp,label,confidence a,1790000000,cat,0.9 b,1790000001,dog,0.8
run dengine inspect said.csv accents.csv -f json
{ echo id,label,confidence; for i in $(seq 40); do echo "s$i,cat,0.5"; [ $((i % 3)) = 0 ] || echo "s$i,dog,0.4"; [ $((i % 3)) = 1 ] || echo "s$i,fox,0.3"; done; } >repeated.csv
alone repeated.csv

echo 'numbers without a role: many, below zero, one'
{ echo id,qa,qb,qc,qd,qe,qf,qg; echo a,-1.5,-2.5,-0.5,-1.5,-3.5,-1,-2.5; echo b,0.5,0.25,-0.75,1.5,2.5,-0.5,7.5; } >seven.csv
alone seven.csv
table two.csv id,qa,qb a,-1.5,2.5 b,0.5,0.25
alone two.csv
table above.csv id,length a,1.5 b,0.25
alone above.csv
table below.csv id,shift a,-0.5 b,0.25
alone below.csv

echo 'scores: twice, empty, not always a number, beside a bad row, beside the names of probabilities'
table score_twice.csv id,score,score a,1.5,2 b,2.5,3
alone score_twice.csv
table score_empty.csv id,score,note a,,x b,,y
alone score_empty.csv
table score_text.csv id,score,note a,1.5,x b,high,y
alone score_text.csv
table score_hole.csv id,score,note a,1.5,x b,,y c,2.5,z
alone score_hole.csv
table score_bad.csv id,score,note a,1.5,x b,2.5,y,z c,2.5,z
alone score_bad.csv
{ echo id,score; for i in $(seq 5000); do echo "s$i,$i.5"; done; } >score_long.csv
alone score_long.csv
table score_probs.csv id,score,prob_note a,1.5,x b,2.5,y
alone score_probs.csv
table logits_probs.csv id,logit_a,logit_b,prob_note a,-1.5,2.5,x b,0.5,-0.25,y
alone logits_probs.csv

echo 'a row for each class: a bad row, sums a little above 1'
table class_bad.csv id,class,prob a,cat,0.9 a,dog,0.1 b,cat,0.4 b,dog,0.6 c,cat,0.7,x c,cat,0.7 c,dog,0.3
alone class_bad.csv
table class_sums.csv id,class,prob a,cat,0.9 a,dog,0.11 b,cat,0.4 b,dog,0.6
alone class_sums.csv

echo 'times: labels apart, of two kinds, missing, of repeated ids'
table time_apart.csv id,timestamp,prob_rain,prob_night a,2026-11-24T10:00:00Z,0.9,0.8 b,2026-11-24T10:00:01Z,0.2,0.1 c,2026-11-24T10:00:02Z,0.6,0.7
alone time_apart.csv
table time_mixed.csv id,timestamp,label,confidence a,2026-11-24T10:00:00Z,cat,0.9 b,1790000000,cat,0.8
alone time_mixed.csv
{ echo id,timestamp,label,confidence; for i in $(seq 1100); do echo "s$i,$((1790000000 + i)),cat,0.9"; done; echo t,,cat,0.7; } >time_hole.csv
alone time_hole.csv
table time_twice.csv id,timestamp,label,confidence a,1790000000,cat,0.9 a,1790000001,dog,0.8 b,1790000002,cat,0.7
alone time_twice.csv
table time_bad.csv id,timestamp,label,confidence a,1790000000,cat,0.9 b,1790000001,dog,1.8
alone time_bad.csv

echo 'vectors'
table vectors.csv id,e0,e1,e2,e3 a,1,0,2,0 b,0,3,0,4
run dengine inspect vectors.csv -f json
table vectors_nobody.csv e0,e1,e2,e3 1,0,2,0 1,0,2,0
alone vectors_nobody.csv
table vectors_twice.csv id,e0,e1,e2,e3 a,1,0,2,0 a,0,3,0,4
alone vectors_twice.csv
table vectors_zero.csv id,e0,e1,e2,e3 a,1,0,2,0 b,0,0,0,0
alone vectors_zero.csv

echo 'no header'
table bare_shares.csv a,0.5,0.5 b,0.25,0.75
alone bare_shares.csv
table bare_whole.csv 1,3,0.5 2,3,0.5 3,7,0.75
alone bare_whole.csv
table bare_labels.csv cat,0.5 dog,0.25 cat,0.75 cat,0.5
alone bare_labels.csv
table bare_holes.csv 0.5,x1,,cat 0.25,x2,,cat 1.5,x3,,dog
alone bare_holes.csv
table bare_below.csv 0.5,-0.5 0.25,0.5 0.75,-0.25
alone bare_below.csv

echo 'blanks, commas, queues'
table trailing.csv 'id ,label,confidence ' a,cat,0.9 b,dog,0.6
alone trailing.csv
table comma.csv 'id;wert;rest' 'a;0,9;0,4x' 'b;0,75;-,5' 'c;x;0,'
alone comma.csv
table rest.csv 'id;rest' 'a;0,4x' 'b;0,5'
alone rest.csv
table semicolons.csv 'id;label;confidence' 'a;cat;0.9' 'b;dog;0.6'
dengine confidence semicolons.csv --delimiter ';' -q >queue.csv
sed 's/rank/RANK/' queue.csv >queue_renamed.csv
sed 's/,0.9$/,0.9,x/' queue.csv >queue_bad.csv
alone queue_renamed.csv
alone queue_bad.csv
