# inspect: of several columns that may be it none is taken for the confidence or the label; what sums up a sample is a
# score; a name to paste is quoted.
rows() { for i in 1 2 3 4 5 6 7 8 9 10 11; do eval "printf '%s\n' \"$1\""; done; }
(echo id,flagged,categories.hate,categories.violence,category_scores.hate,category_scores.violence &&
    rows '$i,True,False,True,0.$((10 + i)),0.$((70 + i))') >moderation.csv
(echo frame,nose_x,nose_likelihood,tail_likelihood && rows '$i,3.5,0.$((10 + i)),0.$((70 + i))') >pose.csv
(echo image,mean_iou,mean_confidence && rows '$i.png,0.$((50 + i)),0.$((60 + i))') >masks.csv
(echo 'image,a photo of a cat,a photo of a dog' && rows '$i.png,0.$((20 + i)),0.2$i') >similar.csv
(rows '__label__cat 0.$((60 + i)) __label__dog 0.$((20 + i))') >both.txt
(echo id,label,confidence && rows '$i,cat,$((i > 4)).$((i > 4 ? 5 : i))') >most.csv
for file in moderation.csv pose.csv masks.csv similar.csv both.txt most.csv; do alone $file; done
