# inspect: what stands between cells, headers given or standing twice, percentages, other languages, columns that only their values tell.
shown() { echo "\$ $1" && bash -c "$1"; }

printf 'id label confidence\na cat 0.9\nb dog 0.6\nc cat 0.7\n' >blank.txt
printf 'id   label  confidence\na    cat    0.9\nb    a_dog  0.6\nc    cat    0.7\n' >aligned.txt
printf 'a line of words\nand one more of five\n' >words.txt
printf '"id" "label" "confidence"\n"1" "a" "cat" 0.9\n"2" "b" "dog" 0.6\n' >r.txt
for file in blank.txt aligned.txt words.txt r.txt; do alone $file; done
shown "sed '1s/^/row /' r.txt | dengine inspect - | tail -n 3"

printf '0.9\n0.3\n0.6\n' >probability.csv
printf 'a,0.9\nb,0.3\nc,0.6\n' >pairs.csv
printf '1,1,10.5,20.25,30,40,0.9,-1,-1,-1\n1,2,11.5,21.25,30,40,0.4,-1,-1,-1\n2,1,10.75,20.5,30,40,0.8,-1,-1,-1\n' >tracks.txt
printf '2 0.5 0.5 0.1 0.1 0.8\n0 0.25 0.5 0.1 0.2 0.6\n2 0.5 0.25 0.3 0.1 0.3\n' >boxes.txt
for file in probability.csv pairs.csv tracks.txt boxes.txt; do alone $file; done
alone pairs.csv --header id,probability
alone tracks.txt --header frame,track,x,y,width,height,confidence,,,
alone boxes.txt --header label,,,,,confidence --delimiter ' '
run dengine inspect pairs.csv probability.csv --header a,b

printf 'id,label,confidence\na,cat,92.5%%\nb,dog,60%%\n' >percent.csv
printf 'id,label,confidence\na,cat,92.5\nb,dog,60\n' >hundred.csv
printf 'id;label;confidence\na;cat;92.5\nb;dog;60\n' >semicolon.csv
printf 'id,label,confidence\na,cat,0.9\nid,label,confidence\nb,dog,0.6\n' >both.csv
dengine random blank.txt --delimiter ' ' -n 2 -q >queue.csv
cat queue.csv queue.csv >queues.csv
for file in percent.csv hundred.csv semicolon.csv both.csv queues.csv; do alone $file; done

printf '%s\n' 1,cat,0.97 2,dog,0.61 3,cat,0.55 4,cow,0.38 5,dog,0.88 6,cat,0.71 7,dog,0.93 8,cow,0.46 >rows
(echo Bild,Klasse,Konfidenz && cat rows) >german.csv
(echo imagen,clase,confianza && cat rows) >spanish.csv
(echo id,what,how_sure && cat rows) >unnamed.csv
(echo id,split,what,how_sure && sed 's/,/,train,/; 3,6s/train/test/' rows) >split.csv
(echo id,text,mood,score && sed 's/,/,some text,/' rows) >texts.csv
(echo id,label,brightness && sed 's/0.97/0.17/' rows) >brightness.csv
(echo id,start,label,confidence && sed 's/^[0-9]*/a,&/' rows) >pieces.csv
for file in german.csv spanish.csv unnamed.csv split.csv texts.csv brightness.csv pieces.csv; do alone $file; done

printf 'Image,Label 1,Confidence 1,Label 2,Confidence 2\na,cat,92.5,pet,61\nb,dog,60,pet,55.5\n' >rekognition.csv
(echo 'Scored Labels,Scored Probabilities,id' && sed 's/\(.*\),.*,\(.*\)/\2,\1/' rows | awk -F, '{ print ($1 > 0.6 ? "True" : "False") "," ($1 > 0.6 ? $1 : $1 - 0.3) "," $2 }') >azure.csv
(echo 'Start (s),End (s),Scientific name,Common name,Confidence,File' && sed 's/\(.*\),\(.*\),\(.*\)/\1,9,Turdus,\2,\3,a.wav/' rows) >birds.csv
(echo id,toxic,obscene,threat && sed 's/,[a-z]*,\(.*\)/,\1,0.5,0.25/' rows) >apart.csv
(echo id,logits_0,logits_1 && sed 's/,[a-z]*,\(.*\)/,-\1,1.5/' rows) >logits.csv
for file in rekognition.csv azure.csv birds.csv apart.csv logits.csv; do alone $file; done
