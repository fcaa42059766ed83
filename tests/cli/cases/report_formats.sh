# JSON has the keys it promises, every figure its four numbers; CSV a row for each; the same files the same bytes.
G=$ROOT/data/digits
dengine random $G/export.csv -n 40 --keep label,confidence,tone -o drawn.csv
dengine confidence $G/probs.csv -n 40 -o picked.csv
dengine mix -n 60 picked.csv=30 drawn.csv=30 -q -o queue.csv
report() { dengine report queue.csv --answers $G/truth.csv --predictions $G/predictions.csv --by tone "$@"; }
report -f json >report.json
python3 - <<'END'
import json
report = json.load(open("report.json"))
print(list(report))
def figures(value, path=""):
    if isinstance(value, dict):
        if "estimate" in value:
            assert list(value) == ["estimate", "low", "high", "n"], path
            assert value["high"] is None or value["low"] <= value["estimate"] <= value["high"], (path, value)
            yield path
        else:
            for key in value:
                yield from figures(value[key], path + "." + key)
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from figures(item, path + "[]")
print(*sorted(set(figures(report))), sep="\n")
END
run report -f csv -o report.csv
cut -d, -f1-3,7 report.csv | sed -n 1,8p
report -f html >a.html
report -f html --threads 1 >b.html
cmp a.html b.html && echo the same page
