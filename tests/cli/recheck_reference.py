"""A second recheck, from the help and REVIEW's formulas alone: random small inputs, its answer beside dengine's."""
import csv
import io
import json
import math
import random
import struct
import subprocess
import sys

KINDS = ["still", "broken", "churn"]
Z = 1.959963984540054


def make(chance):
    """OLD, NEW, answers, trained, two nights of queues, vectors; each in an order of its own."""
    labels = ["cat", "dog", "fox"][:chance.choice([2, 3, 3])]
    ids = [f"s{i:03}" for i in range(chance.randint(30, 120))]
    truth = {i: chance.choice(labels) for i in ids}
    centres = [[chance.gauss(0, 1) for _ in range(5)] for _ in range(6)]
    vectors = {i: [x + chance.gauss(0, .25) for x in chance.choice(centres)] for i in ids}

    def model(right):
        return {i: (truth[i] if chance.random() < right else chance.choice(labels), chance.randint(300000, 999999) / 1e6)
                for i in ids}

    old, new = model(.6), model(.8)
    for i in ids:
        if chance.random() < .5:
            new[i] = (old[i][0], new[i][1])
    new = {i: said for i, said in new.items() if chance.random() < .97}
    reviewed = chance.sample(ids, len(ids) // 3)
    answers = {i: truth[i] for i in reviewed[:-2]}
    trained = chance.sample(ids, 5) if chance.random() < .5 else []
    nights, half = [], len(reviewed) // 2
    for part in (reviewed[:half], reviewed[half:]):
        picks = part[:3]
        night = [(i, 1.0) for i in picks]
        alike = chance.random() < .5
        night += [(i, .25 if alike else chance.choice([.125, .25, .5])) for i in part[3:]]
        nights.append(night)
    if any(i in trained for i in reviewed) and chance.random() < .7:
        trained = [i for i in trained if i not in reviewed] or [ids[0]]
    if chance.random() < .2:
        trained = [i for night in nights for i, pi in night if pi == 1]
    return dict(ids=ids, old=old, new=new, answers=answers, trained=trained, nights=nights, vectors=vectors)


def write(folder, data, chance):
    def table(name, header, rows):
        rows = list(rows)
        chance.shuffle(rows)
        with open(f"{folder}/{name}", "w") as file:
            file.write("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n")
        return [row[0] for row in rows]

    table("old.csv", "id,label,confidence", [(i, *s) for i, s in data["old"].items()])
    table("new.csv", "id,label,confidence", [(i, *s) for i, s in data["new"].items()])
    table("answers.csv", "id,answer", data["answers"].items())
    table("trained.csv", "id", [(i,) for i in data["trained"]])
    for h, night in enumerate(data["nights"]):
        with open(f"{folder}/night{h}.csv", "w") as file:
            file.write("rank,id,score,method,inclusion_prob,reason\n")
            file.writelines(f"{k + 1},{i},0.5,m,{pi},\n" for k, (i, pi) in enumerate(night))
    kept = [i for i in data["ids"] if chance.random() < .95]
    data["vectors"] = {i: data["vectors"][i] for i in kept}
    order = table("ids.csv", "id", [(i,) for i in kept])
    floats = [struct.unpack("<5f", struct.pack("<5f", *data["vectors"][i])) for i in order]
    data["vectors"] = dict(zip(order, floats))
    head = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({len(order)}, 5), }}".ljust(117) + "\n"
    with open(f"{folder}/vectors.npy", "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode())
        file.writelines(struct.pack("<5f", *row) for row in floats)


def cosine(a, b):
    return sum(x * y for x, y in zip(a, b)) / math.sqrt(sum(x * x for x in a) * sum(y * y for y in b))


def nearest(vector, seeds, vectors, least):
    best = max(((cosine(vector, vectors[i]), i) for i in seeds), key=lambda pair: (pair[0], [-ord(c) for c in pair[1]]),
               default=(-2, None))
    return best if best[0] >= least else (None, None)


def fate(rows):
    rows = list(rows)
    return {"rows": len(rows), "right": sum(r for r, _ in rows), "same": sum(s and not r for r, s in rows),
            "other": sum(not s and not r for r, s in rows)}


# ---- the sample

def wilson(p, n, z):
    middle, half = (p + z * z / 2 / n) / (1 + z * z / n), z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
    return p, max(0, middle - half) if p > 0 else 0, min(1, middle + half) if p < 1 else 1


def student(dof):
    """The 97.5 % quantile: Simpson's rule on the density after t = sqrt(dof) tan, halved brackets."""
    c = math.exp(math.lgamma((dof + 1) / 2) - math.lgamma(dof / 2)) / math.sqrt(math.pi)

    def below(t):
        end, steps = math.atan(t / math.sqrt(dof)), 2000
        h = end / steps
        f = lambda x: math.cos(x) ** (dof - 1)
        return .5 + c * h / 3 * (f(0) + f(end) + 4 * sum(f(h * k) for k in range(1, steps, 2)) +
                                 2 * sum(f(h * k) for k in range(2, steps, 2)))
    low, high = 1.0, 1e4
    for _ in range(80):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if below(middle) < .975 else (low, middle)
    return low


def part(rows):
    """rows: (pi, y). rate, variance, kish, errors, corrects, n, wrong, plain."""
    n, a = len(rows), [1 / pi for pi, _ in rows]
    w = sum(a)
    m = sum(x * y for x, (_, y) in zip(a, rows)) / w
    q = [1 - pi for pi, _ in rows]
    e = [(y - m) * x for x, (_, y) in zip(a, rows)]
    b = sum(x * y for x, y in zip(q, e)) / sum(q)
    kish = w * w / sum(x * x for x in a)
    variance = n / (n - 1) * sum(x * (y - b) ** 2 for x, y in zip(q, e)) / w / w if n > 1 else 0
    wrong = sum(y for _, y in rows)
    if wrong in (0, n):
        t = .5 / (n + 1)
        variance = max(variance, t * (1 - t) / kish)
    return dict(p=m, v=variance, kish=kish, n=n, wrong=wrong, errors=sum(x for x, (_, y) in zip(q, rows) if y),
                corrects=sum(x for x, (_, y) in zip(q, rows) if not y), plain=len({pi for pi, _ in rows}) == 1)


def rate(nights, event):
    """The share of rows with the event, of all that the nights speak of: (estimate, low, high), population, known."""
    parts, population, known, hits, open_rows, held = [], 0, 0, 0, 0, []
    for night in nights:
        drawn = [(i, pi) for i, pi in night["rows"] if pi < 1]
        told = [(i, pi) for i, pi in drawn if i in event]
        if night["taught"] or not told:
            continue
        share = len(told) / len(drawn)
        held += [(pi * share, event[i]) for i, pi in told]
        open_rows += sum(1 / pi for _, pi in drawn)
        if len(held) >= 10:
            parts.append((open_rows, held))
            held, open_rows = [], 0
        certain = [event[i] for i, pi in night["rows"] if pi == 1 and i in event]
        known += len(certain)
        hits += sum(certain)
    if held and parts:
        parts[-1] = (parts[-1][0] + open_rows, parts[-1][1] + held)
    elif held:
        parts.append((open_rows, held))
    if not parts:
        return None
    all_rows = sum(n for n, _ in parts)
    made = [(n / all_rows, part(rows)) for n, rows in parts]
    p = min(1, max(0, sum(s * x["p"] for s, x in made)))
    v, kish = sum(s * s * x["v"] for s, x in made), 1 / sum(s * s / x["kish"] for s, x in made)
    n, wrong = sum(x["n"] for _, x in made), sum(x["wrong"] for _, x in made)
    fourth = sum((s * s * x["v"]) ** 2 / max(1, x["kish"] - 1) for s, x in made)
    dof = v * v / fourth if fourth > 0 else kish - 1
    clipped = min(1 - .5 / n, max(.5 / n, p))
    u = min(sum(x["errors"] for _, x in made), sum(x["corrects"] for _, x in made))
    if len(made) == 1 and made[0][1]["plain"]:
        figure = wilson(wrong / n, n, Z)
    elif wrong in (0, n):
        figure = wilson(p, kish, Z)
    else:
        size = clipped * (1 - clipped) / v
        figure = wilson(p, min(size, kish), Z) if u < 5 else wilson(p, size, student(dof))
    population = all_rows + known
    figure = [(hits + all_rows * x) / population for x in figure]
    reviewed = known + sum(len(rows) for _, rows in parts)
    sure = hits + sum(y for _, rows in parts for _, y in rows)
    least, most = sure / population, 1 - (reviewed - sure) / population
    return [min(max(x, least), max(least, most)) for x in figure], population, known


def difference(a, b):
    odds = (1 - a[0]) * (1 - b[0])
    rho = -min(1, math.sqrt(a[0] * b[0] / odds)) if odds > 0 else 0
    d, al, ah, bl, bh = a[0] - b[0], a[0] - a[1], a[2] - a[0], b[0] - b[1], b[2] - b[0]
    return [d, max(-1, d - math.sqrt(al * al + bh * bh - 2 * rho * al * bh)),
            min(1, d + math.sqrt(ah * ah + bl * bl - 2 * rho * ah * bl))]


def accuracy(data):
    old, new, answers = data["old"], data["new"], data["answers"]
    known = [i for i in answers if i in new and i not in data["trained"]]
    fixed = {i: old[i][0] != answers[i] and new[i][0] == answers[i] for i in known}
    broken = {i: old[i][0] == answers[i] and new[i][0] != answers[i] for i in known}
    nights = [dict(rows=night, taught=any(i in data["trained"] and i in answers for i, pi in night if pi < 1))
              for night in data["nights"]]
    a, b = rate(nights, fixed), rate(nights, broken)
    drawn = [i for night in nights if not night["taught"] for i, pi in night["rows"] if pi < 1 and i in fixed]
    f, k = sum(fixed[i] for i in drawn), sum(broken[i] for i in drawn)
    p = min(1, 2 * sum(math.comb(f + k, j) for j in range(min(f, k) + 1)) / 2 ** (f + k))
    return dict(gain=difference(a[0], b[0]) if a else None, fixed=a and a[0], population=a and a[1], known=a and a[2],
                sample=len(drawn), sample_fixed=f, sample_broken=k, mcnemar=p if a else None,
                taught_nights=sum(night["taught"] for night in nights))


# ---- the queue, and what all rows tell

def expected(data, options):
    old, new, answers, vectors = data["old"], data["new"], data["answers"], data["vectors"]
    judged = [i for i in answers if i in new]
    errors = [i for i in judged if old[i][0] != answers[i]]
    rights = [i for i in judged if old[i][0] == answers[i]]
    error_seeds, right_seeds = ([i for i in part if i in vectors] for part in (errors, rights))
    if options["near"]:
        least = options["near"]
    else:
        closest = sorted(max(cosine(vectors[i], vectors[j]) for j in error_seeds if j != i) for i in error_seeds)
        least = max(1e-4, math.floor(closest[len(closest) // 2] * 1e4) / 1e4)
    out = set(answers) | set(data["trained"])
    kinds, near, far, similarity = {kind: [] for kind in KINDS}, {}, {}, []
    for i in new:
        if i in out:
            continue
        was, (now, sure) = old[i][0], new[i]
        like, error = right_like, right = None, None
        if i in vectors:
            like, error = nearest(vectors[i], error_seeds, vectors, least)
            right_like, right = nearest(vectors[i], right_seeds, vectors, least)
            if error is None:
                far.setdefault(was, []).append(now)
            elif old[error][0] == was:
                pair = (was, answers[error])
                near.setdefault(pair, []).append((now == answers[error], now == was))
                similarity.append(like)
        still = error and now == old[error][0] and not (right and right_like > like and old[right][0] == now)
        broken = was != now and right and old[right][0] == was and \
            not (error and like > right_like and old[error][0] == was)
        if options["shares"]["still"] and still:
            kinds["still"].append((like * (1 - sure), i))
        elif options["shares"]["broken"] and broken:
            kinds["broken"].append((right_like * (1 - sure), i))
        elif options["shares"]["churn"] and was != now:
            kinds["churn"].append((1 - sure, i))
    for rows in kinds.values():
        rows.sort(reverse=True)
    queue, taken = [], dict.fromkeys(KINDS, 0)
    while len(queue) < options["n"] and any(taken[k] < len(kinds[k]) for k in KINDS):
        kind = min((k for k in KINDS if taken[k] < len(kinds[k])),
                   key=lambda k: ((taken[k] + 1) / options["shares"][k], KINDS.index(k)))
        queue.append((kind, *kinds[kind][taken[kind]]))
        taken[kind] += 1
    changes = {}
    for i in new:
        if old[i][0] != new[i][0]:
            changes.setdefault((old[i][0], new[i][0]), []).append(1 - new[i][1])
    confusions = {}
    for i in errors:
        where = confusions.setdefault((old[i][0], answers[i]), ([], []))
        where[i in data["trained"]].append((new[i][0] == answers[i], new[i][0] == old[i][0]))
    return dict(queue=queue, least=least, changes=changes, confusions=confusions, near=near, far=far,
                similarity=sum(similarity) / len(similarity) if similarity else None,
                rights=fate((new[i][0] == answers[i], False) for i in rights if i not in data["trained"]))


# ---- one against the other

def same(a, b, what):
    if a is None or b is None:
        good = a is None and b is None
    elif isinstance(a, (int, float)) and not isinstance(a, bool):
        good = abs(a - b) <= 3e-8 * max(1, abs(a))
    else:
        good = a == b
    if not good:
        raise SystemExit(f"{what}: dengine says {a}, expected {b}")


def compare(rows, verdict, data, options):
    want = expected(data, options)
    same(len(rows), len(want["queue"]), "rows of the queue")
    for row, (kind, score, i) in zip(rows, want["queue"]):
        same(row["id"], i, "id")
        same(row["kind"], kind, "kind of " + i)
        same(float(row["score"]), score, "score of " + i)
        same((row["label"], row["old_label"]), (data["new"][i][0], data["old"][i][0]), "labels of " + i)
    told = accuracy(data)
    for key in ("population", "known"):
        if told["gain"]:
            same(verdict["accuracy"][key], told[key], key)
    for key in ("sample", "sample_fixed", "sample_broken", "mcnemar", "taught_nights"):
        same(verdict["accuracy"][key], told[key], key)
    for key in ("gain", "fixed"):
        figure = verdict["accuracy"][key]
        same(figure is None, told[key] is None, key)
        for end, value in zip(("estimate", "low", "high"), told[key] or []):
            same(figure[end], value, f"{key} {end}")
    same(verdict["rights"], want["rights"], "rights")
    population = verdict["population"]
    same(population["rows"], len(data["new"]), "population")
    same({(c["from"], c["to"]): c["rows"] for c in population["changes"]},
         {pair: len(rows) for pair, rows in want["changes"].items()}, "changes")
    for change in population["changes"]:
        same(change["expected_wrong"], sum(want["changes"][change["from"], change["to"]]), "expected wrong")
    neighbours = population["neighbours"]
    same(neighbours["least"], want["least"], "near")
    same(neighbours["similarity"], want["similarity"], "similarity")
    same({(c["says"], c["is"]) for c in verdict["confusions"]}, set(want["confusions"]), "confusions")
    for confusion in verdict["confusions"]:
        pair = confusion["says"], confusion["is"]
        same(confusion["errors"], fate(want["confusions"][pair][0]), f"errors of {pair}")
        same(confusion["taught"], fate(want["confusions"][pair][1]), f"taught errors of {pair}")
        same(confusion["near"], fate(want["near"].get(pair, [])), f"near {pair}")
        same(confusion["far"], fate((now == pair[1], now == pair[0]) for now in want["far"].get(pair[0], [])),
             f"far {pair}")
    weights = [(len(rows), fate((now == pair[1], now == pair[0]) for now in want["far"].get(pair[0], [])))
               for pair, rows in want["near"].items() if want["far"].get(pair[0])]
    same(neighbours["far_right"], sum(w * f["right"] / f["rows"] for w, f in weights) / sum(w for w, _ in weights)
         if weights else None, "moved there of the far rows")


def main(rounds, folder):
    chance, done = random.Random(16), 0
    for _ in range(rounds):
        data = make(chance)
        write(folder, data, chance)
        n = chance.choice([5, 20, 1000])
        shares = chance.choice([dict(still=50, broken=50, churn=0), dict(still=40, broken=40, churn=20),
                                dict(still=100, broken=0, churn=0)])
        options = dict(n=n, near=chance.choice([0, .7, .95]), shares=shares)
        line = ["dengine", "recheck", "old.csv", "new.csv", "--answers", "answers.csv", "--queue", "night*.csv",
                "--embeddings", "vectors.npy", "--ids", "ids.csv", "-n", str(n), "--verdict", "verdict.json", "-q",
                "--threads", chance.choice("123")]
        line += ["--near", str(options["near"])] if options["near"] else []
        line += ["--trained", "trained.csv"] if data["trained"] else []
        for kind, share in shares.items():
            line += ["--share", f"{kind}={share}%"] if shares["churn"] or shares["still"] == 100 else []
        ran = subprocess.run(line, cwd=folder, capture_output=True, text=True)
        if "too few to tell what is near" in ran.stderr:
            continue
        if ran.returncode:
            raise SystemExit(ran.stderr)
        with open(f"{folder}/verdict.json") as file:
            compare(list(csv.DictReader(io.StringIO(ran.stdout))), json.load(file), data, options)
        done += 1
    print(f"{done} random inputs: the same queue, the same verdict")


main(int(sys.argv[1]), sys.argv[2])
