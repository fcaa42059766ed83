# A second recheck, written from the help and the formulas alone, agrees on random small inputs: the queue, every count,
# every interval; for tables in any order and any number of threads.
python3 "$ROOT/tests/cli/recheck_reference.py" 60 .
