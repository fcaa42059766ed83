# inspect: the classes and the label in what KNIME, Orange, DataRobot, tidymodels, Azure, Vertex, timm, CLIP write.
rows() { for i in 1 2 3 4 5 6 7 8 9; do p=$((i % 2 ? 3 : 8)) c=$(echo dog cat | cut -d ' ' -f $((i % 2 ? 1 : 2))); eval "printf '%s\n' \"$1\""; done; }
short() {
    run dengine inspect "$1" | grep -v '^  \(ids\|confidence\|sums\|note\)'
    dengine inspect "$1" | sed -n 's/^    dengine/dengine/p' | works
}
(echo 'row ID,class,P (class=cat),P (class=dog),Prediction (class),Prediction (class) (confidence)' &&
    rows 'Row$i,cat,0.$p,0.$((10 - p)),$c,0.8') >knime.csv
(echo 'name,class,Random Forest,Random Forest (cat),Random Forest (dog)' && rows 'n$i,cat,$c,0.$p,0.$((10 - p))') >orange.csv
(echo y_1_PREDICTION,y_0_PREDICTION,y_PREDICTION,THRESHOLD,prediction_status && rows '0.$p,0.$((10 - p)),$((p / 5)),0.5,OK') >datarobot.csv
(echo id,.pred_cat,.pred_dog,.row,.pred_class,species && rows 'Fold1,0.$p,0.$((10 - p)),$i,$c,cat') >tidymodels.csv
(echo 'id,"Scored Probabilities for Class ""cat""","Scored Probabilities for Class ""dog""",Scored Labels' &&
    rows '$i,0.$p,0.$((10 - p)),$c') >azure.csv
(echo uri,label_cat_score,label_dog_score && rows 'gs://b/$i.jpg,0.$p,0.$((10 - p))') >vertex.csv
(echo filename,index_0,index_1,index_2,prob_0,prob_1,prob_2 && rows '$i.jpg,1$i,2$i,3$i,0.7,0.1,0.05') >timm.csv
(echo 'image,a photo of a cat,a photo of a dog' && rows '$i.jpg,0.$p,0.$((10 - p))') >clip.csv
(echo id,obs,pred,cat,dog && rows '$i,cat,$c,0.$p,0.$((10 - p))') >caret.csv
for file in knime orange datarobot tidymodels azure vertex timm clip caret; do short $file.csv; done
