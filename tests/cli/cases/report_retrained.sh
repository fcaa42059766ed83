# With --retrained a report holds the reviewed model against the one that replaces it; what taught that one is no sample.
cd "$ROOT"
d=data/recheck
review="$d/queue.csv --answers $d/answers.csv --predictions data/digits/predictions.csv"
run dengine report $review --retrained $d/retrained.csv --trained $d/trained.csv -f csv | grep -E '^[$]|retrained'
dengine report $review --retrained $d/retrained.csv --trained $d/trained.csv | sed -n '/replaces/,/^$/p'
dengine report $review --retrained $d/retrained.csv --trained $d/answers.csv | sed -n '/replaces/,/^right/p'
dengine report $review --retrained $d/shuffled.csv -f html | sed -n '/replaces it/,/section>/p'
dengine report $review --retrained $d/shuffled.csv -f json | python3 -c '
import json, sys
new = json.load(sys.stdin)["retrained"]
print(new["accuracy"]["gain"], new["errors"], new["population"])'
run dengine report $d/queue.csv --answers $d/answers.csv --retrained $d/retrained.csv
