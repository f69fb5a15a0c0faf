// The playbook, as a user goes it.

import assert from "node:assert/strict";

import { example, pageTest, show } from "./support.mjs";

const chapter = (page, name) => page.getByRole("navigation", { name: "Chapters" }).getByRole("button", { name });
const roles = (page) => page.getByRole("checkbox", { name: /^Give people the smallest role/ });

async function open(page, url) {
  await page.goto(url);
  await example(page, "A monorepo of four apps");
  await show(page, "Projects");
  await page.locator(".view .lead").filter({ hasText: /^\d projects for/ }).waitFor();
  await show(page, "Playbook");
  await page.getByRole("heading", { name: "Week one" }).waitFor();
  await chapter(page, /^Architecture/).click();
  await page.getByRole("heading", { name: "Architecture" }).waitFor();
}

pageTest("an item is ticked, counted, and still ticked after a reload", {}, async ({ page, url }) => {
  await open(page, url);
  await chapter(page, /^Architecture 0 of \d+ done/).waitFor();
  await roles(page).focus();
  await page.keyboard.press("Space");
  await chapter(page, /^Architecture 1 of \d+ done/).waitFor();
  assert.ok(await roles(page).isChecked());
  assert.ok(await roles(page).evaluate((box) => box === document.activeElement), "a press loses no focus");
  await page.reload();
  await show(page, "Playbook");
  await chapter(page, /^Architecture 1 of \d+ done/).waitFor();
  assert.ok(await roles(page).isChecked(), "what is done is kept");
  await roles(page).uncheck();
  await chapter(page, /^Architecture 0 of \d+ done/).waitFor();
});

pageTest("chapters are gone through by the keyboard", {}, async ({ page, url }) => {
  await open(page, url);
  await chapter(page, /^Architecture/).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Projects", exact: true }).waitFor();
  const here = chapter(page, /^Projects/);
  assert.equal(await here.getAttribute("aria-current"), "true");
  assert.ok(await here.evaluate((button) => button === document.activeElement), "the chapter’s button keeps the focus");
  await chapter(page, /^All chapters/).press("Enter");
  await page.getByRole("heading", { name: "Hosted or self-hosted" }).waitFor();
  assert.equal(await page.locator(".chapter").count(), 10, "what comes first, and nine chapters");
});

pageTest("on a narrow page nothing scrolls sideways", { viewport: { width: 360, height: 740 } }, async ({ page, url }) => {
  await open(page, url);
  await chapter(page, /^All chapters/).click();
  await page.getByRole("heading", { name: "Hosted or self-hosted" }).waitFor();
  const [wide, view] = await page.evaluate(() => [
    document.documentElement.scrollWidth - document.documentElement.clientWidth,
    (([view]) => view.scrollWidth - view.clientWidth)(document.querySelectorAll(".view")),
  ]);
  assert.ok(wide <= 0 && view <= 0, `${wide} and ${view} pixels too wide`);
});

pageTest("on paper there is the plan and nothing to press", {}, async ({ page, url }) => {
  await open(page, url);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.getByRole("heading", { name: "Architecture" }).isVisible());
  assert.equal(await page.locator("button:visible, textarea:visible, .summary:visible").count(), 0);
});

pageTest("the playbook begins with ten things, each with its team", {}, async ({ page, url }) => {
  await open(page, url);
  await chapter(page, /^Week one/).click();
  const items = page.locator("ol.checklist > li");
  await items.first().waitFor();
  assert.ok((await items.count()) <= 10);
  assert.match(await items.first().innerText(), /Who: .*about .*\nWhy first: /s);
});
