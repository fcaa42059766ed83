# A specialist for one class against the model.
printf 'id,label,confidence\n1,bus,0.9\n2,jeep,0.8\n3,van,0.7\n4,jeep,0.6\n5,bus,0.5\n' >model.csv
printf 'id,score\n5,0.9\n4,0.2\n3,0.8\n2,0.95\n1,0.1\n' >helper.csv
run dengine helper model.csv helper.csv --target jeep
run dengine helper model.csv helper.csv --target jeep --side false
run dengine helper model.csv helper.csv --target jeep --side both --confused bus
run dengine helper model.csv helper.csv --target jeep --confused bus,van -n 2 -f jsonl
printf 'id,label,confidence\n1,other,0.9\n2,jeep,0.95\n3,jeep,0.8\n4,other,0.8\n5,jeep,0.9\n' >labels.csv
dengine helper model.csv helper.csv --target jeep --side both >expected
dengine helper model.csv labels.csv --target jeep --side both | cmp - expected && echo 'a label and its confidence do, too'
printf 'id,prob_jeep,prob_rest\n1,0.1,0.9\n2,0.95,0.05\n3,0.8,0.2\n4,0.2,0.8\n5,0.9,0.1\n' >probs.csv
dengine helper model.csv probs.csv --target jeep --side both | cmp - expected && echo 'and probabilities'
sed 's/score/jeep_score/' helper.csv >named.csv
dengine helper model.csv named.csv --target jeep --side both --score jeep_score | cmp - expected && echo 'and another column'
echo 'mistakes'
run dengine helper model.csv helper.csv
run dengine helper model.csv --target jeep
run dengine helper model.csv named.csv --target jeep
run dengine helper model.csv helper.csv --target jeap
run dengine helper model.csv helper.csv --target tram
run dengine helper model.csv helper.csv --target jeep --confused buss
run dengine helper model.csv probs.csv --target rset
run dengine helper probs.csv helper.csv --target jepe
sed 's/0.95/95/' helper.csv >percent.csv
run dengine helper model.csv percent.csv --target jeep
