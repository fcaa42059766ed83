# Joins at the edge: members without a name, labels that are none, lists of classes, rows that come twice.

echo 'one long table: the member is named in each row, and once for each sample'
table long.csv id,model,label,confidence a,m1,cat,0.9 a,m2,dog,0.6 b,m1,cat,0.7 b,m2,cat,0.8
table nameless.csv id,model,label,confidence a,m1,cat,0.9 a,m2,dog,0.6 b,,cat,0.7 b,m2,cat,0.8
table twice.csv id,model,label,confidence a,m1,cat,0.9 a,m2,dog,0.6 b,m1,cat,0.7 a,m1,cat,0.8
run dengine ensemble long.csv --member model -n 1
run dengine ensemble nameless.csv --member model
run dengine ensemble nameless.csv --member model --on-bad-row first -n 1
run dengine ensemble twice.csv --member model
run sh -c 'dengine ensemble - --member model <twice.csv'
run sh -c 'cat twice.csv | dengine ensemble - --member model'

echo 'a helper that says no probability, or too often'
table model.csv id,label,confidence a,cat,0.9 b,dog,0.6
table word.csv id,score a,0.5 b,high
table below.csv id,score a,-0.5 b,0.5
table again.csv id,score a,0.5 b,0.5 a,0.25
for file in word below again; do
    run dengine helper model.csv $file.csv --target cat
done
run dengine helper model.csv below.csv --target cat --on-bad-row first

echo 'bad rows beside repeated ones, two bad rows of one sample'
table bad_twice.csv id,label,confidence a,cat,1.9 b,dog,0.6 b,dog,0.5
run dengine ensemble model.csv bad_twice.csv --on-bad-row skip
table long_bad.csv id,model,label,confidence a,m1,cat,0.9 a,m2,cat,0.7 a,,dog,0.6 b,m1,cat,0.7 b,m1,cat,0.8
run dengine ensemble long_bad.csv --member model --on-bad-row skip
table both_bad.csv id,label,confidence a,cat,2.5 b,dog,0.6
table worse.csv id,label,confidence a,cat,1.5 b,dog,0.6
run dengine ensemble model.csv worse.csv both_bad.csv --on-bad-row first -n 1
run dengine ensemble model.csv both_bad.csv worse.csv --on-bad-row first -n 1
table long_worse.csv id,model,label,confidence a,m1,cat,2.5 a,m2,dog,1.5 b,m1,cat,0.7 b,m2,cat,0.8
run dengine ensemble long_worse.csv --member model --on-bad-row first -n 1
run dengine ensemble worse.csv model.csv --on-bad-row first --cap label=1 --deployed worse.csv

echo 'labels and classes'
table a.csv id,label,prob_cat,prob_dog a,cat,0.9,0.1 b,dog,0.4,0.6
table empty.csv id,label,prob_cat,prob_dog a,,0.9,0.1 b,dog,0.4,0.6
table strange.csv id,label,prob_cat,prob_dog a,fox,0.9,0.1 b,owl,0.4,0.6
table stranger.csv id,label,prob_cat,prob_dog a,fox,0.9,0.1 b,fox,0.4,0.6
run dengine ensemble a.csv stranger.csv
table unlikely.csv id,label,prob_cat,prob_dog a,dog,0.9,0.1 b,dog,0.4,0.6
run dengine ensemble a.csv empty.csv
run dengine ensemble a.csv strange.csv
run dengine ensemble a.csv unlikely.csv --measure vote_entropy
table upper.csv id,label,confidence a,CAT,0.9 b,DOG,0.6
run dengine ensemble model.csv upper.csv
letters() { # OF each letter of the alphabet a class: its name, or its number
    { printf id; printf ",prob_$1%s" {a..n}; echo; printf a; printf ',%s' 0.35 0.05{,,,,,,,,,,,,}; echo; } | tr -d '\r'
}
letters x >x.csv
letters y >y.csv
run dengine ensemble x.csv y.csv
awk 'BEGIN { print "id,label,confidence"; for (i = 0; i < 66000; i++) print "s" i ",class_" i ",0.5" }' >many.csv
sed 's/,class/,klass/' many.csv >others.csv
for threads in 1 4; do
    run dengine ensemble many.csv others.csv --on-bad-row skip --threads $threads
    run dengine ensemble many.csv others.csv --on-bad-row first --threads $threads
    run dengine consistency many.csv --time confidence --on-bad-row first --threads $threads
done
dengine confidence model.csv -n all -q >ranked.csv
run dengine learn ranked.csv --answers model.csv --predictions many.csv

echo 'samples that are not in all, and conditions that cannot be told'
table less.csv id,label,confidence b,dog,0.6
table none.csv id,label,confidence x,dog,0.6
run dengine ensemble model.csv less.csv --missing fail
run dengine ensemble model.csv none.csv --missing fail
run dengine ensemble model.csv none.csv
table sized.csv id,label,confidence,size a,cat,0.9,3 b,dog,0.6,large
run dengine ensemble sized.csv model.csv --where 'size>1'
run dengine ensemble sized.csv model.csv --where 'size>1' --on-bad-row first --explain
table unsure.csv id,label,confidence,size a,cat,0.9,3 b,dog,1.6,2 c,dog,1.6,0
run dengine ensemble unsure.csv model.csv --where 'size>1' --on-bad-row first
run dengine ensemble unsure.csv model.csv --where 'size>1' --on-bad-row first --deployed unsure.csv
run dengine ensemble sized.csv model.csv --cap label=1 --deployed sized.csv
run dengine ensemble sized.csv model.csv --cap confidence=1 --deployed sized.csv
table more.csv id,label,confidence a,cat,0.9 b,dog,0.6 z,cat,0.7
run dengine ensemble sized.csv more.csv --where 'label=cat'
run dengine ensemble sized.csv more.csv --where 'label=cat' --deployed sized.csv --explain
