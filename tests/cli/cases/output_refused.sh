# What is written is none of what is read, and no two outputs are one file: refused before anything is read.
printf 'id,label,confidence\na,cat,0.5\nb,dog,x\n' >said.csv
cp said.csv before.csv
printf 'id,e0,e1\na,1,0\nb,0,1\n' >vectors.csv
mkdir out
ln said.csv hard.csv
ln -s said.csv link.csv
ln -s out/later.csv later.csv
run dengine random said.csv -o said.csv
run dengine random ./said.csv -o hard.csv
run dengine random said.csv -o link.csv
run dengine random link.csv said.csv --on-bad-row skip --rejects ./out/../said.csv
run dengine teacher said.csv before.csv -o before.csv
run dengine similar vectors.csv --like said.csv -o said.csv
run dengine random vectors.csv --diverse vectors.csv -o vectors.csv
run dengine random said.csv --exclude 'bef*.csv' -o before.csv
run dengine random said.csv -o out/q.csv --on-bad-row skip --rejects out/./q.csv
run dengine random said.csv -o out/later.csv --on-bad-row skip --rejects later.csv
run dengine random vectors.csv --diverse vectors.csv --distinct 0.9 --duplicates new.csv -o new.csv
dengine random said.csv >>said.csv || echo "exit $?"
dengine random - -o said.csv <said.csv || echo "exit $?"
dengine mix said.csv=50% before.csv -o said.csv || echo "exit $?"
run cmp said.csv before.csv
run ls out
echo 'what others may write to, too'
dengine random said.csv -o /dev/null --on-bad-row skip --rejects /dev/null -q
dengine confidence said.csv --on-bad-row skip --rejects - -q >both
cat both
echo 'a plan'
plan() { # OUTPUT EXCLUDE RUN...
    local output=$1 exclude=$2
    shift 2
    printf '{"budget": 1, "output": "%s", "exclude": ["%s"], "methods": [{"run": ["random", "said.csv"%s]}]}\n' \
        "$output" "$exclude" "$*" >plan.json
    run dengine batch plan.json --date 2024-05-06
}
plan said.csv before.csv
plan ./link.csv before.csv
plan plan.csv before.csv
plan before.csv before.csv
plan out/q.csv before.csv ', "--exclude", "out/q.csv"'
plan out/q.csv before.csv ', "--on-bad-row", "skip", "--rejects", "out/q.json"'
plan new/q.csv before.csv ', "--on-bad-row", "skip", "--rejects", "new//q.csv"'
plan out/q.csv before.csv ', "--on-bad-row", "skip", "--rejects", "before.csv"'
echo '{"mine": true}' >precious.json
plan precious.csv before.csv
cat precious.json
run cmp said.csv before.csv
echo 'its own batch of the same day is no exclusion'
plan out/%F.csv out
plan out/%F.csv out
run ls out
