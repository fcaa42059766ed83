# Arguments and cells at the edge of what they may be.
printf 'id,p,prob_a,prob_b,logit_a,label,confidence\nx,0.9,0.9,0.1,1,a,0.9\ny,0.4,0.4,0.6,-1,b,0.6\nz,101,0.5,0.5,0,a,50\n' >t.csv
show() { run dengine confidence t.csv -n 1 --on-bad-row skip "$@"; }
show --positive p=
show --positive p=a,
show --positive p=a,a
show --positive p=a,b
show --positive p=,b
show --positive logit_a=up,down
show --probs 'prob_*' --logits 'logit_*'
show --probs 'prob_*' --positive p
show --logits 'logit_*' --positive p
show --label label --confidence p
show --label label --confidence p --positive p
show --logits logit_a
show --logits 'logit_*' --temperature 0
show --tolerance 2
show --tolerance -1
show --multilabel --label label
show --multilabel --probs 'none_*'
run dengine confidence t.csv --header a,b,c -n 1
run dengine confidence t.csv --header id,,prob_a,prob_b,,, -n 1
run dengine confidence t.csv --header ,,,,,, -n 1
run dengine stratify t.csv -q -n 2 --by 'bin(p,2)'
run dengine stratify t.csv -q -n 2 --by 'bin(p,2'
run dengine stratify t.csv -q -n 2 --by 'bin(p,1,2,3)' --on-bad-row skip
run dengine stratify t.csv -q -n 2 --by 'bin(none,2)'
run dengine stratify t.csv -q -n 2 --by 'bin(label,2)' --on-bad-row skip
run dengine stratify t.csv -q -n 2 --by 'hour(id)' --on-bad-row skip
run dengine stratify t.csv -q -n 2 --by 'hour(id),)'
run dengine stratify t.csv -q -n 2 --by 'label,label'
run dengine stratify t.csv -q -n 2 --by ''
echo 'what is left out'
printf 'rank,dengine_id,answer\n1,x,a\n' >sheet.csv
run dengine random t.csv -q -n 3 --exclude sheet.csv
printf '{"id": "y", "label": "a"}\n' >one.jsonl
run dengine random t.csv -q -n 3 --exclude one.jsonl
printf '  \n\n[{"id": "y", "label": "a"}]\n' >list.json
run dengine random t.csv -q -n 3 --exclude list.json
printf '{"made": "by hand"}\n' >queue.csv.json
mkdir -p done/deeper && cp sheet.csv done/ && touch done/sheet.csv.lock
run dengine random t.csv -q -n 3 --exclude done
run dengine random t.csv -q -n 3 --exclude 'done/*'
run dengine random t.csv -q -n 3 --exclude t.csv:none
run dengine random t.csv -q -n 3 --exclude 'nothing*.csv'
run sh -c 'dengine random t.csv -q -n 3 --exclude - <sheet.csv'
echo 'queues that were edited'
dengine random t.csv -q -n 3 >q.csv
sed 's/^1,/one,/' q.csv >rank.csv && run dengine mix rank.csv -n 2 -q
awk -F, 'NR == 2 { $5 = 0 } 1' OFS=, q.csv >zero.csv && run dengine mix zero.csv -n 2 -q
awk -F, 'NR == 2 { $5 = 1.5 } 1' OFS=, q.csv >above.csv && run dengine mix above.csv -n 2 -q
awk -F, 'NR == 3 { $5 = "" } 1' OFS=, q.csv >unknown.csv && run dengine mix unknown.csv -n 2 -q
cut -d, -f1-6 q.csv >bare.csv && run dengine mix bare.csv t.csv=1 -n 2 -q
(head -n 1 q.csv; tail -n +2 q.csv | sort -r) >turned.csv && run dengine mix turned.csv -n 2 -q
(cat q.csv; tail -n 1 q.csv) >twice.csv && run dengine mix twice.csv -n 2 -q
