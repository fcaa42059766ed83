printf 'frame,label,confidence\n0001,cat,0.5\n1,cat,0.75\n' >said.csv
run dengine confidence said.csv --id frame
run dengine confidence said.csv
run dengine confidence said.csv --id frme
