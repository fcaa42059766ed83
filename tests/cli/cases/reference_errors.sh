# What the first 100 and 500 find: errors of the model among 4,000, base rate .134.
data
for measure in least_confidence margin entropy; do
    dengine confidence probs.csv --measure $measure -n 500 -f tsv | awk -v measure=$measure '
        FILENAME == "truth.csv" { truth[$1] = $2; next }
        FNR > 1 { wrong += truth[$2] != $7; if (FNR == 101) first = wrong }
        END { print measure ": " first " of 100, " wrong " of " FNR - 1 }' FS=, truth.csv FS='\t' -
done
for seed in 1 2 3; do dengine random predictions.csv --seed $seed -n 500; done | awk -F, '
    FILENAME == "truth.csv" { truth[$1] = $2; next }
    $1 ~ /^[0-9]/ { wrong += truth[$2] != $7 }
    END { print "random: below 16.2 %: " (wrong < .162 * 1500 ? "yes" : "no") }' truth.csv -
