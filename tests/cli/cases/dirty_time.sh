data dirty
run dengine stratify stream_mixed_times.csv --by 'hour(timestamp),month(timestamp)'
run dengine stratify stream_bad_time.csv --by 'hour(timestamp)'
run dengine stratify stream_bad_time.csv --by 'month(timestamp)' --on-bad-row first
run dengine stratify stream_single_frame.csv --by 'weekday(timestamp)'
run dengine stratify stream_unsorted.csv --by 'bin(timestamp,3)' -n 3
printf 'id,at\na,2026-11-27 15:04\nb,NaT\nc,\n' >missing.csv
run dengine stratify missing.csv --by 'hour(at)'
printf 'id,at\na,2026-11-27 15:04\nb,27.11.2026 15:04\n' >order.csv
run dengine stratify order.csv --by 'hour(at)'
