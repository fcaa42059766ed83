# The same bytes come out with any number of threads, from a file, a pipe and compressed, for any order of
# rows and shards. Labels hold quotes, commas and newlines, and there are several blocks to read.
rows=80000

# make FIRST LAST STEP: rows FIRST to LAST of the table, in the order in which STEP walks through them.
make() {
    awk -v first="$1" -v last="$2" -v step="$3" 'BEGIN {
        split("cat|dog|\"big, wide\"|\"two\nlines\"|\"a \"\"quote\"\"\"|owl|elk|bee", label, "|")
        print "id,label,confidence,scene,hours,taken,prob_cat,prob_dog,prob_owl"
        n = last - first
        for (k = 0; k < n; k++) {
            i = first + (k * step) % n
            a = (i * 16807) % 2147483647; a = (a * 16807) % 2147483647
            b = (a * 16807) % 2147483647
            p = int(a / 2147483647 * 1000); q = int(b / 2147483647 * (1000 - p))
            printf "frame%06d,%s,0.%03d,s%d,%d.%d,%d,0.%03d,0.%03d,%.3f\n", i, label[a % 8 + 1], b % 1000,
                b % 997, a % 50, b % 10, 1700000000 + i * 300, p, q, (1000 - p - q) / 1000
        }
    }'
}
make 0 $rows 1 >file.csv &
make 0 $rows 7001 >shuffled.csv &
make 0 28000 1 >1.csv &
make 28000 36000 77 >2.csv &
make 36000 $rows 1 >3.csv &
wait
gzip -1 -c file.csv >file.csv.gz
wc -c <file.csv | awk '{ print int($1 / 1048576), "MiB" }'
sed 1d shuffled.csv | sort | cmp - <(sed 1d file.csv | sort) && echo 'the shuffled lines are the same lines'

differs() {
    cmp -s - expected || echo "DIFFERENT: $*"
}
same() {
    dengine "$@" file.csv --threads 1 >expected
    dengine "$@" file.csv --threads 8 | differs "$@" '8 threads'
    dengine "$@" file.csv --threads 3 | differs "$@" '3 threads'
    dengine "$@" - <file.csv | differs "$@" 'standard input'
    cat file.csv | dengine "$@" - --threads 8 | differs "$@" 'a pipe'
    dengine "$@" shuffled.csv --threads 8 | differs "$@" 'shuffled'
    dengine "$@" 1.csv 2.csv 3.csv | differs "$@" 'shards'
    dengine "$@" 3.csv 1.csv 2.csv --threads 8 | differs "$@" 'shards in another order'
    dengine "$@" file.csv.gz --threads 8 | differs "$@" 'gzip'
    echo "$(awk -F, 'END { print NR }' expected) lines: $*"
}
same confidence -q -n 500 --keep label,scene
same confidence -q -n 300 --measure entropy,ratio --cap scene=1
same confidence -q -n 700 --measure margin --cap label=100 --where 'scene~s1*' --exclude 2.csv
same random -n 1000 --keep label
same random -n 300 --cap scene=1 --seed 2024-05-06
same random --fraction 0.01
same random -n 500 --weight hours -q
same stratify -n 400 --by 'label,hour(taken)'
same stratify -n 300 --by 'bin(hours,7),month(taken)' --allocate proportional
same stratify -n 300 --by 'label' --allocate neyman --spread confidence --min-per-stratum 10
