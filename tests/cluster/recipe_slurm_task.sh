#!/bin/sh
# the partial of one shard; tried three times
shard=$(sed -n "${SLURM_ARRAY_TASK_ID}p" shards.txt)
dengine confidence "$shard" -n 1000 -q --threads 1 \
    --partial $SLURM_ARRAY_TASK_ID/$(wc -l <shards.txt) -o parts/$SLURM_ARRAY_TASK_ID.csv && exit
[ ${SLURM_RESTART_COUNT:-0} -ge 2 ] || scontrol requeue $SLURM_JOB_ID
exit 1
