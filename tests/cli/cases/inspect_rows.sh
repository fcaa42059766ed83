# What inspect says of many rows and columns: more kinds of bad rows than are kept, times of several workers, wide tables.
awk 'BEGIN { n = 1010
    printf "id"; for (k = 0; k < n; k++) printf ",prob_%c%c%c", 97 + k % 26, 97 + int(k / 26) % 26, 97 + int(k / 676); print ""
    for (i = 0; i < 300 + n; i++) { printf "s%d", i; for (k = 0; k < n; k++) printf i - 300 == k ? ",x" : k ? ",0" : ",1"; print "" }
}' >kinds.csv
dengine inspect kinds.csv | sed '9,25d'
awk 'BEGIN { print "id,time,label,confidence"
    for (i = 0; i < 120000; i++) { day = i == 77777 ? 9 : i == 5555 ? 1 : 5
        printf "s%d,2026-01-%02dT%02d:%02d:%02dZ,cat,0.5\n", i, day, int(i / 3600) % 24, int(i / 60) % 60, i % 60 }
}' >times.csv
for threads in 1 4; do dengine inspect times.csv --threads $threads | grep '^  time  *2'; done
echo 'of a wide table the first columns are looked at'
awk 'BEGIN { printf "id"; for (k = 0; k < 300; k++) printf ",m%d_x", k; print ""
    for (i = 0; i < 3; i++) { printf "s%d", i; for (k = 0; k < 300; k++) printf k % 100 == 50 && i == 1 ? "," : ",w"; print "" }
}' >wide.csv
dengine inspect wide.csv | grep '^  cells'
