# What is wrong in the priors is told with its path; what is no JSON with line and column.
printf 'id,timestamp,label,confidence,place\na,1,person,0.9,p\nb,2,couch,0.9,p\n' >frames.csv
try() {
    printf '%s\n' "$1" >priors.json
    echo "$1"
    dengine consistency frames.csv --place place --priors priors.json -n 1 2>&1 | cut -d, -f1-5 || true
}
try '{"person": {"moves": true, "max_speed": 3.0}, "couch": {"moves": false}, "default": {"moves": false}}'
try '{}'
try '{"persn": {"moves": true}}'
try '{"zebra": {"moves": true}}'
try '{"Person": {"moves": true}}'
try '{"person": {"move": true}}'
try '{"person": {"speed": 3}}'
try '{"person": {"moves": "yes"}}'
try '{"person": {"max_speed": "3"}}'
try '{"person": {"max_speed": -1}}'
try '{"person": {"max_speed": 0}}'
try '{"person": {"max_speed": 1e999}}'
try '{"person": true}'
try '{"default": {"moves": null}}'
try '{"person": {"moves": true}, "person": {"moves": false}}'
try '[1]'
try '{"person": {"moves": true},}'
try '{"person": {"moves": True}}'
try '{"person"
  {"moves": true}}'
try ''
run dengine consistency frames.csv --priors missing.json
echo 'from standard input; a table given in its place is not read whole'
echo '{"persn": {"moves": true}}' | run dengine consistency frames.csv --place place --priors -
truncate -s 5M large.csv
run dengine consistency frames.csv --place place --priors large.csv
