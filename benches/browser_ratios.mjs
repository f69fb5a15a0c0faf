// The engine in Chromium's wasm beside itself and the peers natively, in one run.
//
//   script/bench [--rounds N] [CORPUS…]       builds both and calls this
//
// All take turns, round by round, on a corpus: native engine, native peers, wasm. Prints Markdown
// tables with medians in milliseconds. "First" is the first run in a fresh page, before the
// browser has optimised the code: what somebody meets who pastes a tree and is done.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

import { chromium } from "playwright-core";

import { serve } from "../script/static-server.mjs";

const { values, positionals } = parseArgs({
  options: {
    native: { type: "string" },
    web: { type: "string" },
    rounds: { type: "string", default: "7" },
  },
  allowPositionals: true,
});
const ROUNDS = Number(values.rounds);
const SYNTHETIC = ["synthetic 1000000 x 10000", "substrings 100000 x 10000"];
const EDITED = ["synthetic 100000 x 10000", "synthetic 1000000 x 10000"];
const EDITS = ["everything", "a folder", "a suffix", "`*a*b*`", "removed"];
const FORMS = ["codeowners", "path"];
const PEERS = ["codeowners-rs", "ignore"];
const PHASES = FORMS.flatMap((form) => [form, `${form} compile`]);
const OURS = ["read", "tree", ...PHASES, "fill"];

const folder = process.env.SENTRY_GENERAL_CORPORA ?? "../shared/corpora/routing";
const all = existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(join(folder, name, "tree.txt"))).sort() : [];
const corpora = positionals.length > 0 ? all.filter((name) => positionals.includes(name)) : all;
if (all.length === 0) console.log(`no corpora in ${folder}: set SENTRY_GENERAL_CORPORA\n`);

const native = startNative();
// With these headers the browser's clock has a resolution of 5 instead of 100 µs.
const isolation = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
const server = await serve({ root: values.web, headers: isolation });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});

const rows = [];
for (const name of corpora) rows.push(await measure(name, [...OURS, ...PEERS], OURS, ROUNDS));
for (const name of SYNTHETIC) rows.push(await measure(name, OURS, OURS, Math.min(ROUNDS, 3)));
printRows(rows);
printMeans(rows.slice(0, corpora.length));
printPhases(rows);
await printEdits();
await browser.close();
await server.close();
native.end();

// --- Measuring ---------------------------------------------------------------

/** Medians of all cases of one corpus, natively and in a fresh page. */
async function measure(name, nativeCases, webCases, rounds) {
  const size = await native.ask(`load ${name}`);
  if (size === "") throw new Error(`${name} can't be loaded`);
  const page = await open(name);
  const row = { name, size, native: {}, web: {}, first: {} };
  for (const form of FORMS) [row.first[form]] = await page.run(form, 1);
  for (let round = 0; round < rounds; round += 1) {
    for (const at of new Set([...nativeCases, ...webCases])) {
      if (nativeCases.includes(at)) (row.native[at] ??= []).push(...(await native.run(at, times(row.native[at]))));
      if (webCases.includes(at)) (row.web[at] ??= []).push(...(await page.run(at, times(row.web[at]))));
    }
  }
  await page.close();
  for (const side of [row.native, row.web]) for (const at of Object.keys(side)) side[at] = median(side[at]);
  return row;
}

/** How often a case is run in a row: what takes less than 5 ms, several times. */
function times(known) {
  const last = known?.at(-1) ?? 20;
  return Math.max(1, Math.min(20, Math.floor(20 / last)));
}

async function open(name) {
  const page = await (await browser.newContext()).newPage();
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`${server.url}index.html`);
  const text = (file) => (corpora.includes(name) ? readFileSync(join(folder, name, file), "utf8") : null);
  await page.evaluate(
    async ([name, listing, codeowners]) => {
      if (!crossOriginIsolated) throw new Error("the clock is coarse: the page is not isolated");
      const { default: load, Case } = await import("./routing_ratios.js");
      await load();
      window.subject = listing === null ? Case.synthetic(name) : new Case(name, listing, codeowners);
      window.measure = (at, times) => {
        const took = [];
        for (let run = 0; run < times; run += 1) {
          const begun = performance.now();
          if (window.subject.run(at) === undefined) throw new Error(`there is no case ${at}`);
          took.push(performance.now() - begun);
        }
        return took;
      };
    },
    [name, text("tree.txt"), text("CODEOWNERS")],
  );
  return {
    run: (at, times) => page.evaluate(([at, times]) => window.measure(at, times), [at, times]),
    exact: () => page.evaluate(() => window.subject.edits_are_exact()),
    close: () => page.context().close(),
  };
}

