# Two cameras whose stream nobody names look like one that flickers: said, unless rows are tracks.
{
    echo id,camera,timestamp,label,confidence
    for i in {0..9}; do printf 'a%d,A,%d,cat,0.9\nb%d,B,%d,dog,0.9\n' $i $i $i $i; done
} >two.csv
run dengine consistency two.csv -n 1
run dengine consistency two.csv --stream camera -n 1
run dengine consistency two.csv --track camera -n 1
sed 's/,A,/,C,/; s/,B,/,C,/' two.csv >one.csv
run dengine consistency one.csv --stream camera -n 1
