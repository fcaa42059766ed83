# A confidence that is no probability is one line with its place; harmless spellings are read.
data dirty
for file in confidence_*.csv; do
    dengine confidence $file -n all >"$T/queue" 2>"$T/line" && code=0 || code=$?
    case $code in
    0) echo "$(wc -l <"$T/queue") lines, $file: $(grep "^[0-9]*,$(sed -n 8p $file | cut -d, -f1)," "$T/queue")" ;;
    *) echo "exit $code, $(wc -c <"$T/queue") bytes: $(cat "$T/line")" ;;
    esac
    dengine confidence $file --on-bad-row first | sed 1d | awk -F, -v file=$file -v code=$code '$3 == "" { bad++ } END { if ((code > 0) != (bad == 1) && file != "confidence_locale.csv") print file ": " bad + 0 " unscorable" }'
done 2>/dev/null
