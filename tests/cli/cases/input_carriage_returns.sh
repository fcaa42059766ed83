# Lines that end in carriage returns alone, as Excel for Mac writes them, are one long header: an error at its place.
printf 'id,label,confidence\rim1,cat,0.5\rim2,dog,0.6\r' >mac.csv
printf 'id,answer\rim1,cat\r' >done.csv
{ printf 'id\r'; seq 60000 | tr '\n' '\r'; } >long.csv
printf 'id,label,confidence\nim1,cat,0.5\n' >fine.csv
printf 'id,"a\rb",label,confidence\nim1,1,cat,0.5\n' >quoted.csv
run dengine confidence mac.csv
run dengine random long.csv
run dengine confidence fine.csv --exclude done.csv
run dengine confidence fine.csv --exclude long.csv
run dengine confidence fine.csv mac.csv
run dengine confidence quoted.csv
