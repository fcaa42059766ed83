# Queues that are odd: no rank, a plain list of ids, exclusions, bad rows.
printf 'id,why\nx1,a customer\nx2,"a, b"\n' >complaints.csv
head='rank,id,score,method,inclusion_prob,reason'
printf "$head\n3,c,0.1,confidence,1,r\n1,a,0.9,confidence,1,r\n2,b,0.5,confidence,1,r\n" >shuffled.csv
run dengine mix complaints.csv=50% shuffled.csv -q
run dengine mix complaints.csv=50% shuffled.csv -q -f jsonl
printf 'id\na\nx2\n' >done.csv
run dengine mix complaints.csv=50% shuffled.csv -q --exclude done.csv
printf "$head\n1,a,0.9,confidence,1,r\n2,b,0.9,confidence,1,r\n3,a,0.8,confidence,1,r\n" >twice.csv
run dengine mix twice.csv -q
printf "$head\n1,a,0.9,confidence,1,r\n2,b,0.9,confidence,1.5,r\n" >prob.csv
run dengine mix prob.csv -q
printf "$head\n1,a,high,confidence,1,r\n" >score.csv
run dengine mix score.csv -q
printf "$head\n1,u,,confidence,1,unscorable: confidence is missing\n2,b,0.9,confidence,1,r\n" >unscorable.csv
run dengine mix unscorable.csv -q
run dengine mix shuffled.csv -q -o out/none/q.csv
printf "$head\n" >empty.csv
run dengine mix empty.csv shuffled.csv -q
run dengine mix empty.csv -q
cp shuffled.csv named.tsv && sed -i 's/,/\t/g; 1s/id/name/' named.tsv
run dengine mix named.tsv -q
run dengine mix named.tsv -q --id name
echo 'JSON lines'
printf '{"rank":2,"id":"b","score":0.25,"method":"x","why":"y, \\"z\\""}\n\n{"rank":1,"id":"a","score":1.0,"method":"x"}\n' >lines.jsonl
run dengine mix -n 3 lines.jsonl
gzip -k lines.jsonl
dengine mix -q -n 3 lines.jsonl.gz | cmp - <(dengine mix -q -n 3 - <lines.jsonl) && cat lines.jsonl | dengine mix -q -n 3 - --delimiter tab | cmp - <(dengine mix -q -n 3 lines.jsonl) && echo 'the same compressed and from a pipe'
printf '{"id":"a","score":0.5}\n{"id":"b","score":"high"}\n' >bad.jsonl
printf '{"id":"a","score":0.5}\n{"id":"b","score":0.4' >cut.jsonl
printf '{"id":"a","score":0.5}\n{"id":"b","boxes":[1]}\n' >other.jsonl
printf '{"label":"a"}\n' >no_id.jsonl
for file in bad cut other no_id; do run dengine mix -n 3 $file.jsonl; done
