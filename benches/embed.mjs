// What advisors cost a page of documentation: three fences and one element, Chromium, nothing cached. Needs dist/ as published.
//
//   node benches/embed.mjs [--rounds N]
//
// Each round is a fresh browser. Prints Markdown: what was sent before the first comes near, how long it takes from then to the first
// answer, the longest task of the page, and how much moved. The server sends brotli, as a static host does.

import { createServer } from "node:http";
import { readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { chromium } from "playwright-core";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "7" } } });
const dist = fileURLToPath(new URL("../dist", import.meta.url));
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

const fence = (team) => `<pre><code class="language-sentry-general">path: src/pay/api.ts

--- tree
src/pay/api.ts
src/app.ts

--- rules
src/* #web
src/pay/* #${team}
</code></pre>`;
const far = '<p style="height: 3000px">A long chapter.</p>';
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Docs</title><h1>Docs</h1>${far}${fence("one")}${fence("two")}${fence("three")}
<sentry-general view="coverage"><pre>--- tree\nsrc/a.ts\n--- rules\nsrc/* #web\n</pre></sentry-general><script defer src="advisor/embed.js"></script></html>`;

/** What is published, compressed as a static host does, but for what nobody asks for here. */
const files = new Map([["/", Buffer.from(PAGE)]]);
for (const name of readdirSync(dist)) {
  if (!/^(embed|first|engine_loader)/.test(name) || /\.(br|gz|d\.ts)$/.test(name)) continue;
  files.set(`/advisor/${name}`, brotliCompressSync(readFileSync(join(dist, name)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
let sent = 0;
const server = createServer((request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const body = files.get(path);
  if (!body) return response.writeHead(404).end();
  if (path !== "/") sent += body.length;
  const head = { "content-type": TYPES[extname(path) || ".html"] ?? "application/octet-stream" };
  response.writeHead(200, path === "/" ? head : { ...head, "content-encoding": "br" }).end(body);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;

const rounds = [];
for (let round = 0; round < Number(values.rounds); round += 1) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(() => {
    globalThis.tasks = [];
    globalThis.moved = 0;
    new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map((it) => it.duration))).observe({ type: "longtask", buffered: true });
    new PerformanceObserver((list) => list.getEntries().forEach((it) => (globalThis.moved += it.value))).observe({ type: "layout-shift", buffered: true });
  });
  sent = 0;
  await page.goto(url, { waitUntil: "networkidle" });
  const before = sent;
  const answered = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const begun = performance.now();
        scrollTo(0, 3000);
        const look = () => {
          const shown = document.querySelector("sentry-general")?.shadowRoot?.querySelector(".because");
          if (shown?.textContent.includes("goes to")) resolve(performance.now() - begun);
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await page.waitForTimeout(1500);
  const { tasks, moved } = await page.evaluate(() => ({ tasks: globalThis.tasks, moved: globalThis.moved }));
  rounds.push({ before, answered, longest: Math.max(0, ...tasks), moved });
  await browser.close();
}
server.close();

const median = (of) => rounds.map(of).sort((one, other) => one - other)[rounds.length >> 1];
const worst = (of) => Math.max(...rounds.map(of));
console.log(`| three fences and an element, ${rounds.length} rounds | median | worst |\n|---|--:|--:|`);
for (const [name, of, digits] of [
  ["bytes before one comes near", (it) => it.before, 0],
  ["ms from then to the first answer", (it) => it.answered, 0],
  ["ms of the longest task (0: none over 50)", (it) => it.longest, 0],
  ["layout shift", (it) => it.moved, 3],
]) {
  console.log(`| ${name} | ${median(of).toFixed(digits)} | ${worst(of).toFixed(digits)} |`);
}
