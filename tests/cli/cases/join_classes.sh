# Class lists that differ are told, as far as a message can hold them; what only looks different is one.
table() { # FILE CLASSES...: a row for each of two ids
    file=$1 && shift
    awk -v names="$*" 'BEGIN { n = split(names, class, " "); printf "id"; for (i = 1; i <= n; i++) printf ",prob_%s", class[i]
        for (r = 0; r < 2; r++) { printf "\ns%d", r; for (i = 1; i <= n; i++) printf ",%g", i == r + 1 ? 1 : 0 } print "" }' >"$file"
}
table few.csv cat dog
table order.csv dog cat
table other.csv cat fox
table upper.csv Cat DOG
table many.csv a b c d e f g h i j k l
table more.csv a b c d e f g h i j k m n o p q r s t u v
for file in order other upper many; do run dengine ensemble few.csv $file.csv; done
run dengine ensemble many.csv more.csv
run dengine teacher few.csv upper.csv
printf 'id,label,confidence\ns0,Cat,0.9\ns1,dog,0.5\n' >votes.csv
run dengine ensemble few.csv votes.csv
printf 'id,label,confidence\ns0,1,0.9\ns1,2,0.5\n' >numbers.csv
run dengine ensemble few.csv numbers.csv
run dengine teacher numbers.csv votes.csv
printf 'id,label,confidence\ns0,cat,0.9\ns1,,0.5\n' >empty.csv
run dengine ensemble votes.csv empty.csv
run dengine ensemble votes.csv empty.csv --on-bad-row skip
printf 'id,model,label,confidence\ns0,m1,cat,0.9\ns0,,dog,0.4\ns1,m1,dog,0.5\ns1,m2,cat,1.5\ns0,m3,cat,x\n' >members.csv
run dengine ensemble members.csv --member model
run dengine ensemble members.csv --member model --on-bad-row skip --min-members 1
run dengine ensemble members.csv --member model --on-bad-row first --min-members 1
run dengine ensemble members.csv --member none
printf 'id,score\ns0,0.5\ns1,1.4\n' >score.csv
run dengine helper few.csv score.csv --target cat
run dengine helper few.csv score.csv --target cat --on-bad-row skip
run dengine helper few.csv score.csv --target fox --on-bad-row skip
run dengine helper few.csv score.csv --target cat --confused fox --on-bad-row skip
