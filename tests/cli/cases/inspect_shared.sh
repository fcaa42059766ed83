# Every command that is printed for the tables of others works on them.
data
for file in *.csv ensemble/*.csv har/*.csv tiny/*.csv dirty/*.csv; do
    { dengine inspect "$file" 2>/dev/null || true; } | sed -n 's/^    dengine/dengine/p' | while read -r line; do
        sh -c "$line -o $T.queue -q -n 5" 2>"$T.why" </dev/null || echo "FAILED: $line: $(cat "$T.why")"
    done
done
echo done
