# Behind its first block a .npy is read as numbers, and the cells of a row are written when they are asked for: the
# queue is that of the same numbers in a CSV, but for the order of ties.
python3 - <<'END'
import math, struct
rows = []
for i in range(30000):
    a, b, c = i * 37 % 101 + 1, i * 53 % 89 + 1, i * 11 % 61 + 1
    rows.append([n / (a + b + c) for n in (a, b, c)] + [(i * 7 % 1000 + .5) / 10])
def save(name, rows):
    head = repr({"descr": "<f8", "fortran_order": False, "shape": (len(rows), len(rows[0]))}).encode()
    with open(name + ".npy", "wb") as out:
        out.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head)
        out.writelines(struct.pack("<%dd" % len(row), *row) for row in rows)
    with open(name + ".csv", "w") as out:
        print("id,cat,dog,bird,size", file=out)
        out.writelines("img_%05d,%s\n" % (i, ",".join(map(repr, row))) for i, row in enumerate(rows))
save("p", rows)
save("z", [[math.log(p) for p in row[:3]] + row[3:] for row in rows])
for i, odd in [(20000, math.nan), (21000, -0.0), (22000, math.inf), (23000, 1.5), (24000, -1e-9), (25000, 5e-324)]:
    rows[i][0] = odd
save("odd", rows)
END
cut -d, -f1 p.csv >ids.csv
head -n 15000 ids.csv >some.csv

# twice FILE COMMAND...: the queue of FILE.npy, with any number of threads, is that of FILE.csv.
twice() {
    local file=$1 verb=$2
    dengine "$verb" "$file.csv" "${@:3}" -q -o csv.csv
    for threads in 1 3; do
        dengine "$verb" "$file.npy" --ids ids.csv --header cat,dog,bird,size "${@:3}" -q --threads $threads -o npy.csv
        cmp <(sort npy.csv) <(sort csv.csv) && echo "same: $(wc -l <npy.csv) of $*"
    done
}
twice p confidence --probs cat,dog,bird -n 500
twice p confidence --probs cat,dog,bird -n all --measure entropy,margin --keep size
twice p confidence --probs bird,cat,dog -n 500 --where 'size>20' --exclude some.csv
twice p confidence --probs cat,dog,bird -n 500 --exclude some.csv --cap label=20
twice p confidence --probs cat,dog -n 500 --multilabel
twice p confidence --positive dog=yes,no -n 500
twice p confidence --score size -n 500
twice z confidence --logits cat,dog,bird -n 500 --measure margin --temperature 2
twice z confidence --logits cat,dog,bird -n 500 --multilabel
twice odd confidence --probs cat,dog,bird -n 500 --on-bad-row skip
twice odd confidence --logits cat,dog,bird -n 500 --on-bad-row first
twice odd confidence --positive cat=yes,no -n 500 --on-bad-row first
twice p random -n 500 --keep dog
twice p stratify --probs cat,dog,bird --by label -n 50

echo 'joined, too'
for how in '--probs cat,dog,bird --on-bad-row skip' '--logits cat,dog,bird --on-bad-row skip --where label=dog'; do
    dengine ensemble p.csv odd.csv --ids ids.csv $how -n 500 -q -o csv.csv
    dengine ensemble p.npy odd.npy --ids ids.csv --header cat,dog,bird,size $how -n 500 -q -o npy.csv
    cmp npy.csv csv.csv && echo "same: $(wc -l <npy.csv) of $how"
done

echo 'a bad row has its place, and is kept as the line that it stands for'
run dengine confidence odd.npy --ids ids.csv --header cat,dog,bird,size --probs cat,dog,bird -n 1
run dengine confidence odd.npy --ids ids.csv --header cat,dog,bird,size --probs cat,dog,bird -n 1 --on-bad-row skip \
    --rejects rejects.csv
cat rejects.csv
