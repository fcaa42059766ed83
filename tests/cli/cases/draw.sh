# --draw: a sample whose chances grow with the score; worked by hand for three of ten rows.
printf 'id,label,confidence\na,x,0.1\nb,x,0.5\nc,x,0.8\nd,x,0.9\ne,x,0.98\nf,x,0.98\ng,x,0.98\nh,x,0.98\ni,x,0.98\nj,x,0.98\n' >ten.csv
run dengine confidence ten.csv -n 3 --draw
dengine confidence - -n 3 --draw <ten.csv | cmp - <(dengine confidence ten.csv -n 3 --draw) && echo 'the same from standard input'
cat ten.csv | dengine confidence - -n 3 --draw --threads 3 | cmp - <(dengine confidence ten.csv -n 3 --draw) && echo 'the same from a pipe'
shift_rows ten.csv 5 | dengine confidence - -n 3 --draw | cmp - <(dengine confidence ten.csv -n 3 --draw) && echo 'the same in any order'
echo 'a uniform score is the draw of random'
sed 's/,0\..*/,0.7/' ten.csv >same.csv
dengine random same.csv -n 4 | cut -d, -f2,5 | cmp - <(dengine confidence same.csv -n 4 --draw | cut -d, -f2,5) && echo 'the same rows and probabilities'
echo 'entropy over ln K; joins; a helper'
printf 'id,prob_x,prob_y\na,0.5,0.5\nb,0.9,0.1\nc,1,0\nd,0.75,0.25\n' >probs.csv
run dengine confidence probs.csv --measure entropy -n 2 --draw | cut -d, -f1-5,9-
printf 'id,label,confidence\na,x,0.9\nb,y,0.8\nc,x,0.7\nd,y,0.6\n' >one.csv
printf 'id,label,confidence\na,x,0.9\nb,x,0.8\nc,x,0.7\nd,x,0.6\n' >two.csv
run dengine teacher one.csv two.csv -n 2 --draw | awk -F, '/^[$!]/ { print; next } { print $2, $5, $(NF - 2), $(NF - 1), $NF }'
echo 'no scale from 0 to 1, no draw; no cap, one measure; an id that stands twice'
cp probs.csv other.csv
run dengine ensemble probs.csv other.csv -n 2 --draw --measure max_kl
run dengine confidence ten.csv --draw --cap label=1
run dengine confidence probs.csv --draw --measure margin,entropy
cat ten.csv <(tail -n 2 ten.csv) >twice.csv
run dengine confidence twice.csv -n 2 --draw
run dengine random ten.csv --draw
echo 'in a plan it is the random share'
printf '{"budget": 4, "output": "q.csv", "methods": [{"run": ["confidence", "ten.csv"], "draw": true}, {"run": ["confidence", "ten.csv"]}]}' >plan.json
run dengine batch plan.json
cut -d, -f2,4,5 q.csv
grep -E '"run":|"sample"|"population"' q.json
dengine confidence ten.csv -n 4 --draw -q -o drawn.csv; dengine confidence ten.csv -n 4 -q -o best.csv
dengine mix -n 4 drawn.csv best.csv -q | cmp - q.csv && echo 'the same as the mix'
echo 'frames: what has nothing beside it counts as right and may be drawn'
printf 'id,timestamp,stream,label,confidence\na,1,s,cat,0.9\nb,2,s,dog,0.6\nc,3,s,cat,0.9\nd,4,s,cat,0.8\nalone,1,t,cat,0.5\n' >frames.csv
run dengine consistency frames.csv -n all --draw --window 2f
run dengine consistency frames.csv -n all --window 2f -q | cut -d, -f2
echo 'what is like an error: half the similarity is the forecast'
printf 'id,e_0,e_1\nseed,1,0\nnear,2,0.1\nfar,-1,0.1\naside,0,3\n' >vectors.csv
printf 'id\nseed\n' >seeds.csv
run dengine similar vectors.csv --embedding 'e_*' --like seeds.csv -n all --draw
run dengine similar vectors.csv --embedding 'e_*' --like seeds.csv --draw --metric euclidean
run dengine similar vectors.csv --embedding 'e_*' --like seeds.csv --draw --per-seed 2
echo 'learn: the probability that it is wrong is the forecast; until something is learnt the mean of the scores'
{ echo id,score,method,label; for i in 0 1 2 3 4 5 6 7 8 9; do echo "n$i,0.$i,doubt,cat"; done; } >scores.csv
{ echo id,score,method,label,score_margin; printf 't%d,0.%d,doubt,cat,0.4\n' 1 1 2 9 3 5; } >tonight.csv
{ echo id,correct; for i in 0 1 2 3 4 5 6 7 8 9; do echo "n$i,$([ $i -lt 5 ] && echo yes || echo no)"; done; } >answers.csv
run dengine learn tonight.csv scores.csv --answers answers.csv -n all
run dengine learn tonight.csv scores.csv --answers answers.csv -n 2 --draw
dengine learn tonight.csv <(cat scores.csv) --answers answers.csv -n 2 --draw | cmp - <(dengine learn tonight.csv scores.csv --answers answers.csv -n 2 --draw --threads 5) && echo 'the same from a pipe'
run dengine learn tonight.csv --answers answers.csv -n 2 --draw
sed 's/0\.9/9/' tonight.csv >far.csv
run dengine learn far.csv --answers answers.csv -n 2 --draw -q | cut -d, -f2,10
cut -d, -f1-4 far.csv >alone.csv
run dengine learn alone.csv --answers answers.csv -n 2 --draw
echo 'the record tells the mean forecast of each class, and report holds the drawn rows of a class against it'
{ echo id,label,confidence; for i in $(seq 60); do echo "r$i,$((i % 3 ? 1 : 2)),0.$((i % 6 == 3 ? 40 + i % 11 : 75 + i % 13))"; done; } >said.csv
{ echo id,label; for i in $(seq 60); do echo "r$i,$((i % 3 ? 1 : 2 - i % 2))"; done; } >truth.csv
printf '{"budget": 36, "output": "n.csv", "methods": [{"run": ["confidence", "said.csv"], "draw": true}]}' >classes.json
dengine batch classes.json
grep -A2 '"sample"' n.json
dengine report n.csv --answers truth.csv | sed -n '/^model says/,/^$/p'
sed -i '/{"label"/d; s/"classes": \[/&]},/' n.json
dengine report n.csv --answers truth.csv | sed -n '/^model says/,/^$/p'
