# inspect: names in any case and with words apart; a time, a rank of animals and an interval are no label, a list and an
# edge of a box no id; labels of one tag a row.
rows() { for i in 1 2 3 4 5 6 7 8 9 10 11; do c=$([ $((i % 2)) = 0 ] && echo cat || echo dog); eval "printf '%s\n' \"$1\""; done; }
(echo 'Image Name,Predicted At,Tag Name,Probability' && rows 'img_$i.jpg,2024-05-01 06:0$((i % 8)):30,$c,0.$((40 + i))') >top.csv
(echo imageName,tagId,tagName,probability && rows 'img_$i.jpg,7,cat,0.$((30 + i))
img_$i.jpg,8,dog,0.$((70 - i))') >tags.csv
(echo ImageName,TagName,Probability && rows 'img_$i.jpg,cat,0.$((30 + i))
img_$i.jpg,dog,0.$((80 - i))') >apart.csv
(echo image_id,Class,Order,Family,Genus,common_name,cv_confidence && rows '$i,Aves,Passeriformes,Paridae,Parus,tit $((i % 3)),0.$((70 + i))') >taxa.csv
(echo 'predicted_date,score,outcome_class,sample' && rows '2024-05-01,0.$((50 + i)),$c,s$i') >dates.csv
(echo row_id,prediction,prediction_interval_low,prediction_interval_high && rows '$i,5.$i,2.0,8.0') >interval.csv
(echo 'left,probabilities,predicted_label,probability' && rows '$i,\"[0.$i, 0.2]\",$c,0.$((50 + i))') >lists.csv
(echo 'id,label,confidence,inference_time_ms' && rows '$i,$c,0.$((50 + i)),$((9 + i % 3)).5') >took.csv
(echo 'id,sentiment,score' && rows '$i,$((i % 2)),0.$((50 + i))') >sentiment.csv
(echo 'fname,label,pred,p_cat,p_dog' && rows '$i.jpg,,$c' | sed 's/cat$/cat,0.7,0.3/; s/dog$/dog,0.2,0.8/') >unlabelled.csv
(echo 'DATE,IN FILE,AUTO ID*,CONFIDENCE' && rows '2024-05-01,$i.wav,$c,0.$((50 + i))') >still.csv
for file in top tags apart taxa dates interval lists took sentiment unlabelled still; do alone $file.csv; done
