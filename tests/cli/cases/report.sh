# Two nights by hand: five picks and ten drawn rows each, answers for most of them.
night() { # NIGHT FIRST: picks p1 .. p5, drawn rows r1 .. r10 of that night
    echo rank,id,score,method,inclusion_prob,reason,also,label,confidence,camera
    local i
    for i in 1 2 3 4 5; do echo "$i,p$1_$i,0.$((10 - i)),doubt,1,doubtful,$([ $i = 2 ] && echo 'margin#7'),cat,0.6,c1"; done
    for i in 1 2 3 4 5 6 7 8 9 10; do echo "$((5 + i)),r$1_$i,0.5,random,0.1,drawn at random,,$([ $((i % 2)) = 0 ] && echo cat || echo dog),0.9,c$((i % 2))"; done
}
mkdir nights
night 1 >nights/2026-11-20.csv
night 2 >nights/2026-11-21.csv
{
    echo id,label
    for n in 1 2; do
        for i in 1 2 3; do echo "p${n}_$i,dog"; done
        echo "p${n}_4,cat"
        for i in 1 2 3 4 5 6 7 8 9 10; do
            label=$([ $((i % 2)) = 0 ] && echo cat || echo dog)
            [ $n$i = 14 ] && label=bird
            echo "r${n}_$i,$label"
        done
    done
} >answers.csv
run dengine report nights --answers answers.csv --by camera --seconds-per-row 15
run dengine report nights/2026-11-21.csv --answers answers.csv -q
echo '--- nothing was drawn: no accuracy'
grep -v random nights/2026-11-20.csv >picks.csv
run dengine report picks.csv --answers answers.csv
