"""One command of each kind, and the small files that they read."""
import dataclasses
import gzip
import json
import random
import struct


@dataclasses.dataclass
class Command:
    name: str
    arguments: list
    stdin: str = ""      # a file
    pipe: bool = False   # give it through a pipe
    first: list = ()     # command lines that make files it reads, in peace


def command(name, line, **more):
    return Command(name, line.split(), **more)


COMMANDS = [
    command("random", "random said.csv -n 5 --threads 1 -o out/q.csv"),
    command("random_weight", "random said.csv -n 5 --weight confidence --threads 1"),
    command("random_pipe", "random - -n 5 --threads 1", stdin="said.csv.gz", pipe=True),
    command("stratify", "stratify said.csv --by bin(confidence,3),label -n 9 --threads 1 -o out/q.csv"),
    command("stratify_cuts", "stratify said.csv --by bin(confidence,3) --cuts --partial 1/1 --threads 1 -o out/q.csv"),
    command("stratify_pipe", "stratify - --by bin(confidence,3) -n 9 --threads 1", stdin="said.csv", pipe=True),
    command("confidence", "confidence probs.csv -n 6 --measure margin,entropy --keep t,prob_* --threads 1 -o out/q.csv"),
    command("confidence_threads", "confidence probs.csv -n 6 --threads 3 -f jsonl"),
    command("confidence_dirty", "confidence dirty.csv -n all --on-bad-row skip --rejects out/bad.csv --threads 1 "
            "-o out/q.csv"),
    command("confidence_with", "confidence said.csv --with probs.csv --with walk.csv@t=timestamp -n 6 --keep prob_cat,place "
            "--threads 1"),
    command("confidence_choice", "confidence said.csv -n 6 --where t~1* --where label~c?t --cap label=2 "
            "--exclude seen --exclude se*/b.csv --threads 1 -f table"),
    command("confidence_npy", "confidence vectors.npy --ids said.csv --logits * -n 6 --threads 1 -o out/q.csv"),
    command("confidence_zstd", "confidence said.csv.zst said.csv.gz -n 6 --threads 1 -o out/q.csv"),
    command("ensemble", "ensemble said.csv probs.csv other.csv --deployed said.csv -n 5 --keep t --threads 1 "
            "-o out/q.csv"),
    command("ensemble_dirty", "ensemble probs.csv dirty.csv --on-bad-row skip --rejects out/bad.csv -n 5 --threads 1"),
    command("augment", "augment said.csv probs.csv other.csv -n 5 --measure flip_rate,doubt --threads 1"),
    command("teacher", "teacher said.csv probs.csv -n 5 --threads 1 --explain"),
    command("helper", "helper said.csv score.csv --target cat -n 5 --threads 1"),
    command("consistency_lasting", "consistency walk.csv --tell-lasting --partial 1/1 --threads 1 -o out/q.csv"),
    command("consistency", "consistency walk.csv -n 5 --place place --track track --position x,y --priors priors.json "
            "--threads 1 --explain"),
    command("similar", "similar vectors.csv --like lik*.csv -n 5 --threads 1"),
    command("similar_npy", "similar vectors.npy --ids said.csv --like like.csv -n 5 --threads 1 -o out/q.csv"),
    command("diverse", "confidence said.csv --diverse vectors.csv --distinct 0.9 --duplicates out/twins.csv -n 5 "
            "--threads 1 -o out/q.csv"),
    command("partial", "confidence probs.csv -n 6 --keep t --partial 1/2 --threads 1 -o out/q.csv"),
    command("partial_cap", "random said.csv -n 4 --cap label=1 --partial 2/2 --exclude seen --threads 1"),
    command("merge", "merge a.part b.part -o out/q.csv",
            first=[f"confidence half{i}.csv -n 6 --cap t=1 --exclude seen --threads 1 --partial {i}/2 -o {part}.part"
                   for i, part in ((1, "a"), (2, "b"))]),
    command("merge_stratify", "merge a.part b.part --explain",
            first=[f"stratify {table} --by label -n 9 --keep confidence --threads 1 --partial {i}/2 -o {part}.part"
                   for i, table, part in ((1, "said.csv", "a"), (2, "other.csv", "b"))]),
    command("mix", "mix one.csv=50% two.csv -n 6 --exclude seen --predictions said.csv --threads 1 -o out/q.csv"),
    command("batch", "batch plan.json --date 2024-05-06 --threads 1"),
    command("answers", "answers truth.csv tasks.json --several majority --queue one.csv -o out/q.csv"),
    command("export", "export one.csv --to label-studio -o out/tasks.json"),
    command("export_with", "export one.csv --to prodigy --with probs.csv --with walk.csv@t=timestamp -o out/tasks.json"),
    command("export_sheet", "export one.csv --to sheet"),
    command("learn", "learn scores.csv --answers truth.csv -n 5 --model out/model.json --threads 1 -o out/q.csv"),
    command("report", "report one.csv two.csv --answers truth.csv -o out/report.txt"),
    command("report_html", "report one.csv two.csv --answers truth.csv -f html"),
    command("recheck", "recheck said.csv retrained.csv --answers truth.csv --queue two.csv --embeddings vectors.npy "
            "--ids said.csv --near 0.5 --distinct 0.99 -n 5 --threads 1 -o out/q.csv --verdict out/verdict.json"),
    command("recheck_pipe", "recheck - retrained.csv --answers truth.csv --embeddings vectors.csv --trained like.csv "
            "-n 5 --threads 2", stdin="said.csv", pipe=True),
    command("inspect", "inspect said.csv probs.csv walk.csv --threads 1 -o out/q.txt"),
    command("inspect_matrix", "inspect vectors.npy said.csv --ids said.csv --threads 1 -o out/q.txt"),
    command("inspect_answers", "inspect said.csv tasks.json other.csv --threads 1 -o out/q.txt"),
    command("inspect_json", "inspect dirty.csv vectors.csv --threads 2 -f json"),
    command("help", "help man"),
]

