#!/usr/bin/python3
"""Makes everything in this folder but README.md and itself again, byte for byte.

usage: /usr/bin/python3 data/make_data.py [FOLDER]      (Debian: python3-sklearn; FOLDER is this one)

digits/ holds what small models say about scikit-learn's handwritten digits, recheck/ what a retrained one says,
drive/ a simulated robot's drive.
Prints what simple scores find in them: the tables of README.md.
"""
import os

# One thread: the order of a sum decides its last bit. The bits that processors differ in are rounded away: the
# files came out equal with the libraries' SSE3 and AVX-512 code.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import json
import sys
import warnings
from datetime import datetime, timedelta, timezone

import numpy as np
from scipy import ndimage
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.svm import SVC

FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
CLASSES = 10
LABELLED = 300   # the first images are labelled; the others are to be reviewed
RARE, KEPT = 8, 10   # ... and among them the deployed model saw ten eights only
SEEDS = 12
PICKS, SAMPLE = 150, 150   # of the review


# ---- writing

def number(value, decimals):
    """A short decimal, rounded: 0.25 and 0, not 0.250000."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def numbers(values, decimals):
    return [number(value, decimals) for value in values]


def write(name, header, rows):
    path = os.path.join(FOLDER, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="ascii", newline="") as file:
        for row in [header, *rows]:
            file.write(",".join(map(str, row)) + "\n")


def columns(prefix, count):
    return [f"{prefix}{i}" for i in range(count)]


def said(probs, decimals):
    """label, confidence and probabilities of each row, as written: the label is the largest as written."""
    rounded = np.round(probs, decimals)
    assert (abs(rounded.sum(1) - 1) < 1e-3).all()
    labels = rounded.argmax(1)
    return [[label, number(row[label], decimals), *numbers(row, decimals)] for label, row in zip(labels, rounded)]


# ---- what a score finds

def value(score, wrong):
    """p@50, p@100 (expected over ties) and AUROC of a score against the errors."""
    wrong = np.asarray(wrong, bool)
    score = np.round(np.asarray(score, float), 9)
    levels, at = np.unique(-score, return_inverse=True)
    size, hits = np.bincount(at), np.bincount(at, wrong)
    precision = []
    for k in (50, 100):
        before = np.cumsum(size) - size
        taken = np.clip(k - before, 0, size)
        precision.append((hits * taken / size).sum() / k)
    below = wrong.size - wrong.sum() - np.cumsum(size - hits) + (size - hits) / 2
    return (*precision, (hits * below).sum() / (wrong.sum() * (~wrong).sum()))


def show(name, score, wrong):
    p50, p100, auroc = value(score, wrong)
    print(f"| {name} | {p50:.2f} | {p100:.2f} | {auroc:.3f} |")


def head(what, wrong):
    print(f"\n| {what}: {np.sum(wrong)} of {len(wrong)} wrong, {np.mean(wrong):.3f} | p@50 | p@100 | AUROC |")
    print("| --- | --- | --- | --- |")


def entropy(p):
    return -(p * np.log(np.maximum(p, 1e-300))).sum(-1)


# ---- digits: the models

def learn(model, images, labels):
    return model.fit(images.reshape(len(images), -1), labels)


def probabilities(model, images):
    return model.predict_proba(images.reshape(len(images), -1))


def crossed(make, images, labels, extra_images, extra_labels, folds=5):
    """Probabilities for images by models that never saw the image they judge: each of the folds is judged by
    a model that learnt from the other folds and the extra images."""
    probs = None
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=7).split(images, labels):
        model = learn(make(), np.concatenate([extra_images, images[train]]),
                      np.concatenate([extra_labels, labels[train]]))
        part = probabilities(model, images[test])
        probs = np.zeros((len(images), part.shape[1])) if probs is None else probs
        probs[test] = part
    return probs


def layers(model, images):
    """The hidden layer of the deployed model, and its logits."""
    hidden = np.maximum(images.reshape(len(images), -1) @ model.coefs_[0] + model.intercepts_[0], 0)
    return hidden, hidden @ model.coefs_[1] + model.intercepts_[1]


def start():
    """The deployed model before it learns."""
    return MLPClassifier((32,), max_iter=100, learning_rate_init=0.01, alpha=0.01, random_state=0)


def softmax(logits):
    e = np.exp(logits - logits.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def views(images):
    """Altered copies of each image. Half a pixel of eight is much: the images are small."""
    rng = np.random.default_rng(11)
    each = lambda change: np.clip(np.stack([change(image) for image in images]), 0, 1)
    moved = lambda dy, dx: each(lambda image: ndimage.shift(image, (dy, dx), order=1))
    turned = lambda angle: each(lambda image: ndimage.rotate(image, angle, reshape=False, order=1))
    return {
        "shift_left": moved(0, -0.5),
        "shift_right": moved(0, 0.5),
        "shift_up": moved(-0.5, 0),
        "rot_m8": turned(-8),
        "rot_p8": turned(8),
        "blur": each(lambda image: ndimage.gaussian_filter(image, 0.5)),
        "noise": np.clip(images + rng.normal(0, 0.12, images.shape), 0, 1),
        "thicker": 0.5 * images + 0.5 * each(lambda image: ndimage.grey_dilation(image, (2, 2))),
    }


# ---- digits: the images

def measured(images, of):
    """ink (share of full black), width_px, height_px, slant (degrees to the right), tone and shape in words."""
    ink = images.mean((1, 2))
    inked = images >= 0.25
    width, height = inked.any(1).sum(1), inked.any(2).sum(1)
    down, across = np.mgrid[0:8, 0:8]
    weight = images.sum((1, 2))
    y = (images * down).sum((1, 2)) / weight
    x = (images * across).sum((1, 2)) / weight
    dy, dx = down - y[:, None, None], across - x[:, None, None]
    slant = np.degrees(np.arctan2(-(images * dy * dx).sum((1, 2)), (images * dy * dy).sum((1, 2))))
    black = np.array([image[on].mean() for image, on in zip(images, inked)])   # how black the pen is
    light, dark = np.quantile(black[of], [1 / 3, 2 / 3])
    tone = np.where(black < light, "light", np.where(black < dark, "mid", "dark"))
    shape = np.where(width <= 4, "narrow", np.where(width <= 5, "medium", "wide"))
    return [[number(a, 4), b, c, number(d, 1), e, f] for a, b, c, d, e, f in
            zip(ink, width, height, slant, tone, shape)]


def digits():
    data = load_digits()
    images, truth = data.images / 16, data.target
    old, new = np.arange(LABELLED), np.arange(LABELLED, len(images))
    surplus = old[truth[old] == RARE][KEPT:]
    train = np.setdiff1d(old, surplus)
    ids = [f"digit_{i:04}" for i in new]
    seen, right = images[new], truth[new]

    deployed = learn(start(), images[train], truth[train])
    hidden, logits = layers(deployed, seen)
    probs = softmax(logits)
    main = np.round(probs, 6).argmax(1)
    wrong = main != right

    # the deployed model
    main_said = said(probs, 6)
    write("digits/probs.csv", ["id", *columns("prob_", CLASSES)], [[i, *row[2:]] for i, row in zip(ids, main_said)])
    np.save(os.path.join(FOLDER, "digits/probs.npy"), np.round(probs, 6).astype(np.float32))
    write("digits/predictions.csv", ["id", "label", "confidence"], [[i, *row[:2]] for i, row in zip(ids, main_said)])
    write("digits/logits.csv", ["id", *columns("logit_", CLASSES)],
          [[i, *numbers(row, 4)] for i, row in zip(ids, logits)])
    write("digits/truth.csv", ["id", "label"], zip(ids, right))

    # the images
    names = ["ink", "width_px", "height_px", "slant", "tone", "shape"]
    metadata = measured(seen, slice(None))
    write("digits/metadata.csv", ["id", *names], [[i, *row] for i, row in zip(ids, metadata)])
    write("digits/export.csv", ["id", "label", "confidence", *columns("prob_", CLASSES), *names],
          [[i, *a, *b] for i, a, b in zip(ids, main_said, metadata)])

    # its hidden layer
    vectors = hidden.astype(np.float32)
    np.save(os.path.join(FOLDER, "digits/embeddings.npy"), vectors)
    write("digits/embedding_ids.csv", ["id"], [[i] for i in ids])
    write("digits/embeddings.csv", ["id", *columns("e", vectors.shape[1])],
          [[i, *numbers(row, 3)] for i, row in zip(ids, vectors)])

    # four other models, which learnt from the same images and all eights
    members = {"a_main": probs}
    for name, model in {
        "b_logistic": LogisticRegression(C=0.3, max_iter=300),
        "c_neighbours": KNeighborsClassifier(7, weights="distance"),
        "d_forest": RandomForestClassifier(150, max_depth=8, random_state=3, n_jobs=1),
        "e_kernel": SVC(C=5, gamma=0.05, probability=True, random_state=4),
    }.items():
        members[name] = probabilities(learn(model, images[old], truth[old]), seen)
    rng = np.random.default_rng(5)
    longer = []
    for name, theirs in members.items():
        order = np.arange(len(ids)) if name == "a_main" else rng.permutation(len(ids))
        if name == "d_forest":
            order = order[:-7]
        rows = said(theirs, 5)
        write(f"digits/ensemble/{name}.csv", ["id", "label", "confidence", *columns("prob_", CLASSES)],
              [[ids[i], *rows[i]] for i in order])
        longer += [[ids[i], name, *rows[i][:2]] for i in order]
    write("digits/ensemble_long.csv", ["id", "model", "label", "confidence"], longer)

    # altered copies, image by image
    copies = {name: probabilities(deployed, changed) for name, changed in views(seen).items()}
    rows = {name: said(theirs, 4) for name, theirs in copies.items()}
    write("digits/augment.csv", ["id", "augmentation", "label", "confidence", *columns("prob_", CLASSES)],
          [[i, name, *rows[name][at]] for at, i in enumerate(ids) for name in copies])

    # a larger model that learnt from five times the images, never from the one it judges
    teacher = crossed(lambda: MLPClassifier((128,), max_iter=150, alpha=0.1, random_state=1),
                      seen, right, images[old], truth[old])
    write("digits/teacher.csv", ["id", "label", "confidence", *columns("prob_", CLASSES)],
          [[i, *row] for i, row in zip(ids, said(teacher, 6))])

    # a specialist for eights, the same way
    helper = crossed(lambda: SVC(C=2, gamma=0.02, probability=True, random_state=2),
                     seen, (right == RARE).astype(int), images[old], (truth[old] == RARE).astype(int))[:, 1]
    write(f"digits/helper_{RARE}.csv", ["id", "score"], [[i, number(score, 6)] for i, score in zip(ids, helper)])

    # errors found before: the commonest confusion
    pairs = np.zeros((CLASSES, CLASSES), int)
    np.add.at(pairs, (main[wrong], right[wrong]), 1)
    taken_for, really = np.unravel_index(pairs.argmax(), pairs.shape)
    confused = np.flatnonzero((main == taken_for) & (right == really))
    seeds = np.sort(rng.permutation(confused)[:SEEDS])
    write("digits/seeds.csv", ["id", "label", "corrected_label"], [[ids[i], main[i], right[i]] for i in seeds])

    recheck(ids, seen, right, probs, images[train], truth[train])

    # ---- what scores find
    print(f"learnt from {len(train)} images; to review: {len(ids)}, {wrong.sum()} wrong")
    for name, theirs in {**members, "teacher": teacher}.items():
        print(f"  {name:13} right {np.mean(theirs.argmax(1) == right):.3f}, says {theirs.max(1).mean():.3f}")
    for name, theirs in copies.items():
        print(f"  {name:13} right {np.mean(theirs.argmax(1) == right):.3f}")
    print(f"  helper        right {np.mean((helper > 0.5) == (right == RARE)):.3f}")
    worst = sorted(((count, i, j) for (i, j), count in np.ndenumerate(pairs)), reverse=True)[:5]
    print("  " + ", ".join(f"{really} taken for {label}: {count}" for count, label, really in worst))

    rows_of = np.arange(len(ids))
    second = np.sort(probs, 1)[:, -2]
    top = probs.max(1)
    others = np.stack([theirs for name, theirs in members.items() if name != "a_main"])
    votes = np.stack([(theirs.argmax(1)[:, None] == np.arange(CLASSES)) for theirs in members.values()]).mean(0)
    changed = np.stack(list(copies.values()))
    head("digits, all errors", wrong)
    show("confidence: least_confidence", 1 - top, wrong)
    show("confidence: margin", 1 - (top - second), wrong)
    show("confidence: ratio", second / top, wrong)
    show("confidence: entropy", entropy(probs), wrong)
    show("ensemble: vote_entropy", entropy(votes), wrong)
    show("ensemble: doubt, a_main deployed", 1 - others.mean(0)[rows_of, main], wrong)
    show("augment: flip_rate", (changed.argmax(2) != main).mean(0), wrong)
    show("augment: doubt", 1 - changed.mean(0)[rows_of, main], wrong)
    show("teacher: doubt", 1 - teacher[rows_of, main], wrong)
    rest = np.setdiff1d(rows_of, seeds)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    near = (unit @ unit[seeds].T).max(1)
    show("similar: cosine to the nearest seed", near[rest], wrong[rest])
    same = (main == taken_for) & (right == really)
    head(f"the seeds' confusion, {really} taken for {taken_for}", same[rest])
    show("similar: cosine to the nearest seed", near[rest], same[rest])
    missed = (main != RARE) & (right == RARE)
    head(f"missed {RARE}s", missed)
    show(f"helper: score where the label is not {RARE}", np.where(main != RARE, helper, -1), missed)
    show("confidence: least_confidence", 1 - top, missed)


# ---- recheck: a review of the digits, and the model that learnt from it

def exchanged(rng, labels):
    """The labels in an order in which none stands where it stood."""
    order = rng.permutation(labels)
    while (order == labels).any():
        at, other = np.flatnonzero(order == labels)[0], rng.integers(len(labels))
        order[[at, other]] = order[[other, at]]
    return order


def recheck(ids, seen, right, probs, images, labels):
    rng = np.random.default_rng(16)
    said_old = np.round(probs, 6).argmax(1)
    picks = np.argsort(probs.max(1), kind="stable")[:PICKS]
    rest = np.setdiff1d(np.arange(len(ids)), picks)
    sample = rng.permutation(rest)[:SAMPLE]

    # what was reviewed: the rows of greatest doubt, and a random sample of the others
    pi = number(SAMPLE / len(rest), 9)
    rows = [[ids[i], number(1 - probs[i].max(), 6), "confidence", 1, ""] for i in picks] + \
           [[ids[i], number(1 - (at + 1) / len(rest), 9), "random", pi, ""] for at, i in enumerate(sample)]
    write("recheck/queue.csv", ["rank", "id", "score", "method", "inclusion_prob", "reason", "label", "confidence"],
          [[rank + 1, *row, said_old[i], number(probs[i].max(), 6)]
           for rank, (row, i) in enumerate(zip(rows, [*picks, *sample]))])
    write("recheck/answers.csv", ["id", "answer"], [[ids[i], right[i]] for i in [*picks, *sample]])
    write("recheck/trained.csv", ["id"], [[ids[i]] for i in picks])

    # the same network, taught the picks as well: with what people said, and with their labels exchanged
    left = np.setdiff1d(rest, sample)
    print(f"recheck: {(said_old != right)[picks].sum()} of {PICKS} picks and {(said_old != right)[sample].sum()} of "
          f"{SAMPLE} sampled rows wrong; right on the others: deployed {np.mean(said_old[left] == right[left]):.3f}")
    for name, taught in {"retrained": right[picks], "shuffled": exchanged(rng, right[picks])}.items():
        model = learn(start(), np.concatenate([images, seen[picks]]), np.concatenate([labels, taught]))
        theirs = softmax(layers(model, seen)[1])
        write(f"recheck/{name}.csv", ["id", "label", "confidence"],
              [[i, *row[:2]] for i, row in zip(ids, said(theirs, 6))])
        print(f"  {name:13} {np.mean(np.round(theirs, 6).argmax(1)[left] == right[left]):.3f}")


# ---- drive: a robot goes round a building of two floors, four times; all of it is simulated

PRIORS = {
    "person": {"moves": True, "max_speed": 3.0},
    "dog": {"moves": True, "max_speed": 8.0},
    "chair": {"moves": True, "max_speed": 1.5},
    "couch": {"moves": False},
    "plant": {"moves": False},
    "door": {"moves": False},
    "fridge": {"moves": False},
    "table": {"moves": False},
    "default": {"moves": False},
}

# class, x, y, place, in the order of the round; the floors lie above each other, and so do many of their things
FLOORS = [
    [("door", 2, 1, "entrance"), ("plant", 6, 1, "entrance_plant"), ("couch", 10, 2, "lobby_west"),
     ("table", 11.2, 2.6, ""), ("couch", 16, 2, "lobby_east"), ("plant", 22, 1, ""), ("door", 26, 4, "store"),
     ("fridge", 26, 9, "kitchen"), ("table", 22, 10, "kitchen_table"), ("chair", 21, 10.6, ""),
     ("door", 16, 12, "glass_wall"), ("plant", 9, 12, "corridor_plant"), ("door", 3, 10, "lift_0")],
    [("door", 3, 10, "lift_1"), ("fridge", 9, 12, "coffee_corner"), ("couch", 16, 12, "reading_corner"),
     ("plant", 22, 10, "window_plant"), ("door", 26, 9, "office_b"), ("table", 26, 4, "meeting_room"),
     ("chair", 25, 4.8, ""), ("door", 16, 2, "office_a"), ("table", 10, 2, "copy_room"),
     ("plant", 6, 1, "sun_plant"), ("couch", 2, 1, "balcony")],
]
RUNS = ["2025-03-04T09:00:00", "2025-03-04T13:30:00", "2025-03-04T17:45:00", "2025-03-05T09:05:00"]

# What a thing is taken for, likelier first, and how often in a lone frame.
CONFUSED = {
    "door": (["fridge", "couch", "person"], 0.05), "fridge": (["door", "table", "couch"], 0.06),
    "couch": (["chair", "table", "dog"], 0.05), "plant": (["person", "chair", "dog"], 0.07),
    "table": (["chair", "couch", "door"], 0.08), "chair": (["table", "couch", "person"], 0.10),
    "person": (["plant", "door", "dog"], 0.06), "dog": (["chair", "person", "plant"], 0.11),
}
SLOWEST, FASTEST = {"person": 0.4, "dog": 0.5}, {"person": 1.8, "dog": 5.5}


class Drive:
    """Frames in the order of time; say() adds one."""

    def __init__(self, rng):
        self.rng, self.frames, self.truth = rng, [], []

    def start(self, run, at):
        self.run, self.count, self.tracks = run, 0, 0
        self.time = datetime.fromisoformat(at).replace(tzinfo=timezone.utc)

    def wait(self, seconds):
        self.time += timedelta(milliseconds=int(1000 * seconds))

    def mistake(self, thing):
        return str(self.rng.choice(CONFUSED[thing][0], p=[0.6, 0.25, 0.15]))

    def say(self, thing, x, y, floor, place, track, spell=None):
        """One frame, every 250 ms or so: the thing in the middle of the picture and what the model calls it.
        A lone error is mostly unsure of itself, a spell of errors is not."""
        rng, label = self.rng, thing
        if spell:
            label, confidence = spell, 0.70 + 0.29 * rng.beta(3, 1.5)
        elif rng.random() < CONFUSED[thing][1]:
            label, confidence = self.mistake(thing), 0.40 + 0.58 * rng.beta(2.5, 1.5)
        else:
            confidence = 0.40 + 0.595 * rng.beta(4, 1.2)
        self.wait(0.25 + rng.integers(-20, 21) / 1000)
        frame = f"run{self.run}-{self.count:04}"
        self.count += 1
        stamp = self.time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.frames.append([frame, f"run{self.run}", stamp, number(x, 2), number(y, 2), floor, place, track, label,
                            number(confidence, 4)])
        self.truth.append([frame, thing])

    def look(self, thing, x, y, floor, place, count, spells):
        """A thing that stands still, seen count times; spells: label of the frames that go wrong together."""
        x, y = x + self.rng.normal(0, 0.08), y + self.rng.normal(0, 0.08)   # the map is off by a little each time
        for at in range(count):
            self.say(thing, x + self.rng.normal(0, 0.04), y + self.rng.normal(0, 0.04), floor, place, "",
                     spells.get(at))

    def follow(self, thing, x, y, floor, place, count):
        """A thing that goes past, with the id that the tracker gave it."""
        rng = self.rng
        self.tracks += 1
        track = f"run{self.run}-t{self.tracks:02}"
        speed = rng.uniform(SLOWEST[thing], FASTEST[thing])
        heading = rng.uniform(0, 2 * np.pi)
        spells = {}
        if thing == "dog" and rng.random() < 0.35:   # a dog taken for a person, who would have to run fast
            first = int(rng.integers(0, count))
            spells = {at: "person" for at in range(first, first + int(rng.integers(3, 8)))}
        for at in range(count):
            heading += rng.normal(0, 0.1)
            x += 0.25 * speed * np.cos(heading)
            y += 0.25 * speed * np.sin(heading)
            self.say(thing, x + rng.normal(0, 0.03), y + rng.normal(0, 0.03), floor, place, track, spells.get(at))


def spells_of(drive, run, thing, place, count):
    """Which frames of a look go wrong together, and what they say."""
    rng = drive.rng
    if place == "glass_wall":                      # always: the model takes the glass door for a fridge
        return {at: "fridge" for at in range(count) if rng.random() < 0.8}
    if place == "sun_plant" and run == 3:          # when the sun is low
        return {at: "door" for at in range(count) if rng.random() < 0.9}
    if place == "coffee_corner" and run == 2:      # somebody has put a poster on it
        return {at: "door" for at in range(count) if rng.random() < 0.9}
    if rng.random() < 0.12:                        # glare, something in the way
        first, label = int(rng.integers(0, count - 4)), drive.mistake(thing)
        return {at: label for at in range(first, first + int(rng.integers(2, 9)))}
    return {}


# What a station on the roof reported, when it changed.
WEATHER = [
    ["2025-03-04T08:30Z", "clouds", 9000], ["2025-03-04T09:01:30Z", "sun", 31000], ["2025-03-04T12:55Z", "clouds", 12000],
    ["2025-03-04T13:02Z", "rain", 4000], ["2025-03-04T15:30Z", "clouds", 7000], ["2025-03-04T17:01Z", "sun", 5000],
    ["2025-03-05T08:50Z", "rain", 3000]]


def drive():
    tour = Drive(np.random.default_rng(20250304))
    rng = tour.rng
    for run, at in enumerate(RUNS, 1):
        tour.start(run, at)
        for floor, things in enumerate(FLOORS):
            for thing, x, y, place in things:
                if place == "entrance_plant" and run == 4:   # moved overnight: a change, not an error
                    thing = "table"
                count = int(rng.integers(14, 33))
                spells = spells_of(tour, run, thing, place, count)
                if rng.random() < 0.25:                      # somebody walks into the picture, and out of it
                    cut = int(rng.integers(4, count - 4))
                    tour.look(thing, x, y, floor, place, cut, spells)
                    tour.follow("person", x, y, floor, place, int(rng.integers(3, 9)))
                    tour.look(thing, x, y, floor, place, count - cut,
                              {at - cut: label for at, label in spells.items() if at >= cut})
                else:
                    tour.look(thing, x, y, floor, place, count, spells)
                tour.wait(rng.uniform(1, 5))
                if rng.random() < 0.35:                      # on the way to the next thing
                    tour.follow("dog" if rng.random() < 0.4 else "person", x, y + 1.5, floor, "",
                                int(rng.integers(8, 25)))
                    tour.wait(rng.uniform(0.5, 3))
            tour.wait(40)                                    # the lift

    write("drive/frames.csv", ["id", "stream", "timestamp", "x", "y", "floor", "place", "track", "label",
                               "confidence"], tour.frames)
    write("drive/truth.csv", ["id", "label"], tour.truth)
    write("drive/weather.csv", ["timestamp", "weather", "lux"], WEATHER)
    with open(os.path.join(FOLDER, "drive/priors.json"), "w", encoding="ascii") as file:
        rows = [f"    {json.dumps(name)}: {json.dumps(prior)}" for name, prior in PRIORS.items()]
        file.write("{\n" + ",\n".join(rows) + "\n}\n")

    # ---- what scores find
    stream = np.array([frame[1] for frame in tour.frames])
    when = np.array([datetime.fromisoformat(frame[2][:-1]).timestamp() for frame in tour.frames])
    place = np.array([frame[6] for frame in tour.frames])
    label = np.array([frame[8] for frame in tour.frames])
    confidence = np.array([float(frame[9]) for frame in tour.frames])
    truth = np.array([row[1] for row in tour.truth])
    wrong = label != truth
    window, spot = np.zeros(len(label)), np.zeros(len(label))
    moves = np.array([PRIORS[name]["moves"] for name in label])
    for i in range(len(label)):
        beside = slice(max(i - 5, 0), i + 6)
        near = (stream[beside] == stream[i]) & (abs(when[beside] - when[i]) < 1.6)
        weight = confidence[beside] * near * 0.8 ** abs(np.arange(len(label))[beside] - i)
        window[i] = 1 - weight[label[beside] == label[i]].sum() / weight.sum()
        there = (place == place[i]) & (stream != stream[i]) & ~moves
        if place[i] and not moves[i] and there.any():
            spot[i] = 1 - confidence[there & (label == label[i])].sum() / confidence[there].sum()
    changes = (truth[1:] != truth[:-1]).sum()
    print(f"\ndrive: {len(label)} frames, {changes} true changes, {len(set(frame[7] for frame in tour.frames)) - 1} "
          f"tracks, {(place != '').sum()} frames at {len(set(place)) - 1} places")
    head("drive, all errors", wrong)
    show("own confidence", 1 - confidence, wrong)
    show("window: doubt of the five frames on both sides", window, wrong)
    show("place: doubt of the other runs", spot, wrong)
    show("the larger of both", np.maximum(window, spot), wrong)


warnings.simplefilter("ignore", ConvergenceWarning)   # training stops early on purpose
digits()
drive()
