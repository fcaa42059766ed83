# numbers of few and of many digits: joins say the same of the same numbers, whichever table or row has which
make() { # make FILE FORMAT SHIFT
    awk -v format="$2" -v shift="$3" 'BEGIN {
        print "id,prob_bus,prob_van,prob_car"
        for (row = 0; row < 900; row++) {
            i = (row * 7 + shift) % 900
            bus = (i * 7919 + shift * 31) % 500000; van = (i * 104729 + shift * 17) % 500000
            many = format == "many" || (format == "both" && i % 5 == 0)
            id = i % 3 ? "img_" i : "a_folder/with/a_name_that_is_long/img_" i
            printf many ? "%s,%.9f,%.9f,%.9f\n" : "%s,%.6f,%.6f,%.6f\n", id, bus / 1e6, van / 1e6,
                (1000000 - bus - van) / 1e6
        }
    }' >"$1"
}
queue() { # queue FORMAT FORMAT FORMAT ARGUMENT...
    for k in 0 1 2; do make "m$k.csv" "${@:k+1:1}" "$k"; done
    dengine ensemble m0.csv m1.csv m2.csv -n 900 -q --threads 3 "${@:4}" >queue.csv
    [ -e expected.csv ] || cp queue.csv expected.csv
    cmp -s queue.csv expected.csv || echo "DIFFERENT: $*"
}
for measure in doubt mutual_information max_kl; do
    rm -f expected.csv
    queue few few few --measure "$measure"
    queue many many many --measure "$measure"
    queue few many both --measure "$measure"
    queue both few many --measure "$measure"
    echo "$(wc -l <expected.csv) lines: $measure"
done
for measure in doubt mean_js kl; do
    rm -f expected.csv
    queue few few few --deployed m1.csv --measure "$measure"
    queue many many many --deployed m1.csv --measure "$measure"
    queue few many both --deployed m1.csv --measure "$measure"
    queue many both few --deployed m1.csv --measure "$measure"
    queue both few both --deployed m1.csv --measure "$measure"
    echo "$(wc -l <expected.csv) lines: $measure of m1"
done
# Rows in between that cannot be used.
make_bad() { # make_bad FORMAT
    for k in 0 1 2; do
        make "m$k.csv" "$1" "$k"
        awk -F, -v OFS=, -v member="$k" 'NR % 11 == 3 + 3 * member || NR % 11 == 4 { $3 = "?" } { print }' "m$k.csv" >"bad$k.csv"
    done
}
for format in few both many; do
    make_bad "$format"
    dengine ensemble bad?.csv -n 900 -q --on-bad-row skip --measure mutual_information >"bad_$format.csv"
done
for format in both many; do cmp bad_few.csv "bad_$format.csv"; done
echo "$(wc -l <bad_few.csv) lines"
