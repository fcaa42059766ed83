# inspect: what is no header of one line, tables drawn with lines, what tools of speech and search write; what is printed is run.
piped() {
    run dengine inspect "$1"
    dengine inspect "$1" | sed -n 's/^.*: \(sed .*| dengine inspect -\)/\1/p' | bash | sed -n '1p; /^    dengine/p'
}
named() {
    run dengine inspect "$1"
    dengine inspect "$1" | sed -n 's/^.*Perhaps: //p' | bash >said
    sed -n '/^    dengine/p' said
    sed -n 's/^    dengine/dengine/p' said | works
}
rows() { for i in 1 2 3 4 5 6 7 8 9; do eval "printf '%s\n' \"$1\""; done; }

(echo '# model: a, b' && echo '# of Friday' && echo file,label,score && rows '$i.png,cat,0.$i') >comments.csv
(echo '# id cat dog' && rows '$i.0e+00 0.75 0.25') >savetxt.txt
(echo '# id,label,confidence' && rows '$i,cat,0.$i') >commented.csv
(echo '#id,label,confidence' && rows '$i,cat,0.$i') >sign.csv
for file in comments.csv savetxt.txt commented.csv; do piped $file; done
alone sign.csv

(echo ,prob,prob && echo ,cat,dog && rows 'i$i,0.$i,0.$((10 - i))') >levels.csv
(echo ,prob,prob && echo ,cat,dog && echo image,, && rows 'i$i,0.$i,0.$((10 - i))') >named.csv
(echo name,pred,cat,dog && echo string,d,c,c && echo meta,class,, && rows 'i$i,cat,0.$i,0.$((10 - i))') >orange.csv
(echo name,pred,cat,dog && echo string,object,float64,float64 && rows 'i$i,cat,0.$i,0.$((10 - i))') >types.csv
for file in levels named orange types; do piped $file.csv; done

(echo ' id | label | confidence ' && echo '----+-------+------------' && rows '  $i | dog   |       0.$i' && echo '(9 rows)') >psql.txt
(echo '| id | label | confidence |' && echo '|---:|-------|-----------|' && rows '| $i | cat | 0.$i |') >drawn.md
(echo 'id ; label ; confidence' && rows '$i ; cat ; 0.$i') >blanks.csv
for file in psql.txt drawn.md blanks.csv; do piped $file; done

rows 'call_$((i / 4)) 1 $i.25 0.25 word 0.$i' | sed 's/word\(.*[02468]\)$/other\1/' >words.ctm
rows 'SPEAKER call_$((i / 4)) 1 $i.25 2.5 <NA> <NA> spk$((i % 2)) 0.$i <NA>' >turns.rttm
rows '30$((i % 2)) Q0 doc-$i $i $((20 - i)).5 bm25' >search.run
rows 'tok$i NN B-$((i % 3)) 0.$i' >tokens.txt
for file in words.ctm turns.rttm search.run tokens.txt; do named $file; done
