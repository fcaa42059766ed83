# The bad rows may go where the queue goes, too: nothing is lost, nothing fails.
printf 'id,label,confidence\na,cat,0.5\nb,cat,high\n' >said.csv
dengine confidence said.csv --on-bad-row skip --rejects - -q >both || echo "exit $?"
sort both
