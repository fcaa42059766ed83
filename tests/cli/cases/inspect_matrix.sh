# What a .npy holds, and the commands that work on it: every one that is printed is run.

# Each file is made of numbers that a formula tells, as numpy.save writes them.
python3 - <<'END'
import math, struct
def save(name, kind, rows, order="C", flat=False):
    shape = (len(rows),) if flat else (len(rows), len(rows[0]))
    head = repr({"descr": "<f%d" % struct.calcsize(kind), "fortran_order": order == "F", "shape": shape}).encode()
    numbers = [n for line in (rows if order == "C" else zip(*rows)) for n in line]
    open(name, "wb").write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head +
                           struct.pack("<%d%s" % (len(numbers), kind), *numbers))
logits = [[((i + 3) * (37 + 16 * k) % 101 - 50) / 16 for k in range(3)] for i in range(200)]
probs = [[(x + 4) / (sum(row) + 12) for x in row] for row in logits]
vectors = [[(i * (k + 5) % 67 - 33) / 8 for k in range(16)] for i in range(1, 201)]
save("probs.npy", "f", probs)
save("half.npy", "e", [[round(p, 2) for p in row] for row in probs], "F")
save("logits.npy", "d", logits)
save("vectors.npy", "f", vectors)
save("unit.npy", "d", [[(-1) ** i * 0.6, 0.8 - i % 2] for i in range(200)])
save("tags.npy", "f", [[abs(x) / 4 for x in row] for row in logits])
save("yes.npy", "f", [[row[0]] for row in probs], flat=True)
save("loss.npy", "f", [[row[0]] for row in logits])
save("bad.npy", "f", probs[:150] + [[0.5, 0.2, 0.1], [1.5, -0.25, -0.25], [math.nan, 0, 1]] + probs[153:])
save("gaps.npy", "f", vectors[:9] + [[0] * 16, [math.inf] * 16] + vectors[11:])
save("short.npy", "f", probs[:10])
open("empty.npy", "wb").write(open("probs.npy", "rb").read(8) + struct.pack("<H", 60) +
                              b"{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3)}   ")
END
{ echo id; seq -f 'img_%03g.jpg' 200; } >ids.csv
{ echo file,site; seq -f 'img_%03g.jpg,a' 200; } >files.csv
tail -n +2 ids.csv >list.txt
{ cat ids.csv | head -n 200; echo img_001.jpg; } >twice.csv

alone probs.npy
alone probs.npy --ids ids.csv
alone half.npy --ids files.csv
alone logits.npy --ids ids.csv
alone vectors.npy
alone vectors.npy --ids ids.csv
alone unit.npy --ids files.csv
alone tags.npy --ids ids.csv
alone yes.npy --ids ids.csv
alone loss.npy --ids ids.csv
alone bad.npy --ids ids.csv
alone gaps.npy --ids ids.csv
alone vectors.npy --ids twice.csv
alone vectors.npy --ids list.txt
alone short.npy --ids ids.csv
alone empty.npy --ids ids.csv

echo 'several over the same rows, and tables beside vectors'
alone probs.npy half.npy vectors.npy --ids ids.csv | sed '1,/^together/d'
dengine confidence probs.npy --ids ids.csv --probs '*' -n all -q -f tsv | cut -f2,7,8 | tr '\t' , >said.csv
alone vectors.npy said.csv --ids ids.csv | sed '1,/^together/d'
head -n 5 ids.csv >seeds.csv
alone vectors.npy seeds.csv --ids ids.csv | sed '1,/^together/d'
run dengine inspect probs.npy bad.npy --ids ids.csv -f json

run dengine inspect said.csv --ids ids.csv
run dengine inspect probs.npy --ids ids.csv --ids ids.csv
run dengine inspect probs.npy --ids none.csv
head -c 300 probs.npy >cut.npy
run dengine inspect cut.npy
run dengine inspect none.npy
for threads in 1 3; do dengine inspect bad.npy logits.npy -f json --threads $threads | cksum; done | uniq | wc -l
