// Writes brotli and gzip beside each file of a build that gets smaller by it, for hosts that send what is there already.
//
//   node script/compress.mjs [FOLDER]      FOLDER is dist, if none is named
//
// The engine takes brotli half a minute, so what was compressed once is kept in target/compressed, by its content.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import { filesOf } from "./stamp.mjs";

const COMPRESSIBLE = /\.(css|html|js|json|svg|ts|txt|wasm|webmanifest)$/;
const KEPT = resolve(fileURLToPath(new URL("..", import.meta.url)), process.env.CARGO_TARGET_DIR ?? "target", "compressed");

/** From this many bytes on another size of blocks may be better: 0.4 % of the first answer's part. */
const LARGE = 100_000;

/** Brotli at its best. @param {Buffer} bytes @param {Record<number, number>} more */
const brotli = (bytes, more = {}) =>
  promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, ...more },
  });

/** How each is made; in threads of their own, side by side. @type {Record<string, (bytes: Buffer) => Promise<Buffer>>} */
const WAYS = {
  br: async (bytes) => {
    if (bytes.length < LARGE) return brotli(bytes);
    const [one, other] = await Promise.all([brotli(bytes), brotli(bytes, { [constants.BROTLI_PARAM_LGBLOCK]: 16 })]);
    return other.length < one.length ? other : one;
  },
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** A file's bytes compressed, made now or before. @param {Buffer} bytes @param {"br" | "gz"} way @returns {Promise<Buffer>} */
export async function compressed(bytes, way) {
  const kept = join(KEPT, `${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}.2.${way}`);
  if (existsSync(kept)) return readFileSync(kept);
  const made = await WAYS[way](bytes);
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(kept, made);
  return made;
}

/** Compresses a build, and takes away what is left of an earlier one. @param {string} dist */
export async function compress(dist) {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (/\.(br|gz)$/.test(entry.name)) rmSync(join(entry.parentPath ?? entry.path, entry.name));
  }
  const sums = { raw: 0, br: 0, gz: 0 };
  const one = async (name, way) => {
    const bytes = readFileSync(join(dist, name));
    const small = await compressed(bytes, way);
    sums[way] += small.length;
    if (way === "br") sums.raw += bytes.length;
    if (small.length < bytes.length) writeFileSync(join(dist, `${name}.${way}`), small);
  };
  const names = filesOf(dist).filter((name) => COMPRESSIBLE.test(name));
  await Promise.all(names.flatMap((name) => Object.keys(WAYS).map((way) => one(name, way))));
  return sums;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { raw, br, gz } = await compress(process.argv[2] ?? "dist");
  const words = (bytes) => bytes.toLocaleString("en");
  console.log(`${words(raw)} bytes: ${words(br)} after brotli, ${words(gz)} after gzip`);
}
