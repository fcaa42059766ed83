# Views of a sample: which flip the answer, by name.
cat >original.csv <<'END'
id,prob_cat,prob_dog
1,0.9,0.1
2,0.6,0.4
3,0.2,0.8
END
cat >views.csv <<'END'
id,augmentation,prob_cat,prob_dog
1,hue,0.8,0.2
1,crop,0.4,0.6
1,shift,0.7,0.3
2,shift,0.3,0.7
2,hue,0.4,0.6
2,crop,0.1,0.9
3,crop,0.9,0.1
3,hue,0.1,0.9
END
run dengine augment original.csv views.csv --explain
run dengine augment original.csv views.csv --measure flip_rate,mean_js,mean_kl,confidence_drop -f jsonl
run dengine augment original.csv views.csv --measure vote_entropy,kl,js
grep -e id -e hue views.csv | cut -d, -f1,3- >hue.csv
grep -e id -e crop views.csv | cut -d, -f1,3- >crop.csv
run dengine augment original.csv crop.csv hue.csv --missing fail
{ cat views.csv; sed '1d;s/,/,none,/' original.csv; } >long.csv
run dengine augment long.csv --original none -n 2
sed 's/augmentation/change/' long.csv >change.csv
run dengine augment change.csv --original none --view change -n 1
echo 'a broken augmentation'
{ echo id,prob_cat,prob_dog; for i in {1..30}; do echo $i,0.9,0.1; done; } >many.csv
{ echo id,prob_cat,prob_dog; for i in {1..30}; do echo $i,0.2,0.8; done; } >broken.csv
run dengine augment many.csv broken.csv -n 1
echo 'mistakes'
run dengine augment long.csv
run dengine augment long.csv --original original
run dengine augment long.csv --original none --view view
run dengine augment original.csv views.csv --view augmentatio
sed 's/augmentation/change/' views.csv >changed.csv
run dengine augment original.csv changed.csv
cat original.csv <(tail -n 1 original.csv) >twice.csv
run dengine augment twice.csv views.csv
