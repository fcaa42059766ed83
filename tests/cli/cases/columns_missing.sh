# All columns that are missing in one message, with the command to type: from the names that exports usually use.
printf 'filename,true_label,pred_label,pred_prob\nA/1.jpg,ok,ok,0.9\nB/2.jpg,ok,bad,0.4\n' >predictions.csv
run dengine confidence predictions.csv
run dengine confidence predictions.csv --id filename --label pred_label --confidence pred_prob
run dengine confidence predictions.csv --id=file --label lable -n 5
run dengine random predictions.csv
run dengine consistency predictions.csv
printf 'image id,class,score,shot at\n1,a,0.5,2026-11-24\n' >spaces.csv
run dengine consistency spaces.csv --time when
run dengine teacher predictions.csv predictions.csv
printf 'x,y\n1,2\n' >strange.csv
run dengine confidence strange.csv
