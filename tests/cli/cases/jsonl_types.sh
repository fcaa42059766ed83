# In JSONL a column has one type, whichever command wrote it: queues, mixes and batches can be read as one table.
python3 -c '' 2>/dev/null || skip 'no python3'
G=$ROOT/data/digits D=$ROOT/data/drive
queue() {
    dengine "${@:2}" -n 20 -q -o "$1.csv"
    dengine "${@:2}" -n 20 -q -f jsonl -o "$1.jsonl"
}
queue random random $G/export.csv --keep tone,shape
queue weighted random $G/export.csv --weight confidence
queue stratify stratify $G/export.csv --by tone
queue confidence confidence $G/probs.csv --measure margin,entropy
queue drawn confidence $G/probs.csv --draw
queue teacher teacher $G/predictions.csv $G/teacher.csv
queue given teacher $G/teacher.csv --given $G/truth.csv
queue ensemble ensemble $G/ensemble/*.csv
queue augment augment $G/probs.csv $G/augment.csv --diverse $G/embeddings.csv
queue helper helper $G/predictions.csv $G/helper_8.csv --target 8
queue similar similar $G/embeddings.csv --like $G/seeds.csv --distinct 0.98
queue distance similar $G/embeddings.csv --like $G/seeds.csv --metric euclidean
queue consistency consistency $D/frames.csv --place place
head -n 301 $G/truth.csv >answers.csv
queue learn learn confidence.csv teacher.csv --answers answers.csv
# Odd rows: what cannot be scored, a column of another program, nothing at all.
printf 'id,label,confidence\na,x,1\nb,y,nought\n' >rows.csv
queue odd confidence rows.csv --on-bad-row first
printf 'id,why,weight\nz,because,12\n' >other.csv
dengine mix -n 3 other.csv odd.csv -q -f jsonl -o other.jsonl
queue twin_mix mix random.csv stratify.csv teacher.csv augment.csv consistency.csv odd.csv
# Mixes, of queues as they are and of mixes; a batch.
dengine mix -n 40 -q -f jsonl -o mix.jsonl random.csv stratify.csv confidence.csv ensemble.csv odd.csv --predictions $G/predictions.csv
dengine mix -n 40 -q -o mix.csv random.csv drawn.csv teacher.csv augment.csv helper.csv
dengine mix -n 80 -q -f jsonl -o again.jsonl mix.csv similar.csv distance.csv weighted.csv given.csv learn.csv consistency.csv
printf '{"budget": 20, "output": "batch.jsonl", "methods": [{"run": ["random", "%s/export.csv"]}, {"run": ["helper", "%s/predictions.csv", "%s/helper_8.csv", "--target", "8"]}]}' $G $G $G >plan.json
dengine batch plan.json --date 2026-11-24
python3 - *.jsonl <<'END'
import json, sys

kinds, rows = {}, 0
for name in sys.argv[1:]:
    with open(name) as lines:
        for line in lines:
            rows += 1
            for key, value in json.loads(line).items():
                if value is not None:
                    kinds.setdefault(key, {}).setdefault(type(value).__name__, name)
print(len(sys.argv) - 1, "files,", rows, "rows")
for key in sorted(kinds):
    print(key, *kinds[key] if len(kinds[key]) == 1 else kinds[key].items())
try:
    import pyarrow, pyarrow.json
except ImportError:
    sys.exit()
tables = [pyarrow.json.read_json(name) for name in sys.argv[1:]]
if pyarrow.concat_tables(tables, promote_options="default").num_rows != rows:
    print("pyarrow reads other rows")
END
# Read back it is its twin in CSV, whoever reads it: the same bytes but for the file's name.
printf 'id,answer,when\n' >said.csv
for id in $(cut -d, -f2 random.csv teacher.csv learn.csv | grep digit | sort -u); do printf '%s,%s,2026-11-24\n' "$id" "${id: -1}"; done >>said.csv
cp said.csv said.jsonl
twins=0
back() {
    dengine "$@" >one 2>one.notes && echo well >>one || echo $? >>one
    dengine "${@/%.csv/.jsonl}" >other 2>other.notes && echo well >>other || echo $? >>other
    cmp <(sed 's/\.jsonl/.csv/g' other) one && cmp <(sed 's/\.jsonl/.csv/g' other.notes) one.notes || echo "differs: $*"
    twins=$((twins + 1))
    grep -q '^well$' one || echo "exit $(tail -n 1 one): $*"
}
for queue in *.jsonl; do
    name=${queue%.jsonl}
    [ -s $name.csv ] && [ $name != said ] && [ $name != mix ] && [ $name != other ] || continue
    back mix -n 30 $name.csv
    back mix -n 30 -f jsonl $name.csv
    back export $name.csv --to sheet
    back export $name.csv --to label-studio --quiet
    back report $name.csv --answers said.csv --format json
    back answers said.csv --queue $name.csv
    back learn $name.csv --answers said.csv -n all
done
echo "$twins commands over twins"
