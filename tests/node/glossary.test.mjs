// The glossary as the page shows it: a sentence or two for each term, in plain words.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readGlossary } from "../../src/learn/glossary.js";

const text = readFileSync(new URL("../../src/lessons/glossary.md", import.meta.url), "utf8");

test("every line of the glossary is a term with what it means, and no mark of Markdown is left", () => {
  const terms = readGlossary(text);
  assert.equal(terms.length, text.match(/^- /gm).length, "every item of a list is a term");
  for (const { names, means } of terms) {
    assert.match(means, /\.$/, `${names}: “${means}” is a sentence`);
    assert.doesNotMatch(means, /[`*[\]]|\.html/, `${names}: “${means}” is plain`);
    // Half a bubble of text at most.
    assert.ok(means.length <= 160, `${names}: “${means}” is short`);
  }
});

test("no two terms have one name, and words around terms are told from them", () => {
  const names = readGlossary(text).flatMap(({ names }) => names.map((name) => name.toLowerCase()));
  assert.deepEqual(names.filter((name, at) => names.indexOf(name) !== at), []);
  for (const name of ["team", "owner", "code mapping", "stack root", "in-app", "fallthrough", "fallback", "codeowners", "alert", "project"]) {
    assert.ok(names.includes(name), `${name} is explained`);
  }
});
