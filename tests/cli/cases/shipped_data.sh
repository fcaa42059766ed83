# The shipped data are what data/README.md says: whole, of one piece, and worth a queue.
cd "$ROOT/data"

echo 'the same samples in every file: rows, ids, of them in probs.csv'
ids() { tail -n +2 "$1" | cut -d, -f1 | sort -u; }
ids digits/probs.csv >"$T/ids"
for file in digits/*.csv digits/ensemble/*.csv drive/*.csv; do
    ids "$file" >"$T/these"
    echo "$file $(($(wc -l <"$file") - 1)) $(wc -l <"$T/these") $(comm -12 "$T/ids" "$T/these" | wc -l)"
done | awk '{ printf "%-34s%-7s%-6s%s\n", $1, $2, $3, $4 }'
for matrix in embeddings probs; do
    echo "$matrix.npy: $(head -c 128 digits/$matrix.npy | grep -ao '{.*}'), $(wc -c <digits/$matrix.npy) bytes"
done

echo 'probabilities sum to 1, the label is their largest, every copy says what probs.csv says'
for file in digits/probs.csv digits/export.csv digits/augment.csv digits/teacher.csv digits/ensemble/*.csv; do
    awk -F, -v file="$file" '
        NR == 1 { for (i = 1; i <= NF; i++) { if ($i ~ /^prob_/) class[i] = substr($i, 6); if ($i == "label") label = i } next }
        { sum = best = 0; for (i in class) { sum += $i; if ($i > best) best = $i }
          if (sum < 0.999 || sum > 1.001) print file ": sum " sum " of " $1
          if (label) { for (i in class) if (class[i] == $label && $i < best) print file ": label of " $1
                       if ($(label + 1) != best) print file ": confidence of " $1 } }' "$file"
done
said() { dengine confidence "$@" -n all --format tsv | cut -f 2,7,8 | sort; }
said digits/probs.csv >"$T/said"
said digits/predictions.csv | cmp - "$T/said"
said digits/export.csv | cmp - "$T/said"
said digits/logits.csv --logits 'logit_*' | cut -f 1,2 | cmp - <(cut -f 1,2 "$T/said")
said digits/ensemble/a_main.csv | cut -f 1,2 | cmp - <(cut -f 1,2 "$T/said")

echo 'all seeds are errors, and the queue finds errors: of its first 100, of 100 at random, of all, of all frames'
wrong() { awk -F, 'FILENAME != last { last = FILENAME; file++; next }
                   file == 1 { truth[$1] = $2; next } file == 2 { said[$1] = $2; next }
                   { wrong += said[$2] != truth[$2] } END { print wrong + 0 }' "$1" "$2" "$3"; }
awk -F, 'NR == FNR { truth[$1] = $2; next } FNR > 1 && ($2 == $3 || $3 != truth[$1])' digits/truth.csv digits/seeds.csv
for measure in least_confidence margin ratio entropy; do
    dengine confidence digits/probs.csv --measure $measure >"$T/queue"
    echo "$measure $(wrong digits/truth.csv digits/predictions.csv "$T/queue")"
done
dengine random digits/predictions.csv >"$T/queue"
echo "random $(wrong digits/truth.csv digits/predictions.csv "$T/queue")"
dengine random digits/predictions.csv -n all >"$T/queue"
echo "all $(wrong digits/truth.csv digits/predictions.csv "$T/queue")"
dengine random drive/frames.csv -n all >"$T/queue"
cut -d, -f1,9 drive/frames.csv >"$T/drive"
echo "drive $(wrong drive/truth.csv "$T/drive" "$T/queue")"
