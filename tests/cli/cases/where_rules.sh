# One rule for = != < <= > >=: a VALUE that is a number is compared as a number, another one byte by byte.
cat >t.csv <<'END'
id,label,confidence,s
1,a,0.5,10
2,a,0.5,10.0
3,a,0.5,9
4,a,0.5,010
5,a,0.5,
6,a,0.5,é
END
ids() { run dengine random t.csv --format tsv -n all "$@" | sed '2,$s/^[0-9]*\t\([^\t]*\).*/\1/; /^rank/d' | sort | paste -sd' '; }
ids --where 's=10'
ids --where 's==1e1'
ids --where 's!=10'
ids --where 's<>10'
ids --where 's=010'
ids --where 's~10'
ids --where 's~?'
ids --where 's~[à-ü]'
run dengine random t.csv --where 's=>10'
run dengine random t.csv --where 's=~10'
ids --where 's= >10'
