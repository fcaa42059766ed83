# A file that is no CSV is told what it is, with and without --header; what only looks like JSON is read.
show() { run dengine confidence "$@" -n 1; }
said() {
    show "$1"
    show "$1" --header id,label,confidence
}
printf '{"id": "a", "label": "cat", "confidence": 0.9}\n{"id": "b"}\n' >lines.json && show lines.json
printf '  {"id":\n "a"}\n' >object.json && show object.json
printf '[{"id": "a"}]\n' >list.json && said list.json
printf '[\n{"id": "a"}]\n' >open.json && show open.json
printf '[["a", 1]]\n' >lists.json && show lists.json
printf '[]\n' >none.json && show none.json
printf '{}\n' >empty.json && show empty.json
printf '{\t"id": 1\n}\n' >tab.json && show tab.json
printf 'PAR1\x15\x04\n' >a.parquet && said a.parquet
printf '\xD0\xCF\x11\xE0\xA1\n' >a.xls && show a.xls
printf '\xFF\xFEi\0d\0' >le.csv && show le.csv
printf '\xFE\xFF\0i\0d' >be.csv && show be.csv
printf 'id,label,conf\xEFdence\na,cat,0.9\n' >latin.csv && show latin.csv
printf 'a,k\xE4fer,0.9\n' >latin2.csv && show latin2.csv --header id,label,confidence
printf 'id\0,label\n' >nul.csv && show nul.csv
printf '\nid,label,confidence\n' >blank.csv && said blank.csv
printf '[id],[label],{confidence}\na,cat,0.9\n' >brackets.csv && show brackets.csv --id '[id]' --label '[label]' --confidence '{confidence}'
printf '{id,label,confidence\na,cat,0.9\n' >brace.csv && show brace.csv --id '{id'
printf '  id   label  confidence \n"a  b"  cat   0.9\n  c "d ""e"  0.8   \n\n' >blanks.txt && run dengine confidence blanks.txt --delimiter ' '
printf 'id label confidence \r\na cat 0.9 \r\n' >crlf.txt && run dengine confidence crlf.txt --delimiter ' '
printf 'id,label,confidence\na,cat, 0.9\n' >before.csv && show before.csv
printf 'id,label,confidence\na,cat,0.9 \n' >behind.csv && show behind.csv
printf 'id,label,confidence\na,cat,"0,9"\n' >comma.csv && show comma.csv
printf 'id,label,confidence\na,cat,\n' >missing.csv && show missing.csv
printf 'id,label,confidence\na,cat,inf\n' >infinite.csv && show infinite.csv
printf 'id,label,confidence\na,cat,%%\n' >percent.csv && show percent.csv
printf 'id,label,confidence\na,cat,0.9\n' >one.csv
printf 'id,label\na,cat\n' >two.csv && show one.csv two.csv
printf 'id,label,score\na,cat,0.9\n' >three.csv && show one.csv three.csv
printf 'confidence,id,label\n0.9,a,cat\n' >order.csv && show one.csv order.csv
printf '{"id": ["a", "b"], "label": ["cat", "dog"]}\n' >columns.json && show columns.json
printf '{"id":{"0": "a"}}\n' >frame.json && show frame.json
cp lines.json 'two words.json' && show 'two words.json'
printf '{ "id":  1, "label": "cat"}\n' >blanks.json && show blanks.json
printf '{ \t"id" :   [1]}\n' >lists2.json && show lists2.json
printf '{"id":}\n' >nothing.json && show nothing.json
printf '{"id" 1}\n' >colon.json && show colon.json
printf '\t[ "id"]\n' >behind.json && show behind.json
run sh -c 'dengine confidence - <a.parquet'
