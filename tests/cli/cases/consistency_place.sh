# Places: what does not move is what it was; floors are told apart; near counts more than far.
cat >frames.csv <<'END'
id,timestamp,x,y,z,floor,spot,label,confidence
m1,2024-05-01T08:00:00Z,1.0,1.0,0,0,sofa,couch,0.9
m2,2024-05-01T08:00:01Z,1.1,1.0,0,0,sofa,couch,0.9
m3,2024-05-01T08:00:02Z,1.0,1.1,0,0,sofa,couch,0.8
n1,2024-05-01T13:00:00Z,1.0,1.0,0,0,sofa,chair,0.99
n2,2024-05-01T15:00:00Z,1.0,1.0,0,0,sofa,couch,0.9
n3,2024-05-01T15:01:00Z,1.0,1.0,0,0,sofa,person,0.9
u1,2024-05-01T09:00:00Z,1.0,1.0,3,1,bath,sink,0.9
u2,2024-05-01T16:00:00Z,1.0,1.0,3,1,bath,sink,0.9
u3,2024-05-01T19:00:00Z,1.0,1.0,3,1,bath,sink,0.9
u4,2024-05-01T22:00:00Z,1.0,1.0,3,1,bath,sink,0.9
lost,2024-05-01T22:30:00Z,,1.0,3,1,,sink,0.9
END
echo '{"person": {"moves": true}}' >priors.json
place() { run dengine consistency frames.csv --check place -n all "$@" | cut -d, -f1-3,6-; }
place --place spot
place --place spot --priors priors.json
place --position x,y,z
place --position x,y
place --position x,y --map floor --priors priors.json
place --position x,y --map floor --apart 8h
place --place spot --apart 0s --where label=couch
echo 'a border seen from both sides is no error: near before far'
awk 'BEGIN { print "id,timestamp,x,y,label,confidence"; for (i = 0; i < 40; i++) for (v = 0; v < 3; v++) print "b" i "v" v "," v * 3600 + i "," i / 10 ",0," (i < 20 ? "room" : "hall") ",0.9"; print "odd,20000,1,0,hall,0.9" }' >border.csv
run dengine consistency border.csv --check place --position x,y --radius 2 -n 4
echo 'ten thousand frames at one place'
awk 'BEGIN { print "id,timestamp,x,y,label,confidence"; for (i = 0; i < 10000; i++) print i "," i "," 1 "," 2 "," (i == 5000 ? "dog" : "couch") ",0.9" }' >crowd.csv
run dengine consistency crowd.csv --check place --position x,y -n 2
