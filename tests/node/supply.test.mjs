// What dist/ says of its own parts, and what it does not say of the machine that made it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { bundled, crates } from "../../script/components.mjs";
import { named } from "../../script/places.mjs";
import { supply } from "../../script/supply.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "supply-"));
after(() => rmSync(work, { recursive: true, force: true }));

test("every crate that Cargo ships for the browser is known, and no other", () => {
  const args = ["tree", "--locked", "--offline", "--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
  const lines = execFileSync("cargo", args, { cwd: root, encoding: "utf8" }).trim().split("\n");
  const shipped = new Set(lines.map((line) => line.split(" ").slice(0, 2).join("@").replace("@v", "@")).filter((name) => !name.startsWith("sentry-general@")));
  assert.ok(shipped.size > 60, `${shipped.size}`);
  assert.deepEqual(crates(root).map(({ name, version }) => `${name}@${version}`).sort(), [...shipped].sort());
});

test("each of them, and each package in the bundles, has its licence and its line in the bill", { skip: !existsSync(join(root, "target/web/learn.inputs.json")) && "needs the bundles" }, () => {
  supply(work);
  const licences = readFileSync(join(work, "licences.txt"), "utf8");
  const bill = JSON.parse(readFileSync(join(work, "sbom.cdx.json"), "utf8"));
  const all = [...crates(root), ...bundled(root)];
  assert.deepEqual(bill.components.map((it) => `${it.name}@${it.version}`), all.map((it) => `${it.name}@${it.version}`));
  for (const { name, version } of all) assert.ok(licences.includes(`\n${name} ${version} (`), `${name} ${version}`);
  // A bundle that somebody adds is one of those that the list is made of.
  const inputs = readdirSync(join(root, "target/web")).filter((name) => name.endsWith(".inputs.json"));
  assert.deepEqual(inputs.sort(), ["bundles.inputs.json", "learn.inputs.json"]);
});

test("the page leads to both", () => {
  const html = readFileSync(join(root, "index.html"), "utf8");
  for (const name of ["licences.txt", "sbom.cdx.json"]) assert.ok(html.includes(`href="./${name}"`), name);
});

test("a build that names a file of the machine that made it is refused, and an example is no such file", () => {
  const [dist, home] = [join(work, "dist"), join(work, "home/jo")];
  const source = join(home, ".cargo/registry/src/crate-1.0.0/src/lib.rs");
  mkdirSync(join(source, ".."), { recursive: true });
  mkdirSync(dist);
  writeFileSync(source, "");
  const write = (text) => writeFileSync(join(dist, "engine.wasm"), text);
  const cases = [
    [`\0${source}\0`, [`engine.wasm names ${source}`], "alone"],
    [`a/b.rs${source}index out of bounds`, [`engine.wasm names ${source}`], "with others' letters around it"],
    [`\xff\xfe${source}${source}`, [`engine.wasm names ${source}`], "twice, after bytes that are no text"],
    [`at ${home}/shop/a.ts:1`, [], "an example"],
    [`${home}/.cargo/registry/`, [], "a folder"],
    ["crates/crate-1.0.0/src/lib.rs", [], "what the compiler is told to write"],
  ];
  for (const [text, found, name] of cases) {
    write(Buffer.from(text, "latin1"));
    assert.deepEqual(named(dist, [home, join(home, ".cargo")]), found, name);
  }
});
