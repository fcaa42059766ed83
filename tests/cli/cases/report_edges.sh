# Reports at the edge of what there is to tell: as text, and the words of the page.

# The words of page.html between two of its headings, tags taken away: section HEADING.
section() {
    python3 - "$1" <<'END'
import re, sys
text = open("page.html", encoding="utf-8").read()
found = [s for s in re.split("<section", text)[1:] if sys.argv[1] in s]
print("nothing") if not found else None
for part in found:
    part = re.sub("</(td|th)>", " | ", part.split("</section>")[0])
    part = re.sub("<(tr|p|h2|div|li|caption|svg|text|title|desc)\\b[^>]*>", "\n", part)
    part = re.sub("<[^>]*>", "", part[part.index(">") + 1:]).replace("&#160;", " ")
    lines = (line.strip(" |") for line in part.split("\n"))
    print("\n".join(line for line in lines if line and not re.fullmatch("[0-9]+ %", line)))
END
}

# rows METHOD PROB FIRST LAST LABEL: rows of a queue with these numbers in their ids.
head=rank,id,score,method,inclusion_prob,reason,label,confidence,place
rows() { for i in $(seq "$3" "$4"); do echo "$i,s$i,0.5,$1,$2,r,$5,${6:-0.9},p$i"; done; }

# answers FIRST LAST LABEL
answers() { for i in $(seq "$1" "$2"); do echo "s$i,$3"; done; }

echo '--- no row at all'
echo $head >empty.csv
printf 'id,answer\ns1,cat\n' >one.csv
run dengine report empty.csv --answers one.csv
dengine report empty.csv --answers one.csv -f html -o page.html && section 'In short'
dengine report empty.csv --answers one.csv -f json >report.json && head -c 200 report.json && echo

mkdir none
run dengine report none --answers one.csv
dengine report none --answers one.csv -f html -o page.html && section tiles && grep -o '<h1>.*h1>' page.html

dengine report none --answers one.csv -f json >report.json && head -c 180 report.json && echo

echo '--- nights of picks alone, under names that are no dates'
mkdir picks
{ echo $head; rows doubt 1 1 3 cat; } >'picks/the first night of all.csv'
{ echo $head; rows margin 1 4 6 cat; } >picks/xx-yy.csv
{ echo $head; rows margin 1 7 9 cat; } >picks/xxxx-yy-zz.csv
{ echo id,answer; answers 1 9 dog; } >dogs.csv
run dengine report picks --answers dogs.csv
dengine report picks --answers dogs.csv -f html -o page.html
for part in 'In short' 'What each method' 'Accuracy over' 'Suggested shares' 'confidence be trusted'; do section "$part"; done

echo '--- all drawn rows wrong, none certain; few, then all right'
{ echo $head; rows random 0.5 1 3 cat 0.05; rows margin 1 4 15 cat; } >few.csv
{ echo id,answer; answers 1 15 dog; } >wrong.csv
run dengine report few.csv --answers wrong.csv
dengine report few.csv --answers wrong.csv -f html -o page.html
for part in 'In short' 'What each method' 'Accuracy over' 'confidence be trusted'; do section "$part"; done
{ echo id,answer; answers 1 15 cat; } >right.csv
dengine report few.csv --answers right.csv --seconds-per-row 30 -f html -o page.html
for part in 'In short' 'What each method' 'What is taken'; do section "$part"; done
dengine report few.csv --answers right.csv --seconds-per-row 30 | sed -n '/^method/,/^$/p'

echo '--- a model that is seldom right, nights of any name; confusions of an earlier night; a method that never came first'
mkdir seldom
{ echo $head,also; rows random 0.5 1 12 cat | sed 's/$/,margin#2/'; } >seldom/abcdefghij.csv
{ echo $head; rows random 0.5 13 24 cow; } >seldom/abcd-efghi.csv
{ echo $head; rows random 0.5 25 36 cat; } >seldom/zz.csv
{ echo id,answer; answers 1 12 dog; answers 13 24 dog; answers 25 36 cat; } >seldom.csv
dengine report seldom --answers seldom.csv -f html -o page.html
for part in 'What each method' 'Accuracy over' 'What is taken for what'; do section "$part" | sed -n '/^abc/p; /^cow/p; /^cat/p; /^says/p; /last night/p; /^random/p; /^margin/p'; done

