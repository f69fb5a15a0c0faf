"""Fits the weights of the split's signals, and measures what each is worth.

usage: fit_split.py FOLDER… [--names FILE] [--write] [--leave-one-out] [--folds N] [--from-table] [--pull P]

Each FOLDER holds repositories as script/score-split reads them; the small repositories of
tests/projects/repositories take part in every fit. The model is a logistic one: the score of a
folder is the sum of the weights of the signals that speak, in log-odds. What the table says
sense demands of a weight (for, against) is a bound; a weight is pulled towards its sign's
usual value as if a few folders had voted for that, so that a signal that hardly ever speaks
stays near it. Folds are of repositories, never of folders.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy.optimize import minimize

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TABLE = os.path.join(ROOT, "src/projects/table/signals.rs")
PROGRAM = os.path.join(
    os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target")), "debug/examples/score_split"
)
ROW = re.compile(
    r'^(    \w+ "([\w-]+)" \w+ (\w+) )(-?\d+) (\d+) ("(?:[^"\\]|\\.)*";)$', re.M
)
# Where a weight starts, by what sense expects of it, in log-odds.
USUAL = {"ForStrongly": 4.5, "For": 2.0, "ForWeakly": 0.8, "Neither": 0.0, "prior": -3.0,
         "AgainstStrongly": -4.5, "Against": -2.0, "AgainstWeakly": -0.8, "Veto": -20.0}
# How strongly weights are pulled towards where they start: as much as does within a hundredth as well as any on
# held-out folds (from 0.1 to 8, the best is 1), since folds share the kinds that rules were mended with, and what is
# met in use does not.
PULL = 2.0
# The same for weights that start from the table (`--from-table`), which other repositories have told already. Of pulls
# from 2 to 60, 8 did best on 473 repositories that neither rules nor weights had seen.
TABLE_PULL = 8.0
# The least and the most that a weight may be, in log-odds.
LEAST, MOST = 0.05, 7.0
# What is weak is never more than that, however few folders tell against it.
MOST_WEAK = 2.5
# What decides by itself outweighs the prior, which is bounded by it.
DECIDES = 4.2
# The small repositories are principles: those that come out wrong are weighed so many times as much, round by round.
AGAIN = 2.0
ROUNDS = 12


class Signals:
    """The rows of the table."""

    def __init__(self, from_table=False):
        rows = ROW.findall(open(TABLE).read())
        self.names = [row[1] for row in rows]
        self.expect = {row[1]: row[2] for row in rows}
        self.weight = {row[1]: int(row[3]) / 100 for row in rows}
        self.start = {row[1]: USUAL[row[2]] for row in rows}
        self.start["prior"] = USUAL["prior"]
        if from_table:
            self.start = dict(self.weight)
        self.fitted = [n for n in self.names if self.expect[n] not in ("Neither", "Veto")]
        self.vetoes = {n for n in self.names if self.expect[n] == "Veto"}

    def bounds(self, without):
        def of(name):
            if name in without:
                return (0.0, 0.0)
            least = DECIDES if self.expect[name] == "ForStrongly" else LEAST
            most = MOST_WEAK if self.expect[name].endswith("Weakly") else MOST
            return (least, most) if USUAL[self.expect[name]] > 0 else (-most, -LEAST)
        return [(-DECIDES, 0.0)] + [of(name) for name in self.fitted]


def fixtures(into):
    """Writes the small repositories of the tests as folders."""
    source = os.path.join(ROOT, "tests/projects/repositories")
    for name in sorted(os.listdir(source)):
        text = open(os.path.join(source, name)).read()
        given, expected = text.split("\n\n", 1)[1].split("---\n", 1)
        parts = given.split("== ")
        projects = []
        for line in expected.splitlines():
            root, platform = line.rsplit(" ", 1)
            root, _, process = root.partition(" (")
            projects.append(
                dict(root=root, platform_slug=platform, accept_slugs=[platform],
                     process=process.rstrip(")") or None, root_alternatives=[],
                     tier="optional" if process else "required")
            )
        folder = os.path.join(into, "fixture+" + name[:-4])
        os.makedirs(folder)
        contents = dict(part.split("\n", 1) for part in parts[1:] if "\n" in part)
        write = lambda file, text: open(os.path.join(folder, file), "w").write(text)
        write("tree.txt", parts[0])
        write("expected.json", json.dumps(dict(projects=projects)))
        write("enrich.json", "{}")
        if contents:
            write("files.json", json.dumps(contents))


def run(folders, names=None, weights=None, contents=False, dump=None):
    """Runs the program; returns what it prints."""
    command = [PROGRAM, *folders]
    with tempfile.TemporaryDirectory() as work:
        if names is not None:
            path = os.path.join(work, "names")
            open(path, "w").write("\n".join(names))
            command += ["--names", path]
        if weights is not None:
            path = os.path.join(work, "weights")
            open(path, "w").write("".join(f"{n}\t{w}\n" for n, w in weights.items()))
            command += ["--weights", path]
        if contents:
            command.append("--contents")
        if dump:
            command += ["--dump", dump]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class Folders:
    """Candidates with their signals, as the program dumps them."""

    def __init__(self, signals, text):
        at = {name: i for i, name in enumerate(signals.fitted)}
        rows = [line.split("\t") for line in text.splitlines()]
        # What the program leaves out by other rules than the score tells nothing of it.
        rows = [r for r in rows if r[2] != "-" and not (r[2] == "0" and r[4] == "1")]
        rows = [r for r in rows if not signals.vetoes & set(r[6].split(","))]
        self.repository = np.array([r[0] for r in rows])
        self.label = np.array([float(r[2]) for r in rows])
        self.speaks = np.zeros((len(rows), len(at)))
        for row, fields in enumerate(rows):
            for name in fields[6].split(","):
                if name in at:
                    self.speaks[row, at[name]] = 1
        # A repository with a thousand libraries is no more than one repository.
        counts = {}
        for name in self.repository:
            counts[name] = counts.get(name, 0) + 1
        self.share = np.array([min(1.0, 12.0 / counts[name]) for name in self.repository])


def fit(signals, folders, chosen, without=()):
    """The weights for the folders chosen, in hundredths by name."""
    x, y, share = folders.speaks[chosen], folders.label[chosen], folders.share[chosen]
    prior = np.array([signals.start["prior"]] + [
        0.0 if n in without else signals.start[n] for n in signals.fitted
    ])

    def loss(w):
        z = w[0] + x @ w[1:]
        away = w - prior
        value = np.sum(share * (np.logaddexp(0, z) - y * z)) + PULL * np.sum(away**2) / 2
        p = 1 / (1 + np.exp(-z))
        d = share * (p - y)
        return value, np.concatenate([[d.sum()], x.T @ d]) + PULL * away

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=signals.bounds(without))
    weights = {n: round(w * 100) for n, w in zip(signals.fitted, found.x[1:])}
    weights["prior"] = round(found.x[0] * 100)
    return weights


def broken(small, weights=None):
    """The small repositories that come out otherwise than they say, with their contents where they have some."""
    wrong = set()
    for contents in (False, True):
        text = run([small], None, weights, contents)
        for name, more, less in re.findall(r"^(fixture\+\S+) +found +\d+ +wrong +(\d+) +missed +(\d+)", text, re.M):
            told = os.path.exists(os.path.join(small, name, "files.json"))
            if told == contents and int(more) + int(less):
                wrong.add(name)
    return wrong


def fit_by_principles(signals, folders, small):
    """The weights by which no more of the small repositories come out wrong than by the table, and how many do."""
    chosen = np.ones(len(folders.label), bool)
    before = broken(small)
    for _ in range(ROUNDS):
        weights = fit(signals, folders, chosen)
        again = broken(small, weights) - before
        if not again:
            break
        print("weighed more:", ", ".join(sorted(name.partition("+")[2] for name in again)), flush=True)
        folders.share = folders.share * np.where(np.isin(folders.repository, list(again)), AGAIN, 1)
    return weights, len(again)


def figures(text):
    """Found, wrong and missed, platforms, repositories without a project, and calls."""
    found, wrong, missed = map(
        int, re.search(r"^found (\d+), wrong (\d+), missed (\d+)", text, re.M).groups())
    without, right = map(
        int, re.search(r"^without a project (\d+), of them right (\d+)", text, re.M).groups())
    exact = float(re.search(r"exact platform ([\d.]+)", text).group(1))
    calls = re.findall(r"^  ([\d.]+)–[\d.]+: +(\d+) +(\d+)", text, re.M)
    return dict(found=found, wrong=wrong, missed=missed, exact=exact * found, without=without,
                right=right, calls=[(float(a), int(b), int(c)) for a, b, c in calls])


def f1(total):
    return 2 * total["found"] / max(1, 2 * total["found"] + total["wrong"] + total["missed"])


def add(totals):
    keys = ["found", "wrong", "missed", "exact", "without", "right"]
    total = {key: sum(t[key] for t in totals) for key in keys}
    calls = {}
    for t in totals:
        for tenth, count, right in t["calls"]:
            old = calls.get(tenth, (0, 0))
            calls[tenth] = (old[0] + count, old[1] + right)
    total["calls"] = calls
    return total


def folds(names, of):
    number = lambda name: int(hashlib.sha256(name.encode()).hexdigest(), 16) % of
    return [[n for n in names if number(n) == fold] for fold in range(of)]


def held_out(signals, data, names, paths, of, without=(), contents=False):
    """Every repository decided by weights that were fitted without it."""
    def one(part):
        chosen = ~np.isin(data.repository, part)
        weights = fit(signals, data, chosen, without)
        return figures(run(paths, part, weights, contents))
    with ThreadPoolExecutor(2) as pool:
        return add(list(pool.map(one, [part for part in folds(names, of) if part])))


def held_out_loss(signals, data, names, of, without=()):
    """Thousandths of log-loss per folder, of folders weighed by weights fitted without them."""
    total = 0.0
    for part in folds(sorted(set(data.repository)), of):
        out = np.isin(data.repository, part)
        weights = fit(signals, data, ~out, without)
        w = np.array([weights[n] for n in signals.fitted]) / 100
        z = weights["prior"] / 100 + data.speaks[out] @ w
        total += np.sum(data.share[out] * (np.logaddexp(0, z) - data.label[out] * z))
    return 1000 * total / np.sum(data.share)


def line(name, total):
    return (f"{name:28} F1 {f1(total):.4f}  found {total['found']} wrong {total['wrong']} "
            f"missed {total['missed']}  exact {total['exact'] / max(1, total['found']):.3f}  "
            f"no project {total['right']}/{total['without']}")


def write_table(weights, spoken):
    def row(match):
        head, name, expect, old, _, tail = match.groups()
        weight = weights.get(name, int(old))
        return f"{head}{weight} {spoken.get(name, 0)} {tail}"
    text = ROW.sub(row, open(TABLE).read())
    open(TABLE, "w").write(text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--names")
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--from-table", action="store_true")
    parser.add_argument("--pull", type=float)
    parser.add_argument("--leave-one-out", action="store_true")
    options = parser.parse_args()
    signals = Signals(options.from_table)
    global PULL
    PULL = options.pull or (TABLE_PULL if options.from_table else PULL)
    with tempfile.TemporaryDirectory() as work:
        small = os.path.join(work, "small")
        os.makedirs(small)
        fixtures(small)
        names = sorted(n for f in options.folders for n in os.listdir(f))
        if options.names:
            listed = set(open(options.names).read().split())
            names = [n for n in names if n in listed]
        texts = []
        for contents in (False, True):
            for paths, which in ((options.folders, names), ([small], None)):
                dump = os.path.join(work, "dump")
                run(paths, which, contents=contents, dump=dump)
                texts.append(open(dump).read())
        data = Folders(signals, "".join(texts))
        print(len(names), "repositories,", len(data.label), "folders,",
              int(data.label.sum()), "of them projects")
        total = held_out(signals, data, names, options.folders, options.folds)
        told = held_out(signals, data, names, options.folders, options.folds, contents=True)
        base_loss = held_out_loss(signals, data, names, options.folds)
        weights, wrong = fit_by_principles(signals, data, small)
        print("principles that are broken anew:", wrong)
        start = figures(run(options.folders, names))
        print(line("as the table is", add([start])))
        print(line("fitted on all", add([figures(run(options.folders, names, weights))])))
        print(line("held out", total))
        print(line("held out, with contents", told))
        print("\nsure  projects  right")
        for tenth, (count, right) in sorted(total["calls"].items()):
            print(f"{tenth:.1f}   {count:4}      {right / count:.2f}")
        spoken = {}
        for i, name in enumerate(signals.fitted):
            spoken[name] = len(set(data.repository[data.speaks[:, i] == 1]))
        print("\nsignal                        speaks  start  weight" +
              ("  loss without it" if options.leave_one_out else ""))
        for name in signals.fitted:
            text = f"{name:28}  {spoken[name]:6}  {signals.start[name]:5.2f}  {weights[name] / 100:6.2f}"
            if options.leave_one_out:
                loss = held_out_loss(signals, data, names, options.folds, (name,))
                text += f"  {loss - base_loss:+7.2f}"
            print(text, flush=True)
        print(f"{'prior':28}          {signals.start['prior']:5.2f}  {weights['prior'] / 100:6.2f}")
        if options.write:
            write_table(weights, spoken)


if __name__ == "__main__":
    sys.exit(main())
