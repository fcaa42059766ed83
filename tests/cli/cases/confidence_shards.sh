# Several FILEs are shards of one table.
printf 'id,label,confidence\na,cat,0.5\nb,dog,0.75\n' >1.csv
printf 'id,label,confidence\nc,cat,0.25\n' >2.csv
printf 'id,label,confidence\r\nd,dog,0.875\r\n' >3.csv
printf 'id,label,confidence\n' >empty.csv
run dengine confidence 1.csv 2.csv empty.csv 3.csv --explain
dengine confidence 1.csv 2.csv 3.csv >a
dengine confidence 3.csv 1.csv 2.csv >b
dengine confidence 1.csv - 3.csv <2.csv >c
cmp a b && cmp a c && echo 'the order of shards does not matter'
printf 'id,label,certainty\ne,cat,0.5\n' >named.csv
printf 'id,confidence,label\ne,0.5,cat\n' >order.csv
printf 'id,label,confidence,camera\ne,cat,0.5,front\n' >more.csv
: >nothing.csv
for other in named order more nothing; do run dengine confidence 1.csv $other.csv; done
printf 'id,label,confidence\ne,cat,0.5\nf,cat,high\n' >bad.csv
run dengine confidence 1.csv 2.csv bad.csv
run dengine confidence 1.csv missing.csv
