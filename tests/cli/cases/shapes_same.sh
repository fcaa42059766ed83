# A long table, with its rows in any order within a sample, gives the queue of the wide one: in several blocks,
# by any number of threads, from pipes and shards, by itself and in joins.
awk 'BEGIN {
    print "id,prob_bird,prob_cat,prob_dog" >"wide.csv"; print "id,class,p,cam" >"long.csv"
    for (i = 0; i < 40000; i++) {
        a = (i * 7919 + 13) % 1001; b = (i * 104729) % (1001 - a); c = 1000 - a - b
        printf "s%06d,%.3f,%.3f,%.3f\n", i, a / 1000, b / 1000, c / 1000 >"wide.csv"
        split(i % 2 ? "bird cat dog" : "dog bird cat", order, " ")
        p["bird"] = a; p["cat"] = b; p["dog"] = c
        for (k = 1; k <= 3; k++)
            printf "s%06d,%s,%.3f,c%d\n", i, order[k], p[order[k]] / 1000, i % 5 >"long.csv"
    }
}'
head -n 60001 long.csv >1.csv
{ head -n 1 long.csv; tail -n +60002 long.csv; } >2.csv
dengine confidence wide.csv -n 500 >expected
for threads in 1 4; do
    dengine confidence long.csv --class class --confidence p -n 500 --threads $threads | cmp - expected && echo same
    dengine confidence - --class class --confidence p -n 500 --threads $threads <long.csv | cmp - expected && echo same
    cat long.csv | dengine confidence - --class class --confidence p -n 500 | cmp - expected && echo same
    dengine confidence 1.csv 2.csv --class class --confidence p -n 500 --threads $threads | cmp - expected && echo same
done
dengine teacher wide.csv wide.csv -n 500 >expected
for threads in 1 4; do
    dengine teacher long.csv 1.csv --class class --confidence p -n 20 --threads $threads -q | cut -d, -f 1-3 | tail -n 2
    dengine teacher long.csv long.csv --class class --confidence p -n 500 --threads $threads | cmp - expected && echo same
done
{ echo name; cut -d, -f 1 wide.csv | tail -n +2; } >ids.csv
cut -d, -f 2- wide.csv >bare.csv
dengine confidence wide.csv -n 500 >expected
for threads in 1 4; do
    dengine confidence bare.csv --ids ids.csv --id name -n 500 --threads $threads | cmp - expected && echo same
done
