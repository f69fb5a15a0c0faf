// What nobody should hand over, and somebody does: it is refused by the field's name, and the engine
// goes on. script/fuzz-api.mjs does the same for longer.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as engine from "../../dist/engine.js";
import { guard } from "../../src/bin/engine/guard.js";
import { hostileTexts, wrongKinds } from "./hostile.mjs";

const bytes = readFileSync(new URL("../../dist/engine_bg.wasm", import.meta.url));
const exports = engine.initSync({ module: bytes });
const { exportPlan, guessMappings, importCodeowners, parseRules, parseTree, planOrganization, planProjects, routeTree, simulate } = engine;

const goesOn = () => assert.equal(parseTree("a/b.ts").files, 1, "the engine goes on");

for (const [name, call, message] of [
  ["a function deep inside", () => simulate({ event: { extra: { a: [() => 1] } } }), /^event\.extra\.a\[0\]: must be a plain value, not a function$/],
  ["a Map for owners", () => importCodeowners({ text: "", owners: new Map([["@a", "#a"]]) }), /^owners: must be an object, not a Map$/],
  ["NaN for a line", () => engine.deriveMappings({ tree: ["a.py"], frames: [{ line: NaN }] }), /^frames\[0\]\.line: must be a whole number from 0 to 4294967295, not NaN$/],
  ["a fraction for a line", () => engine.deriveMappings({ tree: ["a.py"], frames: [{ line: 1.5 }] }), /^frames\[0\]\.line: must be a whole number .*, not 1\.5$/],
  ["a BigInt for a quota", () => planProjects({ tree: "a", whatIf: { quota: 3n } }), /^whatIf\.quota: must be a whole number from 0 on, not a BigInt$/],
  ["a Date for rules", () => routeTree({ tree: "a", rules: new Date() }), /^rules: must be a string, not a Date$/],
  ["a class", () => routeTree({ tree: "a", codeowners: new (class Owners { text = ""; })() }), /^codeowners: must be an object, not an Owners$/],
  ["a path that is no text, among many", () => guessMappings([...Array(100).fill("a"), 7]), /^tree\[100\]: must be a string, not a number$/],
  ["a hole among paths", () => routeTree({ tree: ["a", , "b"] }), /^tree\[1\]: must be a string, not undefined$/],
  ["a tree of a repository that is no tree", () => planOrganization({ repositories: [{ name: "a", tree: ["a", {}] }] }), /^repositories\[0\]\.tree\[1\]: must be a string, not an object$/],
  ["a misspelt change", () => planProjects({ tree: "a", changes: [{ marge: {} }] }), /^changes\[0\]: must be one of `merge`, .*, not `marge`$/],
  ["two changes in one", () => planProjects({ tree: "a", changes: [{ merge: {}, split: {} }] }), /^changes\[0\]: must have one field, which is one of `merge`, /],
  ["a change that lacks something", () => planProjects({ tree: "a", changes: [{ rename: { project: { root: "" } } }] }), /^changes\[0\]\.rename\.name: missing/],
  ["an unknown field of a choice", () => exportPlan({ choices: { release: { nome: "x" } } }, "json"), /^choices\.release\.nome: there is no such field/],
  ["a field with an odd name", () => routeTree({ tree: "a", codeowners: { text: "", owners: { "@a b": 3 } } }), /^codeowners\.owners\["@a b"\]: must be a string, not a number$/],
  ["a frame by a word", () => simulate({ event: {}, inApp: { first: true } }), /^inApp\.first: its name must be a whole number/],
  ["an unknown field", () => routeTree({ tree: "a", rulez: "" }), /^rulez: there is no such field; there are `tree`, `rules`, `codeowners`, `mappings`, `platform`$/],
  ["something hidden", () => routeTree(Object.defineProperty({ tree: "a" }, "rules", { value: "x" })), /^request: must have no symbols and nothing hidden/],
  ["a getter that throws", () => routeTree({ tree: "a", get rules() { throw new Error("not now"); } }), /^rules: could not be read \(not now\)$/],
  ["a getter that throws what is no error", () => routeTree({ tree: "a", get rules() { throw null; } }), /^rules: could not be read \(null\)$/],
  ["a revoked proxy", () => routeTree({ tree: (({ proxy, revoke }) => (revoke(), proxy))(Proxy.revocable([], {})) }), /^tree: could not be read/],
  ["four thousand arrays in each other", () => simulate({ event: JSON.parse(`{"a":${"[".repeat(4000)}${"]".repeat(4000)}}`) }), /^event\.a.*: must be nested at most 128 deep$/],
  ["what doubles forty times", () => simulate({ event: { a: Array(40).fill().reduce((inner) => [inner, inner], []) } }), /^event.*: holds too much/],
]) {
  test(`${name} is refused by name`, () => {
    assert.throws(call, (error) => Object.getPrototypeOf(error) === Error.prototype && message.test(error.message));
    goesOn();
  });
}

test("a lone half of a character is replaced wherever it stands", () => {
  for (const rules of ["\ud800", "src/\udc00* #a\ud83d", "\ud800".repeat(1000)]) {
    assert.deepEqual(routeTree({ tree: "a", rules }), routeTree({ tree: "a", rules: rules.toWellFormed() }));
    assert.deepEqual(parseRules(rules), parseRules(rules.toWellFormed()));
  }
  const plan = { projects: [{ slug: "web", name: "w\ud800b", teams: ["a\udfff"], rules: "path:* #a" }] };
  assert.match(exportPlan(plan, "json").text, /"w\ufffdb"/);
  const named = importCodeowners({ text: "* @a\ufffd\n", owners: { "@a\ud800": "#a" } });
  assert.equal(named.lines[0].outcome, "rule", "in names of fields as well");
});

