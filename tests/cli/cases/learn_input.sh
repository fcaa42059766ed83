# What SCORES may be: batches of several methods, draws, scores in further columns; and what teaches nothing.
cat >night.csv <<'END'
rank,id,score,method,inclusion_prob,reason,also,label,score_margin
1,a,0.9,doubt,1,,,cat,0.8
2,b,0.8,doubt,1,,,dog,0.7
3,c,0.99,random,0.5,,,cat,0.2
4,d,0.7,doubt,1,,,cat,
5,e,0.6,learn,1,,,dog,0.5
END
cat >tonight.csv <<'END'
rank,id,score,method,inclusion_prob,reason,label
1,f,0.95,doubt,1,,cat
2,g,0.5,doubt,1,,dog
3,h,0.1,doubt,1,,bird
END
printf 'id,label\na,dog\nb,cat\nc,cat\nd,cat\ne,dog\nz,cat\n' >answers.csv
run dengine learn tonight.csv night.csv --answers answers.csv
{ printf 'id,score,method,label\n'; for i in 0 1 2 3 4 5 6 7 8 9; do printf 'n%d,0.%d,doubt,cat\n' $i $((9 - i)); done; } >more.csv
{ printf 'id,correct\n'; for i in 0 1 2 3 4 5 6 7 8 9; do printf 'n%d,%s\n' $i "$([ $i -lt 5 ] && echo no || echo yes)"; done; } >verdicts.csv
run dengine learn tonight.csv night.csv more.csv --answers answers.csv --answers verdicts.csv
echo 'labels that the queues lack'
cut -d, -f1-4 tonight.csv >bare.csv
printf 'id,label\nf,cat\ng,dog\n' >predictions.csv
run dengine learn bare.csv more.csv --answers verdicts.csv --predictions predictions.csv
echo 'what is wrong'
run dengine learn tonight.csv
run dengine learn answers.csv --answers answers.csv
run dengine learn tonight.csv --answers nothing.csv
printf 'id,score,method\nx,high,doubt\n' >bad.csv
run dengine learn bad.csv --answers answers.csv
printf 'id,score,method\nx,0.5,random\n' >draws.csv
run dengine learn draws.csv --answers answers.csv
run dengine learn tonight.csv more.csv --answers verdicts.csv --model model.json -n 1
run dengine learn night.csv --model model.json
sed 's/"doubt"/"dowt"/' model.json >other.json
run dengine learn tonight.csv --model other.json
sed 's/"slope"/"slop"/' model.json >other.json
run dengine learn tonight.csv --model other.json
echo 'a table of scores by their methods alone'
sed -e '1s/score,method/score_doubt,x/' more.csv >columns.csv
sed -e '1s/,score,method/,score_doubt,x/' tonight.csv | cut -d, -f2,3,7 >of_tonight.csv
run dengine learn of_tonight.csv columns.csv --answers verdicts.csv
echo 'rows that cannot be read, each with its reason'
long=$(printf 'm%.0s' {1..300})
for row in 'a,0.5,,,1,' "b,0.5,$long,,1," 'c,x,doubt,,1,' 'd,0.5,doubt,x,1,' 'e,0.5,doubt,,x,' 'f,0.5,doubt,,1,x'; do
    printf 'id,score,method,expected,inclusion_prob,score_x\n%s\n' "$row" >row.csv
    run dengine learn row.csv --answers verdicts.csv
done
{ printf 'id'; printf ',score_m%d' {1..80}; echo; } >many.csv
run dengine learn many.csv --answers verdicts.csv
for name in score method expected inclusion_prob label score_x; do
    printf 'id,%s,%s\na,1,1\n' $name $name >twice.csv
    run dengine learn twice.csv --answers verdicts.csv
done
echo 'rows that were drawn have no score, though their queue is there'
printf 'rank,id,score,method,inclusion_prob,reason,label\n1,a,0.9,doubt,1,,cat\n2,b,0.4,random,0.1,,dog\n' >mixed.csv
printf 'id,label\na,dog\nb,dog\nz,cat\n' >given.csv
run dengine learn tonight.csv mixed.csv --answers given.csv -n 1
