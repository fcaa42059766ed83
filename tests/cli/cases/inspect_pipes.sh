# inspect: a pipe of the shell is gone when its command has ended, so that the commands name standard input.
look() { dengine inspect "$@" | sed -n 's,/dev/fd/[0-9]*,/dev/fd/N,g; /rows/p; /note/p; /^    dengine/p; /^together/p'; }
table said.csv id,label,confidence 1,cat,0.9 2,dog,0.8
table other.csv id,label,confidence 1,cat,0.7 2,cat,0.6
look <(cat said.csv)
dengine inspect <(cat said.csv) | sed -n 's/^    \(dengine.*\)/\1 <said.csv/p' | works
echo 'beside a file, beside another:'
look said.csv <(cat other.csv)
look <(cat said.csv) <(cat other.csv)
