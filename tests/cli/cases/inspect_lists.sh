# inspect: cells that hold lists are no label; the pipe that takes them apart is told, and what comes of it can be asked.
command -v mlr >/dev/null || skip "mlr is not installed"
rows() { for i in 1 2 3 4 5 6 7 8 9; do eval "printf '%s\n' \"$1\""; done; }
look() {
    run dengine inspect "$1" | grep -v '^  ids'
    sed -n 's/^    dengine/dengine/p' "$T.run" | works
    sed -n 's/^.*: \(mlr .*\)| dengine inspect -/\1/p' "$T.run" | bash >"$T.table"
    sed -n 2p "$T.table"
    dengine inspect - <"$T.table" >"$T.run"
    sed -n '/^    dengine confidence/p' "$T.run"
    sed -n 's/^    dengine/dengine/p' "$T.run" | while read -r line; do bash -c "$line -q -o $T.queue" <"$T.table"; done
}
(echo id,probability,prediction && rows '$i,~[0.$i, 0.$((10 - i))]~,1.0') | sed 's/~/"/g; s/0\.10/0.1/' >spark.csv
(echo ,probs,pred && rows '$i,~[0.$i 0.$((9 - i))@ 0.1 ]~,cat') | sed 's/~/"/g' | tr @ '\n' >numpy.csv
(echo sequence,labels,scores && rows 's $i,~[^a^, ^b c^]~,~[0.9, 0.$i]~') | sed "s/~/\"/g; s/\^/'/g" >zero.csv
(echo predicted_label,predicted_label_probs,user_id &&
    rows 'yes,~[{~~label~~: ~~yes~~, ~~prob~~: 0.$i}, {~~label~~: ~~no~~, ~~prob~~: 0.$((10 - i))}]~,u$i') |
    sed 's/~/"/g; s/0\.10/0.1/' >bigquery.csv
(echo 'text,all scores' && rows 't $i,~[{^label^: ^b^, ^score^: 0.$((9 - i))1}, {^label^: ^a^, ^score^: 0.${i}9}]~') |
    sed "s/~/\"/g; s/\^/'/g" >pipeline.csv
(echo image_id,PredictionString && rows 'i$i,14 1 0 0 1 1' && echo 'i7,3 0.5 10 20 30 40 4 0.25 1 2 3 4') >boxes.csv
(echo image_id,PredictionString && rows 'i$i,0.$i 10 20 30 40 0.7 1 2 3 4') >wheat.csv
(echo id,embedding,label,confidence && rows 'v$i,~[1.5, -2, 0.$i]~,cat,0.$i') | sed 's/~/"/g' >vectors.csv
for file in spark numpy zero bigquery pipeline boxes wheat vectors; do look $file.csv; done

echo 'boxes and lists that are no shares are left alone'
(echo id,label,confidence,bbox && rows '$i,cat,0.$i,~[1.5, 2.5, 3, 4]~') | sed 's/~/"/g' >bbox.csv
run dengine inspect bbox.csv
