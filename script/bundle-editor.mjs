// Bundles src/editor into target/web/editor.js (one ES module) and, beside it, the licences of what is inside.
//
//   node script/bundle-editor.mjs [--out FILE] [--sourcemap]
//
// Needs `npm ci` only. The same input gives the same bytes.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const { values } = parseArgs({
  options: { out: { type: "string", default: resolve(root, "target/web/editor.js") }, sourcemap: { type: "boolean", default: false } },
});
const out = resolve(values.out);
const licences = out.replace(/\.js$/, ".licences.txt");

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

const result = await build({
  absWorkingDir: root,
  entryPoints: ["src/editor/element.js"],
  outfile: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/*! Contains CodeMirror and others, MIT: see editor.licences.txt */" },
  sourcemap: values.sourcemap,
  metafile: true,
  plugins: [styles],
});

await mkdir(dirname(out), { recursive: true });
await writeFile(licences, await licenceTexts(Object.keys(result.metafile.inputs)));

const code = await readFile(out);
const figures = { minified: code.length, gzip: gzipSync(code, { level: 9 }).length, brotli: brotliCompressSync(code).length };
console.log(`${out}: ${Object.entries(figures).map(([name, bytes]) => `${name} ${bytes.toLocaleString("en")}`).join(", ")} bytes`);

/** The licence of every package that has a file in the bundle. */
async function licenceTexts(inputs) {
  const packages = new Set(inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[0]).filter(Boolean));
  const texts = [];
  for (const path of [...packages].sort()) {
    const folder = resolve(root, path);
    const { name, version, license } = JSON.parse(await readFile(resolve(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file: the bundle may not be published without one`);
    texts.push(`${name} ${version} (${license})\n\n${(await readFile(resolve(folder, file), "utf8")).trim()}\n`);
  }
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}
