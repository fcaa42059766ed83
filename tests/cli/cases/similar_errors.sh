# What cannot be done is said, with what to do about it.
printf 'id,e0,e1\na,1,0\nb,0,1\nc,1,1\n' >e.csv
printf 'id\na\n' >like.csv
npy() {
    printf '\223NUMPY\001\000v\000%-117s\n' "{'descr': '<f4', 'fortran_order': False, 'shape': ($1, 1), }"
    head -c $(($1 * 4)) /dev/zero | tr '\000' '\100'
}
npy 3 >e.npy
npy 2 >f.npy
run dengine similar e.csv
run dengine similar e.npy --like like.csv
run dengine similar e.csv --ids like.csv --like like.csv
run dengine similar e.npy e.csv --ids e.csv --like like.csv
run dengine similar e.npy f.npy e.npy --ids e.csv --ids e.csv --like like.csv
run dengine similar e.npy f.npy --ids e.csv --like like.csv
run dengine similar e.npy f.npy --ids e.csv --ids e.csv --like like.csv
run dengine similar - --ids e.csv --like like.csv
run dengine similar missing.npy --ids e.csv --like like.csv
run dengine similar e.csv --like missing.csv
run dengine similar e.csv --like like.csv --embedding 'v*'
run dengine similar e.csv --like like.csv --metric cosin
run dengine similar e.csv --like like.csv --per-seed 1 --cap e0=1
run dengine similar e.csv --like like.csv --unlike like.csv
run dengine similar e.csv --like-embeddings e.npy
run dengine similar e.csv --like-embeddings e.csv --like like.csv
run dengine similar e.csv --like e.csv --like-embeddings e.npy
printf 'id\nx\ny\n' >other.csv
run dengine similar e.csv --like other.csv
printf 'id\n' >none.csv
run dengine similar e.csv --like none.csv
printf 'id\na\nx\n' >some.csv
run dengine similar e.csv --like some.csv -n 1
printf 'id\na\nb\na\n' >twice.csv
run dengine similar e.csv --like twice.csv
printf 'id,e0,e1\na,1,0\nb,0,1\na,1,1\n' >repeated.csv
run dengine similar repeated.csv --like like.csv
run dengine similar repeated.csv --like-embeddings e.csv -n 1
printf 'id\nb\n' >b.csv
printf 'id,e0,e1\na,1,0\nb,0,1\nc,0.5,0.5\nc,0,1\n' >repeated.csv
run dengine similar repeated.csv --like b.csv
printf 'id,e0\na,1\nb,-1\nc,1\n' >opposite.csv
printf 'id\na\nb\n' >both.csv
run dengine similar opposite.csv --like both.csv --aggregate centroid
