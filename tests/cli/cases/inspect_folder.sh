# A folder is a table in shards, for inspect as for the commands that it offers; joins want each table in one file.
mkdir shards empty
printf 'id,label,confidence\n1,cat,0.9\n2,dog,0.6\n' >shards/a.csv
printf 'id,label,confidence\n3,cat,0.7\n2,dog,0.8\n' >shards/b.csv
echo 'no table' >shards/_SUCCESS
alone shards
run sh -c "dengine inspect shards -f json | grep '\"file\"'"
run dengine inspect shards shards/b.csv
run dengine inspect empty
mkdir one && cp shards/a.csv one
alone one
run dengine teacher shards one/a.csv
