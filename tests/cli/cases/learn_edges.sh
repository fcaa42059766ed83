# What SCORES and --predictions may hold at the edge of what can be learnt from.
{ echo id,score,method,label; for i in $(seq 0 13); do echo "n$i,0.$((90 - i)),doubt,cat"; done; } >scores.csv
{ echo id,correct; for i in $(seq 0 9); do echo "n$i,$([ $i -lt 5 ] && echo no || echo yes)"; done; } >verdicts.csv
echo 'one method more than there is room for'
{ echo id,score,method,label; for i in $(seq 0 64); do echo "n$i,0.5,m$i,cat"; done; } >many.csv
run dengine learn many.csv --answers verdicts.csv --threads 1
echo 'no score but what a draw expected, and columns of scores; one of them without a name'
sed '1s/score,method,label/score_doubt,score_,label/' scores.csv >columns.csv
run dengine learn columns.csv --answers verdicts.csv -n 2
sed '1s/score,method,label/score_doubt,expected,label/; s/,doubt,/,0.5,/' scores.csv >expected.csv
run dengine learn expected.csv --answers verdicts.csv -n 2
echo 'ids in another column, or in none'
sed '1s/id/image/' scores.csv >images.csv
run dengine learn images.csv --answers verdicts.csv --id image -n 1
run dengine learn images.csv --answers verdicts.csv
echo 'labels of predictions that cannot be read, or are not there'
cut -d , -f 1-3 scores.csv >bare.csv
{ echo id,prob_cat,prob_dog; for i in $(seq 0 8); do echo "n$i,0.75,0.25"; done; echo n9,0.75,0.75; } >predictions.csv
run dengine learn bare.csv --answers verdicts.csv --predictions predictions.csv
run dengine learn bare.csv --answers verdicts.csv --predictions none.csv
run dengine learn bare.csv --answers verdicts.csv --predictions verdicts.csv
run dengine learn none.csv --answers verdicts.csv
