# What is given as seeds, and what is said of them.
cat >e.csv <<'END'
id,e0,e1,site
a,1,0,north
b,0,1,north
c,1,1,south
d,1,0.5,south
e,-1,0,north
f,0.5,1,south
g,2,0.1,north
END
printf 'id,label,corrected_label\na,cat,dog\nb,owl,\n' >like.csv
run dengine similar e.csv --like like.csv
run dengine similar e.csv --like like.csv --aggregate mean -n 2
run dengine similar e.csv --like like.csv --aggregate centroid -n 2 -f table
run dengine similar e.csv --like like.csv --metric euclidean -n 2
run dengine similar e.csv --like like.csv --metric dot --keep site --where site=south
run dengine similar e.csv --like like.csv --per-seed 1 --explain
run dengine similar e.csv --like like.csv --cap site=1
run dengine similar e.csv --like like.csv --exclude like.csv -n 1
printf 'id\ne\n' >good.csv
run dengine similar e.csv --like like.csv --unlike good.csv -n 3
run dengine similar e.csv --like like.csv --unlike good.csv --metric euclidean -n 1
printf 'id,corrected_label\nb,dog\n' >two.csv
run dengine similar e.csv --like like.csv --like two.csv -n 1
printf 'id,label,e0,e1\nx,cat,1,0.01\nc,dog,0,-1\n' >own.csv
run dengine similar e.csv --like-embeddings own.csv -n 9
printf 'id,label\nx,cat\nc,dog\n' >names.csv
{ printf '\223NUMPY\001\000v\000%-117s\n' "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }"
  printf '\000\000\200\077\012\327\043\074\000\000\000\000\000\000\200\277'; } >own.npy
dengine similar e.csv --like-embeddings own.npy --like names.csv >npy.csv
dengine similar e.csv --like-embeddings own.csv | cmp - npy.csv && echo 'own vectors: .npy and CSV alike'
echo 'columns of seeds that stand twice, or under another name'
printf 'id,label,label\na,cat,dog\n' >like.csv
run dengine similar e.csv --like like.csv -n 1
printf 'id,label,corrected_label,corrected_label\na,cat,dog,owl\n' >like.csv
run dengine similar e.csv --like like.csv -n 1
printf 'name,id\nx,a\n' >like.csv
run dengine similar e.csv --like like.csv -n 1
run dengine similar e.csv --like like.csv -n 1 --id name
