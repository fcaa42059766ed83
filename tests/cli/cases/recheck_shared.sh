# On a real set, the model against its teacher and two others, 500 rows answered: rows that are still like an error are wrong
# at least three times as often as others; the interval of the difference holds.
data
dengine confidence predictions.csv -n 300 -q -o "$T.picks.csv"
dengine random predictions.csv -n 300 -q -o "$T.random.csv"
dengine mix "$T.picks.csv=50%" "$T.random.csv=50%" -n 500 -q -o "$T.queue.csv"
awk -F, 'NR == FNR { wanted[$2]; next } FNR == 1 { print "id,answer" } $1 in wanted { print $1 "," $2 }' "$T.queue.csv" truth.csv >"$T.answers.csv"
for new in teacher_probs.csv ensemble/model_b_cnn.csv ensemble/model_c_mlp.csv; do
    dengine recheck predictions.csv $new --answers "$T.answers.csv" --queue "$T.queue.csv" --embeddings embeddings.npy \
        --ids embedding_ids.csv --share still=100% -n 50 -q -o "$T.still.csv" --verdict "$T.verdict.json"
    dengine confidence $new -n all -q -o "$T.all.csv"
    python3 - "$T" <<'END'
import csv, json, sys
def read(path, column):
    with open(path) as file:
        return {row["id"]: row[column] for row in csv.DictReader(file)}
t = sys.argv[1]
truth, old, new = read("truth.csv", "label"), read("predictions.csv", "label"), read(t + ".all.csv", "label")
answered, still = read(t + ".answers.csv", "answer"), read(t + ".still.csv", "label")
left = [i for i in new if i not in answered]
others = sum(new[i] != truth[i] for i in left) / len(left)
wrong = sum(new[i] != truth[i] for i in still)
print(f"still: {wrong} of {len(still)} wrong, {wrong / len(still) / others:.1f} times as often as others")
gain = json.load(open(t + ".verdict.json"))["accuracy"]["gain"]
true = sum((new[i] == truth[i]) - (old[i] == truth[i]) for i in new) / len(new)
print("the true gain is", "within" if gain["low"] <= true <= gain["high"] else "OUTSIDE", "the interval")
END
done
