# .gz and .zst are known by their first bytes, not by their names.
printf 'id,label,confidence\na,cat,0.5\nb,dog,0.75\n' >said.csv
dengine confidence said.csv >expected
same() { if cmp -s - expected; then echo "same: $*"; else echo "DIFFERENT: $*"; fi; }
gzip -c said.csv >said.csv.gz
dengine confidence said.csv.gz | same gzip
dengine confidence - <said.csv.gz | same gzip from standard input
head -c 20 said.csv | gzip >two.gz
tail -c +21 said.csv | gzip >>two.gz
dengine confidence two.gz | same gzip of two members
tr , '\t' <said.csv | gzip >said.tsv.gz
dengine confidence said.tsv.gz | same .tsv.gz
# A zstd frame by hand: magic, one segment of $size bytes, one raw block (RFC 8878).
size=$(wc -c <said.csv)
{
    printf '\050\265\057\375\040'
    printf "\\x$(printf %x "$size")"
    printf "\\x$(printf %x $(((size << 3 | 1) & 255)))\\x$(printf %x $((size >> 5)))\\0"
    cat said.csv
} >said.csv.zst
dengine confidence said.csv.zst | same zstd
dengine confidence - <said.csv.zst | same zstd from standard input
head -c 50 said.csv.gz >cut.gz
head -c 40 said.csv.zst >cut.zst
run dengine confidence cut.gz
run dengine confidence cut.zst
{ head -c 30 said.csv.gz; printf 'xxxxxxxxxxxxxxxxxxxx'; } >damaged.gz
run dengine confidence damaged.gz 2>&1 | sed 's/bad gzip data: .*/bad gzip data: .../'
