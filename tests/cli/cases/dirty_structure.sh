# What is no proper table ends with one line that says what to do.
data dirty
for file in semicolon semicolon_decimal_comma spaces comment_lines empty one_newline only_header no_header \
    missing_confidence missing_id duplicate_header header_case empty_header_name empty_id text_after_quote bare_quote; do
    run dengine confidence $file.csv
done
run dengine confidence semicolon_decimal_comma.csv --delimiter ';'
run dengine confidence spaces.csv --label ' label' --confidence ' confidence'
run dengine random tab.tsv --delimiter ,
run dengine random clean.csv missing_id.csv
run dengine random empty_id.csv --on-bad-row skip -n 1
run dengine confidence duplicate_id.csv -n 1
