# What is wrong with a table beside is an error with its place; what is most likely a mistake is said.
printf '%s\n' id,label,confidence,taken 1,cat,.5,2026-11-24 2,dog,.6,yesterday 3,cat,.7, >p.csv
printf '%s\n' id,weather 1,rain 2,sun 3,fog 1,rain >twice.csv
printf '%s\n' at,rain 2026-11-24T10:00,1 2026-11-23,2 2026-11-24T10:00:00Z,3 >times.csv
printf '%s\n' at,rain 2026-11-20,1 soon,2 >soon.csv
printf '%s\n' id,weather 1,rain ,sun >empty.csv
printf '%s\n' id,weather 1,rain,more >long.csv
printf '%s\n' id,weather 7,rain >strangers.csv
printf '%s\n' id,weather 1,hail >other.csv
printf '%s\n' id,label 1,cat >truth.csv
printf '%s\n' id,weather,weather 1,a,b >double.csv
printf '%s\n' day,temperature 2026-11-24T00:00Z,4 >zones.csv
with() {
    run dengine confidence p.csv -n 1 "$@"
}
with --with twice.csv --keep weather
with --with times.csv@taken=at --keep rain
with --with soon.csv@taken=at --keep rain
with --with empty.csv --keep weather
with --with long.csv --keep weather
with --with missing.csv --keep weather
with --with double.csv --keep weather
with --with strangers.csv --keep weather
with --with strangers.csv
with --with strangers.csv --keep wether
with --with strangers.csv --with other.csv --keep weather
with --with strangers.csv --with other.csv --keep other.weather
with --with strangers.csv:camera --keep weather
with --with strangers.csv:taken --keep weather
with --with strangers.csv:taken=weather,label --keep weather
with --with strangers.csv:taken= --keep weather
with --with zones.csv@taken=day --keep temperature
with --with zones.csv@taken=day --keep temperature --on-bad-row skip
with --with strangers.csv --within 2h
with --within 2h
with --with zones.csv@taken=day --within 2x
with --with strangers.csv --id weather
with --with truth.csv --keep truth.label --where label=cat
run dengine confidence - --with - --keep weather
run dengine confidence p.csv --with strangers.csv -o strangers.csv
run dengine consistency p.csv --with other.csv
cat twice.csv | run dengine confidence p.csv --with /dev/stdin --keep weather
run dengine confidence truth.csv --with p.csv -n 1
run dengine confidence truth.csv --with p.csv --confidence p.confidence --keep taken
echo 'rows that are bad by themselves'
printf 'id,label,confidence\n1,cat,.5\n2,dog\n3,cat,.7\n4\r,dog,1\n' >bad.csv
run dengine confidence bad.csv --with other.csv --keep weather
run dengine confidence bad.csv --with other.csv --keep weather --on-bad-row skip
run dengine confidence bad.csv --with other.csv --keep weather --on-bad-row first --where 'weather!=sun'
echo 'as long ago as may be, and a nanosecond longer'
printf 'id,label,confidence,t\n1,cat,.5,2026-01-01T00:00:01Z\n2,cat,.6,2026-01-01T00:00:01.000000001Z\n' >late.csv
printf 'at,rain\n2026-01-01T00:00:00Z,7\n' >rain.csv
run dengine confidence late.csv --with rain.csv@t=at --within 1s --keep rain
