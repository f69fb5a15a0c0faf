// What may fail beneath the page: its worker, memory, storage, the clipboard, the files of a deployment. Nothing typed is lost,
// the page says what happened, and goes on. What crashes, kills and denies otherwise is in keeping, offline, load and routing.

import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

import { stamp } from "../../script/stamp.mjs";
import { paste } from "./hands.mjs";
import { POLICY, editorTakesOver, pageTest, show, typeRules } from "./support.mjs";

const tree = (page) => page.getByRole("textbox", { name: "File tree" });
const rules = (page) => page.getByRole("textbox", { name: "Ownership rules" });
const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const ready = (page) => page.locator(".app:not([inert]) .sentence").filter({ hasNotText: "Reading" }).waitFor();
const stored = (page) => page.locator('.app[data-stored="true"]').waitFor();

// --- The worker -------------------------------------------------------------

/** Does something to a program of the page's worker, which has to be loaded. */
async function inWorker(page, program, how) {
  const [worker] = page.workers();
  await worker.evaluate(
    async ([program, how]) => {
      const { default: init } = await import(new URL(`${program}.js${location.search}`, location.href));
      const { memory } = await init();
      if (how === "spoil") return new Uint8Array(memory.buffer).fill(0xff);
      // Nothing is left to be had.
      for (let pages = 32768; pages > 0; pages = Math.floor(pages / 2)) {
        try {
          while (memory.grow(pages) >= 0);
        } catch {
          // Less is left than this.
        }
      }
    },
    [program, how],
  );
}

/** Only this program answers; resolves when it does. */
async function answeredBy(page, context, url, program) {
  if (program === "first") await context.route(/engine_bg\.wasm/, () => {});
  await page.goto(url);
  await ready(page);
  if (program === "engine") {
    await show(page, "Projects");
    await page.locator(".projects").first().waitFor();
    await show(page, "Files");
  }
  await typeRules(page, "src/* #mine\n");
  await stored(page);
}

for (const program of ["first", "engine"]) {
  for (const [what, how, listing] of [
    ["ends in a trap", "spoil", "src/after.ts\nlib/b.ts\n"],
    ["has no memory left", "exhaust", "src/some/folder/file.ts\n".repeat(100_000) + "lib/b.ts\n"],
  ]) {
    pageTest(`a worker that ${what} in mid-job (${program}) is started afresh with all that was typed`, { allow: [/^uncaught: |^console error: /] }, async ({ page, context, url }) => {
      await answeredBy(page, context, url, program);
      await inWorker(page, program, how);
      const fresh = page.waitForEvent("worker");
      await paste(page, listing, "#tree-text");
      await fresh;
      await says(page, /1 of 2 files/);
      await rules(page).filter({ hasText: "#mine" }).waitFor();
      await stored(page);
      await page.reload();
      await says(page, /1 of 2 files/);
    });
  }
}

pageTest("a worker that is gone without a word can be given up, and a fresh one answers", {}, async ({ page, url }) => {
  await page.goto(url);
  await ready(page);
  await editorTakesOver(page);
  await page.workers()[0].evaluate(() => self.close());
  const fresh = page.waitForEvent("worker");
  const stop = async () => {
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByText("Your texts are as they were").waitFor();
  };
  await paste(page, "src/a.ts\n", "#tree-text");
  await stop();
  // So can that one.
  await (await fresh).evaluate(() => self.close());
  await tree(page).fill("src/a.ts\nsrc/c.ts\n");
  await stop();
  await tree(page).fill("src/a.ts\nsrc/b.ts\n");
  await says(page, /of 2 files/);
});

// --- Storage ----------------------------------------------------------------

/** Fills the page's storage before the page is there. */
async function plant(page, url, what) {
  await page.goto(`${url}licences.txt`);
  await page.evaluate(async (what) => {
    for (const [name, text] of Object.entries(what.local ?? {})) localStorage.setItem(name, text);
    for (const [name, text] of Object.entries(what.session ?? {})) sessionStorage.setItem(name, text);
    if (!what.database) return;
    await new Promise((done, failed) => {
      const request = indexedDB.open("sentry-general-works", what.database.version);
      request.onerror = () => failed(request.error);
      request.onupgradeneeded = () => {
        for (const store of what.database.stores) request.result.createObjectStore(store);
        for (const [store, key, value] of what.database.entries) request.transaction.objectStore(store).put(value, key);
      };
      request.onsuccess = () => (request.result.close(), done());
    });
  }, what);
}

const GARBAGE = [null, 7, "text", [], [[]], {}, { work: 5, stamp: {} }, { work: "w", title: null, changed: "never", size: -1, choices: "x" }, { format: 99, stamp: "s", choices: [1], title: { a: 1 } }];
const asEntries = (store, values) => values.map((value, at) => [store, `${store}${at}`, value]);
const STORES = ["works", "texts"];

