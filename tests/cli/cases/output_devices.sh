# -o may name standard output, a pipe or a device: these are written to, not replaced.
printf 'id,label,confidence\na,cat,0.5\nb,cat,x\n' >said.csv
queue() { dengine confidence said.csv --on-bad-row skip -q -f jsonl "$@"; }
queue -o -
mkfifo pipe
queue -o pipe &
cat pipe
wait
stat -c %F pipe
queue -o /dev/null
[ -c /dev/null ] && echo 'the device is still there'
echo first >log
queue -o /dev/stdout >>log
cat log
echo first >log
queue --rejects /dev/stderr 2>>log
cat log
