# `also` names the rank that the queue gave its row: cut out of a longer queue it stays what it was.
printf 'rank,id,score,method\n7,a,0.9,x\n9,b,0.8,x\n' >x.csv
printf 'rank,id,score,method\n3,a,0.9,y\n5,b,0.8,y\n' >y.csv
printf 'id,score\nb,0.9\na,0.8\n' >z.csv
run dengine mix x.csv y.csv z.csv -n 2 -q
