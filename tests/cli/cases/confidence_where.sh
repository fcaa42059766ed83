cat >said.csv <<'END'
id,label,confidence,camera,speed
a,bus,0.9,front_left,7
b,bus,0.5,front_right,10
c,car,0.6,rear,
d,jeep,0.7,front_left,9.5
e,car,0.55,side,1e1
END
ids() { run dengine confidence said.csv --format tsv "$@" | sed '2,$s/^[0-9]*\t\([^\t]*\).*/\1/; /^rank/d' | paste -sd' '; }
ids --where 'label=bus'
ids --where 'label==bus'
ids --where 'label!=bus'
ids --where 'confidence<0.6'
ids --where 'confidence <= 0.60'
ids --where 'confidence>0.6'
ids --where 'confidence>=0.6'
ids --where 'camera~front*'
ids --where 'camera~*_l[ae]ft'
ids --where 'label=bus' --where 'confidence<0.6' --where 'camera~front*'
echo 'numbers compare as numbers, a missing one is outside, other text by bytes'
ids --where 'speed<9.9'
ids --where 'speed>=10'
ids --where 'speed='
ids --where 'speed!='
ids --where 'label<car'
ids --where 'label=lorry'
run dengine confidence said.csv --where 'confidence'
run dengine confidence said.csv --where '=bus'
run dengine confidence said.csv --where 'lable=bus'
run dengine confidence said.csv --where 'camera<3'
