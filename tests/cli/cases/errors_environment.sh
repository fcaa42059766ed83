# What surrounds a run changes no queue: variables, closed streams, limits.
printf 'id,label,confidence\na,cat,0.5\nb,cat,0.75\n' >said.csv
echo '{"budget": 1, "output": "out/%F.csv", "methods": [{"run": ["confidence", "said.csv", "-n", "1"]}]}' >plan.json
echo 'options behind operands, whatever POSIXLY_CORRECT says'
export POSIXLY_CORRECT=1
run dengine confidence said.csv -n 1 -- said.csv
run dengine batch plan.json --date 2024-05-06 -q
cat out/2024-05-06.csv
unset POSIXLY_CORRECT
echo 'standard streams that are closed'
for closed in '<&-' '>&-' '2>&-' '<&- >&- 2>&-'; do
    code=0
    eval "dengine confidence said.csv -o queue.csv $closed" || code=$?
    echo "exit $code: $closed"
    cat queue.csv
    rm queue.csv
done
code=0
dengine confidence said.csv >&- 2>errors || code=$?
echo "exit $code: $(cat errors)"
code=0
dengine confidence bad.csv -o queue.csv 2>&- || code=$?
echo "exit $code"
code=0
dengine random - <&- 2>&1 || code=$?
echo "exit $code"
echo 'a limit on the size of files is a full disk'
{ echo id; seq 100000; } >ids.csv
(ulimit -f 8; run dengine random ids.csv -n all -o queue.csv)
echo 'a pipe that is read twice is kept in TMPDIR'
mkdir elsewhere
{ echo id,v; seq -f '%g,0.5' 20; } | TMPDIR=$PWD/elsewhere dengine stratify - --by 'bin(v,2)' -n 1 | sed -n 1p
{ echo id,v; seq -f '%g,0.5' 20; } | TMPDIR=$PWD/missing dengine stratify - --by 'bin(v,2)' -n 1 2>&1 | sed "s|$PWD|.|" || true
run ls -A
