# Agreement of several people: alpha for any number, kappa for two; a sample counts once, whatever --several says.
cat >queue.csv <<'END'
rank,id,score,method,inclusion_prob,reason,label,confidence
1,a,1,random,0.1,r,cat,0.9
2,b,1,random,0.1,r,dog,0.8
3,c,1,random,0.1,r,cat,0.7
4,d,1,random,0.1,r,dog,0.6
END
cat >three.csv <<'END'
id,answer,annotator
a,cat,ann
a,cat,bob
a,dog,cy
b,dog,ann
b,dog,bob
b,dog,cy
c,cat,ann
c,dog,bob
d,dog,bob
d,dog,ann
END
for how in majority latest agree all; do
    run dengine report queue.csv --answers three.csv --several $how | grep -E '^\$|people|kappa|disputed|answered'
done
echo 'each on its own is that of most'
dengine report queue.csv --answers three.csv --several all | cmp - <(dengine report queue.csv --answers three.csv) && echo same
grep -v cy three.csv >two.csv
run dengine report queue.csv --answers two.csv | grep -E 'people|kappa|disputed'
