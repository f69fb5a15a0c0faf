// Makes package/ of a finished dist/: the engine for browsers, bundlers and Node, advisors for other pages with the whole page
// beside them, and the command line, ready for `npm publish` or `npm pack`.
//
//   node script/package.mjs [DIST [FOLDER]]
//
// The same dist/ and commit give the same bytes.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = resolve(process.argv[2] ?? join(root, "dist"));
const folder = resolve(process.argv[3] ?? join(root, "package"));
const ours = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Without these it is no package. */
const NEEDED = ["engine.js", "engine.d.ts", "engine_bg.wasm", "embed.js", "embed.html", "frame.js", "index.html", "licences.txt", "sbom.cdx.json"];
/** What hosts make of the files, and the sums, which stand in provenance.json. */
const LEFT = /\.(br|gz)$|^SHA256SUMS$/;

const missing = NEEDED.filter((name) => !existsSync(join(dist, name)));
if (missing.length > 0) {
  console.error(`error: ${missing.join(", ")} not in ${dist}; run script/build first`);
  process.exit(1);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
// All of it: what an advisor loads, where "Open in the advisor" leads, samples, lessons. Beside the engine that is little.
for (const name of filesOf(dist).filter((name) => !LEFT.test(name))) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  copyFileSync(join(dist, name), join(folder, name));
}
copyFileSync(join(root, "src/embed/frame.d.ts"), join(folder, "frame.d.ts"));
for (const name of ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(join(root, name), join(folder, name));
for (const name of ["config.schema.json", "plan.schema.json"]) copyFileSync(join(root, "assets", name), join(folder, name));
copyFileSync(join(root, "docs/package.md"), join(folder, "README.md"));
await commandLine();
write("node.js", NODE());
write("embed.d.ts", EMBED_TYPES());
write("package.json", `${JSON.stringify(manifest(), null, 2)}\n`);
write("provenance.json", `${JSON.stringify(provenance(), null, 2)}\n`);
console.log(`${folder}: ${filesOf(folder).length} files`);

/** One file of it: it starts faster, and names no file of ours. */
async function commandLine() {
  await build({
    absWorkingDir: root,
    entryPoints: ["src/cli/cli.js"],
    outfile: join(folder, "cli.js"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  chmodSync(join(folder, "cli.js"), 0o755);
}

function manifest() {
  const browser = "./engine.js";
  return {
    name: ours.name,
    version: ours.version,
    description: "Who gets this error? Sentry's ownership rules, CODEOWNERS and projects: the engine, advisors for web pages, and a command line",
    keywords: ["sentry", "ownership", "codeowners", "issue-owners", "webassembly"],
    license: ours.license,
    type: "module",
    engines: ours.engines,
    bin: { [ours.name]: "cli.js" },
    exports: {
      ".": { types: "./engine.d.ts", browser, node: "./node.js", default: browser },
      // Where somebody loads the wasm by hand, in Node, too.
      "./engine.js": { types: "./engine.d.ts", default: browser },
      "./engine_bg.wasm": "./engine_bg.wasm",
      "./embed.js": { types: "./embed.d.ts", default: "./embed.js" },
      "./frame.js": { types: "./frame.d.ts", default: "./frame.js" },
      "./config.schema.json": "./config.schema.json",
      "./plan.schema.json": "./plan.schema.json",
      "./package.json": "./package.json",
    },
    types: "./engine.d.ts",
    // Scripts of pages do what they do when they are loaded; only these are imported for what they give.
    sideEffects: filesOf(folder).filter((name) => name.endsWith(".js") && !["engine.js", "frame.js"].includes(name)).map((name) => `./${name}`),
    files: ["*"],
  };
}

/** In Node the engine is there at once: `import { routeTree } from "sentry-general"`. */
function NODE() {
  return `// The engine in Node, loaded.
import { readFileSync } from "node:fs";

import { initSync } from "./engine.js";

initSync({ module: new WebAssembly.Module(readFileSync(new URL("engine_bg.wasm", import.meta.url))) });

export * from "./engine.js";
export { default } from "./engine.js";
`;
}

function EMBED_TYPES() {
  return `// Defines the element <sentry-general> and turns fences into advisors; see the README.
export {};
`;
}

/** Of what, and by what, it was made: enough to make it again. */
function provenance() {
  const lib = readFileSync(join(root, "script/lib.sh"), "utf8");
  const pinned = (name) => new RegExp(`^${name}=(.+)$`, "m").exec(lib)?.[1];
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return {
    commit: said("git", ["rev-parse", "HEAD"]),
    // Files of the checkout that differ from the commit.
    changed: said("git", ["status", "--porcelain"]).split("\n").filter(Boolean).length,
    tools: {
      rustc: said("rustc", ["--version"]),
      trunk: pinned("TRUNK_VERSION"),
      "wasm-bindgen": pinned("WASM_BINDGEN_VERSION"),
      binaryen: lock["node_modules/binaryen"].version,
      esbuild: lock["node_modules/esbuild"].version,
    },
    sha256: Object.fromEntries(names().map((name) => [name, sum(name)])),
  };
}

function names() {
  return filesOf(folder).filter((name) => name !== "provenance.json");
}

/** Paths below a folder, with slashes, sorted. */
function filesOf(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
  return paths.map((path) => path.replaceAll("\\", "/")).sort();
}

function sum(name) {
  return createHash("sha256").update(readFileSync(join(folder, name))).digest("hex");
}

function said(program, args) {
  return execFileSync(program, args, { cwd: root, encoding: "utf8" }).trim();
}

function write(name, text) {
  writeFileSync(join(folder, name), text);
}
