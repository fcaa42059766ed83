awk 'BEGIN { print "id,weather,night"; for (i = 0; i < 60; i++) print "r" i "," (i % 6 ? "sun" : "\"snow, heavy\"") "," i % 2 }' >rows.csv
run dengine stratify rows.csv --by weather,night -n 4 --explain
run dengine stratify rows.csv --by night --allocate proportional -n 5 --explain --where weather=sun --format table
run dengine stratify rows.csv --by weather --where weather=fog --explain
