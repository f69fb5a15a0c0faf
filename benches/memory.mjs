// What the page holds in memory after many paths were pasted, in Chromium, and how long its main thread was held up.
//
//   CHROMIUM=… node benches/memory.mjs [FILES…]     1000000 if none is named; needs dist/
//
// Of the renderer (Linux only): all that is resident, and what is its own (not mapped from files that other processes map, too),
// before anything was pasted; after the answer and a collection of garbage on the page; after one in the worker, too, where the text
// was a string before it went into WebAssembly, and the browser collects it when it likes; and the most that was resident. Below,
// what holds it. Ends with an error if the most is more than twelve times the text beyond the empty page.

import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

import { FLAGS, serveDist } from "../tests/web/support.mjs";

/** As natively (tests/memory.rs). */
const MOST_TIMES = 12;
const numbers = process.argv.slice(2).map(Number).filter(Boolean);
const url = await serveDist();

for (const number of numbers.length > 0 ? numbers : [1_000_000]) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  const cdp = await page.context().newCDPSession(page);
  const workers = await attached(cdp);
  await page.goto(url);
  await page.locator(".sentence").filter({ hasText: "files" }).waitFor();
  await page.waitForTimeout(3000);
  const renderer = await rendererOf(browser);
  const empty = await settled(cdp, workers, renderer);
  const length = await page.evaluate((number) => {
    // In no order, as a disk has them: the general reader takes most memory.
    const paths = Array.from({ length: number }, (_, at) => `area${at % 12}/part${at % 97}/piece${(at * 7) % 101}/a-file-${at}.ts`);
    globalThis.pasted = new DataTransfer();
    globalThis.pasted.setData("text/plain", paths.join("\n"));
    return globalThis.pasted.getData("text/plain").length;
  }, number);
  await settled(cdp, workers, renderer);
  // What making the text took is no part of the most: 5 has Linux count it anew.
  writeFileSync(`/proc/${renderer}/clear_refs`, "5");
  await page.evaluate(() => {
    globalThis.tasks = [];
    new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: globalThis.pasted, bubbles: true, cancelable: true }));
    globalThis.pasted = undefined;
  });
  const begun = performance.now();
  await page.locator(".sentence").filter({ hasText: number.toLocaleString("en") }).waitFor({ timeout: 180_000 });
  const answered = performance.now() - begun;
  await page.waitForTimeout(8000);
  const most = memory(renderer).peak;
  const left = await settled(cdp, [], renderer);
  const full = await settled(cdp, workers, renderer);
  const longest = Math.max(0, ...(await page.evaluate(() => globalThis.tasks)));
  console.log(`${number.toLocaleString("en")} files, ${mb(length)} MB: answered after ${answered.toFixed(0)} ms, longest task ${longest.toFixed(0)} ms`);
  console.log(`| MB of the renderer | empty | page collected | worker collected, too | most |\n|---|--:|--:|--:|--:|`);
  console.log(`| resident | ${mb(empty.resident)} | ${mb(left.resident)} | ${mb(full.resident)} | ${mb(most)} |`);
  console.log(`| its own | ${mb(empty.own)} | ${mb(left.own)} | ${mb(full.own)} | |`);
  const { backingStorageSize } = await cdp.send("Runtime.getHeapUsage");
  const wasm = (await Promise.all(workers.map((worker) => memories(worker)))).flat();
  console.log(`held: ${mb(backingStorageSize)} MB of texts and buffers on the page, ${wasm.map(mb).join(" and ")} MB of WebAssembly in the worker`);
  const times = [left.resident, full.resident, most].map((bytes) => (bytes - empty.resident) / length);
  console.log(`times the text, beside the empty page: ${times.map((it) => it.toFixed(1)).join(", ")}`);
  if (Math.max(...times) > MOST_TIMES) {
    console.error(`more than ${MOST_TIMES} times the text`);
    process.exitCode = 1;
  }
  await browser.close();
}
process.exit();

/** The process of the page: of the browser's renderers the largest. */
async function rendererOf(browser) {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  return renderers.sort((one, other) => memory(other).resident - memory(one).resident)[0];
}

async function settled(cdp, workers, renderer) {
  for (let round = 0; round < 3; round += 1) {
    await cdp.send("HeapProfiler.collectGarbage");
    for (const worker of workers) await worker("HeapProfiler.collectGarbage");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return memory(renderer);
}

/** The page's workers, as they start: each a function that sends a command to it. */
async function attached(cdp) {
  const workers = [];
  const waiting = new Map();
  cdp.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
  });
  cdp.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type !== "worker") return;
    workers.push((method, params = {}) => {
      const id = waiting.size + 1;
      const answer = new Promise((resolve) => waiting.set(id, resolve));
      void cdp.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params }) });
      return answer;
    });
  });
  await cdp.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return workers;
}

/** How large each WebAssembly memory of a worker is. */
async function memories(worker) {
  const { result } = await worker("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await worker("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const sizes = "function () { return this.map((it) => it.buffer.byteLength); }";
  return (await worker("Runtime.callFunctionOn", { objectId: objects.objectId, functionDeclaration: sizes, returnByValue: true })).result.value;
}

function memory(id) {
  const status = readFileSync(`/proc/${id}/status`, "utf8");
  const of = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) * 1024;
  return { resident: of("VmRSS"), own: of("RssAnon"), peak: of("VmHWM") };
}

function mb(bytes) {
  return (bytes / 1e6).toFixed(0);
}
