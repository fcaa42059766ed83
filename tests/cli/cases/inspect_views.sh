# inspect: a sample and its views in one table, the one as it was wherever it stands.
table views.csv id,view,prob_cat,prob_dog 1,hflip,0.8,0.2 1,Original,0.9,0.1 2,hflip,0.3,0.7 2,Original,0.6,0.4
table sorted.csv id,augmentation,label,confidence 1,hue,cat,0.8 2,hue,dog,0.7 1,none,cat,0.9 2,none,cat,0.6
table unknown.csv id,view,label,confidence 1,hue,cat,0.8 1,crop,cat,0.9 2,hue,dog,0.7 2,crop,cat,0.6
for file in views sorted unknown; do alone $file.csv; done
dengine augment sorted.csv --original none
seq 1 200 | awk 'BEGIN { print "id,aug,label,confidence" } { print $1 ",a,cat,0.7" } END { for (i = 1; i <= 200; i++) print i ",orig,dog,0.8" }' >late.csv
dengine inspect late.csv | sed -n '/augment/p'
