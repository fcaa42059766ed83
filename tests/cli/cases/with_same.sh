# Columns from beside give what a join made first gives, byte for byte: every command, by id, by key and by time.
command -v python3 >/dev/null || skip "no python3"
cat >same.py <<'END'
import csv, random, subprocess, sys
from datetime import datetime, timedelta

random.seed(7)
DAY = datetime(2026, 11, 24)
ROWS = 400


def write(path, header, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)


def stamp(minutes):
    return (DAY + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


def distribution():
    p = random.choices(range(1, 50), k=3)
    total = sum(p)
    first, second = round(p[0] / total, 3), round(p[1] / total, 3)
    return [f"{first:.3f}", f"{second:.3f}", f"{1 - first - second:.3f}"]


ids = [f"frame-{i:04}" for i in range(ROWS)]
minutes = {i: random.randrange(60, 1440) for i in ids}
camera = {i: random.choice(["front", "rear", "left", ""]) for i in ids}
taken = {i: stamp(minutes[i]) if random.random() < 0.95 else "" for i in ids}
head = ["id", "prob_cat", "prob_dog", "prob_owl", "camera", "taken", "e1", "e2"]
rows = [[i] + distribution() + [camera[i], taken[i], f"{random.random() + .1:.2f}", f"{random.random() + .1:.2f}"]
        for i in ids]
write("probs.csv", head, rows)
for member in "ab":
    write(f"{member}.csv", head[:4], [[i] + distribution() for i in random.sample(ids, ROWS)])
write("helper.csv", ["id", "score"], [[i, f"{random.random():.3f}"] for i in ids])
write("seeds.csv", ["id"], [[i] for i in ids[:3]])

metadata = {i: [random.choice(["rain", "sun", 'fog, "thick"', ""]), str(random.randrange(1, 9)),
                stamp(random.randrange(1440)), random.choice("xyz")]
            for i in random.sample(ids, 320) + ["stranger-1", "stranger-2"]}
meta_head = ["weather", "mass", "timestamp", "session"]
write("metadata.csv", ["id"] + meta_head, [[i] + metadata[i] for i in random.sample(list(metadata), len(metadata))])
write("shards-1.csv", ["id"] + meta_head, [[i] + metadata[i] for i in sorted(metadata)][:100])
write("shards-2.csv", ["id"] + meta_head, [[i] + metadata[i] for i in sorted(metadata)][100:])
cameras = {"front": ["1.5", "hood"], "rear": ["0.9", "trunk"]}
write("cameras.csv", ["name", "height", "mount"], [[c] + cameras[c] for c in cameras])
report = [[stamp(m), s, f"{random.randrange(30)}"] for s in ("front", "rear")
          for m in random.sample(range(1440), 60)]
random.shuffle(report)
write("report.csv", ["at", "camera", "rainfall"], report)
single = {m: f"{random.randrange(40)}" for m in random.sample(range(1440), 90)}
write("wind.csv", ["taken", "wind"], [[stamp(m), single[m]] for m in single])


def latest(times, at, within):
    best = max((t for t in times if t <= at), default=None)
    return best if best is not None and (within is None or at - best <= within) else None


def joined(within):
    out = []
    for row in rows:
        i, m = row[0], minutes[row[0]] if taken[row[0]] else None
        more = metadata.get(i, [""] * 4) + cameras.get(camera[i], [""] * 2)
        stations = {(DAY + (datetime.fromisoformat(t) - DAY)): r for t, s, r in report if s == camera[i]}
        t = None if m is None else latest(stations, DAY + timedelta(minutes=m), within and timedelta(minutes=within))
        more.append(stations[t] if t else "")
        t = None if m is None else latest(single, m, within)
        more.append(single[t] if t is not None else "")
        out.append(row + more)
    return out


def run(arguments):
    done = subprocess.run(["dengine"] + arguments, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


keep = ["--keep", "weather,mass,mount,rainfall,wind"]
commands = [
    ["confidence", "FILE", "-n", "all"],
    ["confidence", "FILE", "-n", "50", "--where", "weather=rain", "--cap", "mount=12"],
    ["confidence", "FILE", "-n", "50", "--where", "mass>3", "--where", "weather!=rain", "--measure", "entropy,margin"],
    ["confidence", "FILE", "-n", "30", "--score", "mass", "--on-bad-row", "skip"],
    ["confidence", "FILE", "-n", "20", "--draw", "--where", "rainfall<20"],
    ["confidence", "FILE", "-n", "20", "--diverse", "probs.csv", "--embedding", "e1,e2", "--where", "height>1"],
    ["random", "FILE", "-n", "40"],
    ["random", "FILE", "-n", "40", "--weight", "mass", "--where", "mass>0"],
    ["random", "FILE", "-n", "40", "--where", "wind>=7", "--cap", "weather=9"],
    ["stratify", "FILE", "-n", "60", "--by", "weather,mount"],
    ["stratify", "FILE", "-n", "60", "--by", "bin(mass,3),hour(timestamp)", "--where", "mass>0", "--where", "timestamp!="],
    ["stratify", "FILE", "-n", "60", "--by", "weather", "--allocate", "neyman", "--spread", "mass", "--where", "mass>0"],
    ["ensemble", "a.csv", "b.csv", "--deployed", "FILE", "-n", "all", "--where", "weather=rain", "--cap", "mount=20"],
    ["augment", "FILE", "a.csv", "b.csv", "-n", "50", "--where", "rainfall>=10"],
    ["teacher", "FILE", "a.csv", "-n", "all", "--cap", "weather=7"],
    ["helper", "FILE", "helper.csv", "--target", "owl", "-n", "50", "--where", "weather!=rain"],
    ["consistency", "FILE", "-n", "all", "--stream", "session", "--where", "timestamp!=", "--window", "2h"],
    ["consistency", "FILE", "-n", "all", "--place", "mount", "--cap", "weather=20", "--where", "timestamp!="],
    ["similar", "FILE", "--like", "seeds.csv", "--embedding", "e1,e2", "-n", "50", "--where", "weather=rain"],
]
failed = 0
for within in (None, 45):
    table = joined(within)
    head_joined = head + meta_head + ["height", "mount", "rainfall", "wind"]
    write("joined.csv", head_joined, table)
    beside = ["--with", "metadata.csv", "--with", "cameras.csv:camera=name", "--with", "report.csv@taken=at,camera",
              "--with", "wind.csv@taken"] + (["--within", f"{within}min"] if within else [])
    for command in commands:
        for more in ([], keep):
            if more and "--diverse" in command:
                continue
            whole = [word.replace("FILE", "joined.csv") for word in command] + more
            parts = [word.replace("FILE", "probs.csv") for word in command] + more + beside
            wanted, got = run(whole), run(parts)
            if wanted[0] or wanted[:2] != got[:2]:
                failed += 1
                print(" ".join(parts), wanted[0], got[0], wanted[2], got[2])
base = ["confidence", "probs.csv", "-n", "all", "--keep", "weather,mount", "--with", "cameras.csv:camera=name"]
expected = run(base + ["--with", "metadata.csv"])[1]
for name, path in (("threads", ["metadata.csv", "--threads", "1"]), ("pattern", ["shards-*.csv"])):
    if run(base + ["--with"] + path)[1] != expected:
        failed += 1
        print(name, "differs")
write("turned.csv", head, rows[::-1])
if run(["confidence", "turned.csv"] + base[2:] + ["--with", "metadata.csv"])[1] != expected:
    failed += 1
    print("the order of rows changes something")
print(f"{2 * (2 * len(commands) - 1) + 3} runs, {failed} differ")
END
python3 same.py
