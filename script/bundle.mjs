// Bundles what is written in JavaScript, in several files, into one each: src/editor into editor.js (an ES module) with
// the licences of what is inside, src/pictures into pictures.js, src/embed into embed.js (a plain script, which every site
// generator can add), embed_page.js (for embed.html) and frame.js (for pages around it). The style sheet of the first paint, which
// is written in several files, too, is joined into style.css.
//
//   node script/bundle.mjs [--out FOLDER] [--sourcemap]     FOLDER is target/web, if none is named
//
// Needs `npm ci` only. The same input gives the same bytes.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

import { readGlossary } from "../src/learn/glossary.js";
import { licenceTexts } from "./licences.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const { values } = parseArgs({
  options: { out: { type: "string", default: resolve(root, "target/web") }, sourcemap: { type: "boolean", default: false } },
});
const folder = resolve(values.out);

/** The style sheet as a minified string. */
const styles = {
  name: "styles",
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, target: "es2022" });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** The glossary as what is in it. */
const glossary = {
  name: "glossary",
  setup(bundle) {
    bundle.onLoad({ filter: /glossary\.md$/ }, async ({ path }) => ({ contents: JSON.stringify(readGlossary(await readFile(path, "utf8"))), loader: "json" }));
  },
};

await mkdir(folder, { recursive: true });
// What comes later wins over what is before it.
const sheets = ["base", "frame", "inputs", "answer", "dialogs", "screens"];
const sheet = await Promise.all(sheets.map((name) => readFile(resolve(root, `assets/style/${name}.css`), "utf8")));
await writeFile(resolve(folder, "style.css"), sheet.join("\n"));
/** The files that went into any of them. */
const all = new Set();
const inputs = await bundle("src/editor/element.js", "editor.js", {
  format: "esm",
  banner: { js: "/*! Contains CodeMirror and others, MIT: see editor.licences.txt */" },
});
await writeFile(resolve(folder, "editor.licences.txt"), await licenceTexts(root, inputs));
await bundle("src/pictures/pictures.js", "pictures.js", { format: "esm" });
await bundle("src/embed/embed.js", "embed.js", { format: "iife" });
await bundle("src/embed/page.js", "embed_page.js", { format: "iife" });
await bundle("src/embed/frame.js", "frame.js", { format: "esm" });
// For script/supply.mjs, which says what all of dist/ is made of.
await writeFile(resolve(folder, "bundles.inputs.json"), JSON.stringify([...all].sort()));

/** Bundles an entry; gives the files that went into it. */
async function bundle(entry, name, options) {
  const out = resolve(folder, name);
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    sourcemap: values.sourcemap,
    metafile: true,
    plugins: [styles, glossary],
    ...options,
  });
  const code = await readFile(out);
  const figures = { minified: code.length, gzip: gzipSync(code, { level: 9 }).length, brotli: brotliCompressSync(code).length };
  console.log(`${out}: ${Object.entries(figures).map(([name, bytes]) => `${name} ${bytes.toLocaleString("en")}`).join(", ")} bytes`);
  const inputs = Object.keys(result.metafile.inputs);
  for (const input of inputs) all.add(input);
  return inputs;
}
