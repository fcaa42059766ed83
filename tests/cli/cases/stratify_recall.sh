# Strata recalled from the cells of an earlier row are those that their keys name. Where the queue shows a
# prediction, none is recalled.
awk 'BEGIN {
    srand(1); print "id,a,b,x,prob_x"
    split("|a|aa|aaaaaaa|aaaaaaaa|aaaaaaaab|aaaaaaaabbbbbbbb|aaaaaaaabbbbbbbbc|\"a\"|\"a,b\"|\"a\"\"b\"|\"\"|NA|\"line\nbreak\"|ab|ba", value, "|")
    for (i = 0; i < 6000; i++)
        print "r" i "," value[int(rand() * 16) + 1] "," value[int(rand() * rand() * 16) + 1] "," i % 7 ",1"
}' >rows.csv
for options in '--by a' '--by a,b' '--by b,a,x' '--by a,b,x,b' '--by a,b,x,a,b' '--by b -n 3000' '--by a --where x!=3'; do
    dengine stratify rows.csv $options -q >recalled.csv
    dengine stratify rows.csv $options --keep label -q | sed 's/,x$//; s/,label$//' >looked_up.csv
    DENGINE_CSV=libcsv dengine stratify rows.csv $options -q >libcsv.csv
    cmp recalled.csv looked_up.csv && cmp recalled.csv libcsv.csv && echo "the same with $options: $(wc -l <recalled.csv) lines"
done
