# A run that is ended while it works leaves the old files as they are, and nothing else.
printf 'id,label,confidence\na,cat,0.5\nb,cat,x\n' >said.csv
mkdir out
echo 'last night' >out/bad.csv
for signal in TERM INT HUP; do
    mkfifo input
    # A shell without job control starts background jobs with SIGINT ignored; env undoes that.
    env --default-signal=INT dengine confidence input --on-bad-row skip --rejects out/bad.csv -o out/queue.csv &
    exec 3>input
    cat said.csv >&3
    for wait in $(seq 100); do [ "$(ls -A out | wc -l)" = 1 ] || break; sleep 0.02; done
    kill -s $signal $!
    code=0
    { wait $!; } 2>/dev/null || code=$?
    exec 3>&-
    echo "$signal: exit $code, left: $(ls -A out | paste -sd' '): $(cat out/bad.csv)"
    rm input
done
