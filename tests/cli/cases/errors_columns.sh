# A missing column is named, with the nearest one and the header.
printf 'ID,Label,Confidence\na,cat,0.5\n' >case.csv
printf 'id,label\na,cat\n' >none.csv
printf 'id,label,score\na,cat,0.5\n' >score.csv
printf 'id,confidence,label,confidence\na,0.5,cat,0.6\n' >twice.csv
printf 'id,prob_a,prob_b,prob_a\na,0.5,0.5,0.5\n' >classes.csv
printf 'id,prob_only\na,1\n' >single.csv
printf 'a,cat,0.5\nb,cat,0.6\n' >headless.csv
printf '# by hand\nid,label,confidence\na,cat,0.5\n' >comment.csv
printf 'id|label|confidence\na|cat|0.5\n' >bars.csv
printf 'id,label,confidence\na,,0.5\n' >label.csv
{ printf 'id'; seq -f ',c%g' -s '' 40; echo; } >wide.csv
for file in case none score twice classes headless comment bars label wide; do run dengine confidence $file.csv; done
run dengine confidence single.csv
run dengine confidence single.csv --measure margin
run dengine confidence score.csv --confidence scor
run dengine confidence score.csv --confidence score
run dengine confidence score.csv --probs 'p_*'
run dengine random twice.csv
