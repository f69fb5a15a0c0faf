// Trunk's post_build hook: guards the engine, makes one file of the page's script and what it imports, gives the build
// its name (script/stamp.mjs) and refuses one that a strict content security policy or a sub-path would break.

import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { build, transform } from "esbuild";

import { guardEngine } from "./guard-engine.mjs";
import { filesOf, stamp } from "./stamp.mjs";
import { supply } from "./supply.mjs";

const dist = process.env.TRUNK_STAGING_DIR ?? "dist";
const index = join(dist, "index.html");

await guardEngine(dist);
supply(dist);
await bundlePage();
await minify("boot.js", "js");
for (const name of filesOf(dist).filter((name) => /^style-[0-9a-f]+\.css$/.test(name))) await minify(name, "css");
const html = readFileSync(index, "utf8");
const faults = [...inlineCode(html), ...strayAddresses(html)];
if (faults.length > 0) {
  console.error(`index.html as built is not usable:\n  ${faults.join("\n  ")}`);
  process.exit(1);
}
stamp(dist);

/**
 * What the page's script imports has no hash in its name, so that a cached file of another build could meet a new page; and
 * each level of imports waits for the one before. So all is one file, and its name tells what is in it and in its wasm.
 */
async function bundlePage() {
  const html = readFileSync(index, "utf8");
  const [, old] = /<link rel="modulepreload" href="\.\/(page-[0-9a-f]+)\.js"/.exec(html) ?? [];
  if (!old) throw new Error("index.html does not name the page's script as Trunk.toml says");
  const { outputFiles } = await build({
    entryPoints: [join(dist, `${old}.js`)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    minify: true,
    logLevel: "warning",
    // wasm-bindgen names a module once for each function it takes from it.
    logOverride: { "duplicate-object-key": "silent" },
  });
  const wasm = readFileSync(join(dist, `${old}_bg.wasm`));
  const name = `page-${createHash("sha256").update(outputFiles[0].contents).update(wasm).digest("hex").slice(0, 16)}`;
  rmSync(join(dist, `${old}.js`));
  rmSync(join(dist, "snippets"), { recursive: true, force: true });
  writeFileSync(join(dist, `${name}.js`), outputFiles[0].contents);
  renameSync(join(dist, `${old}_bg.wasm`), join(dist, `${name}_bg.wasm`));
  writeFileSync(index, html.replaceAll(old, name));
}

/** Before first paint every byte counts, and comments are for the source. */
async function minify(name, loader) {
  const { code } = await transform(readFileSync(join(dist, name), "utf8"), { loader, minify: true, target: "es2022", charset: "utf8", legalComments: "none" });
  writeFileSync(join(dist, name), code);
}

function* inlineCode(html) {
  for (const [, attributes, body] of html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)) {
    if (body.trim() !== "" || !/\bsrc=/.test(attributes)) yield `an inline script: ${body.trim().slice(0, 60)}`;
  }
  if (/<style\b/.test(html)) yield "an inline style sheet";
  for (const [attribute] of html.matchAll(/\s(style|on\w+)="[^"]*"/g)) yield `an inline attribute:${attribute}`;
}

function* strayAddresses(html) {
  const present = new Set(filesOf(dist));
  for (const [, address] of html.matchAll(/<(?:link|script|img)\b[^>]*?\s(?:href|src)="([^"]*)"/g)) {
    if (!address.startsWith("./")) yield `an address that is not relative: ${address}`;
    else if (!present.has(address.slice(2).split("?")[0])) yield `an address without a file: ${address}`;
  }
}
