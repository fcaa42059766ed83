# Ranks interleave: every prefix holds the groups in their shares, within a row of each.
awk 'BEGIN { print "id,group"; for (i = 0; i < 1000; i++) print "r" i "," (i % 10 < 6 ? "a" : i % 10 < 9 ? "b" : "c") }' >rows.csv
for how in equal proportional sqrt; do
    dengine stratify rows.csv --by group --allocate $how -n 200 -f tsv >queue
    awk -F'\t' -v how=$how '
        NR == FNR { if (FNR > 1) total[$7]++; next }
        FNR > 1 { n[$7]++; for (s in total) { off = n[s] - total[s] * (FNR - 1) / 200; if (off * off > worst) worst = off * off } }
        END { print how, (worst <= 1 ? "keeps its shares" : "is off by " sqrt(worst)) }' queue queue
done
dengine stratify rows.csv --by group -n 9 | cut -d, -f1,3,5,7,8
