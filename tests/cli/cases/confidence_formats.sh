cat >scenes.csv <<'END'
id,prob_cat,prob_dog,note
plain,0.5,0.5,x
"comma, quote"" and
newline",0.6,0.4,"tab	here"
"back\slash",0.7,0.3,Grüße
long,0.8,0.2,a note that is much longer than the sixty characters that a column of a table gets
END
for format in csv tsv jsonl table; do
    run dengine confidence scenes.csv --format $format --keep note --measure margin,entropy
done
run dengine confidence scenes.csv -f table -n 1 --where 'id=nothing'
run dengine confidence scenes.csv -f csv -n 0
echo 'a queue is an input again'
dengine confidence scenes.csv -f tsv -o queue.tsv
run dengine random queue.tsv -n 2 --keep score
