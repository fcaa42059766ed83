# What every case may use.

# run COMMAND...: the command line, its standard output, its standard error behind `! `, its exit code unless 0.
run() {
    local argument line='$' code=0
    for argument in "$@"; do
        [[ $argument =~ ^[][A-Za-z0-9_./,:=@%+-]+$ ]] || argument="'$argument'"
        line+=" $argument"
    done
    echo "$line"
    "$@" >"$T.run" 2>"$T.run2" || code=$?
    cat "$T.run"
    sed 's/^/! /' "$T.run2"
    ((code == 0)) || echo "exit $code"
}

# data [FOLDER]: goes to the shared data, or skips the case.
data() {
    local folder=${DENGINE_DATA:-$ROOT/../shared/data}/${1:-}
    [ -d "$folder" ] || skip "the shared data are not there (\$DENGINE_DATA)"
    cd "$folder"
}

# skip WHY
skip() {
    echo "$*"
    exit 77
}

# shift_rows FILE N: its header, then its rows beginning with row N: the same rows in another order.
shift_rows() {
    head -n 1 "$1"
    tail -n +"$(($2 + 1))" "$1"
    head -n "$2" "$1" | tail -n +2
}

# table NAME LINE...
table() {
    local name=$1
    shift
    printf '%s\n' "$@" >"$name"
}

# works: runs the commands on standard input, those that inspect offers; shows only one that fails.
works() {
    while read -r line; do
        bash -c "$line -o $T.queue -q" 2>"$T.why" </dev/null || echo "FAILED: $line: $(cat "$T.why")"
    done
}

# alone FILE...: what inspect says, and the commands it offers.
alone() {
    run dengine inspect "$@" --threads 2
    sed -n 's/^    dengine/dengine/p' "$T.run" | works
}

# together FILE...: the same of what it says of them all.
together() {
    echo "$*:"
    dengine inspect "$@" --threads 2 >"$T.said"
    sed '1,/^together/d' "$T.said"
    sed '1,/^together/d; s/^    dengine/dengine/p; d' "$T.said" | works
}
