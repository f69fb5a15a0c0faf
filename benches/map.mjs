// How long the page's main thread needs for the map of many files, in Chromium: from asking for it until all is drawn, the
// longest task of it, and how much is drawn.
//
//   CHROMIUM=… node benches/map.mjs [FILES…]     100000 and 1000000 if none are named; needs dist/

import { chromium } from "playwright-core";

import { FLAGS, serveDist, show } from "../tests/web/support.mjs";

const numbers = process.argv.slice(2).map(Number).filter(Boolean);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
const url = await serveDist();

for (const number of numbers.length > 0 ? numbers : [100_000, 1_000_000]) {
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await page.goto(url);
  await page.locator(".app:not([inert])").waitFor();
  await page.evaluate((number) => {
    const paths = Array.from({ length: number }, (_, at) => `area${at % 12}/part${at % 97}/piece${(at * 7) % 1009}/file${at}.ts`);
    const data = new DataTransfer();
    data.setData("text/plain", paths.join("\n"));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, number);
  await page.locator(".sentence").filter({ hasText: number.toLocaleString("en") }).waitFor({ timeout: 120_000 });
  await page.evaluate(() => {
    globalThis.tasks = [];
    new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
  const start = performance.now();
  await show(page, "Map");
  await page.locator("tree-map[data-cells]").waitFor({ timeout: 120_000 });
  const all = performance.now() - start;
  await page.waitForTimeout(1000);
  const { cells, tasks } = await page.evaluate(() => ({ cells: document.querySelector("tree-map").dataset.cells, tasks: globalThis.tasks }));
  const longest = Math.max(0, ...tasks);
  console.log(`${number.toLocaleString("en")} files: ${cells} cells, drawn ${all.toFixed(0)} ms after the press; longest task of the main thread ${longest === 0 ? "under 50" : longest.toFixed(0)} ms`);
  await page.context().close();
}
await browser.close();
process.exit(0);
