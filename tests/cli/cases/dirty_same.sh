# Files that say the same as clean.csv or clean_probs.csv in another way: the same queue, and not a word.
data dirty
dengine confidence clean.csv -n all >"$T/clean"
dengine confidence clean_probs.csv -n all --measure entropy,margin >"$T/probs"
for file in bom.csv crlf.csv mixed_eol.csv column_order.csv extra_columns.csv tab.tsv gzip.csv.gz; do
    dengine confidence $file -n all | cmp - "$T/clean" && echo "the same: $file"
    dengine confidence - -n all $([[ $file != *.tsv ]] || echo --delimiter tab) <$file | cmp - "$T/clean"
    dengine random $file -n all | cmp - <(dengine random clean.csv -n all)
done
dengine confidence semicolon.csv -n all --delimiter ';' | cmp - "$T/clean" && echo "the same: semicolon.csv with --delimiter ';'"
dengine confidence header_case.csv -n all --id ID --label Label --confidence Confidence | cmp - "$T/clean" &&
    echo 'the same: header_case.csv with its names'
dengine confidence duplicate_row.csv -n all 2>"$T/note" | cmp - "$T/clean" && echo 'the same: duplicate_row.csv' && cat "$T/note"
dengine confidence join_class_order.csv -n all --measure entropy,margin | cmp - "$T/probs" && echo 'the same: join_class_order.csv'
dengine confidence probs_float32.csv -n all --measure entropy,margin | paste -d, - "$T/probs" | awk -F, '
    NR > 1 { off = $3 - $(NF / 2 + 3); if ($2 != $(NF / 2 + 2) || off * off > 1e-12) wrong++ }
    END { print "the same to 1e-6: probs_float32.csv, " wrong + 0 " differences" }'
