// Where one is: Back and Forward, a reload, and a link lead there.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { serve } from "../../script/static-server.mjs";
import { example, launch, pageTest, serveDist, show } from "./support.mjs";

const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const tree = (page) => page.getByRole("textbox", { name: "File tree" });
const EXAMPLE = /^39 of 54 files/;
const sees = (page, name) => page.locator(`[role="tab"][aria-selected="true"]`).filter({ hasText: name }).waitFor();
const why = (page) => page.getByRole("region", { name: "Why" });

pageTest("Back and Forward go through views and rooms", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  const before = await page.evaluate(() => history.length);
  for (const view of ["Coverage", "Playbook", "Export"]) await show(page, view);
  await page.locator(".view").getByText(/Terraform/).first().waitFor();
  await page.goBack();
  await sees(page, "Playbook");
  await page.goBack();
  await sees(page, /^Projects|^Coverage/);
  await page.goForward();
  await page.goForward();
  await page.goForward();
  assert.ok((await page.evaluate(() => history.length)) - before <= 5);
  assert.equal(page.url(), url, "an address without a link stays without one");
});

pageTest("Back leads out of a folder of the map and of Coverage, and to the filter and search before", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await show(page, "Coverage");
  const folders = page.getByRole("navigation", { name: "Folders", exact: true });
  const within = (name) => folders.locator("[aria-current]").filter({ hasText: name }).waitFor();
  await within("All");
  await page.locator(".view").getByRole("button", { name: "src", exact: true }).click();
  await within("src");
  await page.locator(".view").getByRole("button", { name: "catalog", exact: true }).click();
  await within("catalog");
  await page.goBack();
  await within("src");
  await page.goBack();
  await within("All");
  await page.goForward();
  await within("src");
  // A number leads away, and Back to the folder that it stands in.
  await page.getByRole("row", { name: /^payments/ }).getByRole("button").nth(1).click();
  await page.getByRole("button", { name: "only src/payments/ ×" }).waitFor();
  await page.goBack();
  await within("src");
  await show(page, "Files");
  await page.getByRole("searchbox", { name: "Search paths" }).fill("refund");
  await page.getByRole("treeitem", { name: /refunds\.py/ }).last().waitFor();
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("#search").value === "");
  await page.goForward();
  await page.waitForFunction(() => document.querySelector("#search").value === "refund");
});

pageTest("Back leads out of a folder of the map", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await show(page, "Map");
  await page.getByRole("checkbox", { name: "As a table" }).check();
  const crumbs = page.getByRole("navigation", { name: "Folders of the map" });
  await page.getByRole("button", { name: "src/", exact: true }).click();
  await crumbs.locator("[aria-current]").filter({ hasText: "src" }).waitFor();
  await page.goBack();
  await crumbs.locator("[aria-current]").filter({ hasText: "All" }).waitFor();
  await page.goForward();
  await crumbs.locator("[aria-current]").filter({ hasText: "src" }).waitFor();
});

pageTest("Back leads to the row that one came from; a walk by arrows is one entry", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await page.getByRole("treeitem", { name: "worker" }).click();
  await why(page).getByText("worker/").first().waitFor();
  await page.waitForTimeout(800);
  const before = await page.evaluate(() => history.length);
  for (let at = 0; at < 5; at += 1) await page.keyboard.press("ArrowUp");
  await page.waitForTimeout(100);
  assert.ok((await page.evaluate(() => history.length)) - before <= 1);
  await page.goBack();
  await page.locator('[role="treeitem"][aria-selected="true"]').filter({ hasText: "worker" }).waitFor();
});

pageTest("Back from an example leads to one's own, Forward to the example", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await tree(page).fill("mine/a.ts\n");
  await says(page, /of 1 file/);
  await page.locator('.app[data-stored="true"]').waitFor();
  await example(page, "A monorepo of four apps");
  await says(page, /of 28 files/);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("#tree-text").value === "mine/a.ts\n");
  await page.goForward();
  await says(page, /of 28 files/);
});

pageTest("a reload comes back to view, input, filter and selection", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await tree(page).fill("mine/a.ts\nmine/b.ts\nyours/c.ts\n");
  await says(page, /of 3 files/);
  await page.getByRole("tab", { name: "CODEOWNERS" }).click();
  await page.getByRole("button", { name: /^nobody/ }).click();
  await page.getByRole("treeitem", { name: "mine" }).first().click();
  await page.locator('.app[data-stored="true"]').waitFor();
  await page.reload();
  await says(page, /of 3 files/);
  await page.locator('[role="tab"][aria-selected="true"]').filter({ hasText: "CODEOWNERS" }).waitFor();
  await page.locator('button[aria-pressed="true"]').filter({ hasText: "nobody" }).waitFor();
  await why(page).getByText("mine").first().waitFor();
  await show(page, "Review");
  await page.reload();
  await sees(page, "Review");
});

pageTest("a link opens the view, input and filter that it was made in", {}, async ({ page, url, context }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await page.getByRole("tab", { name: "Teams" }).click();
  await page.getByRole("button", { name: /^nobody/ }).click();
  await show(page, "Coverage");
  await page.getByRole("button", { name: "Share" }).click();
  await page.waitForFunction(() => document.querySelector("dialog[open] input")?.value.includes("#v2."));
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  const other = await context.newPage();
  await other.goto(link);
  await other.getByText("Opened from a link").waitFor();
  await sees(other, "Coverage");
  await other.locator('[role="tab"][aria-selected="true"]').filter({ hasText: "Teams" }).waitFor();
  await show(other, "Files");
  await other.locator('button[aria-pressed="true"]').filter({ hasText: "nobody" }).waitFor();
});

test("in a frame, the embedding page's history stays as it is", { timeout: 60_000 }, async () => {
  const url = await serveDist();
  const folder = mkdtempSync(join(tmpdir(), "docs-"));
  writeFileSync(join(folder, "index.html"), `<iframe src="${url}" width="1200" height="700"></iframe>`);
  const host = await serve({ root: folder, base: "/" });
  const context = await (await launch()).newContext();
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    const frame = page.frameLocator("iframe");
    await frame.locator(".sentence").filter({ hasText: "39 of 54 files" }).waitFor();
    const before = await page.evaluate(() => history.length);
    await frame.getByRole("tab", { name: "Coverage" }).click();
    await frame.getByRole("treeitem").first().waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => history.length), before);
  } finally {
    await context.close();
    await host.close();
    rmSync(folder, { recursive: true });
  }
});
