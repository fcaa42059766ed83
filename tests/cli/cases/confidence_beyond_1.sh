# A probability beyond 1, a sum that is too small, a label that is missing: told alike however the cells are written.
show() { run dengine confidence said.csv "$@"; }
for cell in 1.5 1.500000 9.999999; do
    echo "--- $cell"
    printf 'id,label,confidence\na,cat,0.500000\nb,dog,%s\n' $cell >said.csv && show
    printf 'id,prob_cat,prob_dog\na,0.500000,0.500000\nb,0.000000,%s\n' $cell >said.csv && show
    printf 'id,p\na,0.500000\nb,%s\n' $cell >said.csv && show --positive p
done
echo '--- sums'
for cell in 0.899000 0.8990 .899 0.898999; do
    printf 'id,prob_cat,prob_dog\na,0.500000,0.500000\nb,%s,0.100000\n' $cell >said.csv
    show
    show --tolerance 0.001 -q --on-bad-row skip
done
show --tolerance 1
echo '--- none is tolerated'
printf 'id,prob_cat,prob_dog\na,0.500000,0.500000\nb,0.250000,0.750001\n' >said.csv
show --tolerance 0
show --tolerance 0.0000011
show --tolerance 1.5
echo '--- labels'
printf 'id,label,p\na,yes,0.500000\nb,,0.250000\nc,no,0.125000\n' >said.csv
show --positive p=yes,no --label label
show --positive p=yes,no --label label --on-bad-row skip
sed 's/000//; s/50,/5,/' said.csv >short.csv && mv short.csv said.csv
show --positive p=yes,no --label label
echo '--- logits'
printf 'id,logit_cat,logit_dog\na,1,2\nb,1e308,-1e308\n' >said.csv
show
show --temperature 0.001
show --temperature 0.001 --on-bad-row skip
echo '--- more classes than stand in the room for rows of millionths'
awk 'BEGIN {
    printf "id"; for (k = 0; k < 5000; k++) printf ",prob_%d", k; print ""
    printf "even"; for (k = 0; k < 5000; k++) printf ",0.000200"; print ""
    printf "sure"; for (k = 0; k < 5000; k++) printf k == 4321 ? ",1.000000" : ",0.000000"; print ""
    printf "short"; for (k = 0; k < 5000; k++) printf k == 7 ? ",0.9" : k == 4999 ? ",.1" : ",0"; print ""
}' >said.csv
show
show --measure entropy -n 1
