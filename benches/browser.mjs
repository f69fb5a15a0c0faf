// How quick the page is in Chromium: from paste to answer, the longest task of the main thread,
// and frames while the explorer scrolls. Measures dist/ as it is; asserts nothing.
//
//   node benches/browser.mjs [LISTING…]       (default: the routing corpora, where there are any)
//
// Beside a listing, a file CODEOWNERS is turned into path rules, as far as that is possible, so that
// the rules are many and real. SENTRY_GENERAL_CORPORA names the corpora's folder.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

import { chromium } from "playwright-core";

import { serve } from "../script/static-server.mjs";

const corpora = process.env.SENTRY_GENERAL_CORPORA ?? "../shared/corpora/routing";
const listings =
  process.argv.length > 2
    ? process.argv.slice(2)
    : existsSync(corpora)
      ? readdirSync(corpora).map((name) => join(corpora, name, "tree.txt")).filter(existsSync)
      : [];
if (listings.length === 0) {
  console.log("no listing to measure with: name one, or set SENTRY_GENERAL_CORPORA");
  process.exit(0);
}

const server = await serve({ root: "dist", base: "/bench/" });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
const heading = ["listing", "paths", "rules", "answer ms", "of that engine", "longest task ms", "edit ms", "scroll: frames", "over 34 ms", "files that reach a team", "by a plain count"];
console.log(heading.join("\t"));
for (const listing of listings) {
  const row = await measure(listing);
  console.log(row.join("\t"));
}
await browser.close();
await server.close();

async function measure(listing) {
  const text = readFileSync(listing, "utf8");
  const rules = rulesBeside(listing);
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.addInitScript(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((it) => it.duration))).observe({ type: "longtask", buffered: true });
  });
  await page.goto(server.url);
  await page.locator(".sentence").filter({ hasText: "files" }).waitFor();
  await page.waitForFunction(() => customElements.get("ownership-editor"));
  await page.waitForTimeout(500);

  // The rules first, then the paste that is measured.
  await page.evaluate((rules) => {
    const editor = document.querySelector("ownership-editor");
    editor.value = rules;
    editor.dispatchEvent(new Event("input", { bubbles: true }));
  }, rules);
  await page.waitForTimeout(800);
  const paths = text.trimEnd().split("\n").length;
  const answer = await page.evaluate(
    async ([text, before]) => {
      // Handing the text over to the page is no task of the page's.
      await new Promise((later) => setTimeout(later, 300));
      window.tasks.length = 0;
      const field = document.querySelector("#tree-text");
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      const begun = performance.now();
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      if (field.value && text.length < 100_000) {
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      const sentence = document.querySelector(".sentence");
      while (sentence.textContent === before || document.querySelector(".summary.stale")) await new Promise(requestAnimationFrame);
      const took = performance.now() - begun;
      await new Promise((later) => setTimeout(later, 1500));
      return { took, longest: Math.max(0, ...window.tasks) };
    },
    [text, await page.locator(".sentence").textContent()],
  );

  const summary = await page.locator(".sentence").textContent();

  // One more rule: until its effect is seen.
  const edit = await page.evaluate(async () => {
    const editor = document.querySelector("ownership-editor");
    const before = document.querySelector(".sentence").textContent + document.querySelector(".owners").textContent;
    const begun = performance.now();
    editor.value = `${editor.value}\n* #everything\n`;
    editor.dispatchEvent(new Event("input", { bubbles: true }));
    const now = () => document.querySelector(".sentence").textContent + document.querySelector(".owners").textContent;
    while (now() === before || document.querySelector(".summary.stale")) await new Promise(requestAnimationFrame);
    return performance.now() - begun;
  });

  await page.getByRole("button", { name: "Open all" }).click();
  await page.waitForTimeout(600);
  const frames = await page.evaluate(async () => {
    const list = document.querySelector("#explorer");
    const frames = [];
    let last = performance.now();
    for (let at = 0; at < 120; at += 1) {
      list.scrollTop += 400;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      frames.push(now - last);
      last = now;
    }
    return frames;
  });
  const [reached] = summary.match(/[\d,]+/);
  const engine = await page.evaluate(() => document.querySelector(".summary").dataset.micros ?? "");
  await page.context().close();
  const name = dirname(listing).split("/").at(-1);
  const slow = frames.filter((it) => it > 34).length;
  return [name, paths, rules.split("\n").length, answer.took.toFixed(0), engine && (engine / 1000).toFixed(0), answer.longest.toFixed(0), edit.toFixed(0), frames.length, slow, reached.replaceAll(",", ""), plainCount(text, rules)];
}

/** As straightforward as can be: every path against every rule, by regular expressions. */
function plainCount(text, rules) {
  const quote = (part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const patterns = rules.split("\n").map((rule) => {
    const [pattern] = rule.split(" ");
    const body = pattern.split("*").map((part) => part.split("?").map(quote).join("[^]")).join("[^]*");
    return new RegExp(`^${body}$`, "i");
  });
  return text.trimEnd().split("\n").filter((path) => patterns.some((pattern) => pattern.test(path))).length;
}

/** Path rules that mean about what the CODEOWNERS lines mean: for weight, not for truth. */
function rulesBeside(listing) {
  const file = join(dirname(listing), "CODEOWNERS");
  if (!existsSync(file)) return "* #all\n";
  const lines = readFileSync(file, "utf8").split("\n");
  const rules = lines.map((line) => {
    const [pattern, owner] = line.trim().split(/\s+/);
    if (!pattern || /[#[{\\]/.test(pattern) || !owner?.includes("@")) return "";
    const path = pattern.startsWith("/") ? pattern.slice(1) : `*${pattern}`;
    return `${path.endsWith("/") ? `${path}*` : path} #${owner.replaceAll(/[^a-z0-9]+/gi, "-")}`;
  });
  return rules.filter(Boolean).join("\n");
}
