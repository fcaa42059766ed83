# --with: columns of --by that a queue lacks, from another table by id.
printf 'rank,id,score,method,inclusion_prob,reason,label,site\n1,a,0.9,random,0.5,drawn,cat,north\n2,b,0.8,random,0.5,drawn,dog,south\n3,c,0.7,random,0.5,drawn,cat,south\n' >queue.csv
printf 'id,answer\na,cat\nb,cat\nc,cat\n' >answers.csv
printf '\xef\xbb\xbfid,camera,site\r\nc,"front, left",west\r\nz,rear,west\r\na,"front, left",west\r\n' >metadata.csv
echo 'a column that the queue has is its own'
dengine report queue.csv --answers answers.csv --with metadata.csv --by camera,site -f csv | grep -E 'camera|site'
run dengine report queue.csv --answers answers.csv --with metadata.csv --by camera
echo 'an id that is called otherwise; of several tables the first that tells'
printf 'image,camera\na,x\nb,rear\nc,x\n' >others.csv
dengine report queue.csv --answers answers.csv --with metadata.csv --with others.csv:image --by camera -f csv | grep camera
echo 'what is refused'
printf 'id,camera\nz,1\nz,2\na,1\na,2\n' >twice.csv
run dengine report queue.csv --answers answers.csv --with twice.csv --by camera
run dengine report queue.csv --answers answers.csv --with twice.csv --by lens
run dengine report queue.csv --answers answers.csv --with others.csv --by camera
run dengine report queue.csv --answers answers.csv --with metadata.csv
run dengine report queue.csv --answers answers.csv --with weather.csv@time --by weather
run dengine report queue.csv --answers answers.csv --with cameras.csv:camera=name --by weather
run dengine report queue.csv --answers answers.csv --with nothing.csv --by weather
