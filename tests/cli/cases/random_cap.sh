# At most N rows of one value; a row is then as likely as any other of its group: taken / size.
awk 'BEGIN { print "id,scene"; for (i = 1; i <= 20; i++) print "r" i "," (i <= 12 ? "long" : i <= 18 ? "mid" : "short") }' >frames.csv
run dengine random frames.csv --cap scene=3 -n all --keep scene
dengine random frames.csv --cap scene=3 -n all --keep scene >all
dengine random frames.csv --cap scene=3 -n 5 --keep scene | cut -d, -f2 | cmp - <(head -n 6 all | cut -d, -f2) && echo 'the first five'
dengine random frames.csv --cap scene=3 -n 5 --keep scene | cut -d, -f5,8 | sed 1d | sort | uniq -c | awk '{ print $1, $2 }'