echo '--- more than is shown: nights, values, disputed rows'
mkdir many
for n in $(seq -w 1 45); do { echo $head; rows random 0.5 $((10#$n * 10)) $((10#$n * 10 + 8)) cat; } >many/2026-01-$n.csv; done
{ echo id,answer; answers 10 300 cat; answers 301 460 dog; } >cats.csv
dengine report many --answers cats.csv --by place | sed -n '/^night/,/before/p; /^place/,/more/p'
dengine report many --answers cats.csv --by place -f html -o page.html
section 'Accuracy over the nights' | sed -n '4,14p'
section 'Accuracy by place' | grep -c 'p[0-9]'
section 'Accuracy by place' | grep 'The first'
{ echo $head; rows random 0.5 1 120 cat; } >people.csv
{ echo id,answer,annotator; for i in $(seq 110); do echo "s$i,cat,ann"; echo "s$i,dog,bob"; done; } >disputed.csv
dengine report people.csv --answers disputed.csv | grep -E 'agree|kappa|disputed'
dengine report people.csv --answers disputed.csv -f html -o page.html
section 'Do people agree' | sed 's/s15.*s99,/... s99,/'
{ echo id,answer,annotator; for i in 1 2 3 4; do for who in ann bob cy; do echo "s$i,$([ $i = 1 ] && echo dog || echo cat),$who"; done; done; } >three.csv
dengine report people.csv --answers three.csv -f html -o page.html
section 'Do people agree'
{ echo id,answer,annotator; echo s1,cat,ann; echo s1,dog,bob; } >pair.csv
dengine report people.csv --answers pair.csv | grep -E 'agree|kappa|disputed'
dengine report people.csv --answers pair.csv -f html -o page.html
section 'Do people agree'

dengine report people.csv --answers pair.csv -f json | grep -o '"agreement".*'

echo '--- one drawn row, sure of itself; answers that only say no; a map with a row that nobody answered'
{ echo $head; rows random 0.5 1 1 cat 1; rows margin 1 2 4 cat; } >sure.csv
printf 'id,label,correct\ns1,cat,no\ns2,cat,no\ns3,cat,yes\n' >no.csv
run dengine report sure.csv --answers no.csv
{ echo id,e0,e1; for i in 1 2 3 4 5 6; do echo "s$i,$i,$((i * i))"; done; } >vectors.csv
dengine report sure.csv --answers no.csv --embeddings vectors.csv -f html -o page.html
section 'Where the queue lies'
section 'What is taken for what'
printf 'id,e0,e1\nx,1,2\ny,2,1\n' >strangers.csv
dengine report sure.csv --answers no.csv --embeddings strangers.csv -f html -o page.html
section 'Where the queue lies' | tail -n 4

echo '--- a model that replaces it, of which no drawn row can tell, or not all'
{ echo id,label,confidence; for i in $(seq 1 9); do echo "s$i,dog,0.8"; done; } >new.csv
{ echo id,label,confidence; for i in $(seq 1 9); do echo "s$i,cat,0.8"; done; } >old.csv
dengine report picks --answers dogs.csv --predictions old.csv --retrained new.csv -f html -o page.html
section 'The model that replaces it'
{ echo $head; rows random 0.5 1 40 cat; } >drawn.csv
{ echo id,label,confidence; for i in $(seq 1 40); do echo "s$i,dog,0.8"; done; } >new.csv
{ echo id,label,confidence; for i in $(seq 1 40); do echo "s$i,cat,0.8"; done; } >old.csv
{ echo id,answer; answers 1 30 dog; answers 31 40 cat; } >most.csv
{ echo id; echo s1; echo s2; } >taught.csv
dengine report drawn.csv --answers most.csv --predictions old.csv --retrained new.csv --trained taught.csv -f html -o page.html
section 'The model that replaces it'
