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
