// Makes the pages of lessons from src/lessons: target/web/learn, which trunk copies into dist/.
//
//   node script/lessons.mjs [--out FOLDER]
//
// A lesson with something wrong with it fails the build, with its line.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, transform } from "esbuild";

import { readLesson } from "../src/learn/lesson.js";
import { liveBody } from "../src/learn/live.js";
import { page } from "../src/learn/page.js";
import { indexBody, lessonBody, ownBody, printedBody, proseBody, samplesBody } from "../src/learn/render.js";
import { licenceTexts } from "./licences.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const { values } = parseArgs({ options: { out: { type: "string", default: resolve(root, "target/web/learn") } } });
const out = resolve(values.out);
const source = resolve(root, "src/lessons");

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const lessons = [];
let faults = 0;
for (const name of await namesIn(source, /^\d\d-.*\.md$/)) {
  const { lesson, problems } = readLesson(await readFile(resolve(source, name), "utf8"));
  for (const { line, message } of problems) console.error(`src/lessons/${name}:${line}: ${message}`);
  faults += problems.length;
  lessons.push({ lesson, address: name.replace(/\.md$/, ".html") });
}
if (faults > 0) process.exit(1);

for (const [at, { lesson, address }] of lessons.entries()) {
  const place = { number: at + 1, before: lessons[at - 1]?.address, after: lessons[at + 1]?.address };
  await write(address, { title: lesson.title, kind: "lesson", body: lessonBody(lesson, place) });
}
await write("index.html", { title: "Lessons", kind: "index", body: indexBody(lessons) });
await write("handout.html", { title: "Handout", kind: "print", body: printedBody(lessons, { answers: false }) });
await write("answers.html", { title: "Answers", kind: "print", body: printedBody(lessons, { answers: true }) });
await write("guide.html", { title: "Run a workshop", kind: "prose", body: proseBody(await readFile(resolve(source, "guide.md"), "utf8")) });
await write("glossary.html", { title: "Words", kind: "prose", body: proseBody(await readFile(resolve(source, "glossary.md"), "utf8")) });
await write("limits.html", { title: "Limits", kind: "prose", body: proseBody(await readFile(resolve(root, "docs/limits.md"), "utf8")) });
await write("format.html", { title: "The format of lessons", kind: "prose", body: proseBody(await readFile(resolve(root, "docs/lessons.md"), "utf8")) });
await write("in-your-docs.html", { title: "Put it into your docs", kind: "prose", body: liveBody(await readFile(resolve(root, "docs/embed.md"), "utf8")), frames: true });
await write("own.html", { title: "Your own lesson", kind: "own", body: ownBody() });
const organizations = await samples();
await write("samples.html", { title: "Samples", kind: "samples", body: samplesBody(organizations) });
// What `<sentry-general sample="…">` shows.
await mkdir(resolve(out, "samples"));
for (const { name, fence } of organizations) await writeFile(resolve(out, "samples", `${name}.txt`), fence);

const bundle = await build({
  absWorkingDir: root,
  entryPoints: ["src/learn/learn.js"],
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});
const inputs = Object.keys(bundle.metafile.inputs);
await writeFile(resolve(out, "licences.txt"), await licenceTexts(root, inputs));
// Beside the folder, which is shipped as it is.
await writeFile(resolve(out, "../learn.inputs.json"), JSON.stringify(inputs));
const { code } = await transform(await readFile(resolve(root, "src/learn/learn.css"), "utf8"), { loader: "css", minify: true, target: "es2022" });
await writeFile(resolve(out, "learn.css"), code);
await copyFile(resolve(root, "assets/icon.svg"), resolve(out, "icon.svg"));
console.log(`${out}: ${lessons.length} lessons`);

async function write(name, content) {
  await writeFile(resolve(out, name), page(content));
}

async function namesIn(folder, pattern) {
  return (await readdir(folder)).filter((name) => pattern.test(name)).sort();
}

/** Organizations of different kinds: a heading, words, and a fence each. */
async function samples() {
  const folder = resolve(source, "organizations");
  const found = [];
  for (const name of await namesIn(folder, /\.md$/)) {
    const text = await readFile(resolve(folder, name), "utf8");
    const [, title, words, fence] = /^# (.+)\n([^]*?)```sentry-general\n([^]*?)```\s*$/.exec(text) ?? [];
    if (!fence) throw new Error(`src/lessons/organizations/${name} is no heading, words and a block of the language sentry-general`);
    found.push({ name: name.replace(/^\d+-|\.md$/g, ""), title, text: words.trim(), fence });
  }
  return found;
}
