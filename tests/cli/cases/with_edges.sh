# --with at the edge: signs before a slash or in two names, keys of several columns, what comes twice through a pipe.
printf 'id,label,confidence,time,cam,place\na,cat,0.9,2024-05-06 07:00:00,c1,p1\nb,cat,0.6,2024-05-06 08:30:00,c2,p1\nc,dog,0.7,2024-05-06 09:00:00,c1,p2\n' >p.csv
printf 'id,site\na,north\nb,south\nc,north\n' >m.csv
printf 'time,cam,place,site\n2024-05-06 06:00:00,c1,p1,early\n2024-05-06 08:00:00,c2,p1,later\n2024-05-06 08:45:00,c1,p1,elsewhere\n' >t.csv
show() { run dengine confidence p.csv --keep "$@"; }
mkdir a:b
cp m.csv a:b/m.csv
show site --with a:b/m.csv -n 1
show site --with a:b/none.csv
show site --with c@d/none.csv
cp t.csv t.csv@time
show site --with t.csv@time:cam
show site --with t.csv@time,cam
show site --with t.csv@time,cam,place
show site --with m.csv:id,,cam
show site --with m.csv:id,
show m --with m.csv
printf 'id;"site"x\na;north\n' >quoted.csv
sed 's/,/;/g' p.csv >ps.csv
run dengine confidence ps.csv --delimiter ';' --keep site --with quoted.csv
printf 'image,label,confidence\na,cat,0.9\nb,dog,0.6\n' >images.csv
printf 'image,id,site\na,7,north\nb,8,south\n' >numbered.csv
run dengine confidence images.csv --id image --with numbered.csv --keep site
run dengine confidence images.csv --id image --with numbered.csv --keep id
run dengine confidence images.csv --id image --with numbered.csv --keep numbered.id
echo 'what comes twice, in a file and through a pipe'
printf 'id,site\na,north\na,south\n' >twice.csv
printf 'time,cam,place,site\n2024-05-06 06:00:00,c1,p1,early\n2024-05-06 06:00:00.000,c1,p1,again\n' >times.csv
for with in twice.csv twice.csv:id times.csv@time times.csv@time,cam times.csv@time,cam,place; do
    show site --with $with
    sh -c "cat ${with%%[:@]*} | dengine confidence p.csv --keep site --with -${with#*.csv}" 2>&1 || true
done
