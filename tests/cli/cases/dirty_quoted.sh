# Quoted commas, quotes and newlines are data, in labels and in ids, and come out as they went in.
data dirty
run dengine confidence quoted.csv -n 3
dengine confidence quoted.csv -n all -f jsonl | wc -l
dengine confidence quoted.csv -n all -f jsonl | grep -F -e '\n' -e '\"' -e ', '
dengine confidence quoted_newline_id.csv -n all -f jsonl | grep -F '\n'
dengine confidence quoted.csv -n all >"$T/once"
dengine random "$T/once" -n all --keep label | sed '1s/draw/u/' | dengine random - -n all --keep label | cmp - <(dengine random quoted.csv -n all --keep label) &&
    echo 'a queue of a queue says the same'
