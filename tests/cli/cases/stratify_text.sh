# Values are text as they stand; a missing one is a group of its own.
cat >rows.csv <<'END'
id,camera,weather
1,front,sun
2,Front,sun
3,,rain
4,"front, left",
5,front,rain
END
run dengine stratify rows.csv --by camera
run dengine stratify rows.csv --by camera,weather -n 3
echo 'a bar inside a value does not merge two groups'
printf 'id,a,b\n1,x|y,z\n2,x,y|z\n' | dengine stratify - --by a,b -q | cut -d, -f5,8
