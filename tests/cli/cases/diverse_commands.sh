# --diverse works on every queue; a random pool loses its inclusion probability.
digits=$ROOT/data/digits
vectors="--diverse $digits/embeddings.npy --ids $digits/embedding_ids.csv"
dengine confidence "$digits/probs.csv" $vectors -n 3
dengine random "$digits/export.csv" $vectors -n 3 --keep tone
dengine stratify "$digits/export.csv" --by label $vectors -n 3 -q
dengine similar "$digits/embeddings.csv" --like "$digits/seeds.csv" $vectors -n 3
dengine teacher "$digits/predictions.csv" "$digits/teacher.csv" $vectors -n 3 --keep confidence
dengine ensemble "$digits"/ensemble/*.csv --deployed "$digits/ensemble/a_main.csv" -q $vectors -n 3
dengine confidence "$digits/probs.csv" $vectors -n 50 --threads 1 >a.csv
dengine confidence "$digits/probs.csv" $vectors -n 50 --threads 8 | cmp - a.csv
shift_rows "$digits/probs.csv" 300 | dengine confidence - $vectors -n 50 | cmp - a.csv
shift_rows "$digits/embeddings.csv" 300 >turned.csv
dengine confidence "$digits/probs.csv" --diverse "$digits/embeddings.csv" --distinct 0.95 --pool 10x -n 50 >b.csv
dengine confidence "$digits/probs.csv" --diverse turned.csv --distinct 0.95 --pool 10x -n 50 | cmp - b.csv && echo 'the same queues'
