# inspect: which column names a sample, which time and which confidence are its own, in what cameras, trackers, monitors and
# people write.
rows() { for i in 1 2 3 4 5 6 7 8 9 10 11 12; do c=$([ $((i % 2)) = 0 ] && echo cat || echo dog); eval "printf '%s\n' \"$1\""; done; }
(echo name,class,confidence,box && rows '$c,$((i % 2)),0.$((60 + i)),\"{x1: 3.5}\"') >boxes.csv
(echo image,label_idx,label_name,score && rows '$i.jpg,$((i % 2)),$c,0.$((60 + i))') >names.csv
(echo id,label,guess,score_cat,score_dog && rows '$i,cat,$c,$([ $c = cat ] && echo 0.7,0.3 || echo 0.2,0.8)') >guess.csv
(echo eventId,inferenceTime,inference_ms,prediction,probability && rows 'u$i,2024-05-01T06:00:$((10 + i))Z,$i.5,$c,0.$((60 + i))') >monitor.csv
(echo absolute_path,relative_path,label,confidence,bbox_left && rows '/d,$((i / 2)).jpg,$c,0.$((60 + i)),$i') >paths.csv
(echo frame_num,source_id,object_id,class_label,confidence,left && rows '$((i / 2)),0,$((i % 2)),$c,0.$((60 + i)),$i') >tracker.csv
(echo camera,frame_id,ts,label,score && rows 'c$((i % 2)),$((i / 2)),1714543$((200 + i / 2)),$c,0.$((60 + i))') >cameras.csv
(echo timestamp,is_late,label,score && rows '2024-05-01T06:00:$((10 + i))Z,$((i % 2)),$c,0.$((60 + i))') >alone.csv
(echo user,timestamp,p_walk,p_sit && rows 'u$((i / 4)),1714543$((200 + i)),0.$((10 + i)),0.$((90 - i))') >users.csv
(echo plate,plate_conf,vehicle,vehicle_conf && rows 'AB$i,0.9$i,$c,0.$((60 + i))') >own.csv
(echo item,annotator,label,confidence && rows 'i$((i / 3)),a$((i % 3)),$c,0.5') >people.csv
(echo patient_id,visit,prob_malignant && rows 'P$((i / 4)),$((i % 4)),0.$((10 + 7 * i))') >lone.csv
(echo id,label,label_confidence,color,color_confidence && rows '$i,$c,0.$((60 + i)),red,0.9$i') >colours.csv
(echo time,sensor,label,score && rows '$i,s$((i % 3)),$c,0.$((60 + i))') >sensors.csv
(echo id1,id2,label,score && rows 'a$((i / 4)),b$((i % 4)),$c,0.$((60 + i))') >twins.csv
(echo experiment,seed,sample,label,confidence && rows 'e1,$((i % 3)),s$((i / 3)),$c,0.$((60 + i))') >seeds.csv
for file in boxes names guess monitor paths tracker cameras alone users own people lone colours sensors twins seeds; do alone $file.csv; done
