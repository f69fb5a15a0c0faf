// Calls every function of dist/engine.js with values of wrong kinds at every depth, and with hostile
// texts in every field and format; ends with an error if one traps, hangs, takes what is no plain
// data, or is refused without the name of its field.
//
//   node script/fuzz-api.mjs [REQUESTS] [TEXTS] [SEED]        20,000 requests and 2,000 texts if not said
//
// Needs dist/: script/build, or, quicker, script/build --engine.

import { readFileSync } from "node:fs";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

import { hostileTexts, wrongKinds } from "../tests/node/hostile.mjs";

const [requests = 20_000, texts = 2_000, seed = 1] = process.argv.slice(2).map(Number);
/** Milliseconds after which a call hangs. */
const LONGEST = 20_000;

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { requests, texts, seed } });
  let [doing, since] = ["loading", Date.now()];
  setInterval(() => {
    if (Date.now() - since < LONGEST) return;
    console.error(`hangs: ${doing}`);
    process.exit(1);
  }, 1000).unref();
  worker.on("message", (message) => {
    if (typeof message === "string") [doing, since] = [message, Date.now()];
    else finish(message);
  });
} else {
  const engine = await import("../dist/engine.js");
  engine.initSync({ module: readFileSync(new URL("../dist/engine_bg.wasm", import.meta.url)) });
  const tell = (what) => parentPort.postMessage(what);
  const { requests, texts, seed } = workerData;
  const kinds = wrongKinds(engine, { calls: requests, seed, tell });
  const hostile = hostileTexts(engine, { texts, seed, tell });
  parentPort.postMessage({ kinds, hostile });
}

function finish({ kinds, hostile }) {
  console.log(`${requests} requests: ${kinds.refused} refused by name, ${kinds.taken} taken`);
  console.log(`${texts} texts, ${hostile.calls} calls; the slowest took ${hostile.slowest[0].toFixed(0)} ms: ${hostile.slowest[1].slice(0, 200)}`);
  const faults = [...kinds.faults, ...hostile.faults];
  for (const fault of faults.slice(0, 50)) console.error(fault.slice(0, 600));
  console.log(`${faults.length} faults`);
  process.exit(faults.length > 0 ? 1 : 0);
}
