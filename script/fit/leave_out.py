"""Which entries of the split's lists change nothing when they are left out.

usage: leave_out.py FOLDER… [--names FILE] [--rare N]

Reads `words.txt` and `files.txt` of src/projects/table, leaves each word and each glob out in
turn, and compares every candidate's score and every project with what they are without that, on
the repositories whose names of folders or files hold it. The small repositories of the tests take
part; words of processes are tried with contents. Prints what changes nothing anywhere: it should go, or a small repository should hold what it
is for. `--rare` looks only at entries that at most N repositories may hold. Build the program first: cargo build --example score_split.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from fit_split import PROGRAM, ROOT, fixtures

TABLE = os.path.join(ROOT, "src/projects/table")


def words():
    """List and word, of words.txt."""
    current = None
    for line in open(os.path.join(TABLE, "words.txt")):
        if line.startswith("#"):
            continue
        name, colon, rest = line.partition(": ")
        if colon:
            current = name
        yield from ((current, word) for word in (rest if colon else line).split())


def alternatives(pattern):
    found = re.search(r"\{([^{}]*)\}", pattern)
    if not found:
        return [pattern]
    before, after = pattern[:found.start()], pattern[found.end():]
    return [p for option in found.group(1).split(",") for p in alternatives(before + option + after)]


def globs():
    """The globs of files.txt, one for each alternative."""
    for line in open(os.path.join(TABLE, "files.txt")):
        head, colon, rest = line.partition(" : ")
        if colon and not line.startswith("#"):
            for pattern in rest.split():
                yield from (("files", glob) for glob in alternatives(pattern))


class Repository:
    def __init__(self, path):
        self.path = path
        self.name = os.path.basename(path)
        paths = open(os.path.join(path, "tree.txt")).read().splitlines()
        self.files = {p.rsplit("/", 1)[-1] for p in paths}
        folders = {part for p in paths for part in p.split("/")[:-1]}
        self.folders = {folder.lower() for folder in folders}
        # Words of names, as the engine reads them, and what names end with.
        split = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
        self.words = {word.lower() for folder in folders for word in split.findall(folder)}
        self.joined = {re.sub("[^a-z0-9]", "", folder) for folder in self.folders}
        self.all = "/".join(self.folders)
        contents = os.path.join(path, "files.json")
        self.contents = open(contents).read().lower() if os.path.exists(contents) else ""
        self.size = len(paths)

    def may_hold(self, entry):
        kind, word = entry
        if kind == "files":
            # A pattern may hold anywhere; only names are looked up.
            name = word.rsplit("/", 1)[-1]
            return name in self.files if not set("*?[") & set(name) else True
        last = word.rsplit("/", 1)[-1].lower()
        if kind.startswith(("deploys-", "images-")):
            return any(last in name.lower() for name in self.files)
        if kind.startswith("process-"):
            # Processes are named in contents, and in names of files.
            return last in self.contents or last in self.all
        if kind.endswith(("-ends", "-starts", "-words", "-with-pages")) or kind == "deploys-nothing":
            return last in self.all or last in self.files
        joined = re.sub("[^a-z0-9]", "", last)
        return last in self.folders or last in self.words or joined in self.joined


def run(folder, names, without=None, contents=False):
    with tempfile.TemporaryDirectory() as work:
        listed, dump = os.path.join(work, "names"), os.path.join(work, "dump")
        open(listed, "w").write("\n".join(names))
        command = [PROGRAM, folder, "--names", listed, "--dump", dump]
        if contents:
            command.append("--contents")
        if without:
            command += ["--without", "=".join(without)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        by_name = {name: [] for name in names}
        for line in open(dump):
            by_name[line.split("\t", 1)[0]].append(line)
        current = None
        for line in printed.splitlines():
            if line.startswith("repositories "):
                break
            current = line.split(" ", 1)[0] if not line.startswith(" ") else current
            if current in by_name:
                by_name[current].append(line)
        return by_name


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--names")
    parser.add_argument("--rare", type=int, default=10**6)
    options = parser.parse_args()
    listed = set(open(options.names).read().split()) if options.names else None
    with tempfile.TemporaryDirectory() as work:
        # The small ones first: most of what changes anything does so there, in no time.
        together, small = os.path.join(work, "all"), os.path.join(work, "small")
        os.makedirs(small)
        os.makedirs(together)
        fixtures(small)
        stages = [(small, [Repository(os.path.join(small, n)) for n in sorted(os.listdir(small))])]
        for folder in options.folders:
            for name in os.listdir(folder):
                if listed is None or name in listed:
                    os.symlink(os.path.realpath(os.path.join(folder, name)), os.path.join(together, name))
        stages.append(
            (together, sorted(
            (Repository(os.path.join(together, n)) for n in os.listdir(together)),
            key=lambda repository: (repository.size, repository.name))))
        plain = {(folder, contents): run(folder, [r.name for r in held], contents=contents)
                 for folder, held in stages for contents in (False, True)}

        def changes(entry):
            for folder, held in stages:
                names = [r.name for r in held if r.may_hold(entry)]
                for start in range(0, len(names), 6):
                    part = names[start:start + 6]
                    contents = entry[0].startswith("process-")
                    left = run(folder, part, entry, contents)
                    if any(left[name] != plain[folder, contents][name] for name in part):
                        return True
            return False

        entries = [e for e in list(words()) + list(globs())
                   if sum(r.may_hold(e) for _, held in stages for r in held) <= options.rare]
        with ThreadPoolExecutor(2) as pool:
            idle = [e for e, kept in zip(entries, pool.map(changes, entries)) if not kept]
    print(len(entries), "entries,", len(idle), "change nothing")
    for kind, word in idle:
        print(f"{kind}: {word}")


if __name__ == "__main__":
    sys.exit(main())
