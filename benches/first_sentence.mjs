// How long a visitor waits for the first sentence: Chromium, nothing cached, a slow line, a slow
// processor. Needs dist/ as published.
//
//   node benches/first_sentence.mjs [--rounds N]
//
// The line is slowed where it begins: a server that sends what it has, compressed, through one pipe
// of so many bits a second, each answer half a round trip late. So workers are as slow as the page,
// which the browser's own emulation does not do. The processor is slowed by stopping the page's
// process for three of four turns. Each round is a fresh browser. Prints Markdown: the median and
// the worst of all rounds, from navigation to the drawn sentence, and what was sent until then.

import { createServer } from "node:http";
import { readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { chromium } from "playwright-core";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
const dist = fileURLToPath(new URL("../dist", import.meta.url));

/** Bits a second, milliseconds there and back, of how many turns the processor gets one. */
const LINES = [
  { name: "9 Mbit/s, 60 ms, processor 4 times slower", bits: 9e6, latency: 60, turns: 4 },
  { name: "1.6 Mbit/s, 150 ms, processor 4 times slower", bits: 1.6e6, latency: 150, turns: 4 },
];

const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml", ".wasm": "application/wasm" };

/** What is published, compressed as a static host does. */
function compressed() {
  const files = new Map();
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const name = path.slice(dist.length + 1).replaceAll("\\", "/");
    files.set(`/${name}`, brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
  return files.set("/", files.get("/index.html"));
}

/** A host at the end of a slow line. */
async function host(files, { bits, latency }) {
  let sent = 0;
  let free = 0; // when the pipe is free again
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const body = files.get(path);
    await later(latency);
    if (!body) return response.writeHead(404).end();
    const type = TYPES[extname(path) || ".html"] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-encoding": "br", "cache-control": "max-age=600" });
    const piece = 4096;
    for (let at = 0; at < body.length && !response.destroyed; at += piece) {
      const part = body.subarray(at, at + piece);
      free = Math.max(free, performance.now()) + (part.length * 8000) / bits;
      await later(Math.max(0, free - performance.now()));
      sent += part.length;
      response.write(part);
    }
    response.end();
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, sent: () => sent, close: () => server.close() };
}

/** Lets the processes of pages run one of so many turns of five milliseconds. Returns what ends it. */
async function slowed(browser, turns) {
  const session = await browser.newBrowserCDPSession();
  const pids = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  };
  const signal = (all, name) => {
    for (const pid of all) {
      try {
        process.kill(pid, name);
      } catch {} // it has ended
    }
  };
  let running = true;
  const done = (async () => {
    let all = await pids();
    for (let turn = 0; running; turn += 1) {
      if (turn % 10 === 0) all = await pids();
      signal(all, "SIGSTOP");
      await later(5 * (turns - 1));
      signal(all, "SIGCONT");
      await later(5);
    }
  })();
  return async () => {
    running = false;
    await done;
  };
}

async function measure(files, line) {
  const { url, sent, close } = await host(files, line);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  // The moment is taken on the page: asking for it over and over would slow it down further.
  await page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      const look = () => {
        if (!/files reach/.test(document.querySelector(".summary")?.textContent ?? "")) return;
        seen.disconnect();
        requestAnimationFrame(() => (globalThis.firstSentence = performance.now()));
      };
      const seen = new MutationObserver(look);
      seen.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  });
  const restore = await slowed(browser, line.turns);
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.firstSentence !== undefined, undefined, { polling: 100, timeout: 120_000 });
  const bytes = sent();
  await restore();
  const took = await page.evaluate(() => globalThis.firstSentence);
  await browser.close();
  close();
  return { took, bytes };
}

const files = compressed();
console.log("| line | median s | worst s | KB sent by then |\n|---|--:|--:|--:|");
for (const line of LINES) {
  const found = [];
  for (let round = 0; round < Number(values.rounds); round += 1) found.push(await measure(files, line));
  const times = found.map(({ took }) => took).sort((a, b) => a - b);
  const seconds = (ms) => (ms / 1000).toFixed(2);
  const kilobytes = Math.max(...found.map(({ bytes }) => bytes)) / 1000;
  console.log(`| ${line.name} | ${seconds(times[times.length >> 1])} | ${seconds(times.at(-1))} | ${kilobytes.toFixed(0)} |`);
}
