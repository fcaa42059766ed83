# Exports that the tools themselves made of one run (tests/tools/check), with made-up answers: the very ids come back.
cd "$ROOT/tests/tools"
answers() {
    echo "== $*"
    dengine answers "exports/$1" --queue queue.csv "${@:2}" 2>&1
}
for file in label-studio.json label-studio.min.json label-studio.csv label-studio.tsv doccano.jsonl datumaro.json cvat.xml \
    imagefolder.jsonl; do answers $file; done
answers doccano-approved.jsonl
answers doccano-approved.jsonl --trust-prefilled
# Two tools that answered the same night, as one.
run dengine answers exports/label-studio.json exports/doccano.jsonl --several agree -q
dengine answers - --queue queue.csv -q <exports/label-studio.json >"$T.answers"
dengine answers exports/label-studio.json --queue queue.csv -q | cmp - "$T.answers" && echo 'from standard input: the same'
