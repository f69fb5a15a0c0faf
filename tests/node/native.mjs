// The engine in WebAssembly beside the same engine compiled for this machine: what both are asked, and whether they answer
// the same, byte for byte.
//
// native.test.mjs runs a short form of it, script/same-answers.mjs a long one.

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { FORMATS, hostileText, places, random, replaced, templates } from "./hostile.mjs";
import { pack } from "../../src/bin/engine/pack.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What arguments are called where they are no object with fields, as exports.rs has it. */
const NAMES = { parseTree: "text", parseRules: "text", parseTrace: "text", importCodeowners: "file", guessMappings: "tree", playbook: "plan", exportPlan: "plan", answerFence: "text", fenceOfLink: "link" };
const ASKED_FORMATS = [...FORMATS, "nothing"];
/** What may stand where a text should; not what `pack.js` refuses before the engine sees it. */
const ODD = [null, true, 0, -1, 1.5, 1e300, 2 ** 60, "", "x", "a\0b", [], [1, 2], [null], {}, { x: 1 }, NaN, () => 1, new Map()];
const FENCE = "show: coverage\nshow: review\nexpect: src/pay/api.py -> #web\npath: src/pay/api.py\n--- tree\nsrc/pay/api.py\nREADME.md\n--- rules\nsrc/* #web\n--- error\nTraceback (most recent call last):\n  File \"src/pay/api.py\", line 3, in f\nE: no\n";
const snapshot = (rules) => ({ listing: { path: "files", text: "src/pay/api.py\nREADME.md\n" }, rules: { path: "rules", text: rules }, codeowners: { path: "CODEOWNERS", text: "* @acme/web\n" }, teams: { path: "teams", text: "#web = @acme/web\n" } });

/** A request for every function: those of hostile.mjs, and what only pages and the command line call. */
function requests(engine) {
  const head = { ...snapshot("src/* #web\n"), assertions: { path: "a", text: "src/ -> #web\n" } };
  const formats = ["text", "json", "markdown", "github", "sarif", "junit"];
  return {
    ...templates(engine),
    answerFence: [FENCE],
    fenceOfLink: ["d2.abc"],
    pipelineReads: [{ command: "check", config: { path: "config.json", text: '{"rules": "rules.txt"}' }, options: { notes: true } }],
    pipelineRun: [{ command: "diff", head, base: snapshot("* #all\n"), formats, options: { notes: true } }],
  };
}

/** Requests of every function in turn, each with one value changed. @returns {[string, unknown[]][]} */
export function calls(engine, { texts, seed }) {
  const chance = random(seed);
  const all = Object.entries(requests(engine));
  const isText = (value, path) => typeof path.reduce((inner, step) => inner[step], value) === "string";
  const asked = all.map(([name, given]) => [name, given]);
  for (let number = 0; number < texts; number += 1) {
    const text = hostileText(chance);
    for (const [name, given] of all) {
      const odd = chance.below(5) === 0;
      const path = chance.of(places(given[0]).filter((path) => odd || isText(given[0], path)));
      const first = replaced(given[0], path, odd ? chance.of(ODD) : text);
      asked.push([name, name === "exportPlan" ? [first, ASKED_FORMATS[number % ASKED_FORMATS.length]] : [first]]);
    }
  }
  return asked;
}

/** Every file below a folder as each thing that a text can be, and what is kept in it line by line as JSON. @returns {[string, unknown[]][]} */
export function readers(folder, { most = 200_000, step = 1 } = {}) {
  const texts = files(folder).filter((path) => statSync(path).size <= most).map((path) => readFileSync(path, "utf8"));
  const kept = texts.flatMap((text) => text.split("\n").map(textOf).filter((inner) => inner !== undefined));
  return [...texts, ...kept].filter((_, at) => at % step === 0).flatMap((text) => [
    ["parseTree", [text]],
    ["parseRules", [text]],
    ["parseTrace", [text]],
    ["importCodeowners", [{ text, dialect: "gitlab" }]],
    ["simulate", [{ trace: text, rules: "src/* #web\n*.py #py\n" }]],
    ["planProjects", [{ tree: text, rules: "* #all\n" }]],
  ]);
}

function textOf(line) {
  if (!line.startsWith("{")) return undefined;
  try {
    const { text } = JSON.parse(line);
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]));
}

