# Every function of a timestamp, by the clock that wrote it; Unix time is UTC.
cat >frames.csv <<'END'
id,taken
iso,2024-03-10T23:30:00
zulu,2024-12-31T00:00:00Z
east,2024-07-01T01:15:00+05:30
west,2024-01-31T22:00:00.250-08:00
date,2024-02-29
blank,2024-10-05 12:34
seconds,1717243200
millis,1717243200000
early,-1
none,
null,NULL
END
for term in hour weekday month season southern_season; do
    echo "$term: $(dengine stratify frames.csv -q --by "$term(taken)" | awk -F, 'NR > 1 { print $2 "=" $7 }' | sort | paste -sd' ')"
done
run dengine stratify frames.csv --by 'hour(taken),month(taken)' -n 2 --where 'taken~*-08:00'
for bad in 2024-02-30 2024-13-01 yesterday 2024-01-01T25:00 12:30 1e20; do
    printf 'id,taken\na,2024-01-01\nb,%s\n' "$bad" >bad.csv
    dengine stratify bad.csv --by 'hour(taken)' 2>&1 || true
done
run dengine stratify bad.csv --by 'hour(taken)' --on-bad-row first
echo '--- several kinds of time in one column: of how many clocks?'
run dengine stratify frames.csv --by 'hour(taken),id,weekday(taken)' --where 'id~[zs]*' -n 1
run dengine stratify frames.csv --by 'taken' --where 'id~[zs]*' -n 1
echo 'dates and times without signs between their parts'
printf 'id,date,taken\na,20260131,20260131T090500\nb,20260201,20260201220500\n' >basic.csv
run dengine stratify basic.csv --by 'month(date),hour(taken)' -n 2
