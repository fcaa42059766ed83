# However the same table comes, the queue is the same.
printf 'id,label,confidence\na,cat,0.5\nb,"dog, big",0.75\nc,owl,0.625\n' >said.csv
printf 'id\tlabel\tconfidence\na\tcat\t0.5\nb\tdog, big\t0.75\nc\towl\t0.625\n' >said.tsv
printf 'id;label;confidence\na;cat;0.5\nb;dog, big;0.75\nc;owl;0.625\n' >said.txt
run dengine confidence said.csv
dengine confidence said.csv >expected
same() { if cmp -s - expected; then echo "same: $*"; else echo "DIFFERENT: $*"; fi; }
dengine confidence - <said.csv | same standard input
cat said.csv | dengine confidence - | same a pipe
dengine confidence <(cat said.csv) | same a named pipe
dengine confidence said.tsv | same .tsv
dengine confidence --delimiter tab - <said.tsv | same --delimiter tab
dengine confidence said.txt --delimiter ';' | same --delimiter
dengine confidence -- said.csv | same --
dengine --help >/dev/null
printf '\357\273\277' | cat - said.csv | dengine confidence - | same byte order mark
sed 's/$/\r/' said.csv | dengine confidence - | same CRLF
printf '"id","label","confidence"\n"a","cat","0.5"\n"b","dog, big","0.75"\n"c","owl","0.625"\n' | dengine confidence - | same everything quoted
awk -F, 'NR > 1 { print "" } 1' said.csv | dengine confidence - | same blank lines
head -c -1 said.csv | dengine confidence - -q | same no newline at the end
