# A .npy through a pipe is read from a copy: the queue of the file, and inspect says of it what it says of the file.
python3 - <<'END'
import math, struct
def save(name, rows):
    head = repr({"descr": "<f8", "fortran_order": False, "shape": (len(rows), len(rows[0]))}).encode()
    with open(name, "wb") as out:
        out.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head)
        for row in rows:
            out.write(struct.pack("%dd" % len(row), *row))
save("p.npy", [[(k + i * 7 % 11) / (3 + 3 * (i * 7 % 11)) for k in (0, 2, 1)] for i in range(300)])
save("v.npy", [[math.sin(i * (k + 1)) for k in range(40)] for i in range(300)])
END
(echo id && seq 1 300) >ids.csv
(echo id,weather,seconds && seq 1 300 | sed 's/.*/&,rain,&/') >metadata.csv
(echo id && seq 1 3) >errors.csv

# twice COMMAND...: its output with `-` and p.npy behind a pipe is that of the file.
twice() {
    dengine "${@//FILE/p.npy}" -q >file.csv
    cat p.npy | dengine "${@//FILE/-}" -q | cmp - file.csv && echo "same: $*"
}
twice confidence FILE --ids ids.csv --probs '*' -n 50
twice confidence FILE --id '#' --probs '*' -n 50
twice stratify FILE --by label --ids ids.csv --probs '*' -n 50
twice ensemble FILE p.npy --ids ids.csv --probs '*' -n 50
twice consistency FILE --ids ids.csv --with metadata.csv --time seconds --probs '*' -n 50
dengine confidence p.npy --id '#' --probs '*' -q >file.csv
dengine confidence <(cat p.npy) --id '#' --probs '*' -q | cmp - file.csv
gzip -c p.npy | gzip -dc | dengine confidence - --id '#' --probs '*' -q | cmp - file.csv
dengine similar v.npy --ids ids.csv --like errors.csv -q >file.csv
cat v.npy | dengine similar - --ids ids.csv --like errors.csv -q | cmp - file.csv

echo 'inspect, and the commands that it offers'
for ids in '' '--ids ids.csv'; do
    run dengine inspect - $ids < <(cat p.npy)
    sed -n 's/^    dengine/dengine/p' $T.run | while read -r line; do cat p.npy | bash -c "$line -q -o $T.queue"; done
done
run dengine inspect - --ids ids.csv < <(cat v.npy)
dengine inspect - --ids ids.csv <p.npy >file.txt
cat p.npy | dengine inspect - --ids ids.csv | cmp - file.txt
dengine inspect - -f json < <(cat p.npy) | sed -n 2,4p

echo 'columns of a table beside it are none of its classes'
run dengine confidence p.npy --ids ids.csv --with metadata.csv --keep weather --probs '*' -n 1

echo 'what is wrong'
run dengine confidence - --id '#' --probs '*' < <(head -c 2000 p.npy)
run dengine confidence - --id '#' --probs '*' < <(cat p.npy && echo)
run dengine confidence - --id '#' --probs '*' < <(head -c 9 p.npy)
{ TMPDIR=/dev/null dengine confidence - --id '#' --probs '*' < <(cat p.npy) 2>&1 || true; } | sed 's/file: .* (/file: WHY (/'
run dengine random ids.csv --with p.npy
gzip -k p.npy
run dengine inspect p.npy.gz
bash -c "$(dengine inspect p.npy.gz 2>&1 | sed 's/.*: gzip/gzip/')" | sed -n 2p

echo 'a table with as many rows may have the ids of a matrix that is given none'
together p.npy ids.csv
together v.npy metadata.csv
together p.npy errors.csv
together p.npy ids.csv metadata.csv
