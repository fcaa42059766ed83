# 73: the output cannot be created. 74: it cannot be written; help and the bad rows are outputs, too.
printf 'id,label,confidence\na,cat,0.5\nb,cat,x\n' >said.csv
mkdir folder
run dengine confidence said.csv --on-bad-row skip -q -o missing/queue.csv
run dengine confidence said.csv --on-bad-row skip -q -o folder
run dengine confidence said.csv --on-bad-row skip -q --rejects missing/bad.csv
run dengine confidence said.csv --on-bad-row skip -q -o /dev/full
run dengine confidence said.csv --on-bad-row skip -q --rejects /dev/full
for arguments in 'confidence said.csv --on-bad-row skip -q' --help --version 'help man' 'confidence --help'; do
    code=0
    dengine $arguments >/dev/full || code=$?
    echo "exit $code: $arguments"
done 2>&1
code=0
dengine random said.csv >&- 2>errors || code=$?
echo "exit $code, $(wc -l <errors) line"
echo 'an output that cannot be created is found before the input is read'
mkfifo pipe
exec 8<>pipe # a pipe that never ends
cat said.csv >&8
timeout 20 dengine random - -o missing/queue.csv <pipe 2>/dev/null || echo "exit $?"
exec 8>&-
rm pipe
run ls
