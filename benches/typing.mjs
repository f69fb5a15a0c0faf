// How long a key takes from being pressed until what it does is painted, in a CODEOWNERS file of many lines, in Chromium.
//
//   CHROMIUM=… node benches/typing.mjs [LINES…]     10000 if none is named; needs dist/
//
// By the browser's own measure (Event Timing, in steps of 8 ms), over 120 keys typed at the pace of a quick typist, while the engine
// answers each change: the middle, the 95th percentile and the worst, and the longest task of the main thread.

import { chromium } from "playwright-core";

import { paste } from "../tests/web/hands.mjs";
import { FLAGS, editorTakesOver, serveDist } from "../tests/web/support.mjs";

const KEYS = "/services/new-one/**/*.ts @acme/newcomers # typed by hand\n".repeat(2).split("");
const PACE = 90;

const numbers = process.argv.slice(2).map(Number).filter(Boolean);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
const url = await serveDist();

for (const lines of numbers.length > 0 ? numbers : [10_000]) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(url);
  await page.locator(".sentence").filter({ hasText: "files" }).waitFor();
  await editorTakesOver(page);
  await paste(page, Array.from({ length: lines * 2 }, (_, at) => `services/s${at % lines}/part${at % 7}/file${at}.ts`).sort().join("\n"));
  await page.locator(".sentence").filter({ hasText: (lines * 2).toLocaleString("en") }).waitFor({ timeout: 60_000 });
  await paste(page, Array.from({ length: lines }, (_, at) => `/services/s${at}/ @acme/team-${at % 200}`).join("\n"));
  await page.getByRole("tab", { name: "CODEOWNERS" }).click();
  const editor = page.locator("#codeowners-text .cm-content");
  await editor.waitFor();
  await page.locator("#codeowners-text .outcome:visible").first().waitFor({ timeout: 60_000 });
  await editor.click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await page.waitForTimeout(2000);
  await page.evaluate(() => {
    globalThis.keys = [];
    globalThis.tasks = [];
    const note = (list) => globalThis.keys.push(...list.getEntries().filter(({ name }) => name === "keydown").map(({ duration }) => duration));
    new PerformanceObserver(note).observe({ type: "event", durationThreshold: 16 });
    new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
  for (const key of KEYS) {
    if (key === "\n") await page.keyboard.press("Enter");
    else await page.keyboard.press(key);
    await page.waitForTimeout(PACE);
  }
  await page.waitForTimeout(2000);
  const { keys, tasks } = await page.evaluate(() => ({ keys: globalThis.keys, tasks: globalThis.tasks }));
  // What took less than 16 ms is not told.
  const all = [...keys, ...Array(Math.max(0, KEYS.length - keys.length)).fill(15)].sort((one, other) => one - other);
  const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))];
  console.log(`${lines.toLocaleString("en")} lines, ${KEYS.length} keys: middle ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, worst ${all.at(-1)} ms; longest task ${Math.max(0, ...tasks).toFixed(0)} ms (0: none over 50)`);
  await page.context().close();
}
await browser.close();
process.exit(0);
