# Every kind of .npy is read alike; what is wrong with one is said.
data dirty
printf 'id,label\n%s,cat\n' "$(sed -n 2p clean.csv | cut -d, -f1)" >"$T/like.csv"
for file in f32 big_endian fortran v2 v3; do
    dengine similar emb_$file.npy --ids clean.csv --like "$T/like.csv" -n all >"$T/$file.csv"
    cmp "$T/$file.csv" "$T/f32.csv" && echo "emb_$file.npy: $(wc -l <"$T/$file.csv") lines"
done
head -n 3 "$T/f32.csv"
for file in int32 1d 3d 29_rows truncated bad_magic lying_shape huge_shape; do
    dengine similar emb_$file.npy --ids clean.csv --like "$T/like.csv" && echo "emb_$file.npy: taken" || echo "exit $?"
done 2>&1