for (const [name, what] of [
  ["records of no shape", { database: { version: 1, stores: STORES, entries: [...asEntries("works", GARBAGE), ...asEntries("texts", GARBAGE)] } }],
  [
    "texts of no shape, of works that say they are there",
    { database: { version: 1, stores: STORES, entries: GARBAGE.flatMap((value, at) => [["works", `w${at}`, { work: `w${at}`, stamp: `t-${at}`, title: "t", changed: at, size: 1, choices: {} }], ["texts", `w${at}/tree`, value], ["texts", `w${at}/rules`, value]]) } },
  ],
  ["a later version's database with a store more", { database: { version: 7, stores: [...STORES, "later"], entries: [["later", "k", { a: 1 }]] } }],
  ["a database without the stores", { database: { version: 3, stores: ["other"], entries: [] } }],
  [
    "local storage of no shape",
    {
      local: Object.fromEntries(
        ["", "{", "null", "7", "[]", '{"work":7}', '{"work":"w","texts":5}', '{"work":"w","stamp":1,"texts":{"tree":null},"choices":[]}'].flatMap((text, at) => [
          [`sentry-general/2/work/w${at}`, text],
          [`sentry-general/1/word${at}`, text],
        ]).concat([["sentry-general/1/works", "{"], ["sentry-general/1/theme", "\u0000"], ["sentry-general/1/current/settings", "%%%"], ["sentry-general/1/current/choices", "A"]]),
      ),
      session: { "sentry-general/2/work": "{", "sentry-general/2/view": "[[", "sentry-general/2/current": "nobody" },
    },
  ],
]) {
  // The page without the app, from which storage is filled, has no icon.
  pageTest(`where storage holds ${name}, the page opens, and keeps what is typed`, { allow: [/^console error: Failed to load resource.*404/] }, async ({ page, url }) => {
    await plant(page, url, what);
    await page.goto(url);
    await ready(page);
    await tree(page).fill("mine/own.ts\n");
    await says(page, /of 1 file/);
    await stored(page);
    await page.reload();
    await page.waitForFunction(() => document.querySelector("#tree-text")?.value === "mine/own.ts\n");
    await says(page, /of 1 file/);
    // The list of works opens, whatever else is in there.
    await page.getByRole("button", { name: /^My work/ }).click();
    await page.locator("#works .title").filter({ hasText: "mine/own.ts" }).first().waitFor();
  });
}

// --- The clipboard ----------------------------------------------------------

for (const [name, clipboard] of [
  ["refuses", () => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => ({ writeText: () => Promise.reject(new DOMException("denied", "NotAllowedError")) }) })],
  ["is not there", () => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined })],
]) {
  pageTest(`where the clipboard ${name}, the page says so, and what was to be copied is in sight`, {}, async ({ page, context, url }) => {
    await context.addInitScript(clipboard);
    await page.goto(url);
    await ready(page);
    await page.getByRole("button", { name: "Share" }).click();
    await page.waitForFunction(() => document.querySelector("dialog[open] input")?.value.includes("#v2."));
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await page.getByRole("button", { name: "Select and copy it yourself" }).waitFor();
    assert.match(await page.getByRole("textbox", { name: "Link" }).inputValue(), /#v2\./);
  });
}

// --- A deployment -----------------------------------------------------------

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const other = mkdtempSync(join(tmpdir(), "other-"));
after(() => rmSync(other, { recursive: true, force: true }));

/** The files of fixed names that a page asks for, which a cache between may hold of two builds: what speaks the private protocol, and what does not. */
const ENGINE = ["engine_loader.js", "first.js", "first_bg.wasm", "engine.js", "engine_bg.wasm"];
const BESIDE = ["boot.js", "editor.js", "pictures.js"];
/** Each alone, each program's halves apart, and a page of the old build with all of the new. */
const MIXES = [...ENGINE.map((part) => [part]), ...["first.js", "engine_bg.wasm"].map((part) => ENGINE.filter((it) => it !== part)), BESIDE, [...ENGINE, ...BESIDE]];

pageTest("any mix of the files of two builds answers, or says that a new version was published", { timeout: 240_000, serviceWorkers: "block", allow: [/^uncaught: |^console error: |^console warning: .*(Service Worker|not kept)/] }, async ({ page, context, url }) => {
  cpSync(dist, other, { recursive: true, filter: (name) => !/\.(br|gz)$/.test(name) });
  appendFileSync(join(other, "engine_loader.js"), "\n// another build\n");
  stamp(other);
  let mixed = [];
  await context.route(
    ({ pathname }) => mixed.some((part) => pathname.endsWith(`/${part}`)),
    (route) => route.fulfill({ path: join(other, new URL(route.request().url()).pathname.split("/").at(-1)), headers: { "content-security-policy": POLICY } }),
  );
  await page.goto(url);
  await ready(page);
  await tree(page).fill("api/pyproject.toml\napi/main.py\n");
  await typeRules(page, "api/* #mine\n");
  await says(page, /2 of 2 files/);
  await stored(page);
  const refused = [];
  page.setDefaultTimeout(15_000);
  for (mixed of MIXES) {
    await page.goto("about:blank");
    await page.goto(url);
    // Asks for the whole engine.
    await page.locator(".app:not([inert])").waitFor();
    await show(page, "Projects");
    const answer = page.locator(".projects li").first();
    const refusal = page.getByText("a new version was published: reload the page").first();
    await answer.or(refusal).first().waitFor().catch((error) => assert.fail(`neither answer nor refusal with ${mixed} of another build: ${error.message}`));
    if (await refusal.isVisible()) refused.push(String(mixed));
    await show(page, "Files");
    assert.equal(await tree(page).inputValue(), "api/pyproject.toml\napi/main.py\n", `${mixed}`);
  }
  // Whatever speaks the private protocol of another build is refused; what does not is taken. The loader does not speak it itself.
  assert.deepEqual(refused, MIXES.filter((mix) => mix.some((part) => ENGINE.slice(1).includes(part))).map(String));
  mixed = [];
  await page.reload();
  await page.locator(".app:not([inert])").waitFor();
  await show(page, "Projects");
  await page.locator(".projects li").first().waitFor();
});
