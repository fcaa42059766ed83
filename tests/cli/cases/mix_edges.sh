# Queues whose columns someone has changed: what a mix still knows of their rows.
awk 'BEGIN { print "id,label,confidence,kind"; for (i = 0; i < 12; i++) print "s" i "," (i % 3 ? "cat" : "dog") ",0." 50 + i * 4 "," (i % 2 ? "a" : "b") }' >said.csv
dengine confidence said.csv --draw -n 6 -q -o drawn.csv
dengine random said.csv -n 6 -q -o random.csv
dengine stratify said.csv --by kind -n 6 -q -o strata.csv
head -n 3 drawn.csv
short() { sed -E '/^!/!s/^[^,]*,([^,]*),[^,]*,([^,]*,[^,]*),.*/\1,\2/'; }
show() { echo "$1" && shift && run dengine mix "$@" -n 4 | short; }
# without COLUMN FILE; with COLUMN=VALUE FILE ROW: the file without a column, or with another value of it in a row.
without() { python3 -c '
import csv, sys
rows = list(csv.reader(open(sys.argv[2])))
at = rows[0].index(sys.argv[1])
csv.writer(sys.stdout, lineterminator="\n").writerows(row[:at] + row[at + 1:] for row in rows)' "$@" >changed.csv; }
with() { python3 -c '
import csv, sys
rows = list(csv.reader(open(sys.argv[2])))
name, value = sys.argv[1].split("=")
rows[int(sys.argv[3])][rows[0].index(name)] = value
csv.writer(sys.stdout, lineterminator="\n").writerows(rows)' "$@" >changed.csv; }
show 'as it is' drawn.csv
for column in expected draw weight inclusion_prob; do
    without $column drawn.csv && show "a draw without $column" changed.csv
    with $column= drawn.csv 2 && show "with one $column empty" changed.csv
done
with weight=0 drawn.csv 2 && show 'with one weight of 0' changed.csv
with score= random.csv 3 && show 'a random row without its score' changed.csv
with score= random.csv 3 && show 'the same beside another' changed.csv=50% strata.csv=50%
without stratum strata.csv && show 'strata without their names' changed.csv
with inclusion_prob= strata.csv 2 && show 'a row of a stratum without its probability' changed.csv
echo 'columns that hold what their names do not say'
printf 'rank,id,score,method,inclusion_prob,reason,margin,members\n1,a,0.9,x,1,r,low,2\n2,b,0.8,x,1,r,0.5,two\n' >words.csv
run dengine mix words.csv -f jsonl -q
printf 'rank,id,score\nfirst,a,0.9\n' >ranks.csv
run dengine mix ranks.csv
printf 'id,score,score\na,0.9,0.8\n' >twice.csv
run dengine mix twice.csv
printf 'id,score,x,x\na,0.9,1,2\n' >further.csv
run dengine mix further.csv
