# What cannot be opened or read is exit code 66; what is no table is 65.
printf 'id,label,confidence\na,cat,0.5\n' >said.csv
mkdir folder
: >empty.csv
printf '\n\n' >newlines.csv
printf 'id,label,confidence\n' >header.csv
printf 'id,label,confidence' >bare.csv
run dengine confidence missing.csv
run dengine confidence said.csv folder
run dengine confidence folder
run dengine confidence said.csv/said.csv
run dengine confidence empty.csv
run dengine confidence newlines.csv
run dengine confidence header.csv
run dengine confidence bare.csv -n 5
run dengine confidence - </dev/null
run dengine confidence - <&-
run dengine confidence - <folder
run dengine confidence /proc/self/mem | sed 's#I/O error#Input/output error#' # as musl says
