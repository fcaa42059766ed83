# The guide's notebook, with pandas and polars: the queue is the one of the file, and ids of any kind come back as they went.
python=${DENGINE_NOTEBOOK:-python3}
for module in pandas polars; do
    "$python" -c "import $module" 2>/dev/null || skip "no $module for $python (\$DENGINE_NOTEBOOK names another)"
done
cat >run.py <<'END'
import csv
import re
import sys

guide, module = sys.argv[1:]
code = next(code for code in re.findall(r"```python\n(.*?)```", open(guide).read(), re.S) if f"import {module}" in code)
exec(code.replace("print(", "len("))
ids = queue["id"].to_list()
print(module, len(ids), "rows, as from the file:", ids == [row["id"] for row in csv.DictReader(open("queue.csv"))])

odd = ["0001", "1e3", "NA", "null", "True", "2024-01-01", "1_000", "-0", " x ", 'a"b', "a,b", "l\nm", "\u00e9", "\U0001f600", "\u2028", "1.0"]
rows = {"id": odd, "label": ["1"] * len(odd), "confidence": [0.5] * len(odd)}
frame = pd.DataFrame(rows) if module == "pandas" else pl.DataFrame(rows)
open("odd.csv", "w", newline="").write(frame.to_csv(index=False) if module == "pandas" else frame.write_csv())
code = code.replace('"20"', '"16"').replace('data/digits/probs.csv', 'odd.csv').replace('"margin"', '"least_confidence"')
exec(code.replace("print(", "len("))
back = queue["id"].to_list()
print("ids that came back as they went:", sum(name in back for name in odd), "of", len(odd), "label:", repr(queue["label"].to_list()[0]))
END
ln -s "$ROOT/data" data
dengine confidence data/digits/probs.csv --measure margin -n 20 -q -o queue.csv
for module in pandas polars; do
    "$python" run.py "$ROOT/data/README.md" "$module"
done
