# Exact shares of 4,000 images in the strata of tone and shape, and of 5,383 windows of ten people.
data
check() { # FILE BY REFERENCE
    for column in 4 5 6 7; do
        name=$(head -n 1 "reference/$3" | cut -d, -f$column)
        dengine stratify "$1" --by "$2" --allocate ${name%_*} -n ${name#*_} | awk -F, -v name="$name" -v column=$column '
            NR == FNR { if (FNR > 1) { share[$1] = $column; size[$1] = $2; strata++ } next }
            FNR > 1 { taken[$7]++; if ($8 != size[$7]) wrong++; p = share[$7] / size[$7]; off = $5 - p; if (off * off > 1e-16) wrong++ }
            END { for (s in share) if (taken[s] + 0 != share[s]) wrong++; print name ": " strata " strata, " FNR - 1 " rows, " wrong + 0 " differences" }' "reference/$3" -
    done
}
check metadata.csv tone,shape strata.csv
check har/metadata.csv gender,orientation strata_har.csv
