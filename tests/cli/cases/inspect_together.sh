# What inspect says of .npy files beside one another, beside tables, and beside answers; every command is run.

# Each file is made of numbers that a formula tells, as numpy.save writes them.
python3 - <<'END'
import math, struct
def save(name, rows, fortran=False):
    shape = (len(rows), len(rows[0]))
    head = repr({"descr": "<f8", "fortran_order": fortran, "shape": shape}).encode()
    lines = zip(*rows) if fortran else rows
    numbers = [n for line in lines for n in line]
    open(name, "wb").write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head +
                           struct.pack("<%dd" % len(numbers), *numbers))
probs = [[(i % 7 + 1) / 10, 1 - (i % 7 + 1) / 10] for i in range(20)]
save("probs.npy", probs)
save("more.npy", [[q, p] for p, q in probs])
save("rough.npy", [[p + 0.008, q] for p, q in probs])
save("three.npy", [[p / 2, p / 2, q] for p, q in probs])
logits = [[i % 5 - 2.5, 1.25 - i % 3] for i in range(20)]
save("logits.npy", logits)
save("other.npy", [[-p, q] for p, q in logits])
save("vectors.npy", [[(i * (k + 5) % 67 - 33) / 8 for k in range(16)] for i in range(1, 21)])
save("gap.npy", [[math.nan] * 2] + probs[1:])
save("column.npy", [[math.nan, 0.5 + p] for p, q in probs], fortran=True)
save("over.npy", [[1.5, -0.5] if i == 4 else row for i, row in enumerate(probs)])
save("nan.npy", [[math.nan] * 3] * 20)
save("zero.npy", [[(i * (k + 5) % 67 - 33) / 8 if i != 3 else 0 for k in range(16)] for i in range(1, 21)])
save("wide.npy", [[0.9 if i % 15 == k else 0.1 / 15 for k in range(16)] for i in range(20)], fortran=True)
END
{ echo id; seq -f 'img_%02g' 20; } >ids.csv
{ echo id; seq -f 'img_%02g' 20; } >same.csv
{ echo file,site; seq -f 'img_%02g,a' 20; } >files.csv
{ echo file; for i in $(seq 20); do echo img_01; done; } >one.csv

head -n 20 files.csv >short.csv

echo 'one matrix'
alone nan.npy --ids ids.csv
alone zero.npy --ids ids.csv
alone wide.npy --ids ids.csv
alone over.npy --ids ids.csv
alone over.npy --ids short.csv
alone probs.npy --ids one.csv
table pairs.csv 'site;shot' 'a;1' 'a;2'
alone probs.npy --ids pairs.csv
table numbers.csv a,b 0.5,0.5 0.5,0.5
alone probs.npy --ids numbers.csv
run dengine inspect wide.npy nan.npy zero.npy --ids ids.csv -f json

{ echo weight; for i in $(seq 20); do echo 0.5; done; } >halves.csv
alone probs.npy --ids halves.csv

echo 'several'
together probs.npy more.npy --ids ids.csv
together probs.npy rough.npy --ids ids.csv
together logits.npy other.npy --ids ids.csv
together logits.npy probs.npy three.npy --ids ids.csv
together probs.npy more.npy --ids ids.csv --ids same.csv
together probs.npy gap.npy --ids ids.csv
together probs.npy three.npy --ids ids.csv
together gap.npy vectors.npy --ids ids.csv
together probs.npy vectors.npy --ids ids.csv --ids same.csv
together probs.npy vectors.npy --ids files.csv

echo 'vectors and a table'
table said.csv id,label,confidence img_02,cat,0.9 img_03,dog,0.6
table shot.csv shot,label,confidence img_02,cat,0.9 img_03,dog,0.6
table strangers.csv id,label,confidence img_02,cat,0.9 img_99,dog,0.6
table twice.csv id,label,confidence,note img_02,cat,0.9,x img_02,dog,0.6,y img_03,dog,0.7,z
table bad.csv id,label,confidence,note img_02,cat,1.9,x img_03,dog,0.6,y
table tabs.csv $'id\tlabel\tconfidence' $'img_02\tcat\t0.9' $'img_03\tdog\t0.6'
table pieces.csv file,start,label,confidence a.wav,0,cat,0.9 a.wav,5,dog,0.6 b.wav,0,cat,0.7
table seeds.csv id,weather img_02,rain img_03,sun
table seeds_file.csv file img_02 img_03
table empty.csv id,label,confidence
cp ids.csv all.csv
for file in said shot strangers twice bad tabs pieces seeds seeds_file empty all; do
    together $file.csv vectors.npy --ids ids.csv
done
table said_file.csv file,label,confidence img_02,cat,0.9 img_03,dog,0.6
for file in said said_file seeds seeds_file; do
    together $file.csv vectors.npy --ids files.csv
done

echo 'answers beside tables'
task() { echo "{\"data\": {\"dengine_id\": \"$1\"}, \"annotations\": [{\"completed_by\": 1, \"result\": [{\"from_name\": \"label\", \"value\": {\"choices\": [\"$2\"]}}]}]}"; }
{ echo [; task img_02 cat; echo ,; task img_03 cat; echo ]; } >studio.json
{ echo [; task x cat; echo ]; } >elsewhere.json
table new.csv id,label,confidence img_02,cat,0.7 img_03,cat,0.9
{ echo id,label,confidence; for i in $(seq -w 19); do echo "img_$i,dog,0.9$i"; done; echo img_20,cat,0.75; } >all_said.csv
{ echo id,label,confidence; for i in $(seq -w 19); do echo "img_$i,cat,0.9$i"; done; echo img_20,dog,0.75; } >all_new.csv
{ echo [; for i in $(seq -w 19); do task img_$i cat; echo ,; done; task img_20 dog; echo ]; } >all_studio.json
together all_said.csv all_new.csv vectors.npy all_studio.json --ids ids.csv
together said.csv new.csv studio.json
together said.csv elsewhere.json
together empty.csv studio.json
together seeds.csv studio.json
together twice.csv studio.json
table classes.csv id,class,prob img_02,cat,0.9 img_02,dog,0.1 img_03,cat,0.4 img_03,dog,0.6
together classes.csv studio.json
table nobody.csv label,confidence cat,0.9 cat,0.9 dog,0.6
together nobody.csv studio.json
dengine confidence said.csv -q >queue.csv
sed 's/,0.9$/,1.9/' queue.csv >queue_bad.csv
dengine random seeds.csv -q >queue_random.csv
for file in queue queue_bad queue_random; do
    together $file.csv studio.json
    together said.csv $file.csv studio.json
done
printf 'id,"x,y",a*,site\nimg_02,1,2,hill\nimg_03,1,3,lake\n' >names.csv
together said.csv names.csv
run dengine inspect said.csv studio.json -f json
echo 'more labels and people than are shown'
{ echo [; for i in $(seq -w 14); do
    echo "{\"data\": {\"dengine_id\": \"$i\"}, \"annotations\": [{\"completed_by\": $i, \"result\": [{\"from_name\": \"label\", \"value\": {\"choices\": [\"c$i\"]}}]}]},"
done | sed 's/"completed_by": 0/"completed_by": /; $s/,$//'; echo ]; } >crowd.json
run dengine inspect crowd.json
