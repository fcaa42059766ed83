# Samples in a mix have exact probabilities, or none and a note: by weight, capped, stratified, a fraction, a mix.
awk 'BEGIN { print "id,label,confidence,camera,weight"; for (i = 1; i <= 400; i++) print "s" i ",cat," (i * 37 % 400) / 400 "," (i % 8 ? "front" : "rear") "," (i == 5 ? 100000 : 1 + i % 4) }' >rows.csv
sums() { awk -F, 'NR == 1 { for (c = 1; c <= NF; c++) if ($c == "inclusion_prob") p = c; next } { $p == "" ? none++ : s += 1 / $p } END { printf "%d rows, sum of 1/inclusion_prob %.1f, %d without\n", NR - 1, s, none }'; }
dengine confidence rows.csv -n 40 -o doubt.csv -q
dengine random rows.csv -n 40 --weight weight -o weight.csv -q
dengine random rows.csv --fraction 0.1 -o fraction.csv -q
dengine random rows.csv -n 40 --cap camera=30 -o cap.csv -q
dengine random rows.csv -n 40 -o random.csv -q
dengine stratify rows.csv --by camera -n 40 -o strata.csv -q
dengine stratify rows.csv --by weight,camera -n 40 -o many.csv -q
for sample in weight fraction cap random strata; do
    echo "$sample:"
    run dengine mix -n 30 doubt.csv=20 $sample.csv=10 --explain | sed -n '/^! certain/,$p'
    dengine mix -n 30 doubt.csv=20 $sample.csv=10 -q | sums
done
echo 'what weighs nearly all is certain in the queue and in the mix'
grep -c 'random,1,drawn by weight 100000' weight.csv
dengine mix -n 30 doubt.csv=20 weight.csv=10 -q | grep -c 'random,1,drawn by weight 100000'
echo 'two samples: the larger threshold'
run dengine mix -n 20 random.csv=10 strata.csv=10 --explain | cut -d, -f2,4,5,7-
echo 'of another seed: the first sample alone has probabilities'
dengine stratify rows.csv --by camera -n 40 --seed other -o other.csv -q
run dengine mix -n 20 random.csv=10 other.csv=10 | grep "^!"
dengine mix -n 20 random.csv=10 other.csv=10 -q | sums
echo 'strata without slots'
run dengine mix -n 30 doubt.csv=26 many.csv=4 -f csv | grep '^!'
echo 'a mix of a mix keeps what is certain, and knows no more when it is cut'
dengine mix -n 12 random.csv=4 doubt.csv=8 -o first.csv -q
run dengine mix -n 12 first.csv=6 strata.csv=6 | cut -d, -f2,4,5
