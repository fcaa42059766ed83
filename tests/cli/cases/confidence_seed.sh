# Only ties depend on the seed; any text is a seed.
printf 'id,label,confidence\n' >ties.csv
for i in 1 2 3 4 5 6 7 8; do echo "s$i,cat,0.5"; done >>ties.csv
echo 'first,cat,0.4' >>ties.csv
ids() { dengine confidence ties.csv "$@" | cut -d, -f2 | tail -n +2 | paste -sd' '; }
ids
ids --seed 0
ids --seed 1
ids --seed 2024-05-06
