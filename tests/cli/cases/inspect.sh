# What tables hold, and the commands that work on them: every one that is printed is run.

printf 'id,label,confidence\na,cat,0.9\nb,dog,0.6\nb,dog,0.7\nc,cat,x\nd,cat,\ne,fox,0.41\n' >votes.csv
alone votes.csv
printf 'filename,true_label,pred_label,pred_prob\nA/1.jpg,ok,ok,0.99\nB/2.jpg,ok,bad,0.42\nB/3.jpg,ok,ok,0.87\n' >other.csv
alone other.csv
printf 'id;cat;dog;"big bird"\na;0.7;0.2;0.1\nb;0.4;0.35;0.25\nc;0.5;0.2;0.1\n' >semicolons.csv
alone semicolons.csv
printf ',0,1,2\n0,0.7,0.2,0.1\n1,0.4,0.35,0.25\n' >index.csv
alone index.csv
printf 'case,class,P(Normal),P(In Situ)\n0,0,0.886,0.114\n1,1,0.331,0.669\n' >brackets.csv
alone brackets.csv
printf 'id,label,prob_cat,prob_dog\na,cat,0.9,0.1\nb,cat,0.2,0.8\nc,fox,0.5,0.5\n' >labelled.csv
alone labelled.csv
printf 'id,prediction,probability\na,0,0.01\nb,1,0.55\nc,1,0.97\nd,0,0.42\n' >two.csv
alone two.csv
printf 'id,score\na,0.9\nb,0.5\n' >one.csv
alone one.csv
printf 'id,logit\na,2.2\nb,-0.1\n' >logit.csv
alone logit.csv
printf 'id,label,score\na,cat,0.9\na,dog,0.1\nb,cat,0.4\nb,dog,0.6\n' >long.csv
alone long.csv
printf 'frame,camera,time,class,conf\n1,A,2026-11-24T10:00:00Z,cat,0.9\n2,A,2026-11-24T10:00:01Z,cat,0.8\n3,B,2026-11-24T10:00:01Z,dog,0.7\n4,A,2026-11-24T10:00:02Z,cat,0.9\n' >frames.csv
alone frames.csv
printf 'name,f_0,f_1,f_2,f_3\nx,1,2,3,4\ny,0,1,0,2\nz,9,1,1,NaN\n' >vectors.csv
alone vectors.csv
printf 'id,weather\na,rain\nb,\nc,sun\nd,rain\n' >metadata.csv
alone metadata.csv
printf '0.7,0.2,0.1\n0.4,0.35,0.25\n' >headless.csv
alone headless.csv
printf 'id,label,confidence\n' >rows.csv
alone rows.csv
dengine confidence votes.csv --on-bad-row skip -q >queue.csv
alone queue.csv

printf 'id,label,confidence\na,cat,0.7\nb,dog,0.6\nz,cat,0.7\n' >first.csv
printf 'id,label,confidence\na,dog,0.7\nb,dog,0.6\n' >second.csv
printf 'id,label,confidence\nq,dog,0.7\nr,dog,0.6\n' >shard.csv
printf 'id,prob_bus,prob_van\na,0.5,0.5\n' >classes.csv
alone first.csv second.csv
alone first.csv shard.csv
alone first.csv classes.csv
alone first.csv metadata.csv
printf 'image;weather\nA/1.jpg;rain\nB/2.jpg;sun\n' >shots.csv
printf 'filename;pred_label;pred_prob\nA/1.jpg;ok;0.99\nB/2.jpg;bad;0.42\n' >said.csv
alone shots.csv said.csv
gzip -k first.csv
alone first.csv.gz
run dengine inspect - <first.csv
run dengine inspect votes.csv -f json
run dengine inspect none.csv
printf 'id,label\n"a,b\n' >quote.csv
run dengine inspect quote.csv
echo 'labels apart, a number of one'"'"'s own'
printf 'id,label,prob_rain,prob_night\na,x,0.9,0.8\nb,y,0.2,0.1\nc,x,0.6,0.7\n' >tags.csv
alone tags.csv
alone tags.csv tags.csv
printf 'id,pred,std\na,0.9,0.1\nb,5.5,2.5\nc,0.02,\n' >regression.csv
alone regression.csv
printf 'image,xmin,ymin,xmax,ymax,confidence,class,name\na.jpg,1,2,3,4,0.9,0,person\na.jpg,3,4,5,6,0.4,2,car\n' >boxes.csv
alone boxes.csv
echo 'all that can be said stands in a row that one worker reads'
{ echo 'id,prob_cat,prob_dog'; awk 'BEGIN { for (i = 0; i < 200000; i++) print "s" i ",,"; print "last,0.25,0.75" }'; } >one.csv
dengine inspect one.csv --threads 4 -f json | grep -o '"sums": [^]]*]'
