# GNU parallel, over ssh to two names of loopback: an sshd of our own on a high port, with throw-away keys.
available() {
    need parallel ssh sshd ssh-keygen python3 && parallel --version 2>/dev/null | grep -q '^GNU parallel' || skip 'no GNU parallel'
}

start() {
    local port
    port=$(free_ports 1)
    mkdir "$work/ssh" && chmod 700 "$work" "$work/ssh"
    ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/host" && ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/key" || return
    cat >"$work/ssh/sshd_config" <<END
Port $port
ListenAddress 127.0.0.1
HostKey $work/ssh/host
PidFile none
AuthorizedKeysFile $work/ssh/key.pub
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 100
MaxSessions 100
END
    cat >"$work/ssh/config" <<END
Host one two
    HostName 127.0.0.1
    Port $port
    IdentityFile $work/ssh/key
    IdentitiesOnly yes
    BatchMode yes
    StrictHostKeyChecking no
    UserKnownHostsFile $work/ssh/known
    LogLevel ERROR
END
    [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
    daemon "$(command -v sshd)" -D -e -f "$work/ssh/sshd_config"
    # what a cluster's own configuration says
    export PARALLEL_HOME=$work/parallel
    mkdir "$PARALLEL_HOME" && touch "$PARALLEL_HOME/will-cite" && echo '--env PATH' >"$PARALLEL_HOME/config"
    printf "2/ssh -F $work/ssh/config %s\n" one two >hosts.txt
    wait_for 20 ssh -F "$work/ssh/config" one true
}

job() {
    bounded sh "$here/recipe_parallel.sh"
}

# all, then the task of shard 2 twice more, on two nodes, and the merge
twice() {
    job || return
    printf '%s\n' 2 2 | bounded parallel --sshloginfile hosts.txt --workdir . \
        dengine confidence "shards/{}.csv" -n 1000 -q --partial "{}/5" -o "parts/{}.csv" && dengine merge parts/*.csv -o queue.csv
}
