# Tables whose rows are not samples as they stand: ids of several columns, of another table, row numbers; files
# without a header; blanks between cells; a row for each class; folders.
printf 'file,start,label,confidence\na|b.wav,0,x,0.5\na.wav,1,x,0.6\n' >parts.csv
run dengine confidence parts.csv --id file,start
run dengine random parts.csv --id start,file -n 1 --where 'start=1'
run dengine confidence parts.csv --id file,begin
printf 'prob_a,prob_b\n0.5,0.5\n0.9,0.1\n' >bare.csv
printf 'name,camera\nx,1\ny,2\n' >ids.csv
run dengine confidence bare.csv --ids ids.csv --id name
run dengine confidence bare.csv --ids ids.csv
run dengine confidence bare.csv --id '#'
head -n 2 ids.csv >few.csv
run dengine confidence bare.csv --ids few.csv --id name
{ cat ids.csv; echo z,3; } >many.csv
run dengine confidence bare.csv --ids many.csv --id name
run dengine teacher bare.csv bare.csv --ids ids.csv --id name -n 1
echo 'no header'
printf '1,-1,748.7,0.67\n1,-1,10,0.91\n2,-1,747.2,0.52\n' >det.txt
run dengine confidence det.txt --header id,,x,confidence --positive confidence
run dengine confidence det.txt --header id,x,confidence
printf '   7e-1  2e-1   1e-1\n 4e-1 3.5e-1 2.5e-1  \n9e-1   6e-2 4e-2\n' >savetxt.txt
run dengine confidence savetxt.txt --delimiter ' ' --header prob_a,prob_b,prob_c --id '#'
printf 'id  "a label"   confidence\n1 "x  y"  0.5\n2 z 0.x\n' >blanks.txt
run dengine confidence blanks.txt --delimiter ' ' --label 'a label' --on-bad-row skip
: >empty.csv
run dengine confidence empty.csv --header id,label,confidence
run dengine confidence - --header id,label,confidence </dev/null
echo 'a row for each class'
printf 'id,label,score,cam\na,cat,0.9,1\na,dog,0.06,1\na,bird,0.04,1\nb,cat,0.45,2\nb,dog,0.4,2\nb,bird,0.15,2\nc,dog,0.6,1\n' >long.csv
run dengine confidence long.csv --class label --confidence score --keep cam
run dengine confidence - --class label --confidence score --measure margin --where cam=1 <long.csv
run dengine stratify long.csv --class label --confidence score --by label -n 2
printf 'id,prob_cat,prob_dog,prob_bird\na,0.9,0.06,0.04\nb,0.1,0.8,0.1\nc,0.2,0.6,0.2\n' >wide.csv
printf 'id,label,score\na,cat,0.9\na,cat,0.1\nb,cat,x\nb,dog,0.5\nc,cat,0.5\nc,dog,0.5\nd,,1\ne,cat,1.2\n' >bad.csv
run dengine confidence bad.csv --class label --confidence score
run dengine confidence bad.csv --class label --confidence score --on-bad-row skip --rejects rejects.csv
cat rejects.csv
{ cat long.csv; echo a,dog,0.5,3; } >again.csv
run dengine confidence again.csv --class label --confidence score
run dengine confidence long.csv --class labels --confidence score
echo 'a folder'
mkdir -p run/_temporary run/.hidden
head -n 3 wide.csv >run/part-0
{ head -n 1 wide.csv; tail -n 1 wide.csv; } >run/part-1
: >run/_SUCCESS
run dengine confidence run -n 2
run dengine confidence run/_temporary
echo 'ids of parts: what stands in them is told from what stands between'
printf 'a,b,label,confidence\nx|,y,cat,0.5\nx,|y,cat,0.6\nx\\,y,cat,0.7\nx,y\nv\rw,y,cat,0.9\n' >parts.csv
run dengine confidence parts.csv --id a,b
run dengine confidence parts.csv --id a,b --on-bad-row skip
{ head -n 2 parts.csv; head -c 1048577 /dev/zero | tr '\0' x; echo ,y,cat,0.5; } >long_part.csv
run dengine confidence long_part.csv --id a,b --on-bad-row skip
run dengine confidence parts.csv --id a,b,c,d,e,f,g,h,i
run dengine confidence long.csv --class label --confidence certainty
printf '#\nx\ny\n' >numbers.csv
run dengine confidence bare.csv --ids numbers.csv --id '#'
