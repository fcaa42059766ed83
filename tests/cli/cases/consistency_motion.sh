# Tracks: a change of class, and speeds that the class cannot have; a track goes on in the next file.
cat >1.csv <<'END'
id,stream,timestamp,x,y,track,label,confidence
a1,cam,10,0,0,17,person,0.9
a2,cam,11,1,0,17,person,0.9
b1,cam,10,0,5,18,car,0.9
b2,cam,11,20,5,18,car,0.9
n1,cam,10.5,0,0,,tree,0.9
END
cat >2.csv <<'END'
id,stream,timestamp,x,y,track,label,confidence
a3,cam,12,2,0,17,dog,0.95
a4,cam,13,3,0,17,person,0.9
a5,cam,14,4,0,17,person,0.9
b3,cam,12,90,5,18,car,0.9
b4,cam,13,60,5,18,car,0.9
c1,other,12,500,0,17,horse,0.9
c2,other,13,505,0,17,horse,0.9
d1,cam,20,0,0,19,person,0.8
d2,cam,21,20,0,19,person,0.8
d3,cam,22,40,0,19,person,0.8
END
echo '{"person": {"moves": true, "max_speed": 3}, "car": {"moves": true, "max_speed": 40}}' >priors.json
run dengine consistency 1.csv 2.csv --check motion --track track --position x,y --priors priors.json
dengine consistency 2.csv 1.csv --check motion --track track --position x,y --priors priors.json | cmp - <(dengine consistency 1.csv 2.csv --check motion --track track --position x,y --priors priors.json) && echo same
run dengine consistency 1.csv 2.csv --check motion --track track -n 3
run dengine consistency 1.csv 2.csv --track track -n 3 --explain
