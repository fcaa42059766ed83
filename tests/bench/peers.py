"""What the benchmark compares dengine with: python3 peers.py JOB_TOOL FILE N THREADS

Each function answers one job with one tool, in the fastest way found with the tool's own reader:
column types are given, only the needed columns are read, and row order is not kept. It yields the
rows it chose as (id, score); main prints them as CSV.
"""
import csv
import glob
import os
import subprocess
import sys

FRAME = {"id": "str", "label": "str", "confidence": "float", "camera": "str", "weather": "str",
         "timestamp": "str"}
METADATA = {"id": "str", "sky": "str", "site": "str", "operator": "str"}
SCENES = {"id": "str", "label": "str", "confidence": "float", "scene": "str"}
FRAMES = {"id": "str", "stream": "str", "timestamp": "float", "x": "float", "y": "float", "floor": "str",
          "track": "str", "label": "str", "confidence": "float"}
CLASSES = ["car", "pedestrian", "truck", "cyclist", "bus", "van", "motorcycle", "animal", "trailer",
           "sign"]
PROBS = [f"prob_{name}" for name in CLASSES]
SCORES = [f"score_{name}" for name in "abcde"]
DISTRIBUTION = {"id": "str"} | dict.fromkeys(PROBS, "float")


def duckdb_table(file, columns):
    types = {name: {"str": "VARCHAR", "float": "DOUBLE", "time": "TIMESTAMP"}[kind] for name, kind in columns.items()}
    return (f"read_csv('{file}', columns = {types}, auto_detect = false, header = true, "
            """delim = ',', quote = '"', escape = '"')""")


def duckdb_run(query, threads):
    import duckdb
    connection = duckdb.connect(config={"threads": threads, "preserve_insertion_order": False})
    connection.execute("SET asof_loop_join_threshold = 0")  # else a loop over all pairs: a CSV does not tell its rows
    return connection.execute(query).fetchall()


def duckdb_rows(query, file, columns, threads):
    """The rows of a query, in which {table} stands for the file."""
    return duckdb_run(query.format(table=duckdb_table(file, columns)), threads)


def polars_frame(file, columns):
    import polars
    types = {"str": polars.String, "float": polars.Float64}
    return polars.scan_csv(file, schema={name: types[kind] for name, kind in columns.items()})


def confidence_duckdb(file, n, threads):
    query = f"SELECT id, confidence FROM {{table}} ORDER BY confidence LIMIT {n}"
    for sample, confidence in duckdb_rows(query, file, FRAME, threads):
        yield sample, 1 - confidence


def spark_session(threads):
    from pyspark.sql import SparkSession
    return SparkSession.builder.master(f"local[{threads}]").config("spark.ui.enabled", "false").getOrCreate()


def shards_of(file):
    return sorted(glob.glob(file.removesuffix(".csv") + "-shards/*.csv"))


def start_pyspark(file, n, threads):
    """What a Spark that does nothing takes."""
    spark_session(threads).sparkContext.parallelize([1], 1).map(str).collect()
    return []


def sql_pyspark(file, n, threads):
    kinds = {"str": "STRING", "float": "DOUBLE"}
    schema = ", ".join(f"{name} {kinds[kind]}" for name, kind in FRAME.items())
    table = spark_session(threads).read.csv(shards_of(file), schema=schema, header=True, enforceSchema=True)
    for sample, confidence in table.select("id", "confidence").orderBy("confidence").limit(n).collect():
        yield sample, 1 - confidence


def dengine_pyspark(file, n, threads):
    """The recipe of dengine-cluster(7)."""
    dengine, shards = os.environ["DENGINE"], shards_of(file)

    def part(shard):
        number, path = shard
        return subprocess.run([dengine, "confidence", path, "-n", str(n), "-q", "--threads", "1",
                               "--partial", f"{number}/{len(shards)}"], capture_output=True, check=True).stdout

    spark = spark_session(threads).sparkContext
    partials = spark.parallelize(list(enumerate(shards, 1)), len(shards)).map(part).collect()
    merged = subprocess.run([dengine, "merge", "-"], input=b"".join(partials), capture_output=True, check=True).stdout
    for row in csv.DictReader(merged.decode().splitlines()):
        yield row["id"], float(row["score"])


