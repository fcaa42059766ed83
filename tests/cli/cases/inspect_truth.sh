# inspect: the truth is no label, no prediction and no stratum, ids are those of samples; without a label a number ranks.
rows() { for i in 1 2 3 4 5 6 7 8 9; do eval "printf '%s\n' \"$1\""; done; }
short() {
    run dengine inspect "$1" | grep -v '^  \(ids\|confidence\|sums\|labels\)'
    dengine inspect "$1" | sed -n 's/^    dengine/dengine/p' | works
}
word() { echo '$(echo cat dog | cut -d " " -f $((i % 2 + 1)))'; }

echo 'whatever it is called'
for truth in target 'ground truth' groundTruth Actual true_label expected reference_label answer annotation obs outcome y_true \
    correct prediction_correct gt_class label_gt gold; do
    (echo "file,$truth,prediction,score" && rows "\$i.png,$(word),dog,0.\$i") >truth.csv
    dengine inspect truth.csv | sed -n "s/^    dengine.*$truth.*/OFFERED: &/p"
    dengine inspect truth.csv | sed -n 's/^    dengine/dengine/p' | works
done
(echo id,true_label && rows "\$i,$(word)") >only.csv
short only.csv

echo 'a label beside what was predicted'
(echo id,label,pred,score && rows "\$i,$(word),dog,0.\$i") >dataset.csv
short dataset.csv
(echo idx,y_true,y_pred,proba && rows '$i,$((i % 2)),$((i / 5)),0.$i') >binary.csv
short binary.csv

echo 'boxes'
(echo file_name,category_id,score,bbox_x,bbox_y && rows '$((i / 3)).jpg,$i,0.$i,1.5,2.5') >detections.csv
(echo ,xmin,ymin,confidence,class,name && rows '$i,1.5,2.5,0.$i,0,person') >ultralytics.csv
(echo name,class,confidence,box.x1,box.y1,box.x2,box.y2,track_id && rows 'person,0,0.$i,1.5,2.5,3.5,4.5,$((i % 3))') >tracks.csv
(echo frame,label,score,xtl,ytl && rows '$((i / 2)),car,0.$i,1.5,2.5') >cvat.csv
for file in detections ultralytics tracks cvat; do short $file.csv; done

echo 'a fold is no id'
(echo id,.row,pred,score && rows "Fold1,\$i,$(word),0.\$i") >folds.csv
short folds.csv

echo 'without a label: what ranks'
rows '$i,1,10.5,20.5,30,60,0.$i,-1,-1,-1' >mot.txt
dengine inspect mot.txt | sed -n 's/^.*Perhaps: //p' | bash | tail -n 4
dengine inspect mot.txt | sed -n 's/^.*Perhaps: //p' | bash | sed -n 's/^    dengine/dengine/p' | works
(echo start~end~text~avg_logprob~no_speech_prob && rows '${i}000~$((i + 1))000~said $i~-0.$i~0.0$i') | tr '~' '\t' >whisper.tsv
(echo time,anomaly_score,is_anomaly && rows '$i,0.$i,$((i / 8))') >anomalies.csv
for file in whisper.tsv anomalies.csv; do short $file; done

echo 'a prediction that is a share'
(echo id,label && rows '$i,0.$i') >submission.csv
(echo filename,prediction,split && rows '$i.jpg,0.$i,test') >keras.csv
for file in submission keras; do short $file.csv; done
