# Over many draws, the sums of 1 / inclusion_prob and of weight / inclusion_prob are those of all rows.
awk 'BEGIN { print "id,w"; for (i = 1; i <= 300; i++) print "r" i "," 1 + i % 17 }' >frames.csv
for seed in $(seq 200); do dengine random frames.csv --weight w -n 30 --seed $seed; done |
    awk -F, 'FNR == NR { if (FNR > 1) { all++; sum += $2 } next }
             $1 ~ /^[0-9]/ { rows += 1 / $5; weights += $8 / $5 }
             END { print "within 3 %:", near(rows / 200, all), near(weights / 200, sum) }
             function near(a, b) { return a > .97 * b && a < 1.03 * b ? "yes" : "no: " a " for " b }' frames.csv -
