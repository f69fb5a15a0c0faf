// Whether the engine answers in WebAssembly what it answers natively, byte for byte: hostile texts and wrong values in
// requests of every function, the texts of the tests and of the folders named, and what pages ask.
//
//   node script/same-answers.mjs [TEXTS] [SEED] [FOLDER…]        500 texts, seed 1 and the texts of the tests if not said
//
// Needs dist/ of the same source: script/build, or, quicker, script/build --engine.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import * as engine from "../dist/engine.js";
import { build, calls, compare, readers, sessions } from "../tests/node/native.mjs";

const [texts = "500", seed = "1", ...named] = process.argv.slice(2);
engine.initSync({ module: readFileSync(new URL("../dist/engine_bg.wasm", import.meta.url)) });
const tests = ["tree/listings", "tree/pasted", "trace/samples"].map((folder) => fileURLToPath(new URL(`../tests/${folder}`, import.meta.url)));
const program = build();
const sum = { calls: 0, refused: 0, messages: 0, different: [] };
/** So many requests go in one run: their answers are held in memory. */
const AT_ONCE = 2_000;

const parts = [];
const asked = [...(named.length > 0 ? named : tests).flatMap((folder) => readers(folder)), ...calls(engine, { texts: Number(texts), seed: Number(seed) })];
for (let at = 0; at < asked.length; at += AT_ONCE) parts.push({ asked: asked.slice(at, at + AT_ONCE) });
parts.push({ pages: sessions({ count: Number(texts), seed: Number(seed) }) });
for (const part of parts) {
  const { calls, refused, messages, different } = compare(engine, program, part);
  sum.calls += calls;
  sum.refused += refused;
  sum.messages += messages;
  sum.different.push(...different);
}
console.log(`${sum.calls} requests, of which ${sum.refused} are refused, and ${sum.messages} messages of pages: ${sum.different.length} differ`);
for (const difference of sum.different.slice(0, 20)) console.error(difference);
process.exit(sum.different.length > 0 || sum.calls === 0 ? 1 : 0);