test("an own field called __proto__ is a field like any other", () => {
  assert.throws(() => routeTree(JSON.parse('{"tree": "a", "__proto__": {"rules": "* #a"}}')), /^Error: __proto__: there is no such field/);
});

test("null stands for a field that is not there", () => {
  assert.deepEqual(routeTree({ tree: "a", rules: null, codeowners: null }), routeTree({ tree: "a" }));
});

test("an object of another realm or of no prototype is a plain object", async () => {
  const { runInNewContext } = await import("node:vm");
  const foreign = runInNewContext('({ tree: ["a/b.ts"], rules: "a/* #a" })');
  const bare = Object.assign(Object.create(null), { tree: ["a/b.ts"], rules: "a/* #a" });
  for (const request of [foreign, bare]) assert.deepEqual(routeTree(request).owners, ["#a"]);
});

test("each value is asked for once", () => {
  let asked = 0;
  const rules = { tree: "a/b.ts", get rules() { asked += 1; return asked === 1 ? "a/* #a" : 3; } };
  assert.deepEqual([routeTree(rules).owners, asked], [["#a"], 1]);
});

test("thousands of getters and proxies that throw cost the engine nothing", () => {
  const throws = () => { throw new Error("boom"); };
  const hostile = [
    () => routeTree({ tree: "a", get rules() { return throws(); } }),
    () => routeTree(new Proxy({}, { ownKeys: throws })),
    () => routeTree(new Proxy({ tree: "a" }, { get: throws })),
    () => guessMappings(new Proxy(["a"], { get: throws })),
    () => simulate({ event: new Proxy({}, { getOwnPropertyDescriptor: throws, ownKeys: () => ["a"] }) }),
    () => exportPlan(new Proxy({}, { getPrototypeOf: throws }), "json"),
  ];
  for (let round = 0; round < 2000; round += 1) for (const call of hostile) assert.throws(call, /boom/);
  goesOn();
});

test("a getter may call the engine in turn", () => {
  const request = { tree: "a/b.ts", get rules() { return `${parseTree("a/b.ts").paths[0]} #a`; } };
  assert.deepEqual(routeTree(request).owners, ["#a"]);
});

test("random requests with one wrong value are refused by its name", () => {
  const { refused, taken, faults } = wrongKinds(engine, { calls: 2000, seed: 1 });
  assert.deepEqual(faults.slice(0, 10), []);
  assert.ok(refused > 1000 && taken > 50, `${refused} refused, ${taken} taken`);
  goesOn();
});

test("hostile texts fail nowhere", () => {
  const { faults, slowest } = hostileTexts(engine, { texts: 100, seed: 1 });
  assert.deepEqual(faults.slice(0, 10), []);
  assert.ok(slowest[0] < 5000, `took ${slowest[0]} ms: ${slowest[1]}`);
});

test("after memory has run out a fresh engine takes over, and the error says what was asked", () => {
  // What another caller may have brought about: nothing is left to be had.
  for (let pages = 32768; pages > 0; pages = Math.floor(pages / 2)) {
    try {
      while (exports.memory.grow(pages) >= 0);
    } catch {
      // Less is left than this.
    }
  }
  const text = "src/a.ts\n".repeat(2_000_000);
  assert.throws(() => parseTree(text), /^Error: parseTree: the engine failed \(.+\)\. The next call gets a fresh one/);
  goesOn();
  const now = engine.initSync({ module: bytes });
  assert.notEqual(now, exports, "a fresh instance");
  assert.equal(engine.initSync({ module: bytes }), now);
  assert.equal(parseTree("src/a.ts\n".repeat(100_000)).files, 1);
});

test("a full stack ends the call, not the engine", () => {
  const fill = (depth) => {
    try {
      return fill(depth + 1);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return parseTree("a/b.ts\n├── x");
    }
  };
  try {
    fill(0);
  } catch (error) {
    assert.ok(error instanceof Error);
  }
  goesOn();
});

test("a failure of whatever class is answered by a fresh instance of the same module", () => {
  let made = 0;
  const { call, initSync } = guard(() => {
    made += 1;
    const functions = { fail: (error) => { throw error; }, number: () => made };
    return { initSync: () => ({ made }), init: async () => ({ made }), module: () => "the module", functions };
  });
  assert.throws(() => call("number", []), /^Error: number: the engine is not loaded yet/);
  initSync();
  assert.equal(call("number", []), 1);
  const refusal = new Error("rules: must be a string");
  assert.throws(() => call("fail", [refusal]), (error) => error === refusal, "a refusal goes through as it is");
  assert.equal(call("number", []), 1);
  for (const [at, failure] of [new WebAssembly.RuntimeError("unreachable"), new RangeError("stack"), new TypeError("x"), "text", null].entries()) {
    assert.throws(() => call("fail", [failure]), (error) => error.message.startsWith("fail: the engine failed (") && error.cause === failure);
    assert.equal(call("number", []), at + 2);
  }
});
