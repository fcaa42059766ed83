# What became of each row of a queue, and ids that lost their zeros on the way.
head='rank,id,score,method,inclusion_prob,reason,label'
printf "$head\n1,0001,0.9,confidence,1,r,cat\n2,1000,0.8,confidence,1,r,cat\n3,b.png,0.7,confidence,1,r,cat\n4,d,0.6,confidence,1,r,cat\n" >queue.csv
printf 'id,label\n0001,cat\n1000,dog\nzz,dog\n' >said.csv
run dengine answers said.csv --queue queue.csv
echo 'some ids taken for numbers, or all of them'
printf 'id,label\n1,cat\nd,cat\n' >some.csv
run dengine answers some.csv --queue queue.csv -o out.csv
printf 'id,label\n1,cat\n1000.0,cat\n' >all.csv
run dengine answers all.csv --queue queue.csv -o out2.csv
ls
echo 'a tool that knows samples by their files'
printf '<annotations><image name="b.png"><tag label="dog"/></image><image name="d.png"/></annotations>' >cvat.xml
run dengine answers cvat.xml --queue queue.csv
