# inspect: ids that rise for long and then do not are counted all the same; what is missing is told with its first place
# where rows are looked at together.
(echo id,label,confidence,timestamp,site && seq 60000 | awk '{ printf "img_%06d,%s,0.%02d,2026-01-01T%02d:%02d:%02d.250Z,%s\n", $1, $1 % 3 ? "cat" : "dog", 50 + $1 % 50, $1 / 3600, $1 / 60 % 60, $1 % 60, $1 == 40000 || $1 == 50000 ? "" : "north" }') >rising.csv
(cat rising.csv && sed -n '100,199p' rising.csv) >repeated.csv
(cat rising.csv && sed -n '100p' rising.csv | sed 's/2026-01-01T/a while later/') >last.csv
for file in rising repeated last; do
    run dengine inspect $file.csv --threads 1
    cp "$T.run" one
    dengine inspect $file.csv --threads 3 | cmp - one
    cat $file.csv | dengine inspect - | sed 's/standard input/'$file.csv'/; s/^\(    dengine [a-z]*\) -/\1 '$file.csv'/' | cmp - one
done
