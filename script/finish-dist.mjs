// Trunk's post_build hook: guards the engine, gives the build its name and refuses one that a
// strict content security policy or a sub-path would break.
//
// The name is a hash over every file but index.html. It replaces the word BUILD in
// index.html, embed.js and the pages of lessons, where it becomes the query of the addresses that carry no hash of their own.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { guardEngine } from "./guard-engine.mjs";

const dist = process.env.TRUNK_STAGING_DIR ?? "dist";
const index = join(dist, "index.html");

await guardEngine(dist);

const build = buildName();
const html = readFileSync(index, "utf8").replaceAll(/\bBUILD\b/g, build);
const faults = [...inlineCode(html), ...strayAddresses(html)];
if (faults.length > 0) {
  console.error(`index.html as built is not usable:\n  ${faults.join("\n  ")}`);
  process.exit(1);
}
writeFileSync(index, html);
for (const name of files().filter((name) => name === "embed.js" || /^learn\/.*\.(html|js)$/.test(name))) {
  const text = readFileSync(join(dist, name), "utf8");
  const named = text.replaceAll("?v=BUILD", `?v=${build}`);
  if (named !== text) writeFileSync(join(dist, name), named);
}

function buildName() {
  const hash = createHash("sha256");
  for (const name of files()) {
    if (name !== "index.html") hash.update(`${name}\0`).update(readFileSync(join(dist, name)));
  }
  return hash.digest("hex").slice(0, 12);
}

function files() {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(dist.length + 1))
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
}

function* inlineCode(html) {
  for (const [, attributes, body] of html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)) {
    if (body.trim() !== "" || !/\bsrc=/.test(attributes)) yield `an inline script: ${body.trim().slice(0, 60)}`;
  }
  if (/<style\b/.test(html)) yield "an inline style sheet";
  for (const [attribute] of html.matchAll(/\s(style|on\w+)="[^"]*"/g)) yield `an inline attribute:${attribute}`;
}

function* strayAddresses(html) {
  const present = new Set(files());
  for (const [, address] of html.matchAll(/<(?:link|script|img)\b[^>]*?\s(?:href|src)="([^"]*)"/g)) {
    if (!address.startsWith("./")) yield `an address that is not relative: ${address}`;
    else if (!present.has(address.slice(2).split("?")[0])) yield `an address without a file: ${address}`;
  }
}
