data dirty
run dengine stratify stream_mixed_times.csv --by 'hour(timestamp),month(timestamp)'
run dengine stratify stream_bad_time.csv --by 'hour(timestamp)'
run dengine stratify stream_bad_time.csv --by 'month(timestamp)' --on-bad-row first
run dengine stratify stream_single_frame.csv --by 'weekday(timestamp)'
run dengine stratify stream_unsorted.csv --by 'bin(timestamp,3)' -n 3
