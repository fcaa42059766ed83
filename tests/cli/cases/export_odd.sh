# What an export shows, what it cannot take, and where an output may go.
printf 'id,label,confidence,scene,note\na.png,cat,0.9,indoor,"x,y"\ndir.d/b,dog,0.6,,z\nc,cat,0.7,out,\n' >p.csv
dengine confidence p.csv --keep scene,note -q >q.csv
show() { run sh -c "dengine export $* | head -n 3 | cut -c 1-200"; }
show q.csv --to doccano --data scene
show q.csv --to label-studio --data scene
run dengine export q.csv --to label-studio --data id
run dengine export q.csv --to label-studio --data choice
run dengine export q.csv --to label-studio --control scene
run dengine export q.csv --to label-studio --data none
run dengine export q.csv --to cvat --size 640,480
run dengine export q.csv --to cvat --url '{id}.d/' --size 640,480
run dengine export q.csv --to cvat --url '{id}.' --size 640,480
show q.csv --to cvat --url '{id}.png' --size 640,480
show q.csv --to cvat --url "'{id}.png'" --size width,height
run dengine export q.csv --to cvat --url '{id}.png' --size 0,480
run dengine export q.csv --to cvat --url '{id}.png' --size 640,
run dengine export q.csv --to imagefolder --url '{id}.png'
run dengine export q.csv --to ids
show q.csv --to prodigy --labels cat,dog,cat --prefill
run dengine export q.csv --to prodigy --labels cat,dig
printf 'fox\ncat\ndog\n\n' >classes.txt
show q.csv --to argilla --labels classes.txt --prefill
run dengine export q.csv --to prodigy --labels none.txt
run dengine export q.csv --to doccano --config-out c.xml
run dengine export q.csv --to label-studio --config-out q.csv
run dengine export q.csv --to ids --config-out
dengine export q.csv --to label-studio --config-out c.xml -o tasks.json -q && cat c.xml
printf 'rank,id,score,method,inclusion_prob,reason\n1,a,0.5,random,0.5,\n' >bare.csv
show bare.csv --to sheet
show bare.csv --to fiftyone
run dengine export bare.csv --to label-studio --config-out d.xml
echo 'outputs with a name of their own'
run dengine export bare.csv --to ids -o /dev/fd/1
run dengine export bare.csv --to ids -o /dev/stderr
run dengine export bare.csv --to ids -o /dev/fd/x
run dengine export bare.csv --to ids -o /dev/fd/
run dengine export bare.csv --to ids -o /dev/fd/-1
run dengine export bare.csv --to ids -o /dev/fd/99999999999
run dengine export bare.csv --to ids -o /dev/fd/77
run dengine export bare.csv --to ids -o none/ids.txt
run dengine export bare.csv --to ids -o .