/** What pages ask one after the other, as examples/answers.rs knows it: words and texts. @returns {[string, string][][]} */
export function sessions({ count, seed }) {
  const chance = random(seed);
  const listing = "src/pay/api.py\nsrc/pay/__init__.py\nREADME.md\nweb/package.json\nweb/next.config.js\n";
  const known = [["Tree", listing], ["Rules", "src/* #web\n*.md #docs\n"], ["Codeowners", "* @acme/web\n"], ["People", "#web = @acme/web\n"], ["Mappings", "app/ -> src/\n"], ["Event", "E: no\n    at f (src/pay/api.py:1:2)\n"]];
  const others = ["Explain", "Explore", "Contents", "Recognise", "Unpack", "Keep", "Advise", "0", "1", "2", "3", "4", "5", "6", "7"];
  const one = () => {
    const asks = known.map(([word, text]) => [word, chance.below(3) === 0 ? hostileText(chance).toWellFormed() : text]);
    for (let at = 0; at < 12; at += 1) {
      const [word, text] = chance.below(3) === 0 ? chance.of(known) : [chance.of(others), "src/pay/api.py"];
      asks.push([word, chance.below(3) === 0 ? hostileText(chance).toWellFormed() : text]);
    }
    return asks;
  };
  return Array.from({ length: count }, one);
}

/** The program that answers natively, built if need be. */
export function build() {
  const args = ["build", "--quiet", "--locked", "--example", "answers", "--message-format=json"];
  const told = execFileSync("cargo", args, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "inherit"] });
  const programs = told.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line).executable);
  return programs.findLast((program) => program);
}

/** Asks both, and tells what was asked, and where they differ. */
export function compare(engine, program, { asked = [], pages = [] }) {
  const found = { calls: 0, refused: 0, messages: 0, functions: new Set(), different: [] };
  const packed = asked.map(([name, given]) => [name, given, packedOf(name, given)]).filter(([, , packed]) => packed);
  const lines = [...packed.map(([name, , args]) => ({ call: [name, args] })), ...pages.map((asks) => ({ session: asks }))];
  const input = lines.map((line) => JSON.stringify(line)).join("\n");
  const { status, stdout, stderr } = spawnSync(program, { input, encoding: "utf8", maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`the native program ended with ${status}: ${stderr.slice(-2000)}`);
  const answers = stdout.split("\n");
  for (const [at, [name, given]] of packed.entries()) {
    const native = answered(JSON.parse(answers[at]));
    const wasm = called(engine, name, given);
    found.calls += 1;
    found.functions.add(name);
    if (wasm.startsWith("refused: ")) found.refused += 1;
    if (native !== wasm) found.different.push(`${name} ${JSON.stringify(given).slice(0, 1500)}\n${parting(native, wasm)}`);
  }
  for (const [at, asks] of pages.entries()) session(engine, asks, JSON.parse(answers[packed.length + at]), found);
  return found;
}

/** Arguments as the engine gets them; nothing if `pack.js` refuses them by itself. */
function packedOf(name, given) {
  try {
    return given.map((value, at) => {
      const called = at === 1 ? "format" : (NAMES[name] ?? "request");
      const { bytes, texts } = pack(value, called);
      return { bytes: Buffer.from(bytes).toString("base64"), texts: texts.map((text) => Buffer.from(text).toString()), name: called };
    });
  } catch {
    return undefined;
  }
}

function answered({ error, answer, columns }) {
  if (error !== undefined) return `refused: ${error}`;
  return JSON.stringify(typeof answer === "object" ? Object.assign(answer, columns) : answer);
}

function called(engine, name, given) {
  try {
    return JSON.stringify(engine[name](...given), (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value));
  } catch (error) {
    return `refused: ${error.message}`;
  }
}

/** Sends a session's messages to the engine in WebAssembly, for which no time passes. */
function session(engine, asks, messages, found) {
  const { now } = performance;
  performance.now = () => 0;
  try {
    engine.pageResume(new Uint8Array());
    for (const [at, { sent, beside, answered, text }] of messages.entries()) {
      const [bytes, other] = engine.pageHandle(Buffer.from(sent, "base64"), beside ?? undefined);
      const wasm = `${Buffer.from(bytes).toString("base64")} ${other ?? ""}`;
      const native = `${answered} ${text ?? ""}`;
      found.messages += 1;
      if (native !== wasm) found.different.push(`the page asks ${JSON.stringify(asks.slice(0, at + 1))}\n${parting(native, wasm)}`);
    }
  } finally {
    performance.now = now;
  }
}

/** Where two texts part. */
function parting(native, wasm) {
  let at = 0;
  while (at < native.length && native[at] === wasm[at]) at += 1;
  const around = (text) => text.slice(Math.max(0, at - 60), at + 200);
  return `  natively: …${around(native)}\n  in WebAssembly: …${around(wasm)}`;
}
