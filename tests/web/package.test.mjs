// The package in a browser: what Vite makes of the engine, and the folder as a static site takes it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "vite";

import { serve } from "../../script/static-server.mjs";
import { launch, POLICY } from "./support.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FENCE = `path: src/pay/api.ts

--- tree
src/pay/api.ts
src/app.ts

--- rules
src/*      #web
src/pay/*  #payments
`;

let work;
let folder;

before(() => {
  work = mkdtempSync(join(tmpdir(), "sentry-general-package-"));
  folder = join(work, "package");
  execFileSync(process.execPath, [join(ROOT, "script/package.mjs"), join(ROOT, "dist"), folder], { stdio: ["ignore", "ignore", "inherit"] });
});

after(() => rmSync(work, { recursive: true, force: true }));

/** A page of a site, which may complain of nothing. */
async function visit(root, body) {
  const server = await serve({ root, base: "/docs/", headers: { "content-security-policy": `${POLICY}; frame-src 'self'` } });
  const context = await (await launch()).newContext();
  const complaints = [];
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error()}`));
  context.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  context.on("response", (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`));
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    await body(page, context);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    await server.close();
  }
}

test("what Vite makes of it answers", { timeout: 60_000 }, async () => {
  const project = join(work, "vite");
  mkdirSync(join(project, "node_modules"), { recursive: true });
  cpSync(folder, join(project, "node_modules/sentry-general"), { recursive: true });
  writeFileSync(join(project, "index.html"), '<!doctype html><html lang="en"><link rel="icon" href="data:,"><p id="who"></p><script type="module" src="./main.js"></script></html>');
  writeFileSync(join(project, "main.js"), `
    import init, { explainPath, version } from "sentry-general";
    await init();
    const { owner } = explainPath({ path: "src/pay/api.ts", rules: "src/* #web\\nsrc/pay/* #payments\\n" });
    document.querySelector("#who").textContent = owner + " says " + version();
  `);
  await build({ root: project, base: "./", configFile: false, logLevel: "error", build: { target: "es2022" } });
  await visit(join(project, "dist"), async (page) => {
    await page.getByText(/^#payments says \d+\.\d+\.\d+$/).waitFor();
  });
});

test("as a folder of a static site it has fences, samples, frames, and the page behind them", { timeout: 60_000 }, async () => {
  const site = join(work, "site");
  mkdirSync(site);
  cpSync(folder, join(site, "sentry-general"), { recursive: true });
  writeFileSync(join(site, "frame.js"), `
    import { advisor } from "./sentry-general/frame.js";
    advisor(document.querySelector("#frame"), { sample: "nx", onanswer: () => (document.querySelector("#said").textContent = "the frame answers") });
  `);
  writeFileSync(join(site, "index.html"), `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Docs</title>
    <script defer src="sentry-general/embed.js"></script><script type="module" src="frame.js"></script>
    <pre><code class="language-sentry-general">${FENCE}</code></pre>
    <sentry-general sample="rails"></sentry-general>
    <div id="frame"></div><p id="said"></p></html>`);
  await visit(site, async (page, context) => {
    const fence = page.locator("sentry-general:not([sample])");
    await fence.getByText("goes to #payments because line 2").waitFor();
    await page.locator("sentry-general[sample]").scrollIntoViewIfNeeded();
    await page.locator("sentry-general[sample] .answer").first().waitFor();
    await page.locator("#frame").scrollIntoViewIfNeeded();
    await page.getByText("the frame answers").waitFor();
    const opened = context.waitForEvent("page");
    await fence.getByRole("link", { name: "Open in the advisor" }).click();
    const advisor = await opened;
    await advisor.getByText("src/pay/api.ts").first().waitFor();
    await advisor.getByText("#payments").first().waitFor();
  });
});
