// Two builds of the engine on the same inputs: whether they answer the same, byte for byte, in the same
// order of fields.
//
//   node script/compare-engines.mjs OLD NEW [FOLDER…]
//
// OLD and NEW hold engine.js and engine_bg.wasm. Every file of the folders (the corpora if none is named)
// is read as a listing, as rules, as CODEOWNERS and as a stack trace; folders with tree.txt are routed,
// compared, covered, advised, split, written as a playbook and exported. Ends with an error if any answer differs.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [before, after, ...named] = process.argv.slice(2);
const corpora = process.env.SENTRY_GENERAL_CORPORA ?? "../shared/corpora/routing";
const folders = named.length > 0 ? named : [join(corpora, "..")];
const [old, now] = await Promise.all([before, after].map(load));
/** Larger files are read as listings only. */
const LARGE = 2_000_000;
const FORMATS = ["zip", "markdown", "html", "terraform", "shell", "csv", "svg", "json", "codeowners"];

let calls = 0;
const different = [];
for (const folder of folders) visit(folder);
console.log(`${calls} answers compared, ${different.length} differ`);
for (const line of different.slice(0, 50)) console.log(line);
process.exit(different.length > 0 ? 1 : 0);

async function load(folder) {
  const engine = await import(pathToFileURL(resolve(folder, "engine.js")));
  engine.initSync({ module: readFileSync(join(folder, "engine_bg.wasm")) });
  return engine;
}

function visit(folder) {
  if (existsSync(join(folder, "tree.txt"))) repository(folder);
  for (const entry of readdirSync(folder).sort()) {
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) visit(path);
    else file(path);
  }
}

function file(path) {
  const text = readFileSync(path, "utf8");
  read(path, text);
  // A collection of texts, each with what is known of it.
  if (path.endsWith(".json")) JSON.parse(text, (_, value) => (typeof value === "string" && value.includes("\n") ? (read(path, value), value) : value));
}

function read(path, text) {
  compare(path, "parseTree", text);
  if (text.length > LARGE) return;
  compare(path, "parseRules", text);
  compare(path, "parseTrace", text);
  compare(path, "importCodeowners", { text });
  compare(path, "simulate", { trace: text, rules: "src/* #web\n*.py #py\n" });
}

function repository(folder) {
  const tree = readFileSync(join(folder, "tree.txt"), "utf8");
  const paths = tree.split(/\r?\n/).filter((path) => path !== "");
  const text = existsSync(join(folder, "CODEOWNERS")) ? readFileSync(join(folder, "CODEOWNERS"), "utf8") : "* @all\n";
  const owners = Object.fromEntries([...new Set(text.match(/@[\w./-]+/g))].map((name) => [name, `#${name.replace(/.*[/@]/, "").toLowerCase()}`]));
  const codeowners = { text, owners };
  const rules = "src/* #src\n*.md #docs jo@acme.example\n";
  for (const given of [tree, paths]) compare(folder, "routeTree", { tree: given, codeowners, rules });
  for (const name of ["adviseRules", "compareReview", "coverage"]) compare(folder, name, { tree, codeowners, rules });
  compare(folder, "explainPath", { tree, codeowners, rules, path: paths[0] ?? "a" });
  compare(folder, "compareRules", { tree, before: { rules }, after: { codeowners } });
  compare(folder, "guessMappings", tree);
  const plan = compare(folder, "planProjects", { tree, rules, codeowners });
  if (plan === undefined) return;
  compare(folder, "planOrganization", { repositories: [{ name: "acme/shop", tree, rules, codeowners }] });
  compare(folder, "playbook", plan);
  for (const format of FORMATS) compare(folder, "exportPlan", plan, format);
}

/** Calls both, and gives the answer of the new one, if there is one. */
function compare(place, name, ...given) {
  calls += 1;
  const answers = [old, now].map((engine) => {
    try {
      return { value: engine[name](...given) };
    } catch (error) {
      // Errors may be worded anew, but must be errors in both.
      return { error: error.constructor === Error };
    }
  });
  const [was, is] = answers.map((answer) => digest(answer));
  if (was !== is) different.push(`${name} of ${place}: ${firstDifference(...answers)}`);
  return answers[1].value;
}

function written(answer) {
  return JSON.stringify(answer, (_, value) => (ArrayBuffer.isView(value) ? [value.constructor.name, ...value] : value === undefined ? "undefined" : value));
}

function digest(answer) {
  return createHash("sha256").update(written(answer)).digest("hex");
}

function firstDifference(old, now) {
  const [a, b] = [written(old), written(now)];
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return `…${a.slice(Math.max(0, at - 60), at + 60)}… is now …${b.slice(Math.max(0, at - 60), at + 60)}…`;
}
