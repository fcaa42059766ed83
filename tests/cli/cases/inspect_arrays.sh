# inspect: arrays of NumPy that are no matrix of floats: labels, one 1 among zeros, a stack of matrices.
type python3 >/dev/null || skip 'python3 is not installed'
npy() {
    python3 - "$@" <<'P'
import struct, sys
name, descr, shape, code, numbers = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5:]
head = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }" % (descr, shape)
head = (head + " " * (63 - (10 + len(head)) % 64) + "\n").encode()
data = [float(n) if code == "f" else int(n) for n in numbers]
open(name, "wb").write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + struct.pack("<%d%s" % (len(data), code), *data))
P
}
npy whole.npy '<i8' '(3,)' q 2 0 1
npy column.npy '|u1' '(3, 1)' B 2 0 1
npy hot.npy '|u1' '(2, 3)' B 0 1 0 1 0 0
npy floats.npy '<f4' '(3,)' f 2 0 1
npy hots.npy '<f4' '(2, 3)' f 0 1 0 1 0 0
npy members.npy '<f4' '(2, 3, 2)' f .5 .5 .6 .4 .7 .3 .2 .8 .1 .9 .3 .7
npy draws.npy '<f4' '(3, 2, 2)' f .5 .5 .6 .4 .7 .3 .2 .8 .1 .9 .3 .7
npy maps.npy '<f4' '(2, 1, 1, 2)' f .5 .5 .6 .4
npy words.npy '<U1' '(2,)' I 97 98
npy scores.npy '<f4' '(3,)' f 2 0.5 4000
for file in whole column hot floats hots members draws maps words scores; do run dengine inspect $file.npy; done
python3 -c 'import numpy' 2>/dev/null || exit 0
for file in whole column floats hots words; do
    dengine inspect $file.npy 2>&1 | grep -o 'python3 -c.*' | bash | sed -n '/^    /p' >said || true
    grep -q -- '--by label' said || echo "$file: $(cat said)"
done
