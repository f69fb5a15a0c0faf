// Ways to split side by side, and the picture of the organization, as a user goes it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { example, pageTest, show } from "./support.mjs";

const row = (page, name) => page.locator(".compare").first().locator("tbody tr").filter({ hasText: name });

/** Shows the comparison of an example. */
async function compare(page, url) {
  await page.goto(url);
  await example(page, "A monorepo of four apps");
  await show(page, "Compare");
  await page.locator(".view .lead").filter({ hasText: /^Take / }).waitFor();
}

pageTest("ways to split are compared by folders and quota, and both are kept over a reload", {}, async ({ page, url }) => {
  await compare(page, url);
  assert.match(await row(page, "each with its key").locator("td").nth(1).innerText(), /^1\s*best$/, "one project is the least");
  const folders = page.getByLabel("A project for each of");
  assert.equal(await folders.inputValue(), "apps/*", "the folders that hold projects");
  await folders.fill("apps/[");
  await page.keyboard.press("Enter");
  await page.getByText("is no glob of folders").waitFor();
  await folders.fill("*");
  await page.keyboard.press("Enter");
  await page.locator("th").filter({ hasText: "Each of *" }).first().waitFor();
  const quota = page.getByLabel("Errors a month in the quota");
  await quota.fill("7.2M");
  await page.keyboard.press("Enter");
  await row(page, "Spike protection").filter({ hasText: "30,000" }).waitFor();
  await page.reload();
  await show(page, "Compare");
  await row(page, "Spike protection").filter({ hasText: "30,000" }).waitFor();
  assert.equal(await folders.inputValue(), "*");
});

pageTest("errors are invented for the figures, and taken back", {}, async ({ page, url }) => {
  await compare(page, url);
  await page.getByText("Figures count one error per source file.").waitFor();
  await page.getByRole("button", { name: "Invent some from the tree" }).click();
  await page.getByText(/Figures count [\d,]+ errors that were invented/).waitFor();
  await page.getByRole("button", { name: "No more" }).click();
  await page.getByText("Figures count one error per source file.").waitFor();
});

pageTest("the organization is drawn, and saved as the same picture", {}, async ({ page, url }) => {
  await compare(page, url);
  const picture = page.locator("svg.picture");
  await picture.waitFor();
  const texts = await picture.locator("text").allTextContents();
  const box = await picture.locator("rect.box").first().boundingBox();
  assert.ok(box.width > 100 && box.height > 30, "boxes have their size");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as SVG" }).click();
  const download = await saved;
  assert.match(download.suggestedFilename(), /\.svg$/);
  const file = readFileSync(await download.path(), "utf8");
  assert.equal(file.match(/<text /g).length, texts.length, "the file shows what the page shows");
});

pageTest("on a phone the tables scroll, the page does not", { viewport: { width: 360, height: 720 } }, async ({ page, url }) => {
  await page.goto(url);
  await example(page, "A monorepo of four apps");
  await show(page, "Compare");
  await page.locator("svg.picture").waitFor();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(sideways, false);
  const view = await page.evaluate(() => {
    const view = document.querySelector(".view");
    return view.scrollWidth > view.clientWidth;
  });
  assert.equal(view, false, "what is too wide scrolls by itself");
});

pageTest("a number lights up its team and its project, in the table and in the picture", {}, async ({ page, url }) => {
  await compare(page, url);
  const cell = page.getByRole("table", { name: "Files by team and project" }).locator("button[data-owner][data-project]").first();
  const [owner, project] = [await cell.getAttribute("data-owner"), await cell.getAttribute("data-project")];
  await cell.focus();
  await page.locator(`svg.picture g[data-project="${project}"][data-lit]`).waitFor();
  await page.locator(`svg.picture g[data-owner="${owner}"][data-lit]`).waitFor();
  await page.locator(`th[data-project="${project}"][data-lit]`).waitFor();
  assert.equal(await page.locator(`[data-project][data-lit]:not([data-project="${project}"]):not([data-owner="${owner}"])`).count(), 0, "and no other");
});
