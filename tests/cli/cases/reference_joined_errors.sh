# What the defaults find in the first 100 and 500: errors of the model among 4,000, base rate .134, beside
# the figures that were found when the data were made.
data
# finds P100 P500 COMMAND...
finds() {
    local first=$1 second=$2
    shift 2
    dengine "$@" -n 500 -q | awk -F, -v first="$first" -v second="$second" -v asked="$*" '
        FILENAME == "truth.csv" { truth[$1] = $2; next }
        FILENAME == "predictions.csv" { said[$1] = $2; next }
        FNR > 1 { wrong += truth[$2] != said[$2]; if (FNR == 101) at100 = wrong / 100 }
        END { at500 = wrong / 500
              printf "%s: %.3f %.3f%s\n", asked, at100, at500, at100 < first - .0155 || at500 < second - .0055 ? " TOO FEW" : "" }' \
        truth.csv predictions.csv -
}
finds .850 .636 ensemble $(echo ensemble/*.csv) --deployed ensemble/model_a_main.csv
finds .670 .588 ensemble $(echo ensemble/*.csv)
finds .550 .460 augment probs.csv augment.csv
finds .940 .714 teacher probs.csv teacher_probs.csv
finds .940 .714 teacher predictions.csv teacher_probs.csv
finds .540 .412 helper predictions.csv helper_shirt.csv --target Shirt --side both
