# A row's draw depends on its id and the seed alone: not on other rows, not on its place.
{ echo id; seq 1000; } >day1.csv
{ echo id; seq 2000 | tac; } >day2.csv
draws() { cut -d, -f2,7 | sed 1d | sort; }
dengine random day1.csv -n all | draws >draws1
dengine random day2.csv -n all | draws >draws2
comm -12 draws1 draws2 | wc -l
dengine random day1.csv -n 50 | draws >few
dengine random day1.csv -n 100 | draws >more
comm -12 few more | wc -l
shift_rows day1.csv 700 | dengine random - -n 50 | cmp - <(dengine random day1.csv -n 50) && echo 'any order'
dengine random day1.csv -n 50 --seed 1 | draws >other
echo "$(comm -12 few other | wc -l) rows in common with another seed"
echo 'draws fill [0, 1) evenly: rows in each tenth of 2000'
awk -F, '{ n[int($2 * 10)]++ } END { for (i = 0; i < 10; i++) printf "%s%d", i ? " " : "", n[i]; print "" }' draws2
