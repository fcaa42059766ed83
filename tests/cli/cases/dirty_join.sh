# Tables that belong beside others are tables of their own; an array is none.
data dirty
for file in join_missing_ids join_extra_ids join_no_common_id join_other_classes; do
    dengine random $file.csv -n all | wc -l
done
dengine confidence join_extra_ids.csv -n all --exclude clean.csv
dengine confidence clean.csv -n all --exclude join_missing_ids.csv | cut -d, -f2
for file in emb_*.npy; do
    dengine random $file >"$T/queue" 2>"$T/line" && echo "$file was read" || echo "exit $?, $(wc -c <"$T/queue") bytes, $(wc -l <"$T/line") line, $file"
done
