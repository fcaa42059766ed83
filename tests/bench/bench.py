"""Times dengine beside other tools on generated tables: python3 tests/bench/bench.py [--help]

Every command of a job is run in turn (A B C, A B C, ...) after one round to warm up, and measured
as a whole process, start-up included. Times are medians; a ratio is the median of the ratios of each
turn, so that a machine that slows down for a while moves both sides. Answers are held against each
other. Only the standard library and a C compiler are needed: a tool that is not installed is named
and skipped. At full scale the data take 4 GB.

A new job is a function that yields its commands and one row in JOBS; another tool is a function in
peers.py and one line in the job.
"""
import argparse
import csv
import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
FULL_ROWS = 10_000_000  # of the largest table
TOP = 1000
SCENES = 100_000  # in generate.c
STRATA, PER_STRATUM = 48, 100  # cameras x weathers in generate.c
FEWEST_ROWS = 100_000  # below this a stratum may hold fewer than PER_STRATUM rows
SHARDS = 16
MODULES = ["duckdb", "polars", "pandas", "numpy", "sklearn", "cleanlab", "pyspark"]
PACKAGES = {"sklearn": "scikit-learn"}  # called otherwise
SLOW = ["pandas", "numpy"]
PIPED, PIPED_WC = "cat \\| dengine", "cat \\| wc -l"
THREADED = ["duckdb", "polars"]  # can be told a number of threads


@dataclass
class Command:
    name: str
    tool: str  # what must be there to run it: dengine, a module or a program
    argv: list
    file: Path
    threads: int
    comparable: bool = True  # prints rows that can be held against dengine's
    env: dict = field(default_factory=dict)
    # what was measured
    walls: list = field(default_factory=list)  # seconds
    cpus: list = field(default_factory=list)
    peak: float = 0  # MB
    output: Path = None
    failure: str = ""
    answer: str = "not comparable"

    @property
    def wall(self):
        return statistics.median(self.walls)

    @property
    def cpu(self):
        return statistics.median(self.cpus)


