// Works have names, are listed, renamed, duplicated and deleted, and go into files and come back.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { paste } from "./hands.mjs";
import { example, pageTest, show, typeRules } from "./support.mjs";

const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const tree = (page) => page.getByRole("textbox", { name: "File tree" });
const stored = (page) => page.locator('.app[data-stored="true"]').waitFor();
const list = (page) => page.locator("#works li");
const titles = (page) => page.locator("#works .title").allTextContents();
const open = (page) => page.getByRole("button", { name: /^My work/ }).click();
const EXAMPLE = /^39 of 54 files/;

/** A page with a work of one's own. */
async function begin(page, url, file = "mine/a.ts") {
  await page.goto(url);
  await says(page, EXAMPLE);
  await tree(page).fill(`${file}\n`);
  await says(page, /of 1 file/);
  await typeRules(page, "mine/* #mine\n");
  await says(page, /^1 of 1/);
  await stored(page);
}

/** Saves the work on the page as a file; gives its path. */
async function save(page) {
  await open(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#works").getByRole("button", { name: "Save as a file" }).click()]);
  const path = join(mkdtempSync(join(tmpdir(), "work-")), download.suggestedFilename());
  await download.saveAs(path);
  await page.keyboard.press("Escape");
  return path;
}

/** Drops a file on the page. */
async function drop(page, name, text) {
  const data = await page.evaluateHandle(([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: "application/json" }));
    return data;
  }, [name, text]);
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

pageTest("a work is named, duplicated and deleted, and all of that undone", {}, async ({ page, url }) => {
  await begin(page, url);
  await open(page);
  assert.deepEqual(await titles(page), ["mine/a.ts"]);
  await list(page).getByLabel("Rename mine/a.ts", { exact: true }).click();
  const field = list(page).getByRole("textbox", { name: "New name of mine/a.ts" });
  await field.fill("Shop");
  await page.keyboard.press("Enter");
  await list(page).filter({ hasText: "Shop" }).waitFor();
  await page.locator("#works").getByRole("status").filter({ hasText: "Done: Rename “mine/a.ts” to “Shop”." }).getByRole("button", { name: "Undo" }).waitFor();
  await list(page).getByRole("button", { name: "Duplicate Shop" }).click();
  await list(page).filter({ hasText: "Copy of Shop" }).waitFor();
  await list(page).getByRole("button", { name: "Delete Copy of Shop" }).click();
  await page.waitForFunction(() => document.querySelectorAll("#works li").length === 1);
  const told = page.locator("#works").getByRole("status");
  await told.filter({ hasText: "Done: Delete “Copy of Shop”." }).getByRole("button", { name: "Undo" }).click();
  await list(page).filter({ hasText: "Copy of Shop" }).waitFor();
  await told.filter({ hasText: "Undone" }).getByRole("button", { name: "Redo" }).click();
  await page.waitForFunction(() => document.querySelectorAll("#works li").length === 1);
  await page.keyboard.press("Escape");
  await stored(page);
  await page.reload();
  await says(page, /^1 of 1/);
  await open(page);
  assert.deepEqual(await titles(page), ["Shop"]);
});

pageTest("a work of an earlier visit is renamed where it is listed, and no copy is made", {}, async ({ page, url }) => {
  await begin(page, url);
  await page.reload();
  await says(page, /^1 of 1/);
  await example(page, "A monorepo of four apps");
  await says(page, /of 28 files/);
  await open(page);
  await list(page).getByLabel("Rename mine/a.ts", { exact: true }).click();
  await list(page).getByRole("textbox", { name: "New name of mine/a.ts" }).fill("Shop");
  await page.keyboard.press("Enter");
  await list(page).filter({ hasText: "Shop" }).waitFor();
  const told = page.locator("#works").getByRole("status");
  await told.filter({ hasText: "Done: Rename “mine/a.ts” to “Shop”." }).waitFor();
  await stored(page);
  assert.deepEqual(await titles(page), ["Shop"]);
  assert.ok(!(await page.getByText("Another tab has changed this work").isVisible()));
  await told.getByRole("button", { name: "Undo" }).click();
  await list(page).filter({ hasText: "mine/a.ts" }).waitFor();
  await stored(page);
  assert.deepEqual(await titles(page), ["mine/a.ts"]);
});

pageTest("the work on the page is deleted, and comes back by one step", {}, async ({ page, url }) => {
  await begin(page, url);
  await open(page);
  await list(page).getByRole("button", { name: "Delete mine/a.ts" }).click();
  await says(page, EXAMPLE);
  assert.equal(await list(page).count(), 0);
  await page.locator("#works").getByRole("button", { name: "Undo" }).click();
  await says(page, /^1 of 1/);
  assert.equal(await tree(page).inputValue(), "mine/a.ts\n");
  await list(page).filter({ hasText: "on the page" }).waitFor();
  await page.keyboard.press("Escape");
  await stored(page);
  await page.reload();
  await says(page, /^1 of 1/);
});

