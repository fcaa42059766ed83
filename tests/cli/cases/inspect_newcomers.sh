# Tables of other shapes: what they are, and the commands that work on them; every one that is printed is run.

# try FILE...: shows what inspect says, and runs the commands; only one that fails is shown again.
try() {
    run dengine inspect "$@" --threads 2
    dengine inspect "$@" | sed -n 's/^    dengine/dengine/p' | while read -r line; do
        sh -c "$line -o $T.queue -q" 2>"$T.why" </dev/null || echo "FAILED: $line: $(cat "$T.why")"
    done
}

echo 'nothing names the samples'
printf 'cat,dog\n0.7,0.3\n0.4,0.6\n0.7,0.3\n' >nameless.csv && try nameless.csv
try nameless.csv nameless.csv
echo 'pieces of a file, answers of several models, altered copies'
printf 'file,start,label,confidence\na.wav,0,cat,0.9\na.wav,5,dog,0.6\nb.wav,0,cat,0.7\n' >pieces.csv && try pieces.csv
printf 'file,start,label,confidence\na.wav,0,cat,0.9\na.wav,0,dog,0.6\nb.wav,0,cat,0.7\n' >twice.csv && try twice.csv
printf 'id,model,label,confidence\na,m1,cat,0.9\na,m2,dog,0.6\nb,m1,cat,0.7\nb,m2,cat,0.8\n' >models.csv && try models.csv
printf 'id,label,confidence\na,cat,0.9\nb,cat,0.7\n' >own.csv
printf 'id,augmentation,label,confidence\na,flip,dog,0.6\na,blur,cat,0.8\nb,flip,cat,0.5\nb,blur,cat,0.9\n' >views.csv && try own.csv views.csv
sed 's/augmentation/view/' views.csv >view.csv && try own.csv view.csv
try views.csv own.csv
echo 'a row for each class'
printf 'id,class,prob\na,cat,0.9\nb,cat,0.4\na,dog,0.1\nb,dog,0.6\n' >mixed.csv && try mixed.csv
{ echo id,class,prob; for i in 0 1 2 3 4 5 6 7 8 9; do printf "s$i,cat,0.5\ns$i,dog,0.$((i / 3))\n"; done; } >few.csv && try few.csv
run dengine confidence few.csv --label class --confidence prob
printf 'id,class,prob\na,cat,0.5\na,dog,0.5\nb,cat,0.5\nb,cat,0.5\nc,cat,0.5\nc,dog,0.5\n' >again.csv && try again.csv
echo 'the likeliest classes'
printf 'filename,label_0,label_1,prob_0,prob_1\na.jpg,cat,dog,0.6,0.3\nb.jpg,dog,cat,0.5,0.4\n' >likeliest.csv && try likeliest.csv
printf 'id,top1,top2,score1,score2\na,cat,dog,0.6,0.3\nb,dog,cat,0.5,0.4\n' >top.csv && try top.csv
echo 'no header'
printf 's_001\ns_002\ns_010\n' >ids.txt && try ids.txt
printf '0.jpg,cat,0.93\n1.jpg,cat,0.5\n2.jpg,dog,0.7\n' >bare.csv && try bare.csv
printf '0.93\n0.5\n0.7\n' >column.csv && try column.csv
printf '1,3,0.25,x\n2,3,0.5,x\n3,7,0.75,x\n' >numbers.csv && try numbers.csv
printf 'x 0.5 0.5\ny 0.5 0.5\n' >words.csv && try words.csv
echo 'blanks, commas, numbers of any size'
printf 'id, label, confidence\na, cat, 0.9\nb, dog, 0.7\n' >blanks.csv && try blanks.csv
run sh -c "sed 's/ *, */,/g' blanks.csv | dengine confidence -"
printf 'ID;Klasse;Wert\na;cat;0,9\nb;dog;0,75\n' >'with commas.csv' && try 'with commas.csv'
printf 'id,cat,dog\na,-1.5,2.25\nb,0.5,-3.5\n' >logits.csv && try logits.csv
run dengine confidence logits.csv --logits cat,dog
printf 'id,target\na,0.25\nb,0.75\n' >target.csv && try target.csv
run dengine confidence target.csv --positive target
echo 'what is known of the samples of a table'
printf 'id,e_0,e_1,e_2,e_3\na,1,0,2,0\nb,0,3,0,4\nc,5,1,0,-2\n' >vectors.csv
printf 'name\na\n' >seeds.csv && try vectors.csv seeds.csv
printf 'name\nz\n' >strangers.csv && try vectors.csv strangers.csv
dengine confidence own.csv -q >queue.csv
printf 'id,answer\na,dog\n' >answers.csv && try queue.csv answers.csv
printf 'sample_id,true_label\na,dog\n' >truth.csv && try queue.csv truth.csv
printf 'name,answer\na,dog\n' >named.csv && try queue.csv named.csv
try queue.csv queue.csv
run dengine inspect pieces.csv -f json
run dengine inspect few.csv -f json
