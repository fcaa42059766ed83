# Several rows for a sample: the most doubtful stands for it, or the mean of all; rows are counted, in any order.
printf 'id,label,confidence,cam\na,x,0.5,1\nb,y,0.45,2\na,x,0.9,1\nc,x,0.6,1\na,x,1,2\nb,z,0.99,2\n' >boxes.csv
for how in best max mean; do
    run dengine confidence boxes.csv --per-id $how --keep cam
done
run dengine confidence boxes.csv --per-id mean --cap cam=1
run dengine confidence boxes.csv --per-id mean --score=-confidence -n 2 -f jsonl
run dengine confidence - --per-id max --where cam=1 --keep rows <<<$'id,label,confidence,cam,rows\na,x,0.5,1,7\na,y,0.9,1,8\na,x,0.2,2,9'
printf 'id,label,confidence\na,x,0.5\na,x,bad\nb,x,0.4\n' >bad.csv
run dengine confidence bad.csv --per-id mean --on-bad-row first
run dengine confidence bad.csv --per-id mean --on-bad-row skip
printf 'id,s\na,9e9\na,9e9\na,-1e-9\nb,-0.000000001\nb,0.000000002\nc,-0.000000001\nc,0\n' >wide.csv
run dengine confidence wide.csv --per-id mean --score s
run dengine confidence boxes.csv --per-id mean --draw
run dengine confidence boxes.csv --per-id sum
echo 'as awk computes it'
awk 'BEGIN { srand(1); print "id,label,confidence"; for (i = 0; i < 5000; i++) printf "s%d,x,%.3f\n", int(rand() * 900), rand() }' >many.csv
shift_rows many.csv 3210 >shifted.csv
for threads in 1 4; do
    for file in many.csv shifted.csv; do
        dengine confidence $file -q --per-id mean -n all --threads $threads >queue.csv
        awk -F, 'FNR == 1 { file++; next }
            file == 1 { sum[$1] += 1 - $3; rows[$1]++; next }
            { difference = $3 - sum[$2] / rows[$2]
              if (difference > 1e-8 || difference < -1e-8 || $NF != rows[$2]) print
              delete rows[$2] }
            END { for (id in rows) print id, "is missing"; print "compared" }' many.csv queue.csv
        sum=$(cksum <queue.csv)
        [ "${first:=$sum}" = "$sum" ] || echo 'other bytes'
    done
done
