# The odd streams of the shared data.
data dirty
run dengine consistency stream_unsorted.csv -n 3
run dengine consistency stream_mixed_times.csv
run dengine consistency stream_bad_time.csv
run dengine consistency stream_bad_time.csv --on-bad-row skip
run dengine consistency stream_single_frame.csv
run dengine consistency only_header.csv --time id
