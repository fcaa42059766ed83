# What a report or a recheck prints for a person: no name of a table steers the terminal, wherever it stands.
name=$'\e[31mred\xe2\x80\xaeeulb\xc2\x9b7m'
{
    echo rank,id,score,method,inclusion_prob,reason,label,confidence,place
    for i in 1 2 3; do echo "$i,$name$i,0.5,$name,1,r,$name,0.9,$name"; done
    for i in 4 5 6; do echo "$i,$name$i,0.5,random,0.1,r,$name,0.9,$name"; done
} >queue.csv
printf 'id,answer,annotator\n' >answers.csv
for i in 1 2 3 4 5 6; do printf '%s%d,%s,ann\n%s%d,%s,bob\n' "$name" $i "$name" "$name" $i "$([ $i = 1 ] && echo cat || echo "$name")"; done >>answers.csv
printf 'other,cat,ann\n' >>answers.csv
for label in "$name" cat; do
    echo id,label,confidence
    for i in 1 2 3 4 5 6; do echo "$name$i,$label,0.8"; done
done | awk '/^id/ { file = file ? "new.csv" : "old.csv" } { print >file }'
run dengine report queue.csv --answers answers.csv --by place
dengine recheck old.csv new.csv --answers answers.csv 2>&1 >/dev/null | tail -n 2
dengine report queue.csv --predictions old.csv --retrained new.csv --answers answers.csv | sed -n '/^from/,$p'
for command in 'report queue.csv --by place' 'report queue.csv --predictions old.csv --retrained new.csv' 'recheck old.csv new.csv -o out'; do
    dengine $command --answers answers.csv 2>&1 | grep -ac $'\e\|\xe2\x80\xae\|\xc2\x9b' || true
done
