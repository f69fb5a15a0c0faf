// dist/engine.js as a docs site's script or a command-line tool uses it: an ES module that
// Node loads without a browser, a bundler or a network.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as engine from "../../dist/engine.js";

const bytes = readFileSync(new URL("../../dist/engine_bg.wasm", import.meta.url));
engine.initSync({ module: bytes });

const { importCodeowners, parseRules, parseTrace, parseTree, routeTree, simulate } = engine;

test("initSync takes the bytes, and a second call changes nothing", () => {
  const first = engine.initSync({ module: bytes });
  assert.equal(engine.initSync({ module: bytes }), first, "one module must have one instance");
});

test("the engine states the package's version", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  assert.equal(engine.version(), version, "Cargo.toml and package.json must agree");
});

test("parseTree reads a listing", () => {
  const tree = parseTree("shop\n├── src\n│   └── pay.ts\n└── README.md\n\n1 directory, 2 files\n");
  assert.deepEqual(tree, { format: "tree", files: 2, directories: 1, paths: ["src/pay.ts", "README.md"], problems: [] });
});

test("parseTree names the lines it could not read", () => {
  const { files, problems } = parseTree("src/a.ts\nsrc/b.ts\nfatal: not a git repository\nsrc/c.ts\n");
  assert.equal(files, 3);
  assert.deepEqual(problems.map(({ code, line }) => [code, line]), [["tree/skipped-line", 3]]);
});

test("parseRules reads rules as Sentry does", () => {
  const { rules, problems } = parseRules('path:src/* #web Jo@Shop.Example\ntags.area:"big spender" #vip # note\n');
  assert.deepEqual(rules, [
    { source: "rules", line: 1, type: "path", pattern: "src/*", owners: ["#web", "jo@shop.example"] },
    { source: "rules", line: 2, type: "tags.area", pattern: "big spender", owners: ["#vip"] },
  ]);
  assert.deepEqual(problems.filter(({ severity }) => severity === "error"), []);
});

test("parseRules says what Sentry would answer, where, and how to mend it", () => {
  const text = "é.js #ü\n*.js\t#web\n";
  const { problems } = parseRules(text);
  const tab = problems.find(({ severity }) => severity === "error");
  assert.equal(tab.sentry, "Parse error: ownership (line 2, column 5)");
  assert.deepEqual([tab.line, tab.column], [2, 5]);
  let mended = text;
  for (const { start, end, text } of tab.fix.edits.toReversed()) mended = mended.slice(0, start) + text + mended.slice(end);
  assert.deepEqual(parseRules(mended).problems.filter(({ severity }) => severity === "error"), []);
});

test("routeTree answers for each path in the order given", () => {
  const routed = routeTree({
    tree: ["web/app.ts", "README.md", "src/pay/api.ts", "src/pay/api.ts"],
    rules: "src/* #backend\nweb/* #web\nsrc/pay/* #payments jo@shop.example\n",
  });
  assert.deepEqual(routed.owners, ["#backend", "#web", "#payments"]);
  assert.ok(routed.ownerOf instanceof Int32Array && routed.ruleOf instanceof Int32Array);
  assert.deepEqual([...routed.ownerOf], [1, -1, 2, 2]);
  assert.deepEqual([...routed.ruleOf], [1, -1, 2, 2]);
  assert.deepEqual(routed.rules.map(({ wins, matches }) => [wins, matches]), [[0, 2], [1, 1], [2, 2]]);
  assert.equal(routed.paths, 4);
});

test("routeTree takes a listing as well as paths, and code mappings", () => {
  const { ownerOf, owners } = routeTree({
    tree: "./src/a.ts\n./docs/b.md\n",
    rules: "app:///* #app\n",
    mappings: [{ stackRoot: "app:///", sourceRoot: "src/" }],
  });
  assert.deepEqual([...ownerOf].map((owner) => owners[owner] ?? null), ["#app", null]);
});

const codeowners = {
  text: "/src/ @acme/web\n/src/gen/\n/docs/ @acme/docs\n",
  owners: { "@acme/web": "#web" },
  mapping: { stackRoot: "app:///", sourceRoot: "/src/" },
};

test("importCodeowners says what became of each line", () => {
  const { rules, lines, problems } = importCodeowners(codeowners);
  assert.equal(rules, "codeowners:app:// #web\ncodeowners:app://gen/\n", "squeezed as Sentry does");
  assert.deepEqual(lines.map(({ line, outcome }) => [line, outcome]), [[1, "rule"], [2, "exclusion"], [3, "dropped"]]);
  assert.ok(problems.some(({ code, line }) => code === "codeowners/unmapped-owner" && line === 3));
});

