# Label and confidence are enough for least_confidence, and for nothing else.
cat >said.csv <<'END'
id,label,confidence
0001,cat,0.9
1,dog,0.55
01,owl,1
END
run dengine confidence said.csv
run dengine confidence said.csv --measure margin
cat >other.csv <<'END'
id,said,sure,label
a,cat,0.9,x
b,dog,0.55,y
END
run dengine confidence other.csv --label said --confidence sure
# A label beside probabilities is the label; the score is the distribution's.
cat >both.csv <<'END'
id,label,prob_cat,prob_dog
a,dog,0.7,0.3
END
run dengine confidence both.csv
