# Several models: votes, consensus, a deployed one, hard votes.
cat >a.csv <<'END'
id,prob_bus,prob_jeep,prob_van
1,0.6,0.3,0.1
2,0.2,0.7,0.1
3,0.5,0.4,0.1
END
cat >b.csv <<'END'
id,prob_van,prob_jeep,prob_bus
3,0.1,0.8,0.1
1,0.1,0.2,0.7
2,0.6,0.3,0.1
END
cat >c.csv <<'END'
id,label,prob_bus,prob_jeep,prob_van
2,jeep,0.2,0.5,0.3
3,jeep,0.3,0.6,0.1
1,bus,0.8,0.1,0.1
END
run dengine ensemble a.csv b.csv c.csv
run dengine ensemble a.csv b.csv c.csv --deployed a.csv --explain
run dengine ensemble b.csv c.csv --deployed a --keep prob_bus
run dengine ensemble b.csv c.csv --deployed ./a.csv --measure vote_entropy,mutual_information,max_kl,doubt
run dengine ensemble a.csv b.csv c.csv --deployed a -f jsonl -n 1
echo 'one long table'
cat >long.csv <<'END'
model,id,label,confidence
a,1,bus,0.6
a,2,jeep,0.7
b,2,van,0.6
b,1,bus,0.7
c,1,bus,0.8
c,2,jeep,0.5
END
run dengine ensemble long.csv --member model
run dengine ensemble long.csv --member model --deployed a --explain
run dengine ensemble long.csv --member model --deployed b --measure flip_rate,disagreement,confidence_drop
echo 'a file beside a long table'
run dengine ensemble long.csv --member model --deployed a.csv
sed 's/^a,/x,/' long.csv >long2.csv
run dengine ensemble long2.csv --member model --deployed a.csv
echo 'hard votes and probabilities: each has one vote'
printf 'id,label,confidence\n1,jeep,0.9\n2,jeep,0.9\n3,bus,0.9\n' >hard.csv
run dengine ensemble a.csv b.csv hard.csv
run dengine ensemble a.csv b.csv hard.csv --measure consensus_entropy
run dengine ensemble a.csv b.csv --deployed hard.csv
run dengine ensemble a.csv b.csv --deployed hard.csv --measure kl
run dengine ensemble a.csv b.csv --deployed hard.csv --measure mutual_information
echo 'mistakes'
run dengine ensemble a.csv
run dengine ensemble a.csv --deployed a.csv
run dengine ensemble a.csv b.csv --deployed d.csv
run dengine ensemble a.csv b.csv --measure kl
run dengine ensemble a.csv b.csv --measure vote_entrpy
run dengine ensemble long.csv --member modle
run dengine ensemble long.csv --member model --deployed d
head -n 3 long.csv >one.csv
run dengine ensemble one.csv --member model
