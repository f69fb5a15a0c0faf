// The name of a build, wherever it has to stand: a hash over every file.
//
//   node script/stamp.mjs FOLDER      names the build in a folder, anew if it has a name
//
// It replaces the word BUILD in pages and scripts, where it becomes the query of the addresses that carry no hash of their
// own, and is put into both engine programs, which refuse a loader or a wasm of another build. The service worker's list of
// files is made last.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAMS = ["first", "engine"];
/** What is made of the other files of the folder. */
const DERIVED = /\.(br|gz)$|^SHA256SUMS$/;
/** A name that says what is in the file, as those of trunk and of esbuild's parts. */
export const HASHED = /-([0-9a-f]{14,16}|[0-9A-Z]{8})(_bg)?\.[a-z]+$/;
const NAMED = /^(index|embed)\.html$|^(embed|sw|first|engine)\.js$|^learn\/.*\.(html|js)$/;
/** What the service worker does not keep: itself, and what no page loads. */
const NOT_KEPT = /^sw\.js$|\.d\.ts$|licences\.txt$|\.schema\.json$|\.cdx\.json$/;

/** Every file of a build, by its path in the folder. @param {string} dist */
export function filesOf(dist) {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !DERIVED.test(entry.name))
    .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)))
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
}

/** Names the build in a folder. @param {string} folder @returns {string} the name */
export function stamp(folder) {
  const dist = resolve(folder);
  unstamp(dist);
  for (const name of PROGRAMS) addCheck(dist, name);
  const size = readFileSync(join(dist, "engine_bg.wasm")).length;
  rewrite(join(dist, "engine_loader.js"), (text) => text.replace(/^const SIZE = \d+;$/m, `const SIZE = ${size};`));
  const build = hashOf(dist);
  for (const name of filesOf(dist).filter((name) => NAMED.test(name))) {
    rewrite(join(dist, name), (text) => {
      const named = text.replaceAll(/(?<=\?v=|")BUILD\b/g, build);
      if (named !== text && HASHED.test(name)) throw new Error(`${name} names the build, which the hash in its own name does not know of`);
      return named;
    });
  }
  for (const name of PROGRAMS) addSection(join(dist, `${name}_bg.wasm`), build);
  rewrite(join(dist, "sw.js"), (text) => text.replace(/^const FILES = .*$/m, () => `const FILES = ${JSON.stringify(kept(dist))};`));
  return build;
}

function unstamp(dist) {
  const [, build] = /<meta name="build" content="([0-9a-f]{12})">/.exec(readFileSync(join(dist, "index.html"), "utf8")) ?? [];
  for (const name of filesOf(dist).filter((name) => NAMED.test(name))) {
    rewrite(join(dist, name), (text) => (build ? text.replaceAll(build, "BUILD") : text).replace(/^(export const build = )"[0-9a-f]{12}"/m, '$1"BUILD"'));
  }
  for (const name of PROGRAMS) {
    const file = join(dist, `${name}_bg.wasm`);
    let bytes = readFileSync(file);
    const { length } = section("0".repeat(12));
    const isNamed = () => bytes.subarray(-length).equals(section(bytes.subarray(-12).toString("latin1")));
    while (isNamed()) bytes = bytes.subarray(0, -length);
    writeFileSync(file, bytes);
  }
}

function hashOf(dist) {
  const hash = createHash("sha256");
  for (const name of filesOf(dist)) {
    const bytes = readFileSync(join(dist, name));
    hash.update(`${name}\0`).update(name === "sw.js" ? bytes.toString().replace(/^const FILES = .*$/m, "") : bytes);
  }
  return hash.digest("hex").slice(0, 12);
}

/** Lets a program's script say of which build it is, and refuse a wasm of another. */
function addCheck(dist, name) {
  const loaded = "function __wbg_finalize_init(instance, module) {";
  rewrite(join(dist, `${name}.js`), (text) => {
    if (/^export const build = /m.test(text)) return text;
    if (!text.includes(loaded)) throw new Error(`${name}.js is not as this version of wasm-bindgen writes it; adapt script/stamp.mjs`);
    const check = `
    const named = WebAssembly.Module.customSections(module, "build")[0];
    if (named && new TextDecoder().decode(named) !== build) throw new Error("${name}_bg.wasm and ${name}.js are of two versions; a new version was published: reload the page");`;
    return `export const build = "BUILD";\n${text.replace(loaded, loaded + check)}`;
  });
}

/** A custom section of WebAssembly, which programs pass over: 0, its length, and its name and content. */
function section(build) {
  const name = Buffer.from("build");
  const content = Buffer.concat([Buffer.from([name.length]), name, Buffer.from(build)]);
  return Buffer.concat([Buffer.from([0, content.length]), content]);
}

function addSection(file, build) {
  writeFileSync(file, Buffer.concat([readFileSync(file), section(build)]));
}

/** The service worker's files: what is needed first comes first, the engine, which is large, last. */
function kept(dist) {
  const place = (name) => (name === "index.html" ? 0 : /^engine/.test(name) ? 2 : 1);
  return filesOf(dist)
    .filter((name) => !NOT_KEPT.test(name))
    .sort((a, b) => place(a) - place(b))
    .map((name) => [name, name.endsWith(".html") ? "" : `sha256-${createHash("sha256").update(readFileSync(join(dist, name))).digest("base64")}`]);
}

function rewrite(file, how) {
  const text = readFileSync(file, "utf8");
  const now = how(text);
  if (now !== text) writeFileSync(file, now);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(stamp(process.argv[2] ?? "dist"));
