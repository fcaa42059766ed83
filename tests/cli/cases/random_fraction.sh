# Each row on its own: 10 % lies inside 20 %, and a row's fate never changes when others are added.
{ echo id; seq 1000; } >ids.csv
{ echo id; seq 500; } >half.csv
ids() { cut -d, -f2 | sed 1d | sort; }
dengine random ids.csv --fraction 0.1 | ids >ten
dengine random ids.csv --fraction 0.2 | ids >twenty
dengine random half.csv --fraction 0.2 | ids >early
echo "$(wc -l <ten) and $(wc -l <twenty) rows, $(comm -12 ten twenty | wc -l) in common"
echo "$(wc -l <early) of the first half, $(comm -12 early twenty | wc -l) still there"
dengine random ids.csv --fraction 0.2 | awk -F, 'NR > 1 { print $5 }' | sort -u
dengine random ids.csv --fraction 1 | sed 1d | wc -l
run dengine random ids.csv --fraction 0.004
for wrong in 0 1.5 -0.1 10% x; do run dengine random ids.csv --fraction $wrong; done
run dengine random ids.csv --fraction 0.1 -n 5
run dengine random ids.csv --fraction 0.1 --cap id=1
run dengine random ids.csv --fraction 0.1 --weight id
