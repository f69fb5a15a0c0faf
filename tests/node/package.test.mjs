// The package as npm hands it over: packed, looked at by publint and arethetypeswrong, installed without a network and
// used by a plain Node project, by TypeScript and by Vite.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { publint } from "publint";
import { build } from "vite";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const bin = (path) => join(ROOT, "node_modules", path);
const sum = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

let work;
let folder;
let tarball;
let project;

before(() => {
  work = mkdtempSync(join(tmpdir(), "sentry-general-package-"));
  folder = join(work, "package");
  execFileSync(process.execPath, [join(ROOT, "script/package.mjs"), join(ROOT, "dist"), folder], { stdio: ["ignore", "ignore", "inherit"] });
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", work, folder], { encoding: "utf8" });
  tarball = join(work, JSON.parse(packed)[0].filename);
  project = join(work, "project");
  execFileSync("mkdir", [project]);
  writeFileSync(join(project, "package.json"), '{ "name": "user", "version": "1.0.0", "private": true, "type": "module" }');
  const quiet = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["install", ...quiet, tarball], { cwd: project, stdio: ["ignore", "ignore", "inherit"] });
});

after(() => rmSync(work, { recursive: true, force: true }));

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: folder, level: "warning", strict: true, pack: false });
  assert.deepEqual(messages, []);
});

