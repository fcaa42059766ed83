# All scores of all measures, id by id, against scores computed independently (six decimals).
data
column=1
for measure in least_confidence margin entropy ratio; do
    column=$((column + 1))
    dengine confidence probs.csv --measure $measure -n all | awk -F, -v measure=$measure -v column=$column '
        NR == FNR { if (FNR == 1) name = $column; else expected[$1] = $column; next }
        FNR > 1 { rows++; off = $3 - expected[$2]; off = off < 0 ? -off : off; if (!($2 in expected) || off > 1e-6) wrong++; if (FNR > 2 && $3 > last) order++; last = $3 }
        END { print measure " (" name "): " rows " scores, " wrong + 0 " off, " order + 0 " out of order" }' reference/confidence.csv -
done
dengine confidence predictions.csv -n all | cut -d, -f2,3 >"$T/votes"
dengine confidence probs.csv -n all | cut -d, -f2,3 | cmp - "$T/votes" && echo 'label and confidence say the same as the probabilities'
echo 'logits are rounded to four decimals: the largest difference is below 1e-4'
dengine confidence logits.csv -n all | cut -d, -f2,3 | awk -F, 'NR == FNR { score[$1] = $2; next } FNR > 1 { off = $2 - score[$1]; if (off * off > 1e-8) wrong++ } END { print FNR - 1 " scores, " wrong + 0 " off" }' "$T/votes" -
