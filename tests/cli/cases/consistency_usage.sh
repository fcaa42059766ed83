# Options that do not fit.
printf 'id,timestamp,label,confidence,x,y,track\na,1,person,0.9,1,1,t\nb,2,couch,0.9,1,zwei,t\n' >frames.csv
try() { run dengine consistency frames.csv "$@"; }
try --window 5
try --window 5m
try --window 0f
try --window 0.5s --gap 1s
try --gap soon
try --apart 10
try --check flickr
try --check place
try --check motion
try --map x
try --position x
try --position x,yy
try --position x,y
try --track trak
try --stream streem
try --radius 0
try --measure doubt
try --priors
