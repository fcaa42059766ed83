#include "command/cluster.h"

#include <stddef.h>

const struct cluster_section cluster_sections[] = {
    {"DESCRIPTION",
     "A table in many files, or one that no machine holds, is ranked where its shards lie: task I of N runs the\n"
     "command on its shard with --partial I/N, and dengine-merge(1) makes of the partials the queue of the whole\n"
     "table, to the byte. The engine only runs tasks; it may run one again, or twice, and in any order.\n"
     "A task writes with -o: its partial is there whole or not at all, and the same each time. A partial ends with\n"
     "a seal that says which shard it is, with which command, options and version it was made, and a digest of\n"
     "its bytes. merge stops, and names the files, when a shard is missing or there twice with other bytes, when\n"
     "two shards are the same rows, and when partials differ in anything but their shard."},
    {"RECIPES",
     "The processors of one machine:\n"
     "  ls shards/*.csv | awk '{ print NR, $0 }' |\n"
     "      xargs -P 8 -L 1 sh -c 'dengine confidence \"$2\" -n 1000 -q --threads 1 \\\n"
     "          --partial $1/16 -o parts/$1.csv' sh && dengine merge parts/*.csv -o queue.csv\n"
     "GNU parallel, on the hosts of hosts.txt over ssh, where they see one file system; shards.txt names the\n"
     "shards, one a line with its whole path:\n"
     "  rm -rf parts && mkdir parts\n"
     "  n=$(wc -l <shards.txt)\n"
     "  parallel --sshloginfile hosts.txt --workdir . --retries 3 --halt soon,fail=1 \\\n"
     "      dengine confidence {} -n 1000 -q --threads 1 --partial {#}/$n -o parts/{#}.csv :::: shards.txt &&\n"
     "      dengine merge parts/*.csv -o queue.csv\n"
     "Slurm, an array job and a job that merges when all tasks have ended, and names the shards that are missing:\n"
     "  rm -rf parts && mkdir parts\n"
     "  job=$(sbatch --parsable --array=1-$(wc -l <shards.txt) task.sh)\n"
     "  sbatch --wait --dependency=afterany:$job --wrap 'dengine merge parts/*.csv -o queue.csv'\n"
     "and its task.sh:\n"
     "  #!/bin/sh\n"
     "  # the partial of one shard; tried three times\n"
     "  shard=$(sed -n \"${SLURM_ARRAY_TASK_ID}p\" shards.txt)\n"
     "  dengine confidence \"$shard\" -n 1000 -q --threads 1 \\\n"
     "      --partial $SLURM_ARRAY_TASK_ID/$(wc -l <shards.txt) -o parts/$SLURM_ARRAY_TASK_ID.csv && exit\n"
     "  [ ${SLURM_RESTART_COUNT:-0} -ge 2 ] || scontrol requeue $SLURM_JOB_ID\n"
     "  exit 1\n"
     "An engine that maps a function over paths: run dengine as a process, fail when it does, return what\n"
     "it prints; write what was collected to one file, or give it to dengine merge - .\n"
     "Groups first, where there are thousands: dengine merge --partial makes a partial of several."},
    {"WHICH SHARDS",
     "confidence, random, stratify, similar: any rows. ensemble, augment, teacher, helper: all rows of an id in one\n"
     "shard, in files of the same names (a model is called by its file). consistency --check motion: all rows of\n"
     "a stream; flicker and place look across streams and cannot be made of shards. similar compares with all\n"
     "seeds: give them as --like-embeddings.\n"
     "Ids are unique over the whole table. Where random or stratify find one in two shards, inclusion_prob is\n"
     "empty, as nobody knows how many ids there are; they see it among the rows that the partials hold.\n"
     "stratify takes columns and times, no bin(); --draw needs one machine."},
    {"LIMITS AND TRAPS",
     "The seed is text that all tasks are given, such as the date of the run, never the clock of a worker.\n"
     "--diverse and --distinct come at the end: partials with -n POOL, then merge -n N --diverse EMBEDDINGS.\n"
     "merge holds the queue and one partial at a time. random keeps N rows of a shard, with a cap up to 2 N;\n"
     "stratify up to N rows of each stratum.\n"
     "Exported CSV has a header in each file; an engine writes none unless told, and then --header names the columns.\n"
     "What comes through a pipe must fail when its source does, or a shard that was cut looks whole:\n"
     "  set -o pipefail\n"
     "  aws s3 cp s3://bucket/shard-7.csv.gz - | dengine confidence - -n 1000 --partial 7/16 \\\n"
     "      -o parts/7.csv || rm -f parts/7.csv\n"
     "A .gz or .zst that is cut is an error of its own. Whoever knows the number of rows gives merge --expect-rows."},
    {NULL, NULL},
};
