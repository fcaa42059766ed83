# The old file stays until the new one is whole, and no other file is left.
printf 'id,label,confidence\na,cat,0.5\n' >said.csv
printf 'id,label,confidence\na,cat,0.5\nb,cat,high\n' >bad.csv
mkdir out
echo 'last night' >out/queue.csv
run dengine confidence bad.csv -o out/queue.csv
run cat out/queue.csv
run dengine confidence bad.csv --on-bad-row skip --rejects out/bad.csv -q -o out/queue.csv
run cat out/queue.csv
run ls -A out
echo 'the mode is kept; a new file has the usual one'
chmod 640 out/queue.csv
(umask 027 && dengine confidence said.csv -o out/new.csv)
dengine confidence said.csv -o out/queue.csv
stat -c '%a %n' out/*.csv
echo 'a link stays a link'
mkdir elsewhere
echo 'last night' >elsewhere/real.csv
ln -s ../elsewhere/real.csv out/link.csv
dengine confidence said.csv -n 0 -o out/link.csv
readlink out/link.csv
cat elsewhere/real.csv
ln -s ../elsewhere/later.csv out/dangling.csv
dengine confidence said.csv -n 0 -o out/dangling.csv
readlink out/dangling.csv || echo 'the link was replaced'
ls -A elsewhere
