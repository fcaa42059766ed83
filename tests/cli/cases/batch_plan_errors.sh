# What is wrong with a plan is told before anything runs, with its place in the file.
printf 'id,label,confidence\na,cat,0.5\n' >said.csv
plan() { echo "$1" >plan.json; run dengine batch plan.json --date 2024-05-06; [ ! -e out ] || echo 'something was written'; }
good='"budget": 10, "output": "out/q.csv"'
plan '{'
plan '{"budget": 10,, "output": "out/q.csv"}'
plan '[]'
plan "{$good}"
plan '{"output": "out/q.csv", "methods": [{"run": ["random", "said.csv"]}]}'
plan '{"budget": 10, "methods": [{"run": ["random", "said.csv"]}]}'
plan "{$good, \"methods\": []}"
plan "{$good, \"methds\": [{\"run\": [\"random\", \"said.csv\"]}]}"
plan '{"budget": 0, "output": "out/q.csv", "methods": []}'
plan '{"budget": "many", "output": "out/q.csv", "methods": []}'
plan '{"budget": 10, "output": "out/", "methods": []}'
plan '{"budget": 10, "output": "out/q.json", "methods": []}'
plan '{"budget": 10, "output": "out/%Q.csv", "methods": []}'
plan '{"budget": 10, "output": "out/% %.csv", "methods": []}'
plan '{"budget": 10, "output": "out/q.csv", "seed": true, "methods": []}'
plan '{"budget": 10, "output": "out/q.csv", "exclude": "said.csv", "methods": []}'
methods() { plan "{$good, \"methods\": $1}"; }
methods '[{"run": []}]'
methods '[{"share": "20%"}]'
methods '[{"run": "random said.csv"}]'
methods '[{"run": ["random", 5]}]'
methods '[{"run": ["randm", "said.csv"]}]'
methods '[{"run": ["batch", "plan.json"]}]'
methods '[{"run": ["random"]}]'
methods '[{"run": ["random", "-"]}]'
methods '[{"run": ["random", "said.csv", "--sed", "1"]}]'
methods '[{"run": ["random", "said.csv", "-o", "x.csv"]}]'
methods '[{"run": ["random", "said.csv", "--help"]}]'
methods '[{"run": ["confidence", "said.csv", "-n", "few"]}]'
methods '[{"run": ["random", "said.csv"], "optinal": true}]'
methods '[{"run": ["random", "said.csv"], "optional": 1}]'
methods '[{"run": ["random", "said.csv"]}, {"share": "half", "run": ["confidence", "said.csv"]}]'
methods '[{"share": "60%", "run": ["confidence", "said.csv"]}, {"share": "50%", "run": ["confidence", "said.csv"]}]'
methods '[{"share": "60%", "run": ["confidence", "said.csv"]}, {"share": "20%", "run": ["confidence", "said.csv"]}]'
methods '[{"run": ["random", "said.csv"]}, {"run": ["random", "said.csv"]}]'
cat >learns.json <<'END'
{"budget": 10, "output": "out/%F.csv", "answers": ["said.csv"], "methods": [
  {"share": "80%", "learn": ["confidence"]}, {"run": ["confidence", "said.csv"]}]}
END
run dengine batch learns.json
echo 'found when the inputs are opened'
methods '[{"run": ["random", "said.csv"]}, {"run": ["confidence", "gone.csv"]}]'
methods '[{"run": ["random", "said.csv"]}, {"run": ["confidence", "said.csv", "--id", "name"]}]' | sed 's/something was written/the folder is there/'
methods '[{"run": ["random", "said.csv"]}, {"run": ["confidence", "said.csv", "--measure", "margn"]}]' | sed 's/something was written/the folder is there/'
printf 'id,label,confidence\na,cat,0.5\nb,cat,x\n' >said.csv
methods '[{"run": ["random", "said.csv"]}, {"run": ["confidence", "said.csv"]}]' | sed 's/something was written/the folder is there/'
ls -A out
echo 'the command line'
run dengine batch missing.json
run dengine batch plan.json plan.json
run dengine batch plan.json --date 2024-5-6
run dengine batch plan.json --date 2023-02-29
run dengine batch plan.json --date tomorrow
run dengine batch plan.json --seed 3
echo 'what the plan says cannot steer a terminal, and a word is quoted as a shell takes it'
printf 'id,label,confidence\na,cat,0.5\n' >said.csv
cat >steers.json <<'END'
{"budget": 1, "seed": "\u001b[31m", "output": "out/\u202e%F.csv", "methods": [
  {"run": ["random", "said.csv", "--where", "label=it's \u001b[2J\n"]}]}
END
run dengine batch steers.json --date 2024-05-06 --dry-run
