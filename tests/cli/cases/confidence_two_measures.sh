# a, b, c and d tie in the first measure; the second one decides, and the seed's hash between c and d.
cat >probs.csv <<'END'
id,prob_x,prob_y,prob_z
a,0.6,0.4,0
b,0.6,0.3,0.1
c,0.6,0.2,0.2
d,0.2,0.2,0.6
e,0.7,0.3,0
END
run dengine confidence probs.csv --measure least_confidence,entropy
run dengine confidence probs.csv -m least_confidence,margin,ratio,entropy -n 2
