# A queue as the tasks of each tool, ids of every kind among them; templates, classes, what is refused.
cat >queue.csv <<'END'
rank,id,score,method,inclusion_prob,reason,also,label,confidence,site
1,0001,0.9,confidence,1,"cat 0.10, dog 0.09",random#2,cat,0.10,north
2,1e3,,teacher,1,unscorable: confidence is missing,,,,
3,"a, ""b"" <é>",0.5,random,0.25,drawn at random,,dog,1,=1+1
END
for tool in label-studio doccano prodigy argilla sheet ids; do run dengine export queue.csv --to $tool; done
for tool in cvat imagefolder fiftyone; do run dengine export queue.csv --to $tool --url 'img/{id}.png' --size 64,48; done
echo 'where things are, and what they are called'
run dengine export queue.csv --url 's3://b/{site}/{id}.jpg?x={{{id:raw}}' --to ids
run dengine export queue.csv --data picture --control class --object Text --model night --labels cat,dog,bird \
    --url '{id}' --config-out config.xml -o tasks.json
cat config.xml && head -n 2 tasks.json
printf 'bird\r\ncat\ndog\n' >classes.txt
run dengine export queue.csv --to prodigy --labels classes.txt --prefill | sed -n 1,2p
run dengine export queue.csv --to doccano --prefill | cut -c 1-80
run dengine export queue.csv --to cvat --prefill --url '{id}.png' --size 8,8 | grep tag
echo 'what the deployed model said, from its predictions'
printf 'id,prob_cat,prob_dog\n0001,1,0\n1e3,0.25,0.75\n' >probs.csv
run dengine export queue.csv --to imagefolder --url '{id}.png' --predictions probs.csv |
    python3 -c 'import json, sys; [print(line if line[0] != "{" else [json.loads(line)[key] for key in ("dengine_id", "dengine_label", "dengine_confidence")]) for line in sys.stdin]'
echo 'refused'
run dengine export queue.csv --to label_studio
run dengine export queue.csv --to cvat
run dengine export queue.csv --to cvat --url '{id}.png'
run dengine export queue.csv --to cvat --url '{id}.png' --size 8x8
run dengine export queue.csv --to cvat --url '{id}.png' --size 8,
run dengine export queue.csv --to cvat --url '{id}.png' --size 0,8
run dengine export queue.csv --to cvat --url '{id}.png' --size 8,8.5
run dengine export queue.csv --to cvat --url '{id}.png' --size 8,1e10
printf 'rank,id,score,method,inclusion_prob,reason,width,height\n1,a,1,m,1,,64,48\n2,b,1,m,1,,32,\n' >sizes.csv
head -n 2 sizes.csv | run dengine export - --to cvat --url '{id}.png'
run dengine export sizes.csv --to cvat --url '{id}.png'
printf 'rank,id,score,method,inclusion_prob,reason,label\n1,a\001,1,m,1,,\n' >control.csv
run dengine export control.csv --to cvat --url '{id}.png' --size 8,8 | tail -n 3
printf 'rank,id,score,method,inclusion_prob,reason,label\n1,a,1,m,1,,b\001\n' >control.csv
run dengine export control.csv --to cvat --url '{id}.png' --size 8,8 | tail -n 3
run dengine export queue.csv --url '{sight}'
run dengine export queue.csv --url '{id'
run dengine export queue.csv --labels cat,dgo
run dengine export queue.csv --control site
run dengine export queue.csv --to ids --config-out c.xml
sed 's/site/id/' queue.csv >twice.csv
run dengine export twice.csv --id id
