# Verdicts at the edge: standard input, no vectors, only yes or no, as much fixed as broken, names beyond what is shown.
printf 'id,label,confidence\na,cat,0.9\nb,dog,0.8\nc,cat,0.7\nd,dog,0.6\n' >old.csv
printf 'id,label,confidence\na,dog,0.9\nb,dog,0.8\nc,cat,0.7\nd,cat,0.6\n' >new.csv
printf 'id,answer\na,dog\nb,dog\n' >answers.csv
printf 'id,label,correct\na,cat,no\nb,dog,yes\nd,dog,no\n' >correct.csv
printf 'id,e0,e1\na,1,0\nb,0,1\nc,1,0.1\nd,0.1,1\n' >vectors.csv
echo '--- standard input'
run sh -c 'dengine recheck - new.csv --answers answers.csv -q -o queue.csv <old.csv'
sh -c 'dengine recheck - new.csv --answers answers.csv -o queue.csv <old.csv' 2>&1 | sed -n 1p
sh -c 'dengine recheck old.csv - --answers answers.csv -o queue.csv <new.csv' 2>&1 | sed -n 1p
echo '--- a verdict for a program: without vectors, with them, of answers that only say yes or no'
verdict() { dengine recheck old.csv new.csv "$@" -q -o queue.csv --verdict verdict.json && cat verdict.json; }
verdict --answers answers.csv
verdict --answers answers.csv --embeddings vectors.csv --near 0.9
verdict --answers correct.csv
echo '--- as much fixed as broken'
{ echo rank,id,score,method,inclusion_prob,reason,label; for i in $(seq 40); do echo "$i,s$i,0.5,random,0.5,r,cat"; done; } >drawn.csv
{ echo id,label,confidence; for i in $(seq 40); do echo "s$i,cat,0.8"; done; } >before.csv
sed 's/^s[1-4],cat/&x/; s/catx/dog/' before.csv >after.csv
{ echo id,answer; for i in $(seq 40); do echo "s$i,$([ $i -le 2 ] && echo dog || echo cat)"; done; } >said.csv
run dengine recheck before.csv after.csv --answers said.csv --queue drawn.csv -o queue.csv
echo id >trained.csv
run dengine recheck before.csv after.csv --answers said.csv --queue drawn.csv --trained trained.csv -o queue.csv
echo '--- more changes than are shown'
{ echo id,label,confidence; for i in $(seq 60); do echo "s$i,c$i,0.8"; done; echo z,c0,0.8; } >before.csv
{ echo id,label,confidence; for i in $(seq 60); do echo "s$i,c$((i - 1)),0.8"; done; echo z,c0,0.8; } >after.csv
printf 'id,answer\nz,c0\n' >said.csv
dengine recheck before.csv after.csv --answers said.csv -o queue.csv 2>&1 | tail -n 3
