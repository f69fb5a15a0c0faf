// What the page costs in Chromium against the size of its input: the other half of `script/scale`, with dist/ as it is.
//
//   node benches/scale.mjs NATIVE FILE       NATIVE makes the inputs (benches/scale.rs); FILE takes the figures, a line of JSON each
//
// Milliseconds are from the event that a user causes to the frame in which the answer is seen.

import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { serve } from "../script/static-server.mjs";

const [native, file] = process.argv.slice(2);
const SIZES = [
  ...[1_000, 10_000, 100_000, 500_000, 1_000_000, 2_000_000].map((paths) => ["paths", paths, 1_000]),
  ...[10, 100, 1_000, 10_000, 30_000].map((rules) => ["rules", 100_000, rules]),
];
const LONGEST = 300_000;
const FLAGS = [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-gpu", "--no-first-run", "--disable-background-networking"];

// The inputs lie beside the page, which fetches them: what goes through the protocol of the browser's tools has to be short.
const work = mkdtempSync(join(tmpdir(), "scale-"));
cpSync("dist", work, { recursive: true });
const server = await serve({ root: work, base: "/" });
writeFileSync(file, "");
try {
  for (const [series, paths, rules] of SIZES) {
    execFileSync(native, [String(paths), String(rules), work]);
    const tell = (what, value) => appendFileSync(file, `${JSON.stringify({ series, paths, rules, what, value })}\n`);
    // A browser for each, so that one size leaves nothing to the next.
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
    try {
      await measure(browser, tell);
    } catch (error) {
      console.error(`${series} ${paths} x ${rules}: ${error.message.split("\n")[0]}`);
    } finally {
      await browser.close();
    }
  }
} finally {
  rmSync(work, { recursive: true });
  await server.close();
}

async function measure(browser, tell) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(LONGEST);
  await page.goto(server.url);
  await page.locator(".app:not([inert]) .sentence").filter({ hasText: "files" }).waitFor();
  await page.evaluate(() => customElements.whenDefined("ownership-editor").then(() => {}));
  // The whole engine is there when a view of its own is.
  await show(page, "Projects");
  await page.locator(".projects li").first().waitFor();
  await show(page, "Files");
  const tree = readFileSync(join(work, "tree.txt"));
  tell("bytes", tree.length);
  const files = tree.toString("latin1").split("\n").length.toLocaleString("en");
  tell("page empty", await memory(browser));

  // The texts are on the page before the clock runs, as they are in a clipboard.
  await page.evaluate(async () => {
    const read = async (name) => (await fetch(name, { cache: "no-store" })).text();
    [globalThis.typed, globalThis.pasted] = [await read("rules.txt"), await read("tree.txt")];
  });
  await answer(page, () => {
    const editor = document.querySelector("ownership-editor");
    editor.value = globalThis.typed;
    editor.dispatchEvent(new Event("input", { bubbles: true }));
  });
  tell("paste to answer", await answer(page, () => {
    const clipboardData = { getData: () => globalThis.pasted, types: ["text/plain"], items: [], files: [] };
    const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "clipboardData", { value: clipboardData });
    document.querySelector("#tree-text").dispatchEvent(event);
    delete globalThis.pasted;
  }));
  tell("page full", await memory(browser));
  tell("edit to answer", await answer(page, () => {
    const editor = document.querySelector("ownership-editor");
    editor.value += "\nservices/api* #edited\n";
    editor.dispatchEvent(new Event("input", { bubbles: true }));
  }));
  tell("search", await seen(page, () => page.locator("#search").fill("pay_"), () => page.locator(".toolbar .soft:not([hidden])").waitFor()));
  await page.locator("#search").fill("");
  await page.locator(".toolbar .soft").waitFor({ state: "hidden" });
  tell("explain", await seen(page, () => page.getByRole("treeitem").first().click(), () => page.locator('[role="treeitem"][aria-selected="true"]').waitFor()));
  // Of this tree, not what the view showed of the last one.
  const told = (view, words) => page.locator(`#view[aria-label="${view}"]`).getByText(words).first().waitFor();
  tell("plan", await seen(page, () => show(page, "Projects"), () => told("Projects", `of ${files} files`)));
  tell("draw the map", await seen(page, () => show(page, "Map"), () => told("Map", `${files} files in the tree`)));
}

/** Milliseconds from something done on the page to the next answer that is no longer stale. */
async function answer(page, act) {
  return page.evaluate(
    async (act) => {
      const state = () => `${document.querySelector(".sentence").textContent} ${document.querySelector(".owners")?.textContent}`;
      const before = state();
      const begun = performance.now();
      // A function of the bench, by its text: the policy of the page is off here.
      new Function(`return (${act})`)()();
      while (state() === before || document.querySelector(".summary.stale")) await new Promise(requestAnimationFrame);
      return performance.now() - begun;
    },
    act.toString(),
  );
}

/** Opens a view: its room, then its tab. */
async function show(page, view) {
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name: view === "Projects" ? "Plan" : "Route" }).click();
  await page.getByRole("tab", { name: view, exact: true }).click();
}

async function seen(page, act, until) {
  const begun = performance.now();
  await act();
  await until();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  return performance.now() - begun;
}

/** Megabytes that the fullest renderer holds, where the system tells. */
async function memory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const held = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => {
    try {
      return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, "utf8"))[1]) / 1024;
    } catch {
      return 0;
    }
  });
  return Math.max(0, ...held);
}
