"""Asks Sentry's own matcher about generated patterns and texts.

Prints one JSON array a line: [kind, pattern, text, answer]. The kinds are
"path" (globs of path: and module: rules), "url", "tag" and "codeowners".

    pip install sentry-ophio==1.2.0
    python differential.py --seed 1 --pairs 1000000 > answers.jsonl

With --interesting, only pairs on the edge are kept: matches, and texts that are
one change away from one. That is how baseline.jsonl was made.
"""

import argparse
import json
import random

from sentry_ophio.codeowners import is_codeowners_path_match
from sentry_ophio.glob import is_glob_match

PARTS = ["a", "b", "src", "lib", "Foo", "foo", "test.py", "x.js", ".", "..", "", "é", "İ", "ΑΣ", "a b", "K", "ß", "日"]
GLOB_BITS = ["*", "*", "**", "**/", "/**", "/**/", "?", "/", "/", "[a-c]", "[!a]", "[^/]", "[]a]", "[a-]", "[-a]", "[a", "[z-a]",
             "[é]", "[à-é]", "[A-z]", "[+-_]", "[a-c-e]", "{a,b}", "{a,}", "{,}", "{}", "{src,**/b}", "{**}", "{a/**,b}", "{", "}", ",",
             "{\\,**/b,c}", "\\", "\\*", "\\a", "\\/", "]", "-", "!", "{*,?}", "{é,b}", "\n", "{[ab],x}"]
CODEOWNERS_BITS = ["*", "*", "**", "**/", "/**", "/**/", "?", "/", "/", "//", "/*", "\\", "[a]", "{a,b}", "!", "#", "\n", ".", "+", "(", "***"]
TEXT_BITS = ["/", "/", "/", "\n", "\\", "//", ",", "*", "-", "_", "[", "^", "."]


def judge(kind, pattern, text):
    if kind == "codeowners":
        return is_codeowners_path_match(text, pattern)
    return is_glob_match(text, pattern, double_star=False, case_insensitive=kind != "tag",
                         path_normalize=kind == "path", allow_newline=True)


def pattern_of(rng, kind):
    bits = CODEOWNERS_BITS if kind == "codeowners" else GLOB_BITS
    return "".join(rng.choice(bits) if rng.random() < 0.55 else rng.choice(PARTS) for _ in range(rng.randint(0, 6)))


def text_of(rng):
    return "".join(rng.choice(TEXT_BITS) if rng.random() < 0.45 else rng.choice(PARTS) for _ in range(rng.randint(0, 6)))


def text_like(rng, pattern):
    """A text that has a chance: the pattern with its wildcards filled in."""
    out = []
    for char in pattern:
        if char == "*":
            out.append(rng.choice(["", "a", "src", "a/b", "/", "x", "\n", "é"]))
        elif char == "?":
            out.append(rng.choice(["a", "/", "é", "b", ""]))
        elif char in "[]{}" and rng.random() < 0.8:
            continue
        elif char in ",!^" and rng.random() < 0.5:
            continue
        elif rng.random() < 0.03:
            out.append(char.upper() if rng.random() < 0.5 else char.lower())
        elif rng.random() < 0.02:
            continue
        else:
            out.append(char)
    if rng.random() < 0.25:
        out.append(rng.choice(["/", "/a", "a", "\n", "/a/b", "/\n", "/*"]))
    if rng.random() < 0.2:
        out.insert(0, rng.choice(["/", "a/", "x", "\n", "a/b/", "//"]))
    return "".join(out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=1_000_000)
    parser.add_argument("--interesting", action="store_true")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    left = options.pairs
    while left > 0:
        kind = rng.choice(["path", "path", "path", "url", "tag", "codeowners", "codeowners", "codeowners"])
        pattern = pattern_of(rng, kind)
        texts = {text_like(rng, pattern) for _ in range(4)} | {text_of(rng)}
        answers = [(text, judge(kind, pattern, text)) for text in sorted(texts)]
        if options.interesting and len({answer for _, answer in answers}) < 2:
            continue
        for text, answer in answers[:left]:
            print(json.dumps([kind, pattern, text, answer], ensure_ascii=False, separators=(",", ":")))
        left -= len(answers)


if __name__ == "__main__":
    main()
