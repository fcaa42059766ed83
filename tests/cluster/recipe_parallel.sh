rm -rf parts && mkdir parts
n=$(wc -l <shards.txt)
parallel --sshloginfile hosts.txt --workdir . --retries 3 --halt soon,fail=1 \
    dengine confidence {} -n 1000 -q --threads 1 --partial {#}/$n -o parts/{#}.csv :::: shards.txt &&
    dengine merge parts/*.csv -o queue.csv
