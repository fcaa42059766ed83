# Times: zones, units, equal times, and what is no time.
score() { run dengine consistency "$@" -n 3 | cut -d, -f2-3,6-; }
printf 'id,timestamp,label,confidence\na,2023-03-01T10:00:00Z,x,0.9\nb,2023-03-01T11:00:01+01:00,y,0.9\nc,2023-03-01 10:00:02Z,x,0.9\nd,2023-03-01T05:00:03-05:00,x,0.9\n' >zones.csv
score zones.csv
printf 'id,timestamp,label,confidence\na,1677664800,x,0.9\nb,1677664801,y,0.9\nc,1677664802,x,0.9\nd,1677664803,x,0.9\n' >seconds.csv
printf 'id,timestamp,label,confidence\na,1677664800000,x,0.9\nb,1677664801000,y,0.9\nc,1677664802000,x,0.9\nd,1677664803000,x,0.9\n' >milliseconds.csv
printf 'id,timestamp,label,confidence\na,0.00,x,0.9\nb,1.00,y,0.9\nc,2.0,x,0.9\nd,3e0,x,0.9\n' >start.csv
sed 's/0000,x/0000000,x/; s/1000,y/1000000,y/; s/2000,x/2000000,x/; s/3000,x/3000000,x/' milliseconds.csv >microseconds.csv
sed -E 's/,(1677664[0-9]+),/,\1000,/' microseconds.csv >nanoseconds.csv
printf 'id,timestamp,label,confidence\na,2023-03-01 10:00:00 UTC,x,0.9\nb,2023-03-01 11:00:01.000 +0100,y,0.9\nc,2023-03-01 10:00:02.000000 UTC,x,0.9\nd,2023-03-01T10:00:03.000Z,x,0.9\n' >databases.csv
printf 'id,timestamp,label,confidence\na,2023:03:01 10:00:00,x,0.9\nb,2023:03:01 10:00:01,y,0.9\nc,2023:03:01 10:00:02,x,0.9\nd,2023-03-01 10:00:03,x,0.9\n' >exif.csv
for file in seconds milliseconds microseconds nanoseconds databases exif start; do
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
sed 's/02Z/02/' zones.csv >local.csv
run dengine consistency local.csv
run dengine consistency zones.csv --time time
printf 'id,timestamp,label,confidence\na,,x,0.9\nb,noon,x,0.9\nc,17,x,0.9\nd,18,y,0.9\n' >bad.csv
run dengine consistency bad.csv
run dengine consistency bad.csv --on-bad-row skip --rejects rejects.csv --explain
run cat rejects.csv
run dengine consistency bad.csv --on-bad-row first --keep timestamp
echo 'of equal voices the first in byte order is expected'
printf 'id,timestamp,label,confidence\na,1,dog,0.9\nb,2,x,0.9\nc,3,cat,0.9\n' >equal.csv
score equal.csv
