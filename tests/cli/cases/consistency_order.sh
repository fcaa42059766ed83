# The same bytes come out for any order of rows, any division into files, any number of threads: streams lie
# across files, times are equal or irregular, tracks go on from one file to the next.
rows=12000

# make FIRST LAST STEP: rows FIRST to LAST, in the order in which STEP walks through them.
make() {
    awk -v first="$1" -v last="$2" -v step="$3" 'BEGIN {
        split("person dog car couch", label, " ")
        print "id,stream,timestamp,x,y,floor,place,track,label,confidence"
        n = last - first
        for (k = 0; k < n; k++) {
            i = first + (k * step) % n
            a = (i * 16807) % 2147483647; a = (a * 16807) % 2147483647; b = (a * 16807) % 2147483647
            s = int(i / 700)
            class = a % 20 ? int(i / 60) % 4 : b % 4
            printf "f%05d,cam%02d,%d,%.2f,%.2f,F%d,p%d,%s,%s,0.%03d\n", i, s, 1700000000 + s * 1000 + int(i % 700 / 3) * 3,
                (b % 3000) / 100, (a % 3000) / 100, s % 3, int(i / 60) % 40, b % 5 ? int(i / 60) : "", label[class + 1], b % 1000
        }
    }'
}
make 0 $rows 1 >file.csv &
make 0 $rows 7001 >shuffled.csv &
make 0 4000 1 >1.csv &
make 4000 5555 13 >2.csv &
make 5555 $rows 1 >3.csv &
wait
gzip -1 -c file.csv >file.csv.gz
echo '{"person": {"moves": true, "max_speed": 3}, "dog": {"moves": true, "max_speed": 12}, "default": {}}' >priors.json
sed 1d shuffled.csv | sort | cmp - <(sed 1d file.csv | sort) && echo 'the shuffled lines are the same lines'

differs() {
    cmp -s - expected || echo "DIFFERENT: $*"
}
same() {
    set -- "$@" -q
    dengine consistency "$@" file.csv --threads 1 >expected
    dengine consistency "$@" file.csv --threads 8 | differs "$@" '8 threads'
    cat file.csv | dengine consistency "$@" - --threads 8 | differs "$@" 'a pipe'
    dengine consistency "$@" - <file.csv | differs "$@" 'standard input'
    dengine consistency "$@" shuffled.csv --threads 1 | differs "$@" 'shuffled'
    dengine consistency "$@" shuffled.csv --threads 8 | differs "$@" 'shuffled, 8 threads'
    dengine consistency "$@" 1.csv 2.csv 3.csv | differs "$@" 'shards'
    dengine consistency "$@" 3.csv 1.csv 2.csv --threads 8 | differs "$@" 'shards in another order'
    dengine consistency "$@" file.csv.gz --threads 8 | differs "$@" 'gzip'
    checks=$(grep -oE ",(flicker|place|motion|none)," expected | tr -d , | sort | uniq -c | tr -s ' \n' ' ')
    echo "$(awk 'END { print NR }' expected) lines,$checks: $*"
}
same -n all
same -n 300 --window 30s --seed night
same -n all --check place --place place
same -n all --check place --position x,y --map floor --radius 0.8
same -n all --check place --position x,y --map floor --radius 8
same -n all --check motion --track track --position x,y --priors priors.json
same -n 4000 --place place --map floor --track track --priors priors.json
same -n 500 --place place --keep track,floor --cap stream=20 --where 'floor!=F1' --exclude 2.csv
