# A reader that has seen enough ends the run without a word.
awk 'BEGIN { print "id,label,confidence"; for (i = 0; i < 30000; i++) print "frame" i ",cat,0." i + 10000 }' >said.csv
for format in csv jsonl; do
    set +e
    dengine confidence said.csv -n all --format $format 2>errors | head -n 1 >first
    codes=(${PIPESTATUS[@]})
    set -e
    cut -c1-40 first
    [ "${codes[0]}" = 141 ] || [ "${codes[0]}" = 0 ] || echo "exit ${codes[0]}"
    cat errors
done
trap '' PIPE
{ dengine confidence said.csv -n all 2>errors || echo "exit $?" >>errors; } | head -n 1 >/dev/null
{ dengine help man 2>>errors || echo "exit $?" >>errors; } | true
grep -v 'exit 141' errors || true
