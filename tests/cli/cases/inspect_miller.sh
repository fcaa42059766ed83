# inspect: numbers in other clothes, with the pipe through mlr that mends them; it is run.
type mlr >/dev/null || skip 'mlr is not installed'
piped() {
    run dengine inspect "$1"
    dengine inspect "$1" | sed -n 's/^.*: \(mlr .*\) | dengine inspect -/\1/p' | bash >mended
    dengine inspect - <mended | sed -n '1p; /^    dengine/p'
    dengine inspect - <mended | sed -n 's/^    \(dengine.*\)/\1 <mended/p' | works
}
rows() { for i in 1 2 3 4 5 6 7 8 9; do eval "printf '%s\n' \"$1\""; done; }

(echo id,label,score,views && rows '$i,cat,\"0,$i\",\"1,00$i\"') >quoted.csv
(echo id,label,score,views && rows '$i,cat,0.$i,\"1,00$i\"') >thousands.csv
(echo 'id;label;confidence' && rows '$i;cat;9$i.5 %') >blank.csv
for file in quoted blank; do piped $file.csv; done
alone thousands.csv
run sh -c "printf 'id;label;confidence\n1;cat;50,96 %%\n2;dog;60,1 %%\n' | dengine inspect -"
