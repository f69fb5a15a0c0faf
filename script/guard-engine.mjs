// Puts the engine's functions behind src/bin/engine/guard.js, in the one file engine.js that
// its users load.
//
//   node script/guard-engine.mjs FOLDER        FOLDER/engine.js as wasm-bindgen wrote it
//
// wasm-bindgen writes a module with one instance in it. Here that module becomes the body of a
// function, so that there can be another instance after one failed. What it imports is bundled:
// the file has a fixed name and is asked for with the build's own query, the imported ones are not,
// so that an old one could meet a new engine.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const GUARD = fileURLToPath(new URL("../src/bin/engine/guard.js", import.meta.url));
const ENDS = "export { initSync, __wbg_init as default };";

/** Guards `engine.js` in a folder; does nothing if it is guarded already. */
export async function guardEngine(folder) {
  const file = join(folder, "engine.js");
  const glue = readFileSync(file, "utf8");
  if (glue.includes("guard(fresh)")) return;
  const { outputFiles } = await build({
    stdin: { contents: guarded(glue), resolveDir: resolve(folder), sourcefile: "engine.js" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    charset: "utf8",
    banner: { js: '/* @ts-self-types="./engine.d.ts" */' },
    logLevel: "warning",
  });
  writeFileSync(file, outputFiles[0].text);
  for (const name of importedFiles(glue)) rmSync(join(folder, name));
}

/** What the module does, with every function behind the guard. */
function guarded(glue) {
  if (!glue.includes(ENDS) || !glue.includes("wasmModule = module;")) {
    throw new Error("engine.js is not as this version of wasm-bindgen writes it; adapt script/guard-engine.mjs");
  }
  const imports = [];
  const functions = [];
  const body = glue
    .replace(ENDS, "")
    .replaceAll(/^import .*$/gm, (line) => (imports.push(line), ""))
    .replaceAll(/^export function (\w+)/gm, (_, name) => (functions.push(name), `function ${name}`));
  if (/^export\b/m.test(body)) throw new Error("engine.js exports something that is no function");
  return [
    `import { guard } from ${JSON.stringify(GUARD)};`,
    ...imports,
    "function fresh() {",
    body,
    `return { initSync, init: __wbg_init, module: () => wasmModule, functions: { ${functions.join(", ")} } };`,
    "}",
    "const { initSync, init, call } = guard(fresh);",
    ...functions.map((name) => `export function ${name}(...given) { return call("${name}", given); }`),
    "export { initSync, init as default };",
  ].join("\n");
}

function importedFiles(glue) {
  return [...glue.matchAll(/^import .* from ["'](\.[^"']+)["'];?$/gm)].map(([, name]) => name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await guardEngine(process.argv[2] ?? "dist");
