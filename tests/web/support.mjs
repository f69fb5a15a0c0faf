// What every test of the page needs: dist/ served under a sub-path with the strict content
// security policy, a real Chromium, and a test that fails when the page complains.
//
//   pageTest("shows its name", async ({ page, url }) => { … });
//
// Besides what the test itself asserts, it fails on a console error or warning, an uncaught
// error, an answer of 400 or more, and any request to another host.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { serve } from "../../script/static-server.mjs";

/** The strictest policy under which a docs site may embed the page. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
].join("; ");

/** Deep enough that an absolute address would miss. */
export const SUB_PATH = "/docs/tools/general/";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));

/** How Chromium is started. */
export const FLAGS = [
  // As root, in a container or on CI, Chromium has no sandbox of its own to use.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Each site has a process of its own, as on a desktop; without a window that is not the default.
  "--site-per-process",
];

// Chromium without a window takes what WebAssembly does outside of its memory for a crash of its own, where it is not asked
// to check each place.
const CHECKED = "--js-flags=--wasm-enforce-bounds-checks";

let browser;
const servers = [];
after(async () => {
  await browser?.close();
  await Promise.all(servers.map((server) => server.close()));
});

/** The running Chromium; one for each file of tests. */
export async function launch() {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM, args: [...FLAGS, CHECKED] });
  return browser;
}

/** dist/ under `SUB_PATH`; resolves to its address. Closed after the last test of the file. */
export async function serveDist(headers = { "content-security-policy": POLICY }) {
  const server = await serve({ root: dist, base: SUB_PATH, headers });
  servers.push(server);
  return server.url;
}

/**
 * A test with a fresh page in a fresh profile, not yet navigated.
 * `context` options are Playwright's (`viewport`, `colorScheme`, `offline`, …); `timeout` is in milliseconds;
 * `allow` is a list of patterns of complaints that this test causes on purpose.
 */
export function pageTest(name, { allow = [], timeout = 60_000, ...options }, body) {
  // A page that hangs is a failure, too.
  test(name, { timeout }, async (t) => {
    const url = await serveDist();
    const context = await (await launch()).newContext(options);
    try {
      const page = await context.newPage();
      const complaints = listen(context, url);
      await body({ page, context, url, t });
      const unexpected = complaints.filter((complaint) => !allow.some((pattern) => pattern.test(complaint)));
      assert.deepEqual(unexpected, [], "the page must load and work without a complaint or a foreign request");
    } finally {
      await context.close();
    }
  });
}

/**
 * Resolves when the code editor has taken over from the plain text fields, after the first answer. Before a click into one
 * of them: Playwright clicks what it found first, although another has taken its place.
 */
export async function editorTakesOver(page) {
  await page.evaluate(() => customElements.whenDefined("ownership-editor").then(() => {}));
}

/**
 * Selects a row of the explorer, and resolves when its reason is there: until then the reason of what was selected before is,
 * with fields of the same names.
 */
export async function select(page, name) {
  await page.getByRole("treeitem", { name }).click();
  await page.locator(".because").filter({ hasText: name }).waitFor();
}

/** The views of each room. */
const ROOMS = { Route: ["Files", "Map", "Coverage", "Review", "Simulate"], Plan: ["Projects", "Compare", "Playbook", "Export"] };

/** Opens a view: its room, then its tab. */
export async function show(page, view) {
  const room = Object.keys(ROOMS).find((room) => ROOMS[room].includes(view));
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name: room }).click();
  await page.getByRole("tab", { name: view, exact: true }).click();
}

/** Opens an example of the gallery, at any width. */
export async function example(page, label) {
  await page.locator(".app:not([inert])").waitFor();
  const more = page.locator(".more");
  if (await more.isVisible()) await more.click();
  await page.getByRole("combobox", { name: "Examples" }).selectOption({ label });
  if (await more.isVisible()) await page.keyboard.press("Escape");
}

/** Replaces the text of an editor that is in sight as a user does: by typing. */
export async function replaceText(page, name, text) {
  await editorTakesOver(page);
  await page.getByRole("textbox", { name, exact: true }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

export const typeRules = (page, text) => replaceText(page, "Ownership rules", text);

/** Collects what no page of ours may cause. */
export function listen(context, url) {
  const complaints = [];
  const home = new URL(url).host;
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error()}`));
  context.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (!["data:", "blob:"].includes(protocol) && host !== home) complaints.push(`request to ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
  return complaints;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds in a page, as lines: rule, impact, the first place. */
export async function axe(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
  return violations.map(({ id, impact, nodes }) => `${id} (${impact}) in ${nodes.length} places: ${nodes[0].target.flat().join(" ")}: ${nodes[0].failureSummary.replaceAll(/\s+/g, " ")}`);
}
