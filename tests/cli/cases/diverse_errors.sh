# Options that need others, and files that do not fit.
printf 'id,label,confidence\na,cat,0.5\nb,cat,0.6\n' >p.csv
printf 'id,e0\na,1\nb,2\na,3\n' >e.csv
run dengine confidence p.csv --pool 5x
run dengine confidence p.csv --covered p.csv
run dengine confidence p.csv --duplicates d.csv
run dengine confidence p.csv --distinct 0.9
run dengine confidence p.csv --distinct 2
run dengine confidence p.csv --diverse e.csv --pool few
run dengine confidence p.csv --diverse e.csv --pool 5 -n 10
run dengine confidence p.csv --diverse e.csv --lambda 2
run dengine confidence p.csv --diverse e.csv --diverse-by score
run dengine confidence p.csv --diverse e.csv --diverse-by kmeans
run dengine confidence p.csv --diverse missing.csv
run dengine confidence p.csv --diverse missing.npy
run dengine confidence p.csv --diverse e.csv
run dengine confidence p.csv --diverse e.csv --covered missing.csv
run dengine random p.csv --fraction 0.5 --diverse e.csv
printf 'id,e0\na,1\nb,2\n' >e.csv
run dengine confidence p.csv --diverse e.csv --distinct 0.9 --duplicates no/such/folder.csv
