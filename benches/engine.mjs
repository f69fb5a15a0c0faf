// Whole calls of dist/engine.js in Node: what reading, routing and handing over cost together.
//
//   node benches/engine.mjs [--native PROGRAM] [--rounds N] [CORPUS…]
//
// For each corpus the pasted text is read, its CODEOWNERS file imported, all of it routed. "First" is
// the first call of a fresh instance in a fresh thread, before anything is optimised: what a visitor
// feels. The others are medians. "Walk" looks once at every byte of the listing, in JavaScript. With
// the program of `cargo bench --bench routing_ratios`, codeowners-rs parses and matches the same natively, and
// the last column is how many times as long the whole call takes. Prints tables; asserts nothing.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

if (!isMainThread) {
  const { calls, rounds } = workerData;
  const { initSync, ...functions } = await import("../dist/engine.js");
  initSync({ module: readFileSync(new URL("../dist/engine_bg.wasm", import.meta.url)) });
  const encoder = new TextEncoder();
  const engine = { ...functions, walk: (text) => encoder.encode(text).reduce((sum, byte) => sum + byte, 0) };
  const took = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [title, name, request] of calls) {
      const begun = performance.now();
      engine[name](request);
      (took[title] ??= []).push(performance.now() - begun);
    }
  }
  parentPort.postMessage(took);
} else {
  await main();
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { native: { type: "string" }, rounds: { type: "string", default: "15" } },
    allowPositionals: true,
  });
  const rounds = Number(values.rounds);
  const folder = process.env.SENTRY_GENERAL_CORPORA ?? "../shared/corpora/routing";
  const all = existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(join(folder, name, "tree.txt"))).sort() : [];
  const native = values.native && startNative(values.native);
  const rows = [];
  const ratios = { first: [], later: [] };
  for (const name of all.filter((name) => positionals.length === 0 || positionals.includes(name))) {
    const [tree, text] = ["tree.txt", "CODEOWNERS"].map((file) => readFileSync(join(folder, name, file), "utf8"));
    const names = new Set(text.match(/(?<=\s)@?[\w./-]+(@[\w.-]+)?/g));
    const owners = Object.fromEntries([...names].map((name) => [name, name.includes("@", 1) ? name : `#${name.replace(/.*[/@]/, "").toLowerCase()}`]));
    // The whole call comes first, so that its first run is cold.
    const took = await measure(rounds, [
      ["route", "routeTree", { tree, codeowners: { text, owners } }],
      ["walk", "walk", tree],
      ["read", "parseTree", tree],
      ["import", "importCodeowners", { text, owners }],
    ]);
    const peer = native ? await native.run(name) : NaN;
    const route = median(took.route);
    ratios.first.push(took.route[0] / peer);
    ratios.later.push(route / peer);
    const speed = tree.length / 1e3 / median(took.read);
    rows.push([name, (tree.length / 1e6).toFixed(2), median(took.walk), median(took.read), speed, median(took.import), took.route[0], route, peer, took.route[0] / peer, route / peer]);
  }
  table(["corpus", "MB", "walk", "parseTree", "MB/s", "importCodeowners", "routeTree, first", "routeTree", "peer", "first, ratio", "ratio"], rows);
  if (native) console.log(`Geometric means of the ratios: ${mean(ratios.later).toFixed(2)}, first calls ${mean(ratios.first).toFixed(2)}\n`);
  const rules = Array.from({ length: 8000 }, (_, at) => `src/dir${at}/*.ts #team${at % 50} jo${at}@acme.example\n`).join("");
  const took = await measure(rounds, [["parseRules", "parseRules", rules], ["routeTree", "routeTree", { tree: "a", rules }]]);
  table(["8,000 rules", "first", "later"], Object.entries(took).map(([name, times]) => [name, times[0], median(times)]));
  native?.end();
}

async function measure(rounds, calls) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { calls, rounds } });
  const [took] = await once(worker, "message");
  return took;
}

function startNative(program) {
  const child = spawn(program, ["--serve"], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const ask = async (line) => {
    child.stdin.write(`${line}\n`);
    return (await once(lines, "line"))[0];
  };
  return {
    async run(name) {
      if ((await ask(`load ${name}`)) === "") throw new Error(`${name} can't be loaded`);
      return median((await ask("run 9 codeowners-rs whole")).split(" ").map(Number));
    },
    end: () => child.stdin.end(),
  };
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

function mean(list) {
  return Math.exp(list.reduce((sum, one) => sum + Math.log(one), 0) / list.length);
}

function table(heading, rows) {
  const cell = (value) => (typeof value !== "number" ? value : Number.isNaN(value) ? "" : value.toFixed(value < 100 ? 2 : 0));
  console.log(`| ${heading.join(" | ")} |\n|---|${"--:|".repeat(heading.length - 1)}`);
  for (const row of rows) console.log(`| ${row.map(cell).join(" | ")} |`);
  console.log();
}
