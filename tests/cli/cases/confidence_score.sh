# --score COL: any number of the user's own ranks, with everything that a queue has.
printf 'id,loss,label,confidence,cam\na,0.25,x,0.5,1\nb,5.5,y,0.6,1\nc,-1,y,0.7,2\nd,5.5000000004,z,0.7,2\n' >loss.csv
run dengine confidence loss.csv --score loss
run dengine confidence loss.csv --score=-loss
run dengine confidence - --score loss --threads 3 -n 1 <loss.csv
printf 'id\nb\n' >done.csv
run dengine confidence loss.csv --score loss --cap cam=1 --keep cam --where 'loss>0' --exclude done.csv
printf 'id,e0,e1\na,1,0\nb,0,1\nc,0,1\nd,0.1,1\n' >vectors.csv
run dengine confidence loss.csv --score loss --diverse vectors.csv -n 2 -f jsonl
echo 'without a prediction there is none to show'
printf 'id,std\na,0.1\nb,2.5\nb,3\nc,0.4\n' >std.csv
run dengine confidence std.csv --score std -n 2
run dengine confidence std.csv --score std --draw
run dengine confidence std.csv --score std --where 'std<2' --draw -n 1
printf -- '-std,id\n3,a\n4,b\n' >minus.csv
run dengine confidence minus.csv --score=-std
echo 'what cannot be ranked'
run dengine confidence loss.csv --score los
run dengine confidence loss.csv --score label
run dengine confidence loss.csv --score loss --measure margin
printf 'id,s\na,1e300\nb,\nc,inf\nd,-8e9\n' >odd.csv
run dengine confidence odd.csv --score s --on-bad-row first
run dengine confidence odd.csv --score s --on-bad-row skip
printf 'id,s\na,1e-12\nb,2e-12\nc,1e-9\n' >tiny.csv
run dengine confidence tiny.csv --score s
run dengine confidence tiny.csv --score s -n 1
echo 'a queue of scores is a queue'
dengine confidence loss.csv --score loss -o queue.csv
run dengine mix queue.csv -n 2
