# spark-submit this.py: a task for each shard, where Spark likes; the partials come back to the driver
import subprocess
from pyspark.sql import SparkSession

SHARDS = open("shards.txt").read().split("\n")[:-1]

def part(shard):  # on a worker; raising makes Spark try again, and then fail the job
    number, path = shard
    done = subprocess.run(["dengine", "confidence", path, "-n", "1000", "-q", "--threads", "1",
                           "--partial", f"{number}/{len(SHARDS)}"], capture_output=True)
    if done.returncode:
        raise RuntimeError(f"dengine exited with {done.returncode}: {done.stderr.decode()}")
    return done.stdout

spark = SparkSession.builder.appName("dengine").getOrCreate().sparkContext
partials = spark.parallelize(list(enumerate(SHARDS, 1)), len(SHARDS)).map(part).collect()
subprocess.run(["dengine", "merge", "-", "-o", "queue.csv"], input=b"".join(partials), check=True)
