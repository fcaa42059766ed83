cat >probs.csv <<'END'
id,prob_a,prob_b
good,0.6,0.4
missing,NaN,0.4
sum,0.5,0.4
,0.5,0.5
few,0.5
word,high,0.5
better,0.5,0.5
END
run dengine confidence probs.csv
run dengine confidence probs.csv --on-bad-row skip --rejects bad.csv --explain
run cat bad.csv
run dengine confidence probs.csv --on-bad-row skip --quiet
run dengine confidence probs.csv --on-bad-row first --explain --keep prob_a
run dengine confidence probs.csv --on-bad-row first -n 2 -f jsonl
run dengine confidence probs.csv --rejects bad.csv
run dengine confidence probs.csv --on-bad-row frist
echo 'a quoting error ends the run under every policy'
printf 'id,prob_a,prob_b\na,0.5,0.5\nb"b,0.5,0.5\n' >quote.csv
for policy in fail skip first; do run dengine confidence quote.csv --on-bad-row $policy; done
printf 'id,prob_a,prob_b\na,0.5,0.5\n"b,0.5,0.5\nc,0.5,0.5\n' >open.csv
run dengine confidence open.csv --on-bad-row skip