def confidence_polars(file, n, threads):
    frame = polars_frame(file, FRAME).select("id", "confidence").bottom_k(n, by="confidence")
    for sample, confidence in frame.collect(engine="streaming").iter_rows():
        yield sample, 1 - confidence


def confidence_pandas(file, n, threads):
    import pandas
    frame = pandas.read_csv(file, usecols=["id", "confidence"], dtype={"confidence": "float64"})
    for row in frame.nsmallest(n, "confidence").itertuples():
        yield row.id, 1 - row.confidence


def entropy_duckdb(file, n, threads):
    entropy = " + ".join(f"{p} * ln(greatest({p}, 1e-300))" for p in PROBS)
    query = f"SELECT id, -({entropy}) AS score FROM {{table}} ORDER BY score DESC LIMIT {n}"
    return duckdb_rows(query, file, DISTRIBUTION, threads)


def entropy_polars(file, n, threads):
    from polars import col, sum_horizontal
    entropy = -sum_horizontal(col(p) * col(p).clip(lower_bound=1e-300).log() for p in PROBS)
    frame = polars_frame(file, DISTRIBUTION).select("id", entropy.alias("score"))
    return frame.top_k(n, by="score").collect(engine="streaming").iter_rows()


def entropy_numpy(file, n, threads):
    import numpy
    kinds = [("id", "S15"), ("probs", "f8", len(PROBS))]
    table = numpy.loadtxt(file, dtype=kinds, delimiter=",", skiprows=1, comments=None)
    probs = table["probs"]
    score = -(probs * numpy.log(numpy.maximum(probs, 1e-300))).sum(axis=1)
    for row in numpy.argpartition(-score, n - 1)[:n]:
        yield table["id"][row].decode(), score[row]


def ensemble_duckdb(file, n, threads):
    """Three members: FILE is that of seed 1, the others are beside it."""
    import duckdb
    types = {name: {"str": "VARCHAR", "float": "DOUBLE"}[kind] for name, kind in DISTRIBUTION.items()}
    first, second, third = (
        f"read_csv('{file.removesuffix('-1.csv')}-{seed}.csv', columns = {types}, auto_detect = false, "
        """header = true, delim = ',', quote = '"', escape = '"')""" for seed in [1, 2, 3])
    means = ", ".join(f"a.{p} + b.{p} + c.{p}" for p in PROBS)
    query = (f"SELECT id, 1 - greatest({means}) / 3 AS score FROM {first} AS a JOIN {second} AS b USING (id) "
             f"JOIN {third} AS c USING (id) ORDER BY score DESC LIMIT {n}")
    connection = duckdb.connect(config={"threads": threads, "preserve_insertion_order": False})
    return connection.execute(query).fetchall()


def wide_duckdb(file, n, threads):
    names = [f"prob_{k:03d}" for k in range(1000)]
    query = (f"SELECT id, 1 - greatest({', '.join(names)}) AS score FROM {{table}} "
             f"ORDER BY score DESC LIMIT {n}")
    return duckdb_rows(query, file, {"id": "str"} | dict.fromkeys(names, "float"), threads)


def random_duckdb(file, n, threads):
    query = f"SELECT id, 0 FROM {{table}} USING SAMPLE reservoir({n} ROWS)"
    return duckdb_rows(query, file, FRAME, threads)


def stratify_duckdb(file, n, threads):
    """n is the number of rows of one stratum."""
    query = ("SELECT id, 0 FROM {table} QUALIFY row_number() OVER "
             f"(PARTITION BY camera, weather ORDER BY hash(id)) <= {n}")
    return duckdb_rows(query, file, FRAME, threads)


