# Columns that do not mean what they are taken for: labels that are no class or seldom the likeliest one, the
# probability of one class as confidence, a row for each class.
printf 'id,label,prob_cat,prob_dog\n1,dog,0.9,0.1\n2,cat,0.6,0.4\n3,bird,0.5,0.5\n' >shifted.csv
printf 'id,label,prob_0,prob_1\n1,cat,0.9,0.1\n2,dog,0.1,0.9\n' >numbers.csv
printf 'id,prob_0,prob_1\n1,0.8,0.2\n2,0.3,0.7\n' >teacher.csv
printf 'id,label,confidence\na,0,0.01\nb,1,0.55\nc,1,0.97\nd,0,0.42\n' >positive.csv
printf 'id,label,confidence\na,0,0.99\nb,1,0.55\nc,1,0.97\nd,0,0.58\n' >own.csv
printf 'id,label,confidence\na,cat,0.9\na,dog,0.06\na,bird,0.04\nb,cat,0.45\nb,dog,0.55\n' >long.csv
printf 'image,label,confidence\na,car,0.9\na,car,0.6\na,bus,0.4\nb,car,0.5\n' >boxes.csv
run dengine confidence shifted.csv
run dengine confidence numbers.csv
run dengine teacher numbers.csv teacher.csv
run dengine teacher teacher.csv numbers.csv
run dengine confidence positive.csv
run dengine confidence own.csv -n 1
run dengine confidence long.csv
run dengine confidence long.csv --class label
run dengine confidence boxes.csv --id image
echo 'several labels, and less than an equal share'
awk 'BEGIN { print "id,label,confidence"; for (i = 0; i < 30; i++) printf "%d,%s,%.2f\n", i, substr("abc", i % 3 + 1, 1), i % 7 / 10 + 0.05 }' >shares.csv
run dengine confidence shares.csv -n 1
head -n 20 shares.csv >few.csv
run dengine confidence few.csv -n 1
awk 'BEGIN { print "id,label,confidence"; for (i = 0; i < 30; i++) printf "%d,%s,%.2f\n", i, substr("abc", i % 3 + 1, 1), i % 7 / 10 + 0.34 }' >own_shares.csv
run dengine confidence own_shares.csv -n 1
echo 'in a join'
printf 'id,label,prob_cat,prob_dog\n1,dog,0.9,0.1\n2,cat,0.6,0.4\n3,dog,0.8,0.2\n4,dog,0.5,0.5\n5,dog,0.7,0.3\n' >rows.csv
run dengine teacher rows.csv rows.csv -n 1
sed 's/0\.[0-9]/&0000001/g' rows.csv | sed 's/,0.\(.\)0000001,0.\(.\)0000001/,0.\10000000,0.\20000000/' >long_rows.csv
run dengine ensemble rows.csv long_rows.csv -n 1
echo 'more labels than are told apart'
awk 'BEGIN { print "id,label,prob_a,prob_b"; for (i = 0; i < 100; i++) printf "s%d,l%d,0.25,0.75\n", i, i }' >many.csv
run dengine confidence many.csv
awk 'BEGIN { print "id,label,confidence"; for (i = 0; i < 200; i++) printf "s%d,l%d,0.%03d\n", i, i, 10 + i }' >below.csv
run dengine confidence below.csv -n 1
