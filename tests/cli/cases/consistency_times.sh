# Times: zones, units, equal times, and what is no time.
score() { run dengine consistency "$@" -n 3 | cut -d, -f2-3,6-; }
printf 'id,timestamp,label,confidence\na,2023-03-01T10:00:00Z,x,0.9\nb,2023-03-01T11:00:01+01:00,y,0.9\nc,2023-03-01 10:00:02,x,0.9\nd,2023-03-01T05:00:03-05:00,x,0.9\n' >zones.csv
score zones.csv
printf 'id,timestamp,label,confidence\na,1677664800,x,0.9\nb,1677664801,y,0.9\nc,1677664802,x,0.9\nd,1677664803,x,0.9\n' >seconds.csv
printf 'id,timestamp,label,confidence\na,1677664800000,x,0.9\nb,1677664801000,y,0.9\nc,1677664802000,x,0.9\nd,1677664803000,x,0.9\n' >milliseconds.csv
printf 'id,timestamp,label,confidence\na,0.00,x,0.9\nb,1.00,y,0.9\nc,2.0,x,0.9\nd,3e0,x,0.9\n' >start.csv
for file in seconds milliseconds start; do
    dengine consistency $file.csv | cmp - <(dengine consistency zones.csv) && echo "$file: the same"
done
echo 'equal times are ordered by id, whatever the order of rows'
printf 'id,at,label,confidence\nf3,5,b,0.9\nf1,5,a,0.9\nf4,5,a,0.8\nf2,5,a,0.7\n' >ties.csv
score ties.csv --time at
{ head -n 1 ties.csv; sed 1d ties.csv | sort -r; } >reversed.csv
dengine consistency ties.csv --time at | cmp - <(dengine consistency reversed.csv --time at) && echo same
echo 'errors'
{ sed 1q seconds.csv; echo 'm,1677664800000,x,0.9'; sed 1d seconds.csv; } >mixed.csv
run dengine consistency mixed.csv
run dengine consistency mixed.csv --on-bad-row skip
run dengine consistency seconds.csv milliseconds.csv
run dengine consistency zones.csv --time time
printf 'id,timestamp,label,confidence\na,,x,0.9\nb,noon,x,0.9\nc,17,x,0.9\nd,18,y,0.9\n' >bad.csv
run dengine consistency bad.csv
run dengine consistency bad.csv --on-bad-row skip --rejects rejects.csv --explain
run cat rejects.csv
run dengine consistency bad.csv --on-bad-row first --keep timestamp
echo 'of equal voices the first in byte order is expected'
printf 'id,timestamp,label,confidence\na,1,dog,0.9\nb,2,x,0.9\nc,3,cat,0.9\n' >equal.csv
score equal.csv