/** The native program, asked line by line. */
function startNative() {
  const child = spawn(values.native, ["--serve"], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const ask = async (line) => {
    child.stdin.write(`${line}\n`);
    const [answer] = await once(lines, "line");
    return answer;
  };
  const run = async (at, times) => {
    const answer = await ask(`run ${times} ${at}`);
    if (answer === "") throw new Error(`there is no case ${at}`);
    return answer.split(" ").map(Number);
  };
  return { ask, run, end: () => child.stdin.end() };
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

// --- Tables ------------------------------------------------------------------

function table(heading, body) {
  console.log(`| ${heading.join(" | ")} |\n|---|${"--:|".repeat(heading.length - 1)}`);
  for (const line of body) console.log(`| ${line.map((cell) => (typeof cell === "number" ? (Number.isNaN(cell) ? "" : cell.toFixed(2)) : (cell ?? ""))).join(" | ")} |`);
  console.log();
}

function fastestPeer(row) {
  return Math.min(...PEERS.map((peer) => row.native[peer] ?? NaN));
}

function printRows(rows) {
  console.log("Compile and route, median ms; ratios are to the faster native peer.\n");
  table(
    ["corpus", "files, rules", "read once", ...PEERS, ...FORMS.flatMap((form) => [form, "ratio", `${form}, wasm`, "ratio", "first"])],
    rows.map((row) => [
      row.name,
      row.size.replace(" ", ", "),
      row.native.read,
      ...PEERS.map((peer) => row.native[peer]),
      ...FORMS.flatMap((form) => [
        row.native[form],
        fastestPeer(row) / row.native[form],
        row.web[form],
        fastestPeer(row) / row.web[form],
        row.first[form],
      ]),
    ]),
  );
}

function printMeans(rows) {
  if (rows.length === 0) return;
  const mean = (ratio) => Math.exp(rows.reduce((sum, row) => sum + Math.log(ratio(row)), 0) / rows.length);
  table(
    ["geometric mean of the ratios", "native", "wasm", "wasm, first", "native, with tree", "wasm, with tree"],
    FORMS.map((form) => [
      form,
      mean((row) => fastestPeer(row) / row.native[form]),
      mean((row) => fastestPeer(row) / row.web[form]),
      mean((row) => fastestPeer(row) / row.first[form]),
      mean((row) => fastestPeer(row) / (row.native[form] + row.native.tree)),
      mean((row) => fastestPeer(row) / (row.web[form] + row.web.tree)),
    ]),
  );
}

/** The walk is what is left of the whole without compiling; "fill" is routing by one rule that matches everything. */
function printPhases(rows) {
  for (const [side, title] of [["native", "natively"], ["web", "in wasm"]]) {
    console.log(`Where the time goes ${title}, median ms.\n`);
    table(
      ["corpus", "read once", "tree", "fill", ...FORMS.flatMap((form) => [`${form}: compile`, "walk"])],
      rows.map(({ name, [side]: of }) => [
        name,
        of.read,
        of.tree,
        of.fill,
        ...FORMS.flatMap((form) => [of[`${form} compile`], Math.max(0, of[form] - of[`${form} compile`] - of.fill)]),
      ]),
    );
  }
}

/** One edited rule among many. */
async function printEdits() {
  console.log("One rule edited, routed again, median ms (a frame has 16).\n");
  const body = [];
  for (const name of EDITED) {
    const row = await measure(name, [], FORMS.flatMap((form) => EDITS.map((_, edit) => `${form} edit ${edit}`)), ROUNDS);
    const page = await open(name);
    const exact = (await page.exact()) ? "yes" : "NO";
    await page.close();
    for (const form of FORMS) body.push([`${name}, ${form}`, ...EDITS.map((_, edit) => row.web[`${form} edit ${edit}`]), exact]);
  }
  table(["wasm", ...EDITS, "equal to a fresh run"], body);
}
