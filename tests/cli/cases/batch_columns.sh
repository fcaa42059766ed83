# What columns are called can stand once in a plan, for all methods that do not say it themselves.
printf 'file,pred,p,cam\na,x,0.5,1\nb,y,0.9,1\nc,x,0.7,2\nd,y,0.6,2\n' >said.csv
printf 'file,answer,sure\na,x,0.9\nb,x,0.8\nc,x,0.7\nd,y,0.6\n' >other.csv
printf 'name,pred,p_x,p_y\na,x,0.5,0.5\nb,y,0.1,0.9\n' >probs.csv
cat >plan.json <<'PLAN'
{"budget": 5, "output": "out/q.csv", "id": "file", "label": "pred", "confidence": "p", "keep": "cam",
 "methods": [{"share": 1, "run": ["random", "said.csv"]},
             {"share": 2, "run": ["confidence", "said.csv"]},
             {"share": 1, "run": ["confidence", "other.csv", "--label=answer", "--confidence", "sure", "--keep", "sure"]},
             {"share": 1, "run": ["confidence", "probs.csv", "--id", "name", "--probs", "p_*", "--keep", "p_x"]}]}
PLAN
run dengine batch plan.json --date 2024-05-06 --dry-run
run dengine batch plan.json --date 2024-05-06
run cat out/q.csv
sed 's/"keep": "cam"/"keep": ["cam"]/' plan.json >list.json
run dengine batch list.json --date 2024-05-06
sed 's/"id": "file"/"id": "fil"/' plan.json >wrong.json
run dengine batch wrong.json --date 2024-05-06
# They hold for the predictions, too; a method that can do without them may lack them.
printf 'file,cam\na,1\nc,2\n' >bare.csv
printf '{"budget": 2, "output": "bare/q.csv", "predictions": "said.csv", "id": "file", "label": "pred", "confidence": "p",
 "methods": [{"run": ["random", "bare.csv"]}]}' >bare.json
run dengine batch bare.json --date 2024-05-06
run cat bare/q.csv