def beside_duckdb(file, n, threads):
    """The metadata lie beside the file."""
    frame, metadata = duckdb_table(file, FRAME), duckdb_table(file.replace("confidence", "metadata"), METADATA)
    query = (f"SELECT id, confidence FROM {frame} AS frame JOIN {metadata} AS metadata USING (id) "
             f"WHERE sky = 'rain' ORDER BY confidence LIMIT {n}")
    for sample, confidence in duckdb_run(query, threads):
        yield sample, 1 - confidence


def latest_duckdb(file, n, threads):
    frame = duckdb_table(file, FRAME | {"timestamp": "time"})
    report = duckdb_table(os.path.join(os.path.dirname(file), "report-100000-1.csv"), {"at": "time", "road": "str"})
    query = (f"SELECT id, confidence FROM {frame} AS frame ASOF JOIN {report} AS report "
             f"ON frame.timestamp >= report.at WHERE road = 'wet' ORDER BY confidence LIMIT {n}")
    for sample, confidence in duckdb_run(query, threads):
        yield sample, 1 - confidence


def scenes_duckdb(file, n, threads):
    """n is the number of rows of one scene."""
    query = ("SELECT id, 0 FROM {table} QUALIFY row_number() OVER "
             f"(PARTITION BY scene ORDER BY hash(id)) <= {n}")
    return duckdb_rows(query, file, SCENES, threads)


def consistency_duckdb(file, n, threads):
    """How much of the confidence of the five frames before and behind in the stream is given to another label."""
    around = [f"{side}({{0}}, {i}) OVER stream" for side in ["lag", "lead"] for i in range(1, 6)]
    columns = ", ".join(f"{near.format('label')} AS label{i}, {near.format('confidence')} AS confidence{i}"
                        for i, near in enumerate(around))
    other, all_of = (" + ".join(f"coalesce({case}, 0)" for case in cases) for cases in [
        [f"CASE WHEN label{i} <> label THEN confidence{i} END" for i in range(len(around))],
        [f"confidence{i}" for i in range(len(around))]])
    query = (f"SELECT id, ({other}) / greatest({all_of}, 1e-9) AS score FROM (SELECT id, label, {columns} "
             f"FROM {{table}} WINDOW stream AS (PARTITION BY stream ORDER BY timestamp)) ORDER BY score DESC LIMIT {n}")
    return duckdb_rows(query, file, FRAMES, threads)


def stratify_polars(file, n, threads):
    from polars import col
    frame = polars_frame(file, FRAME).select("id", "camera", "weather")
    best = col("id").bottom_k_by(col("id").hash(), n)
    chosen = frame.group_by("camera", "weather").agg(best).explode("id")
    for sample in chosen.select("id").collect(engine="streaming")["id"]:
        yield sample, 0


def similar_numpy(file, n, threads):
    """Cosine to the nearest seed; ids and seeds lie beside the matrix. BLAS takes OMP_NUM_THREADS."""
    import numpy
    folder, name = os.path.split(file)
    lists = [name.replace("vectors", "ids").replace(".npy", ".csv"), "ids-50-1.csv"]
    ids, seeds = ([line.strip() for line in open(os.path.join(folder, path))][1:] for path in lists)
    matrix = numpy.load(file, mmap_mode="r")
    place = {sample: row for row, sample in enumerate(ids)}
    rows = [place[sample] for sample in seeds]
    queries = numpy.array(matrix[rows])
    queries /= numpy.linalg.norm(queries, axis=1, keepdims=True)
    score = (matrix @ queries.T).max(axis=1)
    score /= numpy.sqrt(numpy.einsum("ij,ij->i", matrix, matrix))
    score[rows] = -2
    for row in numpy.argpartition(-score, n - 1)[:n]:
        yield ids[row], score[row]


