// The advisor's scripts and the lessons' pages with a stand-in for the engine: tests of what they do around it need no dist/.
//
// The stand-in answers what the text says after `answer:`. `crash: …` throws outside of any answer, `slow: N` waits so many
// milliseconds, and `error: …` makes it answer with an error.

import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { serve } from "../../script/static-server.mjs";
import { launch } from "./support.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const WORKER = `
export async function answer(text) {
  const said = (name) => new RegExp("^" + name + ": (.*)$", "m").exec(text)?.[1];
  if (said("crash")) setTimeout(() => { throw new Error(said("crash")); });
  if (said("slow")) await new Promise((done) => setTimeout(done, Number(said("slow"))));
  if (said("error")) throw new Error(said("error"));
  const { answers = [], ...more } = JSON.parse(said("answer") ?? "{}");
  return { title: "", parts: [], sentence: "Answered.", answers, expected: [], problems: [], ...more };
}
if (globalThis.WorkerGlobalScope && self instanceof WorkerGlobalScope) {
  self.onmessage = async ({ data: [id, text] }) => {
    try { self.postMessage([id, await answer(text)]); } catch (error) { self.postMessage([id, undefined, error.message]); }
  };
  self.postMessage([0]);
}`;

let made;
after(() => made && rmSync(made, { recursive: true, force: true }));

/** The folder with all of it, made once for each file of tests. */
function folder() {
  if (made) return made;
  made = mkdtempSync(join(tmpdir(), "stand-in-"));
  for (const [script, out] of [["bundle", made], ["lessons", join(made, "learn")]]) {
    execFileSync(process.execPath, [join(root, `script/${script}.mjs`), "--out", out], { cwd: root });
  }
  copyFileSync(join(root, "assets/embed.html"), join(made, "embed.html"));
  copyFileSync(join(root, "assets/icon.svg"), join(made, "icon.svg"));
  writeFileSync(join(made, "embed_worker.js"), WORKER);
  writeFileSync(join(made, "engine.js"), "export default async () => {};\nexport const fenceOfLink = (link) => `--- tree\\n${link}\\n`;\n");
  return made;
}

/** A test with a fresh page, and `open(page, path, files, headers)`, which serves `files` beside all of it and goes to one. */
export function standInTest(name, body) {
  test(name, { timeout: 90_000 }, async () => {
    const context = await (await launch()).newContext();
    const ends = [];
    const open = async (page, path, files = {}, headers = {}) => {
      const own = mkdtempSync(join(tmpdir(), "stand-in-"));
      cpSync(folder(), own, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text);
      const server = await serve({ root: own, headers });
      ends.push(async () => (await server.close(), rmSync(own, { recursive: true, force: true })));
      await page.goto(`${server.url}${path}`);
      return server.url;
    };
    try {
      await body({ page: await context.newPage(), context, open });
    } finally {
      await context.close();
      for (const end of ends) await end();
    }
  });
}