LABELS = ["cat", "dog", "bird"]


def write(path, lines):
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")


def make_tables(folder, chance):
    rows = range(40)
    said = [f"s{i:03d},{chance.choice(LABELS)},{chance.randint(34, 99) / 100},{i}" for i in rows]
    write(folder + "/said.csv", ["id,label,confidence,t"] + said)
    write(folder + "/other.csv", ["id,label,confidence"] + [line.rsplit(",", 1)[0] for line in said[::2]])
    write(folder + "/retrained.csv", ["id,label,confidence"] +
          [f"s{i:03d},{chance.choice(LABELS)},{chance.randint(34, 99) / 100}" for i in reversed(rows)])
    probs = []
    for i in rows:
        parts = sorted(chance.sample(range(1, 1000), 2))
        probs.append(f's{i:03d},"{i}",{parts[0] / 1000},{(parts[1] - parts[0]) / 1000},{(1000 - parts[1]) / 1000}')
    header = "id,t," + ",".join("prob_" + label for label in LABELS)
    write(folder + "/probs.csv", [header] + probs)
    for half in 1, 2:
        write(f"{folder}/half{half}.csv", [header] + probs[half - 1::2])
    long_number = "0." + "3" * 80
    dirty = [f"d{i},t,0.5,{'0.25' if i % 3 else 'x'},0.25" for i in range(9)]
    dirty += [f's001,"a ""quoted"" cell",{long_number},{long_number},{long_number}', "short,row"]
    write(folder + "/dirty.csv", [header] + dirty)
    write(folder + "/score.csv", ["id,score"] + [f"s{i:03d},{chance.random():.3f}" for i in rows])
    write(folder + "/like.csv", ["id,label,corrected_label", "s001,cat,dog", "s007,dog,cat"])
    with open(folder + "/said.csv", "rb") as file:
        text = file.read()
    with open(folder + "/said.csv.gz", "wb") as file:
        file.write(gzip.compress(text, mtime=0))
    with open(folder + "/said.csv.zst", "wb") as file:  # one raw block (RFC 8878)
        size = len(text)
        file.write(b"\x28\xb5\x2f\xfd\x60" + struct.pack("<H", size - 256) + struct.pack("<I", size << 3 | 1)[:3] + text)


def make_vectors(folder, chance):
    vectors = [[chance.gauss(0, 1) for _ in range(4)] for _ in range(40)]
    vectors[5] = vectors[6]
    write(folder + "/vectors.csv", ["id,e0,e1,e2,e3"] +
          [f"s{i:03d}," + ",".join(f"{x:.4f}" for x in vector) for i, vector in enumerate(vectors)])
    header = "{'descr': '<f4', 'fortran_order': False, 'shape': (40, 4), }"
    header += " " * (117 - len(header)) + "\n"
    with open(folder + "/vectors.npy", "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
        for vector in vectors:
            file.write(struct.pack("<4f", *vector))


def make_walk(folder, chance):
    rows = [f"f{i:03d},{chance.choice(LABELS)},0.8,2024-05-06T10:{i // 4:02d}:{i % 4 * 15:02d}Z,{i % 2},p{i % 3},"
            f"t{i % 4},{i * 0.5},{chance.random():.2f}" for i in range(40)]
    write(folder + "/walk.csv", ["id,label,confidence,timestamp,stream,place,track,x,y"] + rows)
    with open(folder + "/priors.json", "w") as file:
        json.dump({"cat": {"moves": True, "max_speed": 3.0}, "default": {"moves": False}}, file)


def make_queues(folder):
    import os
    os.mkdir(folder + "/seen")
    write(folder + "/seen/a.csv", ["id", "s003", "s004"])
    write(folder + "/seen/b.csv", ["id", "s005"])
    for name, method, ids in (("one", "confidence", range(10, 20)), ("two", "random", range(15, 30))):
        probability = "1" if method == "confidence" else "0.25"
        write(f"{folder}/{name}.csv", ["rank,id,score,method,inclusion_prob,reason,label"] +
              [f"{k + 1},s{i:03d},0.{900 - k},{method},{probability},why,cat" for k, i in enumerate(ids)])
    write(folder + "/scores.csv", ["rank,id,score,method,inclusion_prob,reason,label,confidence"] +
          [f"{i + 1},s{i:03d},0.{900 - 9 * i},confidence,1,why,{LABELS[i % 3]},0.5" for i in range(40)])
    write(folder + "/truth.csv", ["id,label"] + [f"s{i:03d},{LABELS[i * i % 3]}" for i in range(30)])
    with open(folder + "/tasks.json", "w") as file:
        json.dump([{"id": 1, "data": {"dengine_id": "s011"}, "annotations": [{"id": 2, "result": [
            {"from_name": "label", "type": "choices", "value": {"choices": ["cat"]}}]}]}], file)
    plan = {"budget": 8, "seed": "%F", "exclude": ["seen", "out"], "output": "out/q.csv", "methods": [
        {"share": "30%", "run": ["random", "said.csv"]},
        {"run": ["confidence", "probs.csv", "--measure", "margin"]},
        {"run": ["teacher", "sai*.csv", "probs.csv"]},
        {"run": ["confidence", "tonight/*.csv"], "optional": True}]}
    with open(folder + "/plan.json", "w") as file:
        json.dump(plan, file)


def make_inputs(folder):
    chance = random.Random(1)
    make_tables(folder, chance)
    make_vectors(folder, chance)
    make_walk(folder, chance)
    make_queues(folder)
