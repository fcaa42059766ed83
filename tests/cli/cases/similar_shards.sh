# Vectors in several files: all of one width, a bad one with its row and file, a file without a row.
npy() { # ROWS COLUMNS [BYTE]: float32 of this byte
    printf '\223NUMPY\001\000v\000%-117s\n' "{'descr': '<f4', 'fortran_order': False, 'shape': ($1, $2), }"
    head -c $(($1 * $2 * 4)) /dev/zero | tr '\000' "${3:-\\100}"
}
npy 3 1 >e.npy
npy 2 1 '\000' >zeros.npy
npy 2 2 >wide.npy
npy 0 1 >none.npy
printf 'id\na\nb\nc\n' >e.csv
printf 'id\nd\ne\n' >two.csv
printf 'id\n' >none.csv
printf 'id\na\n' >like.csv
run dengine similar e.npy wide.npy --ids e.csv --ids two.csv --like like.csv
run dengine similar e.npy zeros.npy --ids e.csv --ids two.csv --like like.csv
run dengine similar e.npy zeros.npy --ids e.csv --ids two.csv --like two.csv
run dengine similar e.npy none.npy --ids e.csv --ids none.csv --like like.csv -n 1
run dengine similar none.npy e.npy --ids none.csv --ids e.csv --like like.csv -n 1
run dengine similar none.npy --ids none.csv --like like.csv
printf 'id,e0,e1\na,0,0\nb,1,0\nc,1,1\n' >cells.csv
run dengine similar cells.csv --like like.csv
run dengine similar e.csv --like like.csv
