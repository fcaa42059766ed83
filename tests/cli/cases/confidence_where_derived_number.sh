# A class may be named by a number: it is the label that compares, not the id.
cat >digits.csv <<'END'
id,prob_0,prob_1,prob_7
30,0.9,0.1,0
40,0.2,0.6,0.2
50,0.1,0.2,0.7
END
run dengine confidence digits.csv --where 'label<5'
run dengine confidence digits.csv --where 'label>=1'
