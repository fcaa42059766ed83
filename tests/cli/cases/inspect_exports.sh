# inspect: exports of many tools at first sight; every command and every pipe that is printed is run.
look() {
    run dengine inspect "$@"
    dengine inspect "$@" 2>&1 | sed -n 's/^    dengine/dengine/p' | works
}
piped() {
    run dengine inspect "$1"
    { dengine inspect "$1" 2>&1 || true; } | sed -n 's/^.*: \([a-z]* .*| dengine inspect -\)/\1/p' | bash | sed -n '1p; /^    dengine/p'
}
rows() { for i in 1 2 3 4 5 6 7 8 9; do eval "printf '%s\n' \"$1\""; done; }

(echo fname,pred,0,1,2 && rows '$i.jpg,$((i % 3)),0.7,0.1,0.2') >fastai.csv
(echo run_id,width,prediction,prediction_score && rows '9ab3,$i.5,$((i % 3)),0.$i') | sed '2,4s/0.[123]$/0.5/' >mlflow.csv
(echo 'id,Scored Probabilities_cat,Scored Probabilities_dog,Scored Labels' && rows '$i,0.7,0.3,cat') >azure.csv
(echo filename,start_time,end_time,label,confidence && rows 'a.wav,$((3 * i)),$((3 * i + 3)),owl,0.$i') >audio.csv
(echo 'Start (s),End (s),Scientific name,Common name,Confidence' && rows '$((3 * i)).0,$((3 * i + 3)).0,Parus major,Great Tit,0.$i') >birdnet.csv
(echo RelativePath,DateTime,Species,Confidence,Camera && rows 'c/$i.jpg,2026-01-01 10:0$i:00,deer,0.$i,c$((i % 2))') >wildlife.csv
for file in fastai mlflow azure audio birdnet wildlife; do look $file.csv; done

(echo Image,Label,Confidence && rows 's3://b/$i.jpg,cat,9$i.25') >rekognition.csv
(echo 'sep=;' && echo 'id;label;confidence' && rows '$i;cat;0.$i') >excel.csv
(echo id,label,confidence && rows '$i,cat,0.$i') >plain.csv
iconv -f UTF-8 -t UTF-16 plain.csv >utf16.csv
sed 's/cat/ch\xeane/' plain.csv | sed '1s/label/\xe9tiquette/' >latin.csv
run dengine inspect rekognition.csv
for file in excel utf16 latin; do piped $file.csv; done

rows '1,$i,10$i,20$i,30,60,1,1,0.$i' >gt.txt
rows '$((i % 3)) 0.$i 0.5 0.1 0.2' >drawn.txt
for file in gt.txt drawn.txt; do
    run dengine inspect $file
    dengine inspect $file | sed -n 's/^.*Perhaps: //p' | bash | tail -n 2
done
