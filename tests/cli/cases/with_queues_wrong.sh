# Tables beside queues: what is wrong is an error with its place, what is most likely a mistake is said.
printf '%s\n' id,score,label,taken a,.9,cat,2026-11-24 b,.8,dog,yesterday >q.csv
printf '%s\n' id,weather a,rain b,sun >meta.csv
printf '%s\n' id,weather a,rain z,sun b,fog z,rain >twice.csv
printf '%s\n' at,rain 2026-11-24T10:00,1 2026-11-23,2 2026-11-24T10:00:00Z,3 >times.csv
printf '%s\n' at,rain 2026-11-20,1 soon,2 >soon.csv
printf '%s\n' at,rain 2026-11-20,1 >rain.csv
printf '%s\n' id,weather z,rain >strangers.csv
printf '%s\n' id,weather,weather a,b,c >double.csv
printf '%s\n' id,weather a,rain,more >long.csv
printf '%s\n' id,label a,dog >answers.csv
export_with() { run dengine export q.csv --to ids "$@"; }
export_with --with twice.csv
export_with --with times.csv@taken=at
export_with --with soon.csv@taken=at
export_with --with rain.csv@taken=at
export_with --with strangers.csv
export_with --with double.csv
export_with --with long.csv
export_with --with none.csv
export_with --with meta.csv:camera
export_with --with meta.csv:label=wether
export_with --with meta.csv --keep wether
export_with --keep label
export_with --keep wether
export_with --within 2h
export_with --with meta.csv --within 2h
export_with --with meta.csv --url '{wether}'
export_with --with meta.csv -o meta.csv
export_with --with meta.csv -o ./q.csv
run dengine mix q.csv --with meta.csv -o meta.csv
run dengine learn q.csv --answers answers.csv --with meta.csv -o meta.csv
run cat meta.csv
run dengine mix q.csv --with meta.csv -q
run dengine mix q.csv --with meta.csv
run dengine mix q.csv --with meta.csv --keep wether
run dengine mix q.csv --with twice.csv --keep weather
run dengine learn q.csv --answers answers.csv --with twice.csv --keep weather
run dengine mix --with - -- -=50% q.csv <meta.csv
run dengine mix q.csv --with - --with - <meta.csv
run dengine learn - --answers answers.csv --with - --keep weather <q.csv
# Another clock.
printf '%s\n' at,rain 2026-11-20T00:00Z,1 >zoned.csv
printf '%s\n' id,score,taken a,.9,2026-11-24T10:00 >local.csv
run dengine mix local.csv --with zoned.csv@taken=at --keep rain
