# The shipped drive, whose errors are known: 357 of 2,868 frames are wrong.
cd "$ROOT/data/drive"
# found [OPTION...]: how many of the first 50, 100 and 300 are wrong.
found() {
    dengine consistency frames.csv -n 300 "$@" | awk -F, -v options="$*" '
        FILENAME == "truth.csv" { truth[$1] = $2; next }
        FILENAME == "frames.csv" { said[$1] = $9; next }
        FNR > 1 { wrong += truth[$2] != said[$2]; found[FNR - 1] = wrong }
        END { print found[50] " of 50, " found[100] " of 100, " found[300] " of 300: " options }' truth.csv frames.csv -
}
found
found --place place
found --place place --priors priors.json
found --position x,y --map floor --priors priors.json
found --position x,y --map floor --track track --priors priors.json
found --check motion --track track --priors priors.json --position x,y
echo 'confidently wrong for most of a visit: a poster on the fridge, low sun on a plant'
run dengine consistency frames.csv --place place --check place --priors priors.json --where 'confidence>=0.9' -n 3
run dengine consistency frames.csv --check motion --track track --position x,y --priors priors.json -n 5
