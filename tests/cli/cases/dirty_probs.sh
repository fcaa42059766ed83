data dirty
for file in probs_sum_0.9 probs_all_zero probs_negative probs_percent probs_logits; do
    run dengine confidence $file.csv
done
for measure in least_confidence margin ratio entropy; do
    dengine confidence probs_ties.csv --measure $measure -n all | sed 1d | cut -d, -f3 | sort | uniq -c | awk -v measure=$measure '{ print measure ": " $1 " times " $2 }'
done
run dengine confidence probs_one_class.csv --measure margin
run dengine confidence probs_one_class.csv -n 1
run dengine confidence probs_float32.csv --measure margin -n 2
run dengine confidence clean_probs.csv --measure margin -n 2
run dengine confidence join_other_classes.csv --measure margin -n 2
run dengine confidence many_columns.csv --measure margin -n 1
run dengine confidence probs_logits.csv --logits 'prob_*' --measure margin -n 2
run dengine confidence probs_sum_0.9.csv --on-bad-row first -n 1
