rm -rf parts && mkdir parts
job=$(sbatch --parsable --array=1-$(wc -l <shards.txt) task.sh)
sbatch --wait --dependency=afterany:$job --wrap 'dengine merge parts/*.csv -o queue.csv'
