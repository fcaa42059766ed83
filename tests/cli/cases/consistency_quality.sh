# One default for all three streams: of its first 500 no fewer are errors than of the best simple reference, and
# AUROC is within .03 of that reference's.
data
# value NAME STREAM AT_LEAST AUROC [OPTION...]
value() {
    name=$1 at_least=$3 auroc=$4
    cd "$2"
    shift 4
    dengine consistency frames.csv -n all "$@" --keep stream | awk -F, -v name="$name" -v at_least=$at_least -v auroc=$auroc '
        FILENAME == "frames.csv" { for (i = 1; i <= NF; i++) if (FNR == 1 && $i == "label") column = i; said[$1] = $column; next }
        FILENAME == "truth.csv" { truth[$1] = $2; next }
        FNR > 1 { wrong = truth[$2] != said[$2]; found += wrong; rows++; if (rows == 500) first = found / 500; if (!wrong) area += found }
        END {
            area /= found * (rows - found)
            printf "%s: %d rows, p@500 %.3f %s, AUROC %.3f %s\n", name, rows, first, (first >= at_least ? "good" : "BELOW " at_least), area, (area >= auroc ? "good" : "BELOW " auroc)
        }' frames.csv truth.csv -
    cd ..
}
value har har .790 .912
value wifi wifi .738 .850
value husky husky .878 .816
value 'wifi with places' wifi .818 .884 --place place
value 'har in time' har .790 .912 --window 2s
value 'husky in time' husky .878 .816 --window 5s
