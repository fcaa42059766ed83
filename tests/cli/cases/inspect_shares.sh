# inspect: shares written otherwise, each with the pipe that mends them; it is run: sums of 100, ratings, logits, logarithms.
type mlr >/dev/null || skip 'mlr is not installed'
rows() { for i in 1 2 3 4 5 6 7 8 9 10 11; do p=$((30 + 3 * i)); eval "printf '%s\n' \"$1\""; done; }
piped() {
    alone "$1"
    dengine inspect "$1" | sed -n 's/^.*: \(mlr .*\) | dengine inspect -/\1/p' | bash >mended
    dengine inspect - <mended | sed -n '1p; /^    dengine/p'
    dengine inspect - <mended | sed -n 's/^    \(dengine.*\)/\1 <mended/p' | works
}
(echo img_path,angry,happy,sad,dominant_emotion,face_confidence && rows '$i.jpg,$p.25,$((95 - p)).5,4.25,$([ $p -gt 47 ] && echo angry || echo happy),0.99') >face.csv
(echo img_path,emotion.sad,emotion.happy,face_confidence && rows '$i.jpg,$p.25,$((99 - p)).75,0.99') >flat.csv
(echo id,prob_cat,prob_dog && rows '$i,$p,$((100 - p))') >probs.csv
(printf 'id\tlabel\tconf\n' && rows '$i\tcat\t$p' | sed 's/\\t/\t/g') >percent.tsv
(echo observation_id,taxon_name,combined_score && rows '$i,tit,$p.5') >score.csv
(echo id,label,risk_score,profile && rows '$i,open,$p.5,a') >risk.csv
(echo id,verdict,confidence && rows '$i,pass,$((1 + i % 5))') >rating.csv
(echo id,label,logit && rows '$i,tit,-0.$p
$i-,wren,1.$p') >logit.csv
(echo id,logprob_a,logprob_b && rows '$i,-0.$p,-1.9') >logprob.csv
for file in face.csv flat.csv probs.csv percent.tsv score.csv rating.csv logit.csv; do piped $file; done
for file in logprob risk; do alone $file.csv; done
(echo id,label,confidence,cat,dog && rows '$i,cat,0.$p,1,0
$i-,dog,0.$p,0,1') >flags.csv
(echo id,cat,dog && rows '$i,1,0
$i-,0,1') >votes.csv
for file in flags votes; do alone $file.csv; done
