// How long the map of many files takes to be drawn, in Chromium, told apart by the page itself: from the press until the worker
// is asked, the worker's part (colours, layout, writing), and from its answer until the frame that shows all of it is painted.
// What a test's own clicks and waits cost is in none of these. Beside them the longest task of the main thread.
//
//   CHROMIUM=… node benches/map.mjs [FILES…]     100000 and 1000000 if none are named; needs dist/
//
// Each thing is done five times, but for opening the map for the first time; told are the median and the worst. A view that
// was open is still there, so that opening it again asks the worker for nothing.

import { chromium } from "playwright-core";

import { FLAGS, serveDist, show } from "../tests/web/support.mjs";

const ROUNDS = 5;

const numbers = process.argv.slice(2).map(Number).filter(Boolean);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
const url = await serveDist();

for (const number of numbers.length > 0 ? numbers : [100_000, 1_000_000]) {
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await page.addInitScript(watch);
  await page.goto(url);
  await page.locator(".app:not([inert])").waitFor();
  await page.evaluate((number) => {
    const paths = Array.from({ length: number }, (_, at) => `area${at % 12}/part${at % 97}/piece${(at * 7) % 1009}/file${at}.ts`);
    const data = new DataTransfer();
    data.setData("text/plain", paths.join("\n"));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, number);
  await page.locator(".sentence").filter({ hasText: number.toLocaleString("en") }).waitFor({ timeout: 120_000 });
  // The map is the whole engine's, which loads behind the first answer: until another view of its is there.
  await show(page, "Simulate");
  await page.locator('#view[aria-label="Simulate"]').locator("p, table").first().waitFor({ timeout: 120_000 });
  const opened = () => page.getByRole("tab", { name: "Map", exact: true }).click();
  const first = await drawn(page, opened);
  const steps = {
    "opened again": async () => (await show(page, "Files"), opened),
    "other colours": async (round) => () => page.getByRole("combobox", { name: "Colour by" }).selectOption(round % 2 ? "team" : "reach"),
    "a folder gone into": async () => () => page.evaluate(() => tell("area3")),
    "and left": async () => () => page.evaluate(() => tell("")),
  };
  const told = { "opened for the first time": [first], ...Object.fromEntries(Object.keys(steps).map((name) => [name, []])) };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, prepared] of Object.entries(steps)) told[name].push(await drawn(page, await prepared(round)));
  }
  console.log(`${number.toLocaleString("en")} files, 1920 × 1080, milliseconds: median (worst)`);
  console.log("| what | cells | until the worker is asked | worker | from the answer to the painted frame | all | longest task |\n|---|--:|--:|--:|--:|--:|--:|");
  for (const [name, all] of Object.entries(told)) {
    const of = (key) => `${middle(all.map((it) => it[key]))} (${Math.max(...all.map((it) => it[key])).toFixed(0)})`;
    const longest = Math.max(...all.map(({ longest }) => longest));
    console.log(`| ${name} | ${middle(all.map(({ cells }) => cells))} | ${of("asked")} | ${of("worker")} | ${of("page")} | ${of("all")} | ${longest === 0 ? "under 50" : longest.toFixed(0)} |`);
  }
  await page.context().close();
}
await browser.close();
process.exit(0);

/** Does something and resolves to how long it took to be drawn, by the page's own clock. */
async function drawn(page, act) {
  // What was done before is done.
  await page.waitForTimeout(300);
  await page.evaluate(() => globalThis.watched.start());
  await act();
  await page.waitForFunction(() => globalThis.watched.frame > 0 && performance.now() - globalThis.watched.frame > 300, null, { timeout: 30_000 });
  return page.evaluate(() => globalThis.watched.figures());
}

function middle(numbers) {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1].toFixed(0);
}

/** In the page, before anything of it runs: writes down what happens when. */
function watch() {
  const seen = { begun: 0, asked: 0, heard: 0, answer: 0, frame: 0, cells: 0, tasks: [] };
  globalThis.watched = {
    start: () => Object.assign(seen, { begun: 0, asked: 0, heard: 0, answer: 0, frame: 0, tasks: [] }),
    get frame() {
      return seen.frame;
    },
    figures: () => ({
      cells: seen.cells,
      asked: seen.heard ? seen.asked - seen.begun : 0,
      worker: seen.heard ? Math.max(0, seen.answer - seen.asked) : 0,
      page: seen.frame - seen.answer,
      all: seen.frame - seen.begun,
      longest: Math.max(0, ...seen.tasks),
    }),
  };
  /** Tells the map's hidden field of a folder, as the map does when one is pressed. */
  globalThis.tell = (folder) => {
    const field = document.querySelector('.map input[name="open"]');
    field.value = folder;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const begin = ({ timeStamp }) => (seen.begun ||= timeStamp);
  for (const kind of ["pointerdown", "change"]) addEventListener(kind, begin, true);
  const own = globalThis.Worker;
  globalThis.Worker = class extends own {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => (seen.heard = performance.now()));
    }
    postMessage(...given) {
      if (seen.begun) seen.asked ||= performance.now();
      super.postMessage(...given);
    }
  };
  new MutationObserver((changes) => {
    for (const { attributeName, target, addedNodes } of changes) {
      const map = [target, ...addedNodes].some((it) => it instanceof Element && (it.matches("tree-map") || it.querySelector?.("tree-map")));
      if (attributeName === "data-drawing" || (attributeName === null && map)) seen.answer = Math.max(seen.heard, seen.begun);
      if (attributeName !== "data-cells") continue;
      seen.cells = Number(target.dataset.cells);
      requestAnimationFrame(() => {
        // A message after a frame's callbacks comes when the frame is painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => seen.begun && (seen.frame = performance.now());
        port2.postMessage(0);
      });
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-drawing", "data-cells"] });
  new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
}
