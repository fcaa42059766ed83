# inspect: two tables that call the same samples, or the same columns, by other names, with the pipe that mends it; it is run.
type mlr >/dev/null || skip 'mlr is not installed'
rows() { for i in 1 2 3 4 5 6 7 8 9; do eval "printf '%s\n' \"$1\""; done; }
both() {
    echo "$*:"
    dengine inspect "$@" | sed '1,/^together/d'
    dengine inspect "$@" | sed -n 's/^.*: \(mlr .* | dengine inspect .*\)/\1/p' | bash | sed '1,/^together/d'
}
(echo path,label,confidence && rows 'in/a/$i.jpg,cat,0.$i') >paths.csv
(echo file,label,confidence && rows '$i.jpg,cat,0.$i') >files.csv
(echo name,camera && rows '$i,c$i') >stems.csv
(echo path,label,confidence && rows 'in/b/$i.jpg,cat,0.$i') >others.csv
(echo id,label,confidence && rows '$i,cat,0.$i') >plain.csv
(echo id,label,confidence && rows '00$i,cat,0.$i') >zeros.csv
(echo id,label,confidence && rows '$i.0,cat,0.$i') >floats.csv
(echo id,label,confidence && rows 'IMG_$i,cat,0.$i') >upper.csv
(echo id,label,confidence && rows 'img_$i,cat,0.$i') >lower.csv
both paths.csv files.csv
both stems.csv paths.csv
both paths.csv others.csv
both plain.csv zeros.csv
both floats.csv plain.csv
both upper.csv lower.csv

echo 'columns that are called otherwise'
(echo path,pred,score && rows 'in/a/$i.jpg,cat,0.$i') >renamed.csv
(echo path,pred,score,label && rows 'in/a/$i.jpg,cat,0.$i,dog') >taken.csv
for other in renamed taken; do
    dengine inspect paths.csv $other.csv | sed -n 's/^  note  *paths.csv and/and/p'
    dengine inspect paths.csv $other.csv | sed -n 's/^.*: \(sed .* | dengine teacher .*\)/\1 -n 1/p' | bash
done
