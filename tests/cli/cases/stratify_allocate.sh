# 100 rows of a, 25 of b, 4 of c. Equal: c gives what it cannot fill to the others.
awk 'BEGIN { print "id,group,x"; for (i = 0; i < 129; i++) print "r" i "," (i < 100 ? "a" : i < 125 ? "b" : "c") "," (i < 100 ? i % 2 : i < 125 ? 3 * (i % 2) : 5) }' >rows.csv
shares() { dengine stratify rows.csv --by group "$@" -q | awk -F, 'NR > 1 { n[$7]++; p[$7] = $5 } END { print n["a"] + 0, n["b"] + 0, n["c"] + 0, "of", NR - 1, "p", p["a"], p["b"], p["c"] }'; }
for how in equal proportional sqrt; do echo "$how: $(shares --allocate $how -n 30)"; done
echo "equal, 7: $(shares -n 7)"
echo "equal, 2: $(shares -n 2)"
echo "proportional, 10: $(shares -n 10 --allocate proportional)"
echo "proportional, 10, at least 2: $(shares -n 10 --allocate proportional --min-per-stratum 2)"
echo "equal, all but one: $(shares -n 128)"
echo "more than there are: $(shares -n 500 -q)"
echo "all: $(shares -n all)"
echo 'neyman: size x deviation is 100 x .5 and 25 x 1.5 and 4 x 0'
echo "neyman: $(shares --allocate neyman --spread x -n 35)"
echo "neyman, at least 3: $(shares --allocate neyman --spread x -n 38 --min-per-stratum 3)"
run dengine stratify rows.csv --by group -n 10 --min-per-stratum 5
run dengine stratify rows.csv --by group -n 500 --where 'group=c'
run dengine stratify rows.csv --by group --allocate neyman
run dengine stratify rows.csv --by group --spread x
run dengine stratify rows.csv --by group --allocate neiman
run dengine stratify rows.csv --by group --allocate neyman --spread group
echo 'with fewer rows than groups, chance says which get one, not the alphabet'
awk 'BEGIN { print "id,group"; for (i = 0; i < 200; i++) print "r" i ",g" i % 20 + 10 }' >many.csv
for seed in $(seq 20); do dengine stratify many.csv --by group -n 5 --seed $seed -q; done | awk -F, '/^[0-9]/ { if (!seen[$7]++) groups++ } END { print (groups > 15 ? "most" : groups), "of 20 groups in 20 nights" }'
echo 'a stratum that gets no row is said, and then no probability is told'
run dengine stratify rows.csv --by group --allocate neyman --spread x -n 4
