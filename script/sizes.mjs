// Compares the sizes of dist/ with tests/sizes.json: bytes as they are and after brotli.
//
//   node script/sizes.mjs             fails where something grew by more than 2 %
//   node script/sizes.mjs --update    writes the snapshot anew
//
// Another compiler than the snapshot's makes other code, and may bring a standard library
// optimised otherwise: then 10 % or 16 KiB are let through.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { compressed } from "./compress.mjs";
import { filesOf } from "./stamp.mjs";

/** A file may grow by the share or by the bytes, whichever is more: a word in a tiny file is no failure. */
const SAME_COMPILER = { share: 0.02, bytes: 256 };
const OTHER_COMPILER = { share: 0.1, bytes: 16_384 };
/** After brotli: what first paint waits for, the page's own wasm; what the first answer waits for; what a page with advisors in it loads before one is near. */
const LIMITS = { "page_bg.wasm": 160_000, "first_bg.wasm": 450_000, "embed.js": 6_000 };

/** What the page loads before it shows anything: wasm, script and style, all together, after brotli; the code editor comes later. */
const SHELL = { limit: 180_000, files: ["boot.js", "style.css", "page.js", "page_bg.wasm"] };

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const snapshotFile = fileURLToPath(new URL("../tests/sizes.json", import.meta.url));

const now = { compiler: compiler(), files: await measure() };
if (process.argv.includes("--update")) {
  writeFileSync(snapshotFile, `${JSON.stringify(now, null, 2)}\n`);
  console.log("tests/sizes.json written");
}
const faults = [...overLimits(now), ...overShell(now), ...differences(JSON.parse(readFileSync(snapshotFile, "utf8")), now)];
print(now.files);
for (const fault of faults) console.error(`FAILED  ${fault}`);
process.exit(faults.length > 0 ? 1 : 0);

function compiler() {
  return execFileSync("rustc", ["--version"], { encoding: "utf8" }).match(/^rustc [\d.]+/)[0];
}

/** File name without its hash → sizes, in the order of the names. */
async function measure() {
  const files = {};
  for (const path of filesOf(dist)) {
    const bytes = readFileSync(join(dist, path));
    const name = path.replaceAll(/-([0-9a-f]{14,16}|[0-9A-Z]{8})(?=[._/])/g, "");
    const brotli = (await compressed(bytes, "br")).length;
    // Parts that differ in the hash of their names alone are counted together.
    files[name] = { raw: bytes.length + (files[name]?.raw ?? 0), brotli: brotli + (files[name]?.brotli ?? 0) };
  }
  return files;
}

function* overLimits({ files }) {
  for (const [name, limit] of Object.entries(LIMITS)) {
    if (!files[name]) yield `${name} is not in dist/`;
    else if (files[name].brotli > limit) yield `${name} is ${files[name].brotli} bytes after brotli; ${limit} are allowed`;
  }
}

function* overShell({ files }) {
  const missing = SHELL.files.filter((name) => !files[name]);
  const size = SHELL.files.reduce((sum, name) => sum + (files[name]?.brotli ?? 0), 0);
  if (missing.length > 0) yield `${missing.join(", ")} is not in dist/`;
  if (size > SHELL.limit) yield `the page's shell is ${size} bytes after brotli; ${SHELL.limit} are allowed`;
}

function* differences(before, now) {
  const allowed = before.compiler === now.compiler ? SAME_COMPILER : OTHER_COMPILER;
  const accept = "`script/test sizes --update` accepts it";
  for (const name of Object.keys(before.files)) {
    if (!now.files[name]) yield `${name} is gone from dist/; ${accept}`;
  }
  for (const [name, sizes] of Object.entries(now.files)) {
    if (!before.files[name]) {
      yield `${name} is new in dist/; ${accept}`;
      continue;
    }
    for (const [kind, size] of Object.entries(sizes)) {
      const old = before.files[name][kind];
      if (size > old + Math.max(old * allowed.share, allowed.bytes)) {
        yield `${name} (${kind}) grew from ${old} to ${size} bytes, more than ${allowed.share * 100} %; ${accept}`;
      }
    }
  }
}

function print(files) {
  for (const [name, { raw, brotli }] of Object.entries(files)) {
    console.log(`${name.padEnd(24)} ${String(raw).padStart(9)} bytes ${String(brotli).padStart(9)} after brotli`);
  }
}
