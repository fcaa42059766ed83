# All scores of the methods that join, id by id, against scores computed independently (six decimals).
data
# scores REFERENCE COLUMN COMMAND...
scores() {
    local reference=$1 column=$2
    shift 2
    dengine "$@" -n all -q | awk -F, -v name="$column" -v asked="$*" '
        { sub(/\r$/, "") }
        FILENAME != "-" { for (i = 1; FNR == 1 && i <= NF; i++) if ($i == name) column = i; expected[$1] = $column; next }
        FNR > 1 { rows++; off = $3 - expected[$2]; if (off < 0) off = -off; if (!($2 in expected) || off > 1e-6) wrong++
                  if (FNR > 2 && $3 > last) order++; last = $3 }
        END { print rows " scores, " wrong + 0 " off, " order + 0 " out of order: " name ": " asked }' "reference/$reference.csv" -
}
members=$(echo ensemble/*.csv)
scores ensemble vote_entropy ensemble $members --measure vote_entropy
scores ensemble variation_ratio ensemble $members --measure variation_ratio
scores ensemble consensus_entropy ensemble $members --measure consensus_entropy
scores ensemble bald ensemble $members --measure mutual_information
scores ensemble mean_kl ensemble $members --measure mutual_information,doubt
scores ensemble vote_entropy ensemble ensemble_long.csv --member model --measure vote_entropy
# ids_and_scores COMMAND...
ids_and_scores() { dengine "$@" -n all -q | cut -d, -f2,3 | sort; }
# others MEASURE DEPLOYED: the same scores with a deployed model as of the others alone.
others() {
    cmp <(ids_and_scores ensemble $members --deployed "$2" --measure "$1") \
        <(ids_and_scores ensemble ensemble/model_[b-e]*.csv --measure "$1") && echo "$1: $2 is no voice"
}
echo 'a deployed model is no voice among the others for measures of disagreement'
others vote_entropy ensemble/model_a_main.csv
others variation_ratio model_a_main
others consensus_entropy model_a_main
others mutual_information model_a_main
others max_kl model_a_main
cmp <(ids_and_scores augment probs.csv augment.csv --measure vote_entropy) \
    <(ids_and_scores ensemble augment.csv --member augmentation --measure vote_entropy) && echo 'nor is an original among the views'
echo 'and stands against the others for doubt'
scores doubt ensemble ensemble $members
scores doubt ensemble_deployed_a_main ensemble $members --deployed ensemble/model_a_main.csv
scores doubt ensemble_deployed_a_main ensemble ensemble/model_[b-e]*.csv --deployed ensemble/model_a_main.csv
scores doubt augment augment probs.csv augment.csv
scores augment flip_rate augment probs.csv augment.csv --measure flip_rate
scores augment mean_js augment probs.csv augment.csv --measure mean_js
scores augment mean_kl augment probs.csv augment.csv --measure mean_kl
scores augment confidence_drop augment probs.csv augment.csv --measure confidence_drop
scores doubt teacher teacher probs.csv teacher_probs.csv
scores doubt teacher teacher predictions.csv teacher_probs.csv
scores teacher kl_teacher_student teacher probs.csv teacher_probs.csv --measure kl
scores teacher js teacher probs.csv teacher_probs.csv --measure js
scores teacher disagree teacher probs.csv teacher_probs.csv --measure flip_rate
scores teacher disagree_x_teacher_confidence teacher probs.csv teacher_probs.csv --measure disagreement
scores helper conflict helper predictions.csv helper_shirt.csv --target Shirt --side both
dengine helper predictions.csv helper_shirt.csv --target Shirt -n all -q | awk -F, '
    { sub(/\r$/, ""); sub(/"model[^"]*"/, "") }
    NR == FNR { score[$1] = $2; next } FNR > 1 { wrong += $3 != ($7 == "Shirt" ? 0 : score[$2]) }
    END { print "helper: the score where the model says otherwise: " wrong + 0 " of " FNR - 1 " off" }' reference/helper.csv -
