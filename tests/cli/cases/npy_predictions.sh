# A .npy of probabilities or logits is a table in every command: the queue is that of the same numbers in a CSV with ids.
python3 - >said.csv <<'END'
print("id,cat,dog,bird")
for i in range(3000):
    a, b, c = i * 37 % 101 + 1, i * 53 % 89 + 1, i * 11 % 61 + 1
    print("img_%04d.jpg" % i, *(n / (a + b + c) for n in (a, b, c)), sep=",")
END
cut -d, -f1 said.csv >ids.csv

# npy FILE TYPE ORDER [COLUMNS]: the numbers of said.csv as numpy.save writes them; TYPE as struct calls it.
npy() {
    python3 - "$@" <<'END'
import csv, math, struct, sys
name, kind, order, columns = sys.argv[1], sys.argv[2], sys.argv[3], [int(c) for c in (sys.argv + ["1,2,3"])[4].split(",")]
rows = [[float(row[c]) for c in columns] for row in list(csv.reader(open("said.csv")))[1:]]
if name.startswith("logit"):
    rows = [[math.log(p) for p in row] for row in rows]
shape = (len(rows), len(columns)) if order != "flat" else (len(rows),)
flat = [n for line in (rows if order != "F" else zip(*rows)) for n in line]
head = repr({"descr": "%s%s%d" % (kind[0], "f", struct.calcsize(kind)), "fortran_order": order == "F", "shape": shape}).encode()
with open(name, "wb") as out:
    out.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + struct.pack(kind[0] + str(len(flat)) + kind[1], *flat))
END
}
npy c.npy '<d' C
npy f.npy '<d' F
npy big.npy '>d' C
npy single.npy '<f' C
npy half.npy '<e' C
npy logit.npy '<d' C
npy flat.npy '<d' flat 1
npy swapped.npy '<f' C 2,1,3

echo 'any order of bytes and numbers, any number of threads: the queue of the CSV'
dengine confidence said.csv --probs cat,dog,bird --measure entropy,margin --keep dog -n all -q >queue.csv
for file in c f big; do
    for threads in 1 4; do
        dengine confidence $file.npy --ids ids.csv --header cat,dog,bird --probs '*' --measure entropy,margin --keep dog \
            -n all -q --threads $threads | cmp - queue.csv
    done
done
run dengine confidence c.npy --ids ids.csv --header prob_cat,prob_dog,prob_bird -n 3
run dengine confidence single.npy --ids ids.csv --probs '*' -n 2 --keep '1,2'
run dengine confidence half.npy --id '#' --probs '*' --tolerance 0.01 -n 2
run dengine confidence logit.npy --ids ids.csv --logits '*' --where '2>-0.2' -n 2
run dengine confidence flat.npy --ids ids.csv --positive 0=cat,other -n 2
run dengine confidence - --ids ids.csv --probs '*' -n 1 <c.npy

echo 'in the other commands'
cut -d, -f1,2,4 said.csv >boxes.csv
dengine confidence c.npy --ids ids.csv --probs '*' -n 40 -q | cut -d, -f2 | sed '2,$s/$/,0/; 1s/$/,answer/' >answers.csv
run dengine ensemble c.npy single.npy half.npy --ids ids.csv --probs '*' --tolerance 0.01 -n 2
run dengine teacher c.npy single.npy --ids ids.csv --probs '*' -n 1
run dengine helper c.npy single.npy --ids ids.csv --probs '*' --target 2 -n 1
run dengine stratify c.npy --by label --ids ids.csv --probs '*' -n 3
run dengine random c.npy --ids ids.csv -n 2
run dengine confidence c.npy --ids ids.csv --probs '*' --diverse logit.npy -n 3
run dengine recheck c.npy swapped.npy --ids ids.csv --probs '*' --answers answers.csv -n 2 -q --verdict verdict.txt
run dengine random boxes.csv --predictions c.npy --ids ids.csv --probs '*' -n 1
dengine confidence c.npy f.npy --id '#' --probs '*' -n all -q | wc -l
cat >plan.json <<'END'
{"budget": 3, "output": "night.csv", "probs": "*", "methods": [
  {"share": "1", "run": ["random", "c.npy", "--ids", "ids.csv", "--header", "cat,dog,bird"]},
  {"run": ["confidence", "c.npy", "--ids", "ids.csv", "--header", "cat,dog,bird"]}]}
END
run dengine batch plan.json -q
cat night.csv

echo 'what is wrong is said in rows and columns'
run dengine confidence c.npy
run dengine confidence c.npy --ids ids.csv
run dengine confidence c.npy --ids ids.csv --probs '*' --header cat,dog
run dengine confidence c.npy --ids ids.csv --probs '*' --header cat
run dengine confidence logit.npy --ids ids.csv --probs '*'
tail -n +2 ids.csv >list.txt
run dengine confidence c.npy --ids list.txt --probs '*'
head -n 10 ids.csv >few.csv
run dengine confidence c.npy --ids few.csv --probs '*' -o none.csv
run dengine confidence c.npy flat.npy --ids ids.csv --probs '*'
run dengine confidence c.npy said.csv --ids ids.csv --probs '*'
gzip -k c.npy
run dengine confidence c.npy.gz --ids ids.csv --probs '*'
head -c 2000 c.npy >cut.npy
run dengine confidence cut.npy --ids ids.csv --probs '*'
printf '\377\377\377\377' | dd of=single.npy bs=1 seek=200 conv=notrunc 2>/dev/null
run dengine confidence single.npy --ids ids.csv --probs '*' --on-bad-row skip --rejects rejects.csv -n 1 --header cat,dog,bird
cat rejects.csv
run dengine confidence single.npy --ids ids.csv --probs '*'
