# python this.py: a task for each shard; Client("scheduler:8786") runs them on the workers of a cluster
import subprocess
from dask.distributed import Client

SHARDS = open("shards.txt").read().split("\n")[:-1]

def part(number, path):  # on a worker; raising makes Dask try again, and then fail
    done = subprocess.run(["dengine", "confidence", path, "-n", "1000", "-q", "--threads", "1",
                           "--partial", f"{number}/{len(SHARDS)}"], capture_output=True)
    if done.returncode:
        raise RuntimeError(f"dengine exited with {done.returncode}: {done.stderr.decode()}")
    return done.stdout

if __name__ == "__main__":
    with Client() as client:
        partials = client.gather(client.map(part, range(1, len(SHARDS) + 1), SHARDS, retries=3))
    subprocess.run(["dengine", "merge", "-", "-o", "queue.csv"], input=b"".join(partials), check=True)
