# Slurm: a controller, four nodes and munge on loopback, without systemd and control groups.
available() {
    need munged slurmctld slurmd sbatch scancel scontrol sinfo python3
}

start() {
    local ports node
    read -ra ports < <(free_ports 5)
    mkdir "$work/slurm" && head -c 1024 /dev/urandom >"$work/slurm/munge.key" && chmod 600 "$work/slurm/munge.key" || return
    daemon munged --foreground --force --key-file="$work/slurm/munge.key" --socket="$work/slurm/munge.socket" \
        --pid-file="$work/slurm/munge.pid" --log-file="$work/slurm/munge.log" --seed-file="$work/slurm/munge.seed" --num-threads=2
    echo 'CgroupPlugin=cgroup/v1' >"$work/slurm/cgroup.conf"
    cat >"$work/slurm/slurm.conf" <<END
ClusterName=check
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=${ports[0]}
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthInfo=socket=$work/slurm/munge.socket,cred_expire=5
StateSaveLocation=$work/slurm/state
SlurmdSpoolDir=$work/slurm/spool.%n
SlurmctldPidFile=$work/slurm/slurmctld.pid
SlurmdPidFile=$work/slurm/slurmd.%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=2
END
    for node in 1 2 3 4; do
        echo "NodeName=n$node NodeHostname=localhost NodeAddr=127.0.0.1 Port=${ports[node]} CPUs=1 State=UNKNOWN" >>"$work/slurm/slurm.conf"
    done
    echo 'PartitionName=all Nodes=ALL Default=YES State=UP' >>"$work/slurm/slurm.conf"
    mkdir "$work/slurm/state"
    export SLURM_CONF=$work/slurm/slurm.conf
    wait_for 10 [ -S "$work/slurm/munge.socket" ] || return
    daemon slurmctld -D
    for node in 1 2 3 4; do
        daemon slurmd -D -N n$node
    done
    wait_for 30 idle
}

idle() {
    [ "$(sinfo --noheader --format=%D --states=idle)" = 4 ]
}

job() {
    rm -f slurm-*.out
    cp "$here/recipe_slurm_task.sh" task.sh
    bounded sh "$here/recipe_slurm.sh"
    local rc=$?
    cat slurm-*.out
    return $rc
}

# all, then the task of shard 2 once more, and the merge
twice() {
    job || return
    bounded sbatch --wait --array=2 task.sh && dengine merge parts/*.csv -o queue.csv
}

stop() {
    timeout 10 scancel --user="$(id -un)"
    wait_for 10 idle
}