pageTest("a work goes into a file that can be read, and comes back by button, drop and paste", {}, async ({ page, url, context }) => {
  await begin(page, url);
  await show(page, "Coverage");
  const path = await save(page);
  assert.match(path, /mine-a-ts\.sentry-general\.json$/);
  const text = readFileSync(path, "utf8");
  const file = JSON.parse(text);
  assert.equal(file.format, "sentry-general");
  assert.deepEqual(file.inputs.rules, ["mine/* #mine", ""]);
  const other = await (await context.browser().newContext()).newPage();
  await other.goto(url);
  await says(other, EXAMPLE);
  await open(other);
  await other.locator('#works input[type="file"]').setInputFiles(path);
  await says(other, /^1 of 1/);
  assert.equal(await other.getByRole("tab", { name: "Coverage" }).getAttribute("aria-selected"), "true", "what was looked at comes along");
  assert.equal(await tree(other).inputValue(), "mine/a.ts\n");
  await example(other, "A monorepo of four apps");
  await says(other, /of 28 files/);
  await drop(other, "work.sentry-general.json", text);
  await says(other, /^1 of 1/);
  await example(other, "A monorepo of four apps");
  await says(other, /of 28 files/);
  await paste(other, text);
  await says(other, /^1 of 1/);
  await stored(other);
  await open(other);
  assert.equal(await list(other).count(), 3, "each is a work of its own");
  await other.context().close();
});

pageTest("a broken file costs nothing, and says where it is broken", {}, async ({ page, url }) => {
  await begin(page, url);
  await drop(page, "x.sentry-general.json", '{\n  "format": "sentry-general",\n  "inputs": { "tree": ["a" "b"] }\n}\n');
  await page.getByText("This file can’t be read: line 3, column 28: expected `,` or `]`.").waitFor();
  assert.equal(await tree(page).inputValue(), "mine/a.ts\n");
  await drop(page, "x.sentry-general.json", '{"format": "sentry-general", "version": 9, "later": 1, "inputs": {"tree": "b/c.ts", "rules": 7}}');
  await page.getByText("A later version of this page wrote it: what this one does not know stays as it is.").waitFor();
  await page.getByText("inputs.rules").waitFor();
  await page.waitForFunction(() => document.querySelector("#tree-text").value === "b/c.ts");
  await page.getByRole("button", { name: /^Undo: Open the file/ }).click();
  await page.waitForFunction(() => document.querySelector("#tree-text").value === "mine/a.ts\n");
});

pageTest("a link that is too long says from when, and offers the file", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  const random = Array.from({ length: 9000 }, (_, at) => `src/${(at * 2654435761 % 4294967296).toString(36)}/${(at * 40503 % 65521).toString(36)}.ts`).join("\n");
  await paste(page, random, "#tree-text");
  await says(page, /of 9,000 files/);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText(/Most programs cut links after 32,000, so pass on the file instead/).waitFor();
  await Promise.all([page.waitForEvent("download"), page.locator("#share").getByRole("button", { name: "Save as a file" }).click()]);
});

pageTest("clearing asks once, says what goes, and leaves nothing", {}, async ({ page, url }) => {
  await begin(page, url);
  await page.evaluate(async () => {
    await caches.open(`sentry-general ${new URL(".", location.href).href} 1`);
    await caches.open("somebody-elses");
  });
  await open(page);
  await page.getByText("Clear my data…").click();
  await page.getByText(/This deletes 1 work for good/).waitFor();
  await page.getByRole("button", { name: "Delete all of it" }).click();
  await page.getByText("All that this page kept in this browser is deleted.").waitFor();
  await says(page, EXAMPLE);
  assert.deepEqual(await page.evaluate(() => caches.keys()), ["somebody-elses"]);
  await page.getByRole("button", { name: "Nothing to undo" }).waitFor();
  await page.reload();
  await says(page, EXAMPLE);
  await open(page);
  assert.equal(await list(page).count(), 0);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((name) => /work/.test(name))), []);
});

pageTest("of two tabs on one work, a chapter opened in one is no news to the other", {}, async ({ page, url, context }) => {
  await begin(page, url);
  const other = await context.newPage();
  await other.goto(url);
  await says(other, /^1 of 1/);
  await show(page, "Playbook");
  await page.locator(".view").getByRole("button", { name: /Releases/ }).first().click();
  await page.locator(".view").getByRole("heading", { name: /Releases/ }).first().waitFor();
  await page.waitForTimeout(500);
  assert.ok(!(await other.getByText("Another tab has changed this work").isVisible()));
  await page.reload();
  await page.locator(".view").getByRole("heading", { name: /Releases/ }).first().waitFor();
});
