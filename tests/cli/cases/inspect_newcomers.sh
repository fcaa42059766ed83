# Tables of other shapes: what they are, and the commands that work on them; every one that is printed is run.

echo 'nothing names the samples'
printf 'cat,dog\n0.7,0.3\n0.4,0.6\n0.7,0.3\n' >nameless.csv && alone nameless.csv
alone nameless.csv nameless.csv
echo 'pieces of a file, answers of several models, altered copies'
printf 'file,start,label,confidence\na.wav,0,cat,0.9\na.wav,5,dog,0.6\nb.wav,0,cat,0.7\n' >pieces.csv && alone pieces.csv
printf 'file,start,label,confidence\na.wav,0,cat,0.9\na.wav,0,dog,0.6\nb.wav,0,cat,0.7\n' >twice.csv && alone twice.csv
printf 'id,model,label,confidence\na,m1,cat,0.9\na,m2,dog,0.6\nb,m1,cat,0.7\nb,m2,cat,0.8\n' >models.csv && alone models.csv
printf 'id,label,confidence\na,cat,0.9\nb,cat,0.7\n' >own.csv
printf 'id,augmentation,label,confidence\na,flip,dog,0.6\na,blur,cat,0.8\nb,flip,cat,0.5\nb,blur,cat,0.9\n' >views.csv && alone own.csv views.csv
sed 's/augmentation/view/' views.csv >view.csv && alone own.csv view.csv
alone views.csv own.csv
echo 'a row for each class'
printf 'id,class,prob\na,cat,0.9\nb,cat,0.4\na,dog,0.1\nb,dog,0.6\n' >mixed.csv && alone mixed.csv
{ echo id,class,prob; for i in 0 1 2 3 4 5 6 7 8 9; do printf "s$i,cat,0.5\ns$i,dog,0.$((i / 3))\n"; done; } >few.csv && alone few.csv
run dengine confidence few.csv --label class --confidence prob
printf 'id,class,prob\na,cat,0.5\na,dog,0.5\nb,cat,0.5\nb,cat,0.5\nc,cat,0.5\nc,dog,0.5\n' >again.csv && alone again.csv
echo 'the likeliest classes'
printf 'filename,label_0,label_1,prob_0,prob_1\na.jpg,cat,dog,0.6,0.3\nb.jpg,dog,cat,0.5,0.4\n' >likeliest.csv && alone likeliest.csv
printf 'id,top1,top2,score1,score2\na,cat,dog,0.6,0.3\nb,dog,cat,0.5,0.4\n' >top.csv && alone top.csv
echo 'no header'
printf 's_001\ns_002\ns_010\n' >ids.txt && alone ids.txt
printf '0.jpg,cat,0.93\n1.jpg,cat,0.5\n2.jpg,dog,0.7\n' >bare.csv && alone bare.csv
printf '0.93\n0.5\n0.7\n' >column.csv && alone column.csv
printf '1,3,0.25,x\n2,3,0.5,x\n3,7,0.75,x\n' >numbers.csv && alone numbers.csv
printf 'x 0.5 0.5\ny 0.5 0.5\n' >words.csv && alone words.csv
echo 'blanks, commas, numbers of any size'
printf 'id, label, confidence\na, cat, 0.9\nb, dog, 0.7\n' >blanks.csv && alone blanks.csv
run sh -c "sed 's/ *, */,/g' blanks.csv | dengine confidence -"
printf 'ID;Klasse;Wert\na;cat;0,9\nb;dog;0,75\n' >'with commas.csv' && alone 'with commas.csv'
printf 'id,cat,dog\na,-1.5,2.25\nb,0.5,-3.5\n' >logits.csv && alone logits.csv
run dengine confidence logits.csv --logits cat,dog
printf 'id,target\na,0.25\nb,0.75\n' >target.csv && alone target.csv
run dengine confidence target.csv --positive target
echo 'what is known of the samples of a table'
printf 'id,e_0,e_1,e_2,e_3\na,1,0,2,0\nb,0,3,0,4\nc,5,1,0,-2\n' >vectors.csv
printf 'name\na\n' >seeds.csv && alone vectors.csv seeds.csv
printf 'name\nz\n' >strangers.csv && alone vectors.csv strangers.csv
dengine confidence own.csv -q >queue.csv
printf 'id,answer\na,dog\n' >answers.csv && alone queue.csv answers.csv
printf 'sample_id,true_label\na,dog\n' >truth.csv && alone queue.csv truth.csv
printf 'name,answer\na,dog\n' >named.csv && alone queue.csv named.csv
alone queue.csv queue.csv
run dengine inspect pieces.csv -f json
run dengine inspect few.csv -f json
