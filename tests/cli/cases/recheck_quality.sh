# On the shipped digits, whose truth is known: rows like a fixed error improve where the fix was true, and not where the
# labels were exchanged; still-rows are wrong at least three times as often as others; the interval holds the truth.
d=$ROOT/data
for model in retrained shuffled; do
    dengine recheck "$d/digits/predictions.csv" "$d/recheck/$model.csv" --answers "$d/recheck/answers.csv" \
        --queue "$d/recheck/queue.csv" --trained "$d/recheck/trained.csv" --embeddings "$d/digits/embeddings.npy" \
        --ids "$d/digits/embedding_ids.csv" --share churn=50% -n all -q -o $model.csv --verdict $model.json
done
python3 - "$d" <<'END'
import csv, json, sys
data = sys.argv[1]

def read(path, column):
    with open(path) as file:
        return {row["id"]: row[column] for row in csv.DictReader(file)}

truth = read(f"{data}/digits/truth.csv", "label")
old = read(f"{data}/digits/predictions.csv", "label")
trained = read(f"{data}/recheck/trained.csv", "id")
reviewed = read(f"{data}/recheck/answers.csv", "answer")
for model in ("retrained", "shuffled"):
    new = read(f"{data}/recheck/{model}.csv", "label")
    verdict, kind = json.load(open(model + ".json")), read(model + ".csv", "kind")
    like, gain = verdict["population"]["neighbours"], verdict["accuracy"]["gain"]
    share = like["near"]["right"] / like["near"]["rows"]
    print(f"{model}: of rows like an error {share:.2f} moved to its right label, of others {like['far_right']:.2f}")
    others = [i for i in truth if i not in trained]
    true = sum((new[i] == truth[i]) - (old[i] == truth[i]) for i in others) / len(others)
    print("  the true gain is", "within" if gain["low"] <= true <= gain["high"] else "OUTSIDE", "the interval")
    left = [i for i in truth if i not in reviewed]
    wrong = sum(new[i] != truth[i] for i in left) / len(left)
    still = [new[i] != truth[i] for i in kind if kind[i] == "still"]
    print(f"  still: {sum(still)} of {len(still)} wrong, {sum(still) / len(still) / wrong:.1f} times as often as others")
    broken = [old[i] == truth[i] != new[i] for i in kind if kind[i] == "broken"]
    other = [old[i] == truth[i] != new[i] for i in kind if kind[i] == "churn"]
    print(f"  broken: {sum(broken)} of {len(broken)} were right and are not, of the other changes {sum(other)} of {len(other)}")
END