test("arethetypeswrong finds nothing", () => {
  const files = ["engine_bg.wasm", "config.schema.json", "plan.schema.json", "package.json"].map((name) => `./${name}`);
  const args = [bin("@arethetypeswrong/cli/dist/index.js"), tarball, "--profile", "esm-only", "--exclude-entrypoints", ...files, "--format", "json"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const { analysis } = JSON.parse(stdout || `{"error":${JSON.stringify(stderr)}}`);
  assert.ok(analysis?.types, stderr);
  const entries = Object.entries(analysis.entrypoints).filter(([name]) => !files.includes(name));
  assert.ok(entries.length >= 3);
  const old = "node10";
  for (const [name, { resolutions }] of entries) {
    for (const [kind, { resolution, visibleProblems }] of Object.entries(resolutions)) {
      // Old resolvers know no exports; CommonJS has to `import()` it, as every ES module.
      if (kind === old || kind === "node16-cjs") continue;
      assert.ok(resolution?.isTypeScript, `${name} has types for ${kind}`);
      assert.deepEqual(visibleProblems ?? [], [], `${name} for ${kind}`);
    }
  }
});

test("a Node project imports the engine, loaded", () => {
  writeFileSync(join(project, "use.js"), `
    import { routeTree, version } from "sentry-general";
    const { owners, ownerOf } = routeTree({ tree: ["src/pay/api.ts", "README.md"], rules: "src/* #web\\n" });
    console.log([...ownerOf].map((it) => owners[it] ?? "nobody").join(), version());
  `);
  const said = execFileSync(process.execPath, ["use.js"], { cwd: project, encoding: "utf8" });
  assert.match(said, /^#web,nobody \d/);
});

test("the command line is there by its name", () => {
  const run = (args, input) =>
    spawnSync(join(project, "node_modules/.bin/sentry-general"), args, { cwd: project, input, encoding: "utf8" });
  assert.match(run(["--version"]).stdout, /^sentry-general \d/);
  writeFileSync(join(project, "rules.txt"), "src/* #web\n");
  const { status, stdout, stderr } = run(["check", "--tree", "-", "--rules", "rules.txt"], "src/a.ts\nsrc/b.ts\n");
  assert.equal(status, 0, stderr);
  assert.match(stdout, /2 of 2 files reach somebody/);
});

test("TypeScript knows its types, in Node's and in bundlers' ways", () => {
  writeFileSync(join(project, "use.ts"), `
    import init, { routeTree, type RoutedTree } from "sentry-general";
    export const routed: RoutedTree = routeTree({ tree: "a.ts", rules: "* #web" });
    export const owners: string[] = routed.owners;
    export const ready: Promise<unknown> = init();
    // @ts-expect-error: there is no such field
    routeTree({ trees: "a.ts" });
    import { advisor } from "sentry-general/frame.js";
    advisor(document.body, { sample: "rails", onanswer: ({ answers }) => answers.length }).theme("dark");
    // @ts-expect-error: a frame has no such theme
    advisor(document.body, { theme: "blue" });
  `);
  for (const [module, resolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
    const args = [bin("typescript/bin/tsc"), "--noEmit", "--strict", "--target", "es2022", "--module", module, "--moduleResolution", resolution, "use.ts"];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
    assert.equal(status, 0, `${module}: ${stdout}`);
  }
});

test("what a docs site shows is all inside, and nothing that a host makes of it", () => {
  const lost = ["embed.html", "embed_page.js", "frame.js", "index.html", "first_bg.wasm", "learn/samples/rails.txt", "learn/index.html"];
  for (const name of lost) assert.ok(existsSync(join(folder, name)), name);
  const all = readdirSync(folder, { recursive: true });
  assert.deepEqual(all.filter((name) => /\.(br|gz)$|SHA256SUMS/.test(name)), []);
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  for (const entry of Object.values(exports).flatMap((it) => (typeof it === "string" ? it : Object.values(it)))) {
    assert.ok(existsSync(join(folder, entry)), entry);
  }
});

test("Vite bundles it and takes the wasm along", async () => {
  writeFileSync(join(project, "index.html"), '<!doctype html><p id="who"></p><script type="module" src="./main.js"></script>');
  writeFileSync(join(project, "main.js"), `
    import init, { routeTree } from "sentry-general";
    await init();
    document.querySelector("#who").textContent = routeTree({ tree: "a.ts", rules: "* #web" }).owners[0];
  `);
  await build({ root: project, configFile: false, logLevel: "error", build: { target: "es2022" } });
  const assets = readdirSync(join(project, "dist/assets"));
  const wasm = assets.find((name) => /^engine_bg-.*\.wasm$/.test(name));
  assert.ok(wasm, assets.join());
  assert.equal(sum(join(project, "dist/assets", wasm)), sum(join(folder, "engine_bg.wasm")), "as it is");
  const script = assets.filter((name) => name.endsWith(".js")).map((name) => readFileSync(join(project, "dist/assets", name), "utf8")).join("");
  assert.ok(script.includes(wasm), "and the script asks for it");
  assert.ok(!script.includes("node:fs"), "nothing of Node's came along");
});

test("it says what it is made of and by what", () => {
  const { commit, tools, sha256 } = JSON.parse(readFileSync(join(folder, "provenance.json"), "utf8"));
  assert.match(commit, /^[0-9a-f]{40}$/);
  for (const tool of ["rustc", "trunk", "wasm-bindgen", "binaryen", "esbuild"]) assert.ok(tools[tool], tool);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .filter((name) => name !== "provenance.json")
    .sort();
  assert.deepEqual(Object.keys(sha256), names);
  for (const name of names) assert.equal(sha256[name], sum(join(folder, name)), name);
});

test("every crate and package inside has its licence, and its line in the bill of materials", () => {
  const licences = readFileSync(join(folder, "licences.txt"), "utf8");
  const bill = JSON.parse(readFileSync(join(folder, "sbom.cdx.json"), "utf8"));
  assert.equal(bill.bomFormat, "CycloneDX");
  const names = bill.components.map(({ name }) => name);
  // Of the engine, of the page, of the editor; and what merely compiles or tests is not there.
  for (const name of ["serde", "postcard", "yew", "web-sys", "@codemirror/state"]) assert.ok(names.includes(name), name);
  for (const name of ["serde_derive", "syn", "proptest", "divan", "esbuild", "vite"]) assert.ok(!names.includes(name), name);
  const references = new Set([bill.metadata.component["bom-ref"], ...bill.components.map((it) => it["bom-ref"])]);
  assert.equal(references.size, bill.components.length + 1, "every reference is one thing");
  for (const { name, version, purl, hashes, licenses } of bill.components) {
    assert.ok(licences.includes(`${name} ${version} (`), `${name} has its licence`);
    assert.match(purl, /^pkg:(cargo|npm)\/\S+@\S+$/);
    assert.match(hashes[0].content, /^([0-9a-f]{64}|[0-9a-f]{128})$/);
    assert.ok(licenses[0].expression ?? licenses[0].license.id, name);
  }
  for (const { ref, dependsOn } of bill.dependencies) {
    for (const name of [ref, ...dependsOn]) assert.ok(references.has(name), name);
  }
  const inside = new Set(bill.dependencies.flatMap(({ dependsOn }) => dependsOn));
  assert.equal(inside.size, bill.components.length, "nothing is there that nothing needs");
});

test("the same dist/ gives the same package", () => {
  const again = join(work, "again");
  execFileSync(process.execPath, [join(ROOT, "script/package.mjs"), join(ROOT, "dist"), again], { stdio: "ignore" });
  // Which holds the sum of every other file.
  assert.equal(readFileSync(join(again, "provenance.json"), "utf8"), readFileSync(join(folder, "provenance.json"), "utf8"));
});
