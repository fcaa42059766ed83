# The difference in accuracy comes from drawn rows that are known under both models and did not teach the new one.
awk 'BEGIN { print "id,label,confidence"; for (i = 0; i < 400; i++) printf "s%03d,%s,0.9\n", i, i % 10 ? "cat" : "dog" }' >old.csv
sed 's/^\(s..[37]\),cat/\1,dog/' old.csv >new.csv
awk -F, 'BEGIN { print "id,answer" } NR > 1 && NR < 122 { id = $1; printf "%s,%s\n", id, id ~ /[357]$/ ? "dog" : $2 }' old.csv >answers.csv
night() { # FIRST: five picks, thirty drawn rows
    echo rank,id,score,method,inclusion_prob,reason
    for ((k = 0; k < 35; k++)); do printf '%d,s%03d,0.5,%s\n' $((k + 1)) $(($1 + k)) "$( ((k < 5)) && echo doubt,1, || echo random,0.1,)"; done
}
mkdir nights
night 0 >nights/2026-11-20.csv
night 40 >nights/2026-11-21.csv
accuracy() {
    dengine recheck old.csv new.csv --answers answers.csv "$@" -o queue.csv --verdict - | sed -n '2,/^$/p'
}
echo '--- two nights; one of them; that one taught the new model; both did'
accuracy --queue nights
accuracy --queue nights/2026-11-21.csv
printf 'id\ns050\n' >one.csv
accuracy --queue nights --trained one.csv
accuracy --queue nights --trained answers.csv
echo '--- picks that taught it are no sample anyway'
printf 'id\ns040\ns041\n' >picks.csv
accuracy --queue nights --trained picks.csv
echo '--- nothing was drawn; nothing that was answered'
grep -v random nights/2026-11-20.csv >picked.csv
accuracy --queue picked.csv
head -n 7 nights/2026-11-20.csv | sed 's/s00/x00/' >strange.csv
run dengine recheck old.csv new.csv --answers answers.csv --queue strange.csv -q
echo '--- of some it was only said that the old label is wrong'
awk -F, 'BEGIN { print "id,label,correct" } NR == FNR { old[$1] = $2; next } FNR > 1 { print $1 "," old[$1] "," ($2 == old[$1] ? "yes" : "no") }' old.csv answers.csv >correct.csv
dengine recheck old.csv new.csv --answers correct.csv --queue nights -o queue.csv --verdict - | sed -n '2,10p'
