# A lone wrong frame stands before true changes; the reason says what is around it.
stream() { awk -v step="$1" 'BEGIN { print "id,stream,timestamp,label,confidence" } { for (i = 1; i <= length($2); i++) print $1 "-" i "," $1 "," i * step "," substr($2, i, 1) ",0.9" }'; }
stream 0.04 >frames.csv <<'END'
lone AAAAAABAAAAAA
edge AAAAAAABBBBBB
pair AAAAACCAAAAAA
between AAAAAACBBBBBB
short AB
one A
END
run dengine consistency frames.csv -n 9
run dengine consistency frames.csv -n all --where stream=edge
run dengine consistency frames.csv -n all --where stream=short
run dengine consistency frames.csv -n all --where stream=one
echo 'windows of frames and of time'
best() { run dengine consistency frames.csv -n 2 "$@" | cut -d, -f2-3,6-8,11-; }
best --window 1f
best --window 40ms
best --window 0.2s
best --window 1h
best --window 39ms
best --window 100ms --stream label
echo 'without a stream column all frames are one stream'
cut -d, -f1,3- frames.csv | grep -e timestamp -e lone >single.csv
run dengine consistency single.csv -n 2
echo 'a silence ends a window of frames'
printf 'id,timestamp,label,confidence\n1,10,a,0.9\n2,11,a,0.9\n3,12,a,0.9\n4,312,b,0.9\n5,313,b,0.9\n6,314,b,0.9\n' >gap.csv
run dengine consistency gap.csv
run dengine consistency gap.csv --gap 10min
run dengine consistency gap.csv --gap 0.5s
