# A vector that is not finite or all zeros is a bad row, under every policy and from every kind of file.
cat >e.csv <<'END'
id,e0,e1
a,1,0
nan,NaN,1
b,0.5,1
infinite,1,-inf
zero,0,0
large,1e39,1
word,x,1
c,1,1
END
printf 'id\na\n' >like.csv
run dengine similar e.csv --like like.csv
run dengine similar e.csv --like like.csv --on-bad-row skip --explain --rejects rejects.csv
run cat rejects.csv
run dengine similar e.csv --like like.csv --on-bad-row first -f jsonl
for metric in dot euclidean; do
    dengine similar e.csv --like like.csv --metric $metric --on-bad-row skip 2>&1 | grep -c 'bad rows'
done

float() { # NUMBER...: as little-endian float32
    local n
    for n in "$@"; do
        case $n in
        0) printf '\000\000\000\000' ;;
        1) printf '\000\000\200\077' ;;
        nan) printf '\000\000\300\177' ;;
        inf) printf '\000\000\200\377' ;;
        esac
    done
}
{ printf '\223NUMPY\001\000v\000%-117s\n' "{'descr': '<f4', 'fortran_order': False, 'shape': (5, 2), }"
  float 1 0 nan 1 1 inf 0 0 1 1; } >e.npy
printf 'id\na\nnan\ninfinite\nzero\nc\n' >ids.csv
run dengine similar e.npy --ids ids.csv --like like.csv
run dengine similar e.npy --ids ids.csv --like like.csv --on-bad-row skip
run dengine similar e.npy --ids ids.csv --like like.csv --on-bad-row first --metric dot
printf 'id\nnan\na\n' >like2.csv
run dengine similar e.npy --ids ids.csv --like like2.csv --on-bad-row skip -n 1
printf 'id\nnan\n' >like3.csv
run dengine similar e.npy --ids ids.csv --like like3.csv
echo '--- a row of the ids that is bad'
printf 'id,site\na,1\nnan,1\ninfinite\nzero,1\nc,1\n' >ids2.csv
run dengine similar e.npy --ids ids2.csv --like like.csv
run dengine similar e.npy --ids ids2.csv --like like.csv --on-bad-row skip
echo '--- an inner product that is too large for a score'
printf 'id,e0\na,1e6\nb,2e4\nc,1e3\n' >large.csv
run dengine similar large.csv --like like.csv --metric dot
printf 'id,e0\na,1e6\nb,1e3\nc,-2e4\n' >large.csv
run dengine similar large.csv --like like.csv --metric dot -n 1 --threads 1
echo '--- a seed whose row is bad, of several tables'
printf 'id,e0,e1\nfar,0,1\nword2,1,\n' >e2.csv
printf 'id\na\nword2\n' >like4.csv
run dengine similar e.csv e2.csv --like like4.csv --on-bad-row skip -n 1
run dengine similar e.csv e2.csv --like e2.csv --where 'id=c' --unlike like2.csv
echo '--- inner products that are too small for a score'
printf 'id,e0\na,1e-6\nb,2e-6\nc,1e-7\n' >small.csv
run dengine similar small.csv --like like.csv --metric dot
