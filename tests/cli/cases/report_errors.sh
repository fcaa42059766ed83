printf 'rank,id,score,method,inclusion_prob,reason\n1,a,0.9,random,0.5,drawn\n2,b,0.8,random,0.5,drawn\n' >queue.csv
printf 'id,label\na,cat\nb,dog\n' >answers.csv
run dengine report queue.csv
run dengine report queue.csv --answers nothing.csv
run dengine report queue.csv --answers answers.csv
printf 'id,label\nx,cat\n' >others.csv
run dengine report queue.csv --answers others.csv
run dengine report queue.csv --answers answers.csv --by camera
run dengine report queue.csv --answers answers.csv -f pdf
printf 'id,label,confidence\na,cat,0.9\nb,cat,high\n' >predictions.csv
run dengine report queue.csv --answers answers.csv --predictions predictions.csv
printf '{"population": "many"' >queue.json
run dengine report queue.csv --answers answers.csv
echo 'a folder of queues before its first night'
mkdir queues
run dengine report queues --answers answers.csv
