# The same bytes from .npy and CSV, for any number of threads, order of rows and shards, from a file, a pipe
# and compressed.
digits=$ROOT/data/digits
cp "$digits/embeddings.csv" .
cut -d, -f1 embeddings.csv >ids.csv
rows=$(($(wc -l <ids.csv) - 1))
# npy FILE FIRST COUNT: rows of the CSV as .npy. The shipped matrix has more digits than the CSV.
npy() {
    python3 - "$@" <<'END'
import struct, sys
file, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rows = [line.split(",")[1:] for line in open("embeddings.csv")][first + 1:first + 1 + count]
header = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }" % (count, len(rows[0]))
with open(file, "wb") as out:
    out.write(b"\x93NUMPY\x01\x00v\x00" + header.ljust(117).encode() + b"\n")
    for row in rows:
        out.write(struct.pack("<%df" % len(row), *map(float, row)))
END
}
npy all.npy 0 $rows
npy 1.npy 0 500
npy 2.npy 500 1
npy 3.npy 501 $((rows - 501))
echo "$rows rows"
part() { # FILE FIRST COUNT: the same rows of a CSV
    awk -v first="$2" -v count="$3" 'NR == 1 || (NR > first + 1 && NR <= first + 1 + count)' "$1"
}
for kind in embeddings ids; do
    part $kind.csv 0 500 >$kind.1.csv
    part $kind.csv 500 1 >$kind.2.csv
    part $kind.csv 501 $rows >$kind.3.csv
done
shift_rows embeddings.csv 700 >shuffled.csv
gzip -c embeddings.csv >embeddings.csv.gz
awk -F, 'NR == 1 || NR > 1490 { print $1 }' "$digits/truth.csv" >unlike.csv

differs() { cmp -s - expected || echo "DIFFERENT: $*"; }
same() {
    local like="--like $digits/seeds.csv"
    dengine similar all.npy --ids ids.csv $like "$@" --threads 1 >expected
    dengine similar all.npy --ids ids.csv $like "$@" --threads 8 | differs '8 threads'
    dengine similar 1.npy 2.npy 3.npy --ids ids.csv $like "$@" --threads 3 | differs 'shards, one list'
    dengine similar 3.npy 1.npy 2.npy $like "$@" --ids ids.3.csv --ids ids.1.csv \
        --ids ids.2.csv | differs 'shards in another order'
    dengine similar embeddings.csv $like "$@" --threads 1 | differs 'csv'
    dengine similar embeddings.csv $like "$@" --threads 8 | differs 'csv, 8 threads'
    dengine similar embeddings.2.csv embeddings.1.csv embeddings.3.csv $like "$@" | differs 'csv shards'
    dengine similar shuffled.csv $like "$@" | differs 'shuffled'
    dengine similar embeddings.csv.gz $like "$@" | differs 'gzip'
    cat embeddings.csv | dengine similar - $like "$@" | differs 'a pipe'
    dengine similar - $like "$@" <shuffled.csv | differs 'standard input'
    { head -n 1 "$digits/seeds.csv"; tail -n +2 "$digits/seeds.csv" | sort -r; } >turned.csv
    dengine similar all.npy --ids ids.csv --like turned.csv "$@" | differs 'seeds in another order'
    echo "$(awk 'END { print NR }' expected) lines: $*"
}
same -n 300
same -n all --metric euclidean
same -n 100 --metric dot --aggregate mean --unlike unlike.csv
same -n 100 --aggregate centroid --seed 7
same -n 50 --per-seed 5
same -n 50 --distinct 0.97
same -n 30 --distinct 0.95 --diverse embeddings.csv --pool 10x
