# Methods of a plan on tables whose rows are made: each has the queue that its command has alone.
printf 'name,part,label,confidence\na,1,cat,0.5\na,2,cat,0.7\nb,1,dog,0.9\nb,2,dog,0.6\n' >said.csv
printf 'id\nw\nx\ny\nz\n' >ids.csv
printf 'id,kind,p\na,cat,0.6\na,dog,0.4\nb,cat,0.1\nb,dog,0.9\n' >long.csv
# as OPTION...: a plan of two methods with them.
as() {
    python3 - "$@" <<'END'
import json, sys
methods = [{"share": 1, "run": ["random"] + sys.argv[1:]}, {"run": ["confidence"] + sys.argv[1:]}]
json.dump({"budget": 3, "output": "night.csv", "methods": methods}, open("plan.json", "w"))
END
    run dengine batch plan.json -q
    cat night.csv
    rm night.csv
}
as said.csv --id '#'
as said.csv --id name,part
as said.csv --ids ids.csv
as long.csv --class kind --confidence p
