# What --diverse chose from a random draw has no known probability, and a mix does not invent one.
cd "$ROOT/data/digits"
dengine random predictions.csv -n 5 --diverse embeddings.csv -q -o "$T/spread.csv"
dengine confidence probs.csv -n 5 -o "$T/doubt.csv"
cut -d, -f2,4,5 "$T/spread.csv"
dengine mix -n 6 "$T/spread.csv" "$T/doubt.csv" -q | cut -d, -f2,4,5
dengine random predictions.csv -n 5 -q -o "$T/random.csv"
dengine mix -n 6 "$T/spread.csv=50%" "$T/random.csv=50%" -q | cut -d, -f2,4,5