def learn_columns(file):
    """The ids, the labels and the scores of five methods: log odds, cut at 1e-3, NaN where there is none."""
    import numpy
    frame = polars_frame(file, {"id": "str", "label": "str"} | dict.fromkeys(SCORES, "float")).collect()
    shares = numpy.clip(frame.select(SCORES).to_numpy(), 1e-3, 1 - 1e-3)
    return frame["id"], frame["label"].to_numpy(), numpy.log(shares / (1 - shares))


def learn_features(labels, scores, scale):
    """What `learn` makes of them; the penalties of logistic.h are those of unit weights on columns so divided."""
    import numpy
    mean, deviation = scale
    missing = numpy.isnan(scores)
    own = numpy.ones((len(scores), 1 + len(SCORES)))
    own[:, 1:] = numpy.where(missing, 0, numpy.clip((scores - mean) / deviation, -4, 4))
    parts = [own[:, :1] / 1e-3 ** 0.5, own[:, 1:], missing]
    parts += [own * (labels == name)[:, None] / 10 ** 0.5 for name in CLASSES]
    return numpy.hstack(parts)


def learn_fit(folder):
    """The model of the 5,000 answers of the job, and the scale of its scores."""
    import numpy
    import polars
    from sklearn.linear_model import LogisticRegression
    _, labels, scores = learn_columns(os.path.join(folder, "scores-5000-2.csv"))
    said = polars.read_csv(os.path.join(folder, "answers-5000-2.csv"))["label"].to_numpy()
    scale = numpy.nanmean(scores, axis=0), numpy.maximum(0.1, numpy.nanstd(scores, axis=0))
    model = LogisticRegression(C=1, fit_intercept=False, solver="newton-cholesky", tol=1e-10)
    return model.fit(learn_features(labels, scores, scale), labels != said), scale


def fit_sklearn(file, n, threads):
    """Each coefficient as a row."""
    model, _ = learn_fit(os.path.dirname(file))
    names = ["intercept", *SCORES, *(f"no {name}" for name in SCORES)]
    penalties = [1e-3] + [1] * 2 * len(SCORES)
    for label in CLASSES:
        names += [label, *(f"{label} x {name}" for name in SCORES)]
        penalties += [10] * (1 + len(SCORES))
    for name, weight, penalty in zip(names, model.coef_[0], penalties):
        yield name, weight / penalty ** 0.5


def learn_sklearn(file, n, threads):
    """Some rows at a time: all features of all rows would be 66 numbers a row."""
    import numpy
    model, scale = learn_fit(os.path.dirname(file))
    ids, labels, scores = learn_columns(file)
    wrong = numpy.empty(len(ids))
    for at in range(0, len(ids), 100_000):
        some = slice(at, at + 100_000)
        wrong[some] = model.predict_proba(learn_features(labels[some], scores[some], scale))[:, 1]
    for row in numpy.argpartition(-wrong, n - 1)[:n]:
        yield ids[int(row)], wrong[row]


def given_cleanlab(file, n, threads):
    """Labels that people gave, in the order of the predictions: 1 - self_confidence."""
    import numpy
    from cleanlab.rank import get_self_confidence_for_each_label
    frame = polars_frame(file, DISTRIBUTION).collect()
    said = polars_frame(file.replace("probs", "given"), {"id": "str", "label": "str"}).collect()
    assert (said["id"] == frame["id"]).all()
    numbers = {name: number for number, name in enumerate(CLASSES)}
    labels = said["label"].replace_strict(numbers).to_numpy()
    score = 1 - get_self_confidence_for_each_label(labels, frame.select(PROBS).to_numpy())
    for row in numpy.argpartition(-score, n - 1)[:n]:
        yield frame["id"][int(row)], score[row]


def main(name, file, n, threads):
    print("id,score")
    for sample, score in globals()[name](file, int(n), int(threads)):
        print(f"{sample},{score:.9f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
