# What --with takes: names of files in which a sign stands, folders, standard input, columns that are called otherwise.
printf 'id,label,confidence,time,cam,box.k\na,cat,0.9,2024-05-06 07:00:00,c1,k1\nb,cat,0.6,2024-05-06 08:30:00,c2,k2\nc,dog,0.7,2024-05-06 09:00:00,c1,k1\n' >p.csv
printf 'id,site\na,north\nb,south\nc,north\n' >m.csv
printf 'time,cam,site\n2024-05-06 06:00:00,c1,early\n2024-05-06 08:00:00,c2,later\n' >t.csv
printf 'camera,lens\nc1,wide\nc2,tele\n' >l.csv
show() { run dengine confidence p.csv -n 1 --keep "$@"; }
cp m.csv 'm@night.csv'
cp m.csv 'm:night.csv'
cp m.csv 'm.csv:cam'
show site --with m@night.csv
show site --with m:night.csv
show site --with m.csv:cam
rm m.csv:cam
show site --with m.csv:cam
show site --with m@night.csv:id
cp t.csv 't:x'
show site --with t:x@time
show site --with t.csv@time:cam
mkdir parts
sed -n '1p;2p' m.csv >parts/1.csv
sed -n '1p;3,4p' m.csv >parts/2.csv
show site --with parts/
show parts.site --with parts//
show site --with 'parts/*.csv'
run dengine confidence p.csv -n 1 --keep site --with - <m.csv
run dengine confidence p.csv -n 1 --keep stdin.site --with -:id <m.csv
show lens --with l.csv:cam=camera
show lens --with l.csv:cam=
show lens --with l.csv:=camera
show lens --with l.csv:a,b,c,d,e,f,g,h,i,j
show lens --with l.csv:cam,time=camera
show m_2.site,m.site --with m.csv --with 'parts/../m.csv'
sed 's/,/;/g' m.csv >semi.csv
sed 's/,/;/g' p.csv >ps.csv
run dengine confidence ps.csv -n 1 --keep site --with semi.csv --delimiter ';'
run dengine confidence ps.csv -n 1 --keep site --with m.csv --delimiter ';'
show site --with 'none/*.csv'
show site --with nofolder/
show site --with t.csv@
show site --with @time
show m.none --with m.csv
show 'm.s*' --with m.csv
show m. --with m.csv
show mx.site --with m.csv
show confidence --with p.csv
show site --with m.csv --within 2h
show site --with t.csv@time --within soon
show site --with t.csv@time --with m.csv --within 90min