test("routeTree takes a CODEOWNERS file below the rules", () => {
  const { ownerOf, owners, rules } = routeTree({
    tree: ["src/a.ts", "src/pay/b.ts", "README.md"],
    rules: "src/pay/* #pay\n",
    codeowners: { text: "/src/ @acme/web\n", owners: { "@acme/web": "#web" } },
  });
  assert.deepEqual([...ownerOf].map((owner) => owners[owner] ?? null), ["#web", "#pay", null]);
  assert.deepEqual(rules.map(({ source, type }) => [source, type]), [["rules", "path"], ["codeowners", "codeowners"]]);
});

test("simulate tells who gets an event and why", () => {
  const frames = [{ filename: "lib/run.py", in_app: false }, { filename: "shop/pay/api.py", lineno: 7, in_app: true }];
  const answer = simulate({
    event: { platform: "python", exception: { values: [{ stacktrace: { frames } }] } },
    tree: ["src/shop/pay/api.py"],
    mappings: [{ stackRoot: "shop/", sourceRoot: "src/shop/" }],
    rules: "lib/* #lib\nshop/* #shop\nshop/pay/* #first #second\n",
  });
  assert.deepEqual(answer.frames, [
    { filename: "lib/run.py", inApp: false },
    { filename: "shop/pay/api.py", line: 7, inApp: true, sourcePath: "src/shop/pay/api.py" },
  ]);
  assert.deepEqual(answer.matches.map(({ line, frames }) => [line, frames]), [[3, [1]], [2, [1]], [1, [0]]]);
  assert.deepEqual(answer.suggested, ["#first", "#second", "#shop"]);
  assert.equal(answer.assignee, "#first");
  assert.deepEqual(answer.notified, { owners: ["#second", "#first"], fallthrough: null });
  assert.ok(answer.steps.every((step) => typeof step === "string" && step.endsWith(".")));
});

test("an event that nobody owns falls through, and nobody is null", () => {
  const { assignee, notified, platform } = simulate({ event: { message: "hi" }, fallthrough: "AllMembers" });
  assert.deepEqual([assignee, notified, platform], [null, { owners: [], fallthrough: "AllMembers" }, "other"]);
});

test("a stack trace is read and routed", () => {
  const text = 'Traceback (most recent call last):\n  File "/app/shop/pay.py", line 3, in f\n    g()\nValueError: no\n';
  const parsed = parseTrace(text);
  assert.equal(parsed.format, "python");
  assert.equal(parsed.exceptions[0].type, "ValueError");
  assert.deepEqual(parsed.exceptions[0].frames, [{
    filename: "shop/pay.py", absPath: "/app/shop/pay.py", module: "shop.pay", function: "f", line: 3, inApp: true,
  }]);
  assert.equal(simulate({ trace: text, rules: "shop/* #pay" }).assignee, "#pay");
  assert.equal(parseTrace("hello").problems[0].code, "trace/not-recognised");
});

const cycle = {};
cycle.self = cycle;

for (const [name, call, message] of [
  ["no text", () => parseTree(), /^text must be a string$/],
  ["a number for a text", () => parseRules(3), /^text must be a string$/],
  ["no request", () => routeTree(), /the request must be an object/],
  ["no tree", () => routeTree({}), /^tree must be a string or an array of strings$/],
  ["a path that is no string", () => routeTree({ tree: ["a", 1] }), /^tree\[1\] must be a string$/],
  ["rules that are no string", () => routeTree({ tree: "a", rules: [] }), /^rules: /],
  ["an unknown field", () => routeTree({ tree: "a", rulez: "" }), /rulez/],
  ["an unknown field in a mapping", () => routeTree({ tree: "a", mappings: [{ stackRoot: "", sourceRoot: "", x: 1 }] }), /mappings\[0\].*`?x`?/],
  ["a missing field in a mapping", () => routeTree({ tree: "a", mappings: [{ stackRoot: "" }] }), /mappings\[0\].*sourceRoot/],
  ["a function", () => routeTree({ tree: "a", rules: () => "" }), /^rules must be a plain value$/],
  ["no event", () => simulate({ rules: "" }), /^event: /],
  ["a raw trace beside an event", () => simulate({ trace: "Traceback", event: {} }), /^trace: /],
  ["a number for a trace", () => parseTrace(3), /^text must be a string$/],
  ["an event of text", () => simulate({ event: "{}" }), /^event: /],
  ["an unknown assignment", () => simulate({ event: {}, assignment: "me" }), /^assignment: /],
  ["a tree of numbers", () => simulate({ event: {}, tree: [1] }), /^tree\[0\] must be a string$/],
  ["a CODEOWNERS file without text", () => importCodeowners({}), /text/],
  ["an unknown host", () => routeTree({ tree: "a", codeowners: { text: "", dialect: "x" } }), /codeowners\.dialect/],
  ["a cycle", () => routeTree({ tree: "a", mappings: [cycle] }), /plain values/],
]) {
  test(`a request with ${name} is refused by name, and the engine goes on`, () => {
    assert.throws(call, (error) => error instanceof Error && message.test(error.message));
    assert.equal(parseTree("a/b.ts").files, 1);
  });
}
