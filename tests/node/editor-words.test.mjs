// The words the editor colours and completes at, without a browser. What rules mean is the engine's business.

import assert from "node:assert/strict";
import { test } from "node:test";

import { change } from "../../src/editor/diff.js";
import { placeAt, tokens } from "../../src/editor/lexer.js";

const words = (language, line) => tokens(language, line).map(({ from, to, kind }) => `${kind} ${line.slice(from, to)}`);

test("rules fall into the words of Sentry's grammar", () => {
  const table = [
    ["", []],
    ["  # note", ["comment # note"]],
    ["path:a/** #t u@x.io", ["type path:", "pattern a/", "wildcard **", "team #t", "email u@x.io"]],
    ["PATH:a.js #t", ["pattern PATH:a.js", "team #t"]],
    ["*.js #t # note", ["wildcard *", "pattern .js", "team #t", "comment # note"]],
    ["*.js #t #", ["wildcard *", "pattern .js", "team #t", "comment #"]],
    ["*.js #t,#u", ["wildcard *", "pattern .js", "team #t,#u"]],
    ["*.js ##t", ["wildcard *", "pattern .js", "team ##t"]],
    ['path:"a b"b #t', ["type path:", 'quote "', "pattern a b", 'quote "', "user b", "team #t"]],
    ['path:"a b #t', ["type path:", 'pattern "a', "user b", "team #t"]],
    ["tags.a b:c? #t", ["type tags.", "key a b", "type :", "pattern c", "wildcard ?", "team #t"]],
    ["tags/foo.py #t", ["pattern tags/foo.py", "team #t"]],
    ["*.{a,b}[0-9]", ["wildcard *", "pattern .", "wildcard {", "pattern a,b", "wildcard }", "wildcard [0-9]"]],
    ["a\t#t", ["pattern a", "blank \t", "team #t"]],
  ];
  for (const [line, expected] of table) assert.deepEqual(words("rules", line), expected, line);
});

test("CODEOWNERS lines fall into pattern, owners, sections and comments", () => {
  const table = [
    ["/src/a\\ b/*\t@o/t @u u@x.io # n", ["pattern /src/a\\ b/", "wildcard *", "team @o/t", "user @u", "email u@x.io", "comment # n"]],
    ["!/docs @u", ["negation !", "pattern /docs", "user @u"]],
    ["^[Team Core][2] @o/t", ["section ^[Team Core][2]", "team @o/t"]],
    ["/src #n", ["pattern /src", "comment #n"]],
  ];
  for (const [line, expected] of table) assert.deepEqual(words("codeowners", line), expected, line);
});

test("completion knows what stands before the caret", () => {
  const path = (from, prefix, more = {}) => ({ kind: "path", from, prefix, typed: false, quoted: false, ...more });
  const owner = (from, prefix) => ({ kind: "owner", from, prefix });
  const table = [
    ["rules", "", path(0, "")],
    ["rules", "src/p", path(0, "src/p")],
    ["rules", "  src/*/p", path(2, "src/*/p")],
    ["rules", "path:", path(5, "", { typed: true })],
    ["rules", "path:src/", path(5, "src/", { typed: true })],
    ["rules", 'path:"my d', path(6, "my d", { typed: true, quoted: true })],
    ["rules", "module:a", null],
    ["rules", "url:", null],
    ["rules", "tags.a:", null],
    ["rules", "tags.a:b", null],
    ["rules", "path:a ", owner(7, "")],
    ["rules", "path:a #", owner(7, "#")],
    ["rules", "path:a #pa", owner(7, "#pa")],
    ["rules", "path:a #t ad", owner(10, "ad")],
    ["rules", "path:a # ", null],
    ["rules", "# src/", null],
    ["rules", "#", null],
    ["codeowners", "/src/p", path(0, "/src/p")],
    ["codeowners", "!src", path(1, "src")],
    ["codeowners", "/src @o/", owner(5, "@o/")],
    ["codeowners", "[Core]", null],
    ["codeowners", "[Core] ", owner(7, "")],
    ["codeowners", "/src #", null],
  ];
  for (const [language, head, expected] of table) assert.deepEqual(placeAt(language, head), expected, `${language}: ${head}`);
});

/** Repeatable texts made of what the grammars care about. */
function* texts(count) {
  const parts = ["path:", "tags.", "url:", "[", "]", "{", "}", '"', "\\", "#", "@", "*", "**", "?", "!", "^", " ", "\t", "\u00a0", "\ufeff", "/", ":", "a", "é", "😀", "\ud83d"];
  let seed = 7;
  const next = (below) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0, (seed >>> 8) % below);
  for (let i = 0; i < count; i++) yield Array.from({ length: next(14) }, () => parts[next(parts.length)]).join("");
}

test("words never overlap, are never empty and leave out nothing but white space", () => {
  for (const line of texts(20_000)) {
    for (const language of ["rules", "codeowners"]) {
      let at = 0;
      for (const { from, to } of tokens(language, line)) {
        assert.ok(from >= at && to > from && to <= line.length, `${language} ${JSON.stringify(line)}`);
        assert.equal(line.slice(at, from).trim().replaceAll("\ufeff", ""), "", `${language} ${JSON.stringify(line)}`);
        at = to;
      }
      assert.equal(line.slice(at).trim(), "", `${language} ${JSON.stringify(line)}`);
      const place = placeAt(language, line);
      if (place) assert.equal(line.slice(place.from), place.prefix, "the prefix ends at the caret");
    }
  }
});

test("the change between two texts makes one of the other, never cutting a character in two", () => {
  const all = [...texts(400)];
  for (let i = 1; i < all.length; i++) {
    const [before, after] = [all[i - 1], all[i]];
    const made = change(before, after);
    if (made === null) assert.equal(before, after);
    else assert.equal(before.slice(0, made.from) + made.insert + before.slice(made.to), after);
  }
  assert.deepEqual(change("a😀b", "a😁b"), { from: 1, to: 3, insert: "😁" });
});