class Bench:
    """The options, the data and the constructors of commands."""

    def __init__(self, options):
        self.options = options
        self.threads = options.threads
        self.folder = Path(options.data)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.missing = {}
        self.measure = self.build("measure")
        self.generate = self.build("generate")

    def build(self, name):
        source, program = HERE / f"{name}.c", self.folder / name
        if not newer(program, source):
            compiler = os.environ.get("CC", "cc").split()
            subprocess.run([*compiler, "-std=c17", "-O2", "-o", program, source], check=True)
        return program

    def rows(self, full):
        """The rows of a table that has `full` of them at full scale."""
        return max(full * self.options.rows // FULL_ROWS, min(full, FEWEST_ROWS))

    def data(self, kind, rows, seed=1):
        """The file of that kind, made unless it is there."""
        path = self.folder / f"{kind}-{rows}-{seed}.{'npy' if kind == 'vectors' else 'csv'}"
        if not newer(path, HERE / "generate.c"):
            part = path.with_suffix(".part")
            with open(part, "wb") as out:
                subprocess.run([self.generate, kind, str(rows), str(seed)], stdout=out, check=True)
                os.fsync(out.fileno())
            part.rename(path)
        return path

    def shards(self, file):
        """The folder with the file's rows in SHARDS files, each with the header."""
        folder = file.with_name(file.stem + "-shards")
        if not newer(folder / "16.csv", file):
            folder.mkdir(exist_ok=True)
            header, *rows = file.read_bytes().splitlines(keepends=True)
            for shard in range(SHARDS):
                part = b"".join([header, *rows[shard::SHARDS]])
                (folder / f"{shard + 1:02}.csv").write_bytes(part)
        return folder

    def packed(self, file, tool, ending):
        """The file compressed by that tool, if it is there."""
        path = file.with_name(file.name + ending)
        if shutil.which(tool) and not newer(path, file):
            part = path.with_suffix(".part")
            with open(part, "wb") as out:
                subprocess.run([tool, "-c", file], stdout=out, check=True)
            part.rename(path)
        return path

    def dengine(self, file, threads, verb, *arguments, name="dengine", **env):
        return Command(name, "dengine",
                       [self.options.dengine, verb, file, *arguments, "--threads", threads],
                       file, threads, env=env)

    def program(self, name, argv, file):
        return Command(name, argv[0], argv, file, 1, comparable=False)

    def peer(self, name, function, file, n, threads=1):
        return Command(name, function.split("_")[1],
                       [sys.executable, HERE / "peers.py", function, file, n, threads],
                       file, threads)

    def duckdb(self, function, file, n):
        for threads in sorted({1, self.threads}):
            yield self.peer("DuckDB", function, file, n, threads)

    def present(self, command):
        """Whether the command can run; if not, its tool is noted."""
        tool = command.tool
        if tool in SLOW and self.options.quick:
            self.missing[tool] = "--quick"
        elif tool in MODULES:
            if importlib.util.find_spec(tool) is None:
                self.missing[tool] = "not installed"
        elif shutil.which(command.argv[0]) is None:
            self.missing[tool] = "not found"
        return tool not in self.missing


def newer(made, source):
    return made.exists() and made.stat().st_mtime > source.stat().st_mtime


# Jobs: each yields its commands, dengine first.

def confidence(bench):
    file = bench.data("confidence", bench.rows(FULL_ROWS))
    for threads in sorted({1, 2, 4, bench.threads}):
        yield bench.dengine(file, threads, "confidence", "-n", TOP)
    yield bench.program("wc -l", ["wc", "-l", file], file)
    yield bench.program("zsv count", ["zsv", "count", file], file)
    yield from bench.duckdb("confidence_duckdb", file, TOP)
    yield bench.peer("Polars", "confidence_polars", file, TOP, bench.threads)
    yield bench.peer("pandas", "confidence_pandas", file, TOP)


def libcsv(bench):
    """Every row by libcsv, as where the fast path does not apply."""
    file = bench.data("confidence", bench.rows(FULL_ROWS))
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(file, threads, "confidence", "-n", TOP, DENGINE_CSV="libcsv")
    yield from bench.duckdb("confidence_duckdb", file, TOP)


def kinds(bench):
    """Each instruction set on its own."""
    file = bench.data("confidence", bench.rows(FULL_ROWS))
    for kind in ["avx512", "avx2", "portable", "libcsv"]:
        yield bench.dengine(file, 1, "confidence", "-n", TOP, name=f"dengine, {kind}",
                            DENGINE_CSV=kind)
    yield bench.program("wc -l", ["wc", "-l", file], file)


def full(bench):
    """The same with all digits of a double, as pandas writes them."""
    yield from entropy(bench, "full")


def wide(bench, kind="wide"):
    """A thousand probabilities in a row."""
    file = bench.data(kind, bench.rows(50_000))
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(file, threads, "confidence", "-n", TOP)
    yield bench.program("wc -l", ["wc", "-l", file], file)
    yield from bench.duckdb("wide_duckdb", file, TOP)


def wide_full(bench):
    yield from wide(bench, "wide_full")


def entropy(bench, kind="probs"):
    file = bench.data(kind, bench.rows(5_000_000))
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(file, threads, "confidence", "--measure", "entropy", "-n", TOP)
    yield from bench.duckdb("entropy_duckdb", file, TOP)
    yield bench.peer("Polars", "entropy_polars", file, TOP, bench.threads)
    yield bench.peer("numpy", "entropy_numpy", file, TOP)


def members(bench, kind):
    """Three models; a sample is doubted by as little as they give the label that all together favour."""
    files = [bench.data(kind, bench.rows(2_000_000), seed) for seed in [1, 2, 3]]
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(files[0], threads, "ensemble", *files[1:], "-n", TOP)
    yield from bench.duckdb("ensemble_duckdb", files[0], TOP)


def ensemble(bench):
    yield from members(bench, "member")


def aligned(bench):
    yield from members(bench, "aligned")


def random(bench):
    rows = bench.rows(FULL_ROWS)
    file = bench.data("confidence", rows)
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(file, threads, "random", "-n", TOP)
    yield bench.program(f"shuf -n {TOP}", ["shuf", "-n", TOP, file], file)
    share = ["--sample-pct", 100 * TOP / rows]
    yield bench.program("zsv select", ["zsv", "select", file, *share, "--", "id"], file)
    yield from bench.duckdb("random_duckdb", file, TOP)


def stratify(bench):
    file = bench.data("confidence", bench.rows(FULL_ROWS))
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(file, threads, "stratify", "--by", "camera,weather",
                            "--allocate", "equal", "-n", STRATA * PER_STRATUM)
    yield from bench.duckdb("stratify_duckdb", file, PER_STRATUM)
    yield bench.peer("Polars", "stratify_polars", file, PER_STRATUM, bench.threads)


def beside(bench):
    """Of the rows of one table those for which another table, in its own order, says rain."""
    rows = bench.rows(FULL_ROWS)
    file, metadata = bench.data("confidence", rows), bench.data("metadata", rows)
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(file, threads, "confidence", "--with", metadata, "--where", "sky=rain", "-n", TOP)
    yield from bench.duckdb("beside_duckdb", file, TOP)


def latest(bench):
    """Of a report of 100,000 rows what was said last, at the time of each row."""
    file, report = bench.data("confidence", bench.rows(FULL_ROWS)), bench.data("report", 100_000)
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(file, threads, "confidence", "--with", f"{report}@timestamp=at", "--where", "road=wet",
                            "-n", TOP)
    yield from bench.duckdb("latest_duckdb", file, TOP)


def scenes(bench):
    """As many strata as there may be, a row of each."""
    file = bench.data("scenes", bench.rows(2_000_000))
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(file, threads, "stratify", "--by", "scene", "--allocate", "equal",
                            "--min-per-stratum", 1, "-n", SCENES, "-q")
    yield from bench.duckdb("scenes_duckdb", file, 1)


def consistency(bench):
    file = bench.data("frames", bench.rows(FULL_ROWS))
    for options in [[], ["--position", "x,y", "--map", "floor", "--track", "track", "-q"]]:
        for threads in sorted({1, bench.threads}):
            command = bench.dengine(file, threads, "consistency", "-n", TOP, *options)
            command.name += ", all checks" if options else ", flicker"
            command.comparable = not options
            yield command
    for command in bench.duckdb("consistency_duckdb", file, TOP):
        command.comparable = False  # another formula over the same neighbours
        yield command
    yield bench.program("wc -l", ["wc", "-l", file], file)


def quoted(bench):
    for kind in ["confidence", "quoted"]:
        file = bench.data(kind, bench.rows(FULL_ROWS))
        for threads in sorted({1, bench.threads}):
            name = "dengine, plain" if kind == "confidence" else "dengine, quoted"
            yield bench.dengine(file, threads, "confidence", "-n", TOP, name=name)
    yield from bench.duckdb("confidence_duckdb", file, TOP)


def pipe(bench):
    file = bench.data("confidence", bench.rows(FULL_ROWS))
    yield bench.dengine(file, bench.threads, "confidence", "-n", TOP)
    yield bench.dengine(file, 1, "confidence", "-n", TOP)
    script = f'cat "$1" | "$0" confidence - -n {TOP} --threads {bench.threads}'
    yield Command(PIPED, "dengine",
                  ["sh", "-c", script, bench.options.dengine, file], file, bench.threads)
    yield bench.program(PIPED_WC, ["sh", "-c", 'cat "$0" | wc -l', file], file)


def shards(bench):
    """One process over all shards, a task for each and a merge, and Spark, which is told the same."""
    file = bench.data("confidence", bench.rows(4_000_000))
    files = sorted(bench.shards(file).glob("*.csv"))
    for threads in sorted({1, bench.threads}):
        yield Command("dengine, one process", "dengine",
                      [bench.options.dengine, "confidence", *files, "-n", TOP, "--threads", threads], file, threads)
    script = f"""cd "$(mktemp -d)" && printf '%s\\n' "$@" | awk '{{ print NR, $0 }}' |
        xargs -P {bench.threads} -L 1 sh -c '"$DENGINE" confidence "$2" -n {TOP} -q --threads 1 --partial $1/{SHARDS} -o $1.csv' sh &&
        "$DENGINE" merge *.csv && rm -r "$PWD\""""
    yield Command("dengine, partials and merge", "dengine", ["sh", "-c", script, "sh", *files], file, bench.threads,
                  env={"DENGINE": bench.options.dengine})
    for name, function in [("Spark with dengine", "dengine_pyspark"), ("Spark's SQL", "sql_pyspark"),
                           ("Spark, started", "start_pyspark")]:
        command = bench.peer(name, function, file, TOP, bench.threads)
        command.env = {"DENGINE": bench.options.dengine}
        command.comparable = function != "start_pyspark"
        yield command


def packed(bench):
    """Compressed, beside the tool that decompresses it to nowhere."""
    file = bench.data("full", bench.rows(5_000_000))
    for tool, ending in [("gzip", ".gz"), ("zstd", ".zst")]:
        small = bench.packed(file, tool, ending)
        if not small.exists():
            bench.missing[tool] = "not found"
            continue
        for threads in sorted({1, bench.threads}):
            yield bench.dengine(small, threads, "confidence", "--measure", "entropy", "-n", TOP,
                                name=f"dengine, {ending}")
        yield bench.program(f"{tool} -dc", ["sh", "-c", f'{tool} -dc "$0" >/dev/null', small], small)


def similar(bench):
    rows = bench.rows(500_000)
    file = bench.data("vectors", rows)
    ids, seeds = bench.data("ids", rows), bench.data("ids", 50)
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(file, threads, "similar", "--ids", ids, "--like", seeds, "-n", TOP)
    yield bench.peer("numpy", "similar_numpy", file, TOP, bench.threads)


def recheck(bench):
    """Two models on the same samples, 200 of them answered: what changed, and what is like an error."""
    answers = bench.data("confidence", 200, 3)
    for rows, vectors in [(bench.rows(FULL_ROWS), False), (bench.rows(500_000), True)]:
        old, new = (bench.data("confidence", rows, seed) for seed in [1, 2])
        options = ["--answers", answers, "-n", TOP, "-q"]
        if vectors:
            options += ["--embeddings", bench.data("vectors", rows), "--ids", bench.data("ids", rows)]
        for threads in sorted({1, bench.threads}):
            command = bench.dengine(old, threads, "recheck", new, *options,
                                    name=f"dengine, {rows:,} rows{' with vectors' if vectors else ''}")
            command.comparable = False
            yield command


def reviewed(bench):
    """Scores of 5,000 samples and what people said of them."""
    return bench.data("scores", 5000, 2), bench.data("answers", 5000, 2)


def learn(bench):
    """A model that is applied."""
    file, (scores, answers) = bench.data("scores", bench.rows(FULL_ROWS)), reviewed(bench)
    model = bench.folder / "model.json"
    subprocess.run([bench.options.dengine, "learn", scores, "--answers", answers, "--model", model, "-n", "0",
                    "-o", os.devnull], check=True)
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(file, threads, "learn", "--model", model, "-n", TOP)
    yield bench.peer("scikit-learn", "learn_sklearn", file, TOP, bench.threads)


def fit(bench):
    """A model that is fitted: its file is the answer."""
    scores, answers = reviewed(bench)
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(scores, threads, "learn", "--answers", answers, "--model", "/dev/stdout", "-n", "0",
                            "-o", os.devnull)
    yield bench.peer("scikit-learn", "fit_sklearn", scores, TOP, bench.threads)


def given(bench):
    """Which labels that people gave does a model doubt?"""
    rows = bench.rows(2_000_000)
    file, labels = bench.data("probs", rows), bench.data("given", rows)
    for threads in sorted({1, bench.threads}):
        yield bench.dengine(file, threads, "teacher", "--given", labels, "-n", TOP, "-q")
    yield bench.peer("cleanlab", "given_cleanlab", file, TOP, bench.threads)


def header(bench):
    """A header of 65,000 columns."""
    file = bench.data("widest", 50)
    yield bench.dengine(file, bench.threads, "confidence")
    yield bench.program("wc -l", ["wc", "-l", file], file)


def startup(bench):
    file = bench.data("confidence", 200)
    yield bench.dengine(file, bench.threads, "confidence")
    yield bench.program("wc -l", ["wc", "-l", file], file)
    yield bench.peer("DuckDB", "confidence_duckdb", file, 100, bench.threads)
    yield bench.peer("Polars", "confidence_polars", file, 100, bench.threads)


def memory(bench):
    for rows in sorted({10_000, bench.rows(1_000_000), bench.rows(FULL_ROWS)}):
        file = bench.data("confidence", rows)
        yield bench.dengine(file, bench.threads, "confidence", "-n", TOP,
                            name=f"dengine, {rows:,} rows")


# Answers: each says whether two outputs on one file agree, and if not, why.

def read_scores(path):
    with open(path, newline="") as lines:
        return {row["id"]: float(row["score"]) for row in csv.DictReader(lines)}


def same_top(ours, theirs, file):
    """The same scores, to the 1e-9 that rounding may leave, and ids, but for ties at the cut."""
    a, b = read_scores(ours), read_scores(theirs)
    if len(a) != len(b):
        return f"differs: {len(a)} rows, not {len(b)}"
    if any(abs(x - y) > 1.5e-9 for x, y in zip(sorted(a.values()), sorted(b.values()))):
        return "differs: other scores"
    cut = min(a.values()) + 3e-9
    if {i for i in a if a[i] > cut} != {i for i in b if b[i] > cut}:
        return "differs: other ids"
    return "same"


def same_similar(ours, theirs, file):
    """The same to what 32-bit sums may be off."""
    a, b = read_scores(ours), read_scores(theirs)
    if len(a) != len(b) or any(abs(x - y) > 1e-5 for x, y in zip(sorted(a.values()), sorted(b.values()))):
        return "differs: other scores"
    cut = min(a.values()) + 2e-5
    return "same" if {i for i in a if a[i] > cut} <= b.keys() else "differs: other ids"


def same_learnt(ours, theirs, file):
    """The same scores to 1e-7, and ids, but for those next to the cut."""
    a, b = read_scores(ours), read_scores(theirs)
    if len(a) != len(b) or any(abs(x - y) > 1e-7 for x, y in zip(sorted(a.values()), sorted(b.values()))):
        return "differs: other scores"
    cut = min(a.values()) + 2e-7
    return "same" if {i for i in a if a[i] > cut} <= b.keys() else "differs: other ids"


def read_model(path):
    """The coefficients by name: of `learn --model`, or as rows."""
    if not path.read_bytes().startswith(b"{"):
        return read_scores(path)
    model = json.loads(path.read_text())
    methods = [f"score_{method['name']}" for method in model["methods"]]
    weights = {"intercept": model["intercept"]}
    for name, method in zip(methods, model["methods"]):
        weights |= {name: method["slope"], f"no {name}": method["missing"]}
    for own in model["classes"]:
        weights[own["name"]] = own["intercept"]
        weights |= {f"{own['name']} x {name}": slope for name, slope in zip(methods, own["slopes"])}
    return weights


def same_model(ours, theirs, file):
    a, b = read_model(ours), read_model(theirs)
    if a.keys() != b.keys():
        return "differs: other coefficients"
    off = max(abs(a[name] - b[name]) for name in a)
    return "same" if off < 1e-6 else f"differs: by {off:.1e}"


def strata_of(ids, file):
    """The (camera, weather) of each id that the file holds."""
    ids = set(ids)
    with open(file) as lines:
        return {line[:15]: tuple(line.split(",")[3:5]) for line in lines if line[:15] in ids}


def valid_draw(ours, theirs, file):
    """Draws cannot be equal: each must hold TOP distinct ids that exist."""
    for path in [ours, theirs]:
        ids = read_scores(path).keys()
        if len(ids) != TOP or len(strata_of(ids, file)) != TOP:
            return f"differs: not {TOP} ids of the file"
    return "valid draw"


def same_strata(ours, theirs, file):
    """The same number of rows from the same strata; which rows is left to each tool's hash."""
    a, b = (Counter(strata_of(read_scores(path).keys(), file).values()) for path in [ours, theirs])
    return "same" if a == b else "differs: other strata or sizes"


def compare(commands, agree):
    """Holds every answer against the first on its file; dengine must repeat itself to the byte."""
    references = {}
    for command in commands:
        if command.failure or not command.comparable:
            continue
        reference = references.setdefault(command.file, command)
        if reference is not command and command.tool == "dengine":
            equal = command.output.read_bytes() == reference.output.read_bytes()
            command.answer = "same" if equal else "differs: other bytes"
            continue
        try:
            command.answer = agree(reference.output, command.output, command.file)
        except (KeyError, ValueError) as error:
            command.answer = f"differs: unreadable ({error!r})"
        if reference is command and command.answer == "same":
            command.answer = "reference"


@dataclass
class Job:
    title: str
    commands: callable
    agree: callable = same_top
    runs: int = 1  # times --runs


JOBS = {
    "confidence": Job(f"top {TOP} by least confidence", confidence),
    "entropy": Job(f"top {TOP} by entropy of 10 probabilities", entropy),
    "full": Job(f"top {TOP} by entropy of 10 probabilities of 17 digits", full),
    "ensemble": Job(f"top {TOP} by doubt of three models, each in its own row order", ensemble),
    "aligned": Job(f"top {TOP} by doubt of three models in one row order", aligned),
    "random": Job(f"{TOP} rows at random", random, valid_draw),
    "stratify": Job(f"{PER_STRATUM} rows from each camera and weather", stratify, same_strata),
    "beside": Job(f"top {TOP} where another table in its own order says rain", beside),
    "latest": Job(f"top {TOP} where a report of 100,000 rows said wet last", latest),
    "scenes": Job(f"a row from each of {SCENES:,} scenes", scenes, same_strata),
    "consistency": Job(f"top {TOP} frames, streams out of order", consistency),
    "quoted": Job(f"top {TOP}, label and camera in quotes", quoted),
    "pipe": Job(f"top {TOP}, from a pipe", pipe),
    "packed": Job(f"top {TOP} by entropy of 10 probabilities of 17 digits, compressed", packed),
    "shards": Job(f"top {TOP} of a table in {SHARDS} files; of Spark the wall alone counts, its JVM is not measured", shards),
    "similar": Job(f"top {TOP} of 256 numbers a row by cosine to 50 seeds", similar, same_similar),
    "learn": Job(f"top {TOP} by P(wrong), a model of 5 scores and 10 classes that is there", learn, same_learnt),
    "fit": Job("that model, of 5,000 answers", fit, same_model, runs=2),
    "given": Job(f"top {TOP} labels that a model doubts", given),
    "recheck": Job("two models on the same rows; the same with 256 numbers a row against 200 answers", recheck),
    "libcsv": Job(f"top {TOP}, every row by libcsv", libcsv),
    "kinds": Job(f"top {TOP}, each instruction set", kinds),
    "wide": Job(f"top {TOP} of rows with 1000 probabilities", wide),
    "wide_full": Job(f"top {TOP} of rows with 1000 probabilities of 17 digits", wide_full),
    "header": Job("50 rows of 65,003 columns", header),
    "startup": Job("200 rows", startup, runs=10),
    "memory": Job("peak memory by number of rows", memory),
}


# Running.

def run_once(bench, command, stem):
    """One run: (wall seconds, CPU seconds, peak MB), or nothing with command.failure set."""
    report, errors = bench.folder / "report", bench.folder / "errors"
    threads = {"POLARS_MAX_THREADS": str(command.threads), "OMP_NUM_THREADS": str(command.threads)}
    command.output = bench.folder / f"{stem}.out"
    with open(command.output, "wb") as out, open(errors, "wb") as err:
        subprocess.run([bench.measure, report, *map(str, command.argv)], stdin=subprocess.DEVNULL,
                       stdout=out, stderr=err, env=os.environ | threads | command.env, check=True)
    status, wall, cpu, peak = map(float, report.read_text().split())
    if status != 0:
        last = errors.read_text(errors="replace").strip().splitlines()[-1:]
        command.failure = f"failed ({status:.0f}): {''.join(last)[:100]}"
    return wall, cpu, peak * 1024 / 1e6


def run(bench, name):
    job = JOBS[name]
    commands = [command for command in job.commands(bench) if bench.present(command)]
    runs = bench.options.runs * job.runs
    print(f"{name}: {len(commands)} commands, {runs} runs", file=sys.stderr)
    for turn in range(runs + 1):
        for number, command in enumerate(commands):
            if command.failure:
                continue
            wall, cpu, peak = run_once(bench, command, f"{name}-{number}")
            command.peak = max(command.peak, peak)
            if turn > 0:  # turn 0 warms up
                command.walls.append(wall)
                command.cpus.append(cpu)
    compare(commands, job.agree)
    return commands


# Reporting.

def milliseconds(seconds):
    return f"{seconds * 1e3:.1f}" if seconds < 0.1 else f"{seconds * 1e3:,.0f}"


def ratio_of(kind, ours, other):
    """The median over the turns of ours / other."""
    return statistics.median(a / b for a, b in zip(getattr(ours, kind), getattr(other, kind)))


def counterpart(command, commands):
    """dengine's run on that file with as many threads; beside a tool without a choice, the most."""
    ours = [c for c in commands
            if c.tool == "dengine" and c.file == command.file and not c.failure]
    if command.tool in ["dengine", *THREADED]:
        ours = [c for c in ours if c.threads == command.threads]
    return max(ours, key=lambda c: c.threads, default=None)


def print_table(name, commands):
    print(f"\n## {name}: {JOBS[name].title}\n", flush=True)
    if not commands:
        print("Nothing to run.")
        return
    for file in dict.fromkeys(command.file for command in commands):
        print(f"{file.name}: {file.stat().st_size / 1e6:,.1f} MB  ")
    print("\n| command | threads | wall ms | CPU ms | peak MB | dengine's wall | dengine's CPU "
          "| answer |")
    print("|---|--:|--:|--:|--:|--:|--:|---|")
    for command in commands:
        cells = [command.name, command.threads]
        if command.failure:
            cells += ["", "", "", "", "", command.failure.replace("|", "\\|")]
        else:
            ours = counterpart(command, commands)
            ratios = ["", ""] if ours in [None, command] else [
                f"{ratio_of(kind, ours, command):.3f}x" for kind in ["walls", "cpus"]]
            cells += [milliseconds(command.wall), milliseconds(command.cpu), f"{command.peak:.1f}",
                      *ratios, command.answer]
        print("|", " | ".join(map(str, cells)), "|")


def targets(bench):
    """(what, limit, unit, function of get); a negative limit is the least allowed, not the most."""
    most = bench.threads

    def ratio(kind, job, threads, peer, peer_threads=1):
        return lambda get: ratio_of(kind, get(job, "dengine", threads),
                                    get(job, peer, peer_threads))

    def per_byte(plain, odd):
        sizes = plain.file.stat().st_size / odd.file.stat().st_size
        return ratio_of("cpus", odd, plain) * sizes

    def quoted_per_byte(get):
        return per_byte(get("quoted", "dengine, plain", 1), get("quoted", "dengine, quoted", 1))

    def full_per_byte(get):
        return per_byte(get("entropy", "dengine", 1), get("full", "dengine", 1))

    def pipe_speed(get):
        return 1 / ratio_of("walls", get("pipe", PIPED, most), get("pipe", "dengine", most))

    def pipe_cpu(get):
        return ratio_of("walls", get("pipe", PIPED, most), get("pipe", PIPED_WC, 1))

    if most >= 4:
        yield f"confidence / wc -l: wall, threads {most}", 1.0, "x", ratio(
            "walls", "confidence", most, "wc -l")
    yield "confidence / wc -l: wall, threads 2", 1.5, "x", ratio("walls", "confidence", 2, "wc -l")
    yield "confidence / wc -l: CPU, threads 1", 2.5, "x", ratio("cpus", "confidence", 1, "wc -l")
    for job in ["ensemble", "aligned"]:
        for kind, limit in [("walls", 0.3), ("cpus", 0.3)]:
            yield (f"{job} / DuckDB: {'wall' if kind == 'walls' else 'CPU'}, threads {most}", limit, "x",
                   ratio(kind, job, most, "DuckDB", most))
        yield (f"{job} / DuckDB: peak, threads {most}", 0.5, "x", lambda get, job=job: get(
            job, "dengine", most).peak / get(job, "DuckDB", most).peak)
    for job, limit in [("beside", 0.35), ("latest", 0.2)]:
        yield f"{job} / DuckDB: wall, threads {most}", limit, "x", ratio("walls", job, most, "DuckDB", most)
    yield (f"beside / DuckDB: peak, threads {most}", 0.5, "x", lambda get: get(
        "beside", "dengine", most).peak / get("beside", "DuckDB", most).peak)
    for kind in ["walls", "cpus"]:
        yield (f"similar / numpy: {'wall' if kind == 'walls' else 'CPU'}, threads {most}", 0.5, "x",
               ratio(kind, "similar", most, "numpy", most))
    shuf = f"shuf -n {TOP}"
    for job, limit, peer in [("confidence", 0.1, "DuckDB"), ("entropy", 0.15, "DuckDB"),
                             ("full", 0.2, "DuckDB"), ("wide_full", 0.06, "DuckDB"),
                             ("random", 0.1, shuf), ("stratify", 0.1, "DuckDB"),
                             ("libcsv", 1.0, "DuckDB")]:
        for kind in ["walls", "cpus"]:
            for threads in sorted({1, most}):
                if peer == shuf and kind == "walls" and threads == 1 and most > 1:
                    continue  # what is promised is the time with all cores
                yield (f"{job} / {peer}: {'wall' if kind == 'walls' else 'CPU'}, threads {threads}",
                       limit, "x", ratio(kind, job, threads, peer, 1 if peer == shuf else threads))
    yield "quoted / plain: CPU per byte, threads 1", 1.3, "x", quoted_per_byte
    yield "17 digits / 6 digits: CPU per byte, threads 1", 1.6, "x", full_per_byte
    yield f"pipe / file: speed, threads {most}", -0.6, "x", pipe_speed
    yield f"pipe / the same pipe into wc -l: wall, threads {most}", 1.5, "x", pipe_cpu
    for ending, tool, limit in [(".gz", "gzip -dc", 0.6), (".zst", "zstd -dc", 1.05)]:
        yield f"{ending} / {tool}: wall, threads {most}", limit, "x", lambda get, ending=ending, tool=tool: ratio_of(
            "walls", get("packed", f"dengine, {ending}", most), get("packed", tool, 1))
    yield "peak memory, threads 4", 16.0, " MB", lambda get: get("confidence", "dengine", 4).peak
    for job, peer in [("learn", "scikit-learn"), ("given", "cleanlab")]:
        yield f"{job} / {peer}: wall, threads {most}", 0.5, "x", ratio("walls", job, most, peer, most)
    yield "5,000 answers: wall", 50.0, " ms", lambda get: 1e3 * get("fit", "dengine", most).wall
    yield "65,003 columns: wall", 100.0, " ms", lambda get: 1e3 * get("header", "dengine", most).wall
    yield "200 rows: wall", 5.0, " ms", lambda get: 1e3 * get("startup", "dengine", most).wall


def print_acceptance(bench, results):
    done = {(job, c.name, c.threads): c
            for job, commands in results.items() for c in commands if not c.failure}

    print("\n## acceptance\n")
    if bench.options.rows != FULL_ROWS:
        print(f"The targets are meant for full scale ({FULL_ROWS:,} rows).\n")
    print("| target | limit | measured | |\n|---|--:|--:|---|")
    for what, limit, unit, measured in targets(bench):
        bound = f"{'>=' if limit < 0 else '<='} {abs(limit):g}{unit}"
        try:
            value = measured(lambda *key: done[key])
        except KeyError:
            print(f"| {what} | {bound} | | not measured |")
            continue
        met = value >= -limit if limit < 0 else value <= limit
        print(f"| {what} | {bound} | {value:.3g}{unit} | {'met' if met else 'short'} |")


def machine():
    cores = len(os.sched_getaffinity(0))
    try:
        about = Path("/proc/cpuinfo").read_text()
        model = re.search(r"model name\s*: (.*)", about)[1]
    except (OSError, TypeError):
        return f"{cores} cores of an unknown processor"
    virtual = " virtual machine" if re.search(r"^flags.* hypervisor", about, re.MULTILINE) else ""
    return f"{cores} cores of an {model}{virtual}"


def print_machine(bench):
    versions = [f"{module} {importlib.metadata.version(PACKAGES.get(module, module))}" for module in MODULES
                if importlib.util.find_spec(module) is not None]
    print()
    for tool, why in sorted(bench.missing.items()):
        print(f"Skipped: {tool} ({why}).  ")
    print("Times are medians of whole processes. A ratio is dengine's time over the command's, "
          f"with as many threads where the tool has a choice, else with {bench.threads}.  ")
    print(f"Machine: {machine()}. {', '.join(versions)}.")


def arguments():
    parser = argparse.ArgumentParser(
        description="Times dengine beside other tools on generated tables.")
    parser.add_argument("--rows", type=int, default=FULL_ROWS,
                        help="rows of the largest table, the others in proportion (%(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each command (5)")
    parser.add_argument("--jobs", default=",".join(JOBS), help="comma-separated (all: %(default)s)")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)),
                        help="the most threads (all cores)")
    parser.add_argument("--data", default="build/bench",
                        help="where the tables are kept (%(default)s)")
    parser.add_argument("--dengine", default="./dengine", help="the program (./dengine)")
    parser.add_argument("--quick", action="store_true",
                        help=f"without {' and '.join(SLOW)}")
    options = parser.parse_args()
    unknown = set(options.jobs.split(",")) - JOBS.keys()
    if unknown:
        parser.error(f"no such job: {', '.join(sorted(unknown))}; jobs: {', '.join(JOBS)}")
    options.dengine = os.path.abspath(options.dengine)
    return options


def main():
    bench = Bench(arguments())
    results = {}
    for name in bench.options.jobs.split(","):
        results[name] = run(bench, name)
        print_table(name, results[name])
    print_acceptance(bench, results)
    print_machine(bench)
    wrong = [c for job in results.values() for c in job
             if c.answer.startswith("differs") or c.failure and c.tool == "dengine"]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
