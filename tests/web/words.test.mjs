// Sentry's terms say what they mean: on hover, on focus, by touch; and numbers lead to the files that they count.

import assert from "node:assert/strict";

import { axe, editorTakesOver, example, pageTest, show } from "./support.mjs";

const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const means = (page) => page.getByRole("tooltip");
const term = (page, name) => page.locator(`.view [data-term="${name}"]`);
const COVERAGE = { owner: /^Owner: the team or the person that a rule names\. A team needs access to the project\.$/ };

/** Resolves when all is there and nothing moves under the pointer any more: the code editor, the whole engine and its remarks. */
async function settled(page, url) {
  await page.goto(url);
  await says(page, /^39 of 54/);
  await editorTakesOver(page);
  await show(page, "Projects");
  await page.locator(".projects").first().waitFor();
  await show(page, "Files");
  await page.getByRole("treeitem").first().waitFor();
}

/** Shows a view with a table of owners, once its terms can say what they mean. */
async function coverage(page, url) {
  await page.goto(url);
  await says(page, /^39 of 54/);
  // From then on the whole engine answers, and what shows words is there.
  await show(page, "Projects");
  await page.locator(".projects").first().waitFor();
  await show(page, "Coverage");
  await term(page, "owner").waitFor();
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".view .term")).textDecorationStyle === "dotted");
}

pageTest("by mouse: a term over a column shows its words, which can be gone into and closed", {}, async ({ page, url }) => {
  await coverage(page, url);
  assert.equal(await term(page, "owner").count(), 1, "marked at its first place alone");
  await term(page, "owner").hover();
  await means(page).waitFor();
  assert.match(await means(page).textContent(), COVERAGE.owner);
  assert.equal(await term(page, "owner").getAttribute("aria-describedby"), await means(page).getAttribute("id"));
  // Into the words: they stay.
  await means(page).hover();
  await page.waitForTimeout(500);
  assert.ok(await means(page).isVisible(), "the pointer may go into the words");
  await page.keyboard.press("Escape");
  await means(page).waitFor({ state: "hidden" });
  await term(page, "owner").hover();
  await means(page).waitFor();
  await page.mouse.move(5, 5);
  await means(page).waitFor({ state: "hidden" });
  assert.equal(await term(page, "owner").getAttribute("aria-describedby"), null);
});

pageTest("by keyboard alone: the focus shows the words, Escape closes them and the focus stays", {}, async ({ page, url }) => {
  await coverage(page, url);
  await page.getByRole("tab", { name: "Coverage" }).focus();
  for (let key = 0; key < 60 && !(await term(page, "owner").evaluate((it) => it === document.activeElement)); key += 1) await page.keyboard.press("Tab");
  await means(page).waitFor();
  assert.match(await means(page).textContent(), COVERAGE.owner);
  const found = await axe(page);
  assert.deepEqual(found, [], "words in sight are no barrier");
  await page.keyboard.press("Escape");
  await means(page).waitFor({ state: "hidden" });
  assert.ok(await term(page, "owner").evaluate((it) => it === document.activeElement));
  await page.keyboard.press("Tab");
  assert.ok(await means(page).isHidden());
});

pageTest("by touch: a tap shows the words within the window, a tap elsewhere closes them", { viewport: { width: 360, height: 740 }, hasTouch: true }, async ({ page, url }) => {
  await coverage(page, url);
  await term(page, "owner").tap();
  await means(page).waitFor();
  assert.match(await means(page).textContent(), COVERAGE.owner);
  const box = await means(page).boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 360 && box.y >= 0 && box.y + box.height <= 740, JSON.stringify(box));
  await page.getByRole("heading", { name: "By folder" }).tap();
  await means(page).waitFor({ state: "hidden" });
});

pageTest("a term in the label of a field opens no field by touch", { hasTouch: true }, async ({ page, url }) => {
  await page.goto(url);
  await example(page, "A monorepo of four apps");
  await show(page, "Compare");
  const label = term(page, "quota");
  await label.waitFor();
  await label.tap();
  await means(page).filter({ hasText: "how many events the organization pays for" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "DFN");
});

pageTest("every number of teams by projects leads to its files, and Back to the number", {}, async ({ page, url }) => {
  await page.goto(url);
  await example(page, "A monorepo of four apps");
  await says(page, /of 28 files/);
  await show(page, "Compare");
  const matrix = page.getByRole("table", { name: "Files by team and project" });
  const cell = matrix.locator('button[data-owner="#billing"][data-project]').first();
  await cell.waitFor();
  const [number, project] = [await cell.textContent(), await cell.getAttribute("data-project")];
  const numbers = await matrix.locator("tbody td.number").evaluateAll((cells) => cells.filter((it) => /\d/.test(it.textContent)).map((it) => it.querySelector("button") !== null));
  assert.ok(numbers.length > 8 && numbers.every((leads) => leads), "every number leads somewhere");
  await cell.click();
  await page.getByRole("button", { name: `only ${project}, #billing ×` }).waitFor();
  await page.locator(".toolbar .soft").filter({ hasText: new RegExp(`^\\s*${number} files?,`) }).waitFor();
  await page.getByRole("button", { name: "Open all" }).click();
  await page.locator(".row .owner").filter({ hasText: "#billing" }).first().waitFor();
  await page.goBack();
  await matrix.waitFor();
});

pageTest("numbers of Coverage, Review and Projects lead to their files", {}, async ({ page, url }) => {
  await page.goto(url);
  await example(page, "Review here, errors there");
  await says(page, /^27 of 28/);
  const leads = async (button, label) => {
    const [number] = /[\d,]+/.exec(await button.textContent());
    await button.click();
    await page.getByRole("button", { name: label }).waitFor();
    await page.locator(".toolbar .soft").filter({ hasText: new RegExp(`^\\s*${number} files?,`) }).waitFor();
  };
  const view = page.locator(".view");
  await show(page, "Coverage");
  await leads(view.getByRole("row", { name: /^packages/ }).getByRole("button").nth(1), "only packages/ ×");
  await show(page, "Coverage");
  await leads(view.locator(".gaps button").last(), /^only .+ ×$/);
  await show(page, "Review");
  await leads(view.locator(".disputes > li").first().getByRole("button").first(), /^only reviewed by CODEOWNERS \d+, not by /);
  await show(page, "Projects");
  await leads(view.locator(".project .head").first().getByRole("button", { name: /files?$/ }), /^only .+ ×$/);
});

pageTest("terms of the page's own tabs and of its sentence say what they mean, and are in nobody's way", {}, async ({ page, url }) => {
  await settled(page, url);
  const tab = page.getByRole("tab", { name: "Mappings" });
  await page.locator('[role="tab"][data-term="code mapping"]').waitFor();
  // The pointer rests on it.
  await tab.hover();
  await means(page).filter({ hasText: /^Code mapping: / }).waitFor();
  const [box, of] = [await means(page).boundingBox(), await tab.boundingBox()];
  assert.ok(box.y + box.height <= of.y, "above, since what it opens is below");
  // Pressed, it opens, and says no more.
  await tab.click();
  await means(page).waitFor({ state: "hidden" });
  await page.getByRole("tab", { name: "Mappings", selected: true }).waitFor();
  await page.waitForTimeout(1000);
  assert.ok(await means(page).isHidden(), "who pressed it wants what it opens");
  // By keys.
  await page.keyboard.press("ArrowLeft");
  await means(page).filter({ hasText: /^CODEOWNERS: / }).waitFor();
  await page.keyboard.press("Escape");
  await means(page).waitFor({ state: "hidden" });
  assert.ok(await page.getByRole("tab", { name: "CODEOWNERS" }).evaluate((it) => it === document.activeElement));
  await page.locator("h2.sentence").hover();
  await means(page).filter({ hasText: /^Reaches a team: / }).waitFor();
});

pageTest("a finger is told once what a tab's term means, and opens it all the same", { viewport: { width: 360, height: 740 }, hasTouch: true }, async ({ page, url }) => {
  await settled(page, url);
  await page.getByRole("navigation", { name: "Parts" }).getByRole("button", { name: /^Rules/ }).tap();
  const tab = page.getByRole("tab", { name: "CODEOWNERS" });
  await page.locator('[role="tab"][data-term="codeowners"]').waitFor();
  await tab.tap();
  await page.getByRole("tab", { name: "CODEOWNERS", selected: true }).waitFor();
  await means(page).filter({ hasText: /^CODEOWNERS: / }).waitFor();
  await page.getByRole("tab", { name: "Ownership rules" }).tap();
  await tab.tap();
  await page.getByRole("tab", { name: "CODEOWNERS", selected: true }).waitFor();
  assert.ok(await means(page).filter({ hasText: /^CODEOWNERS: / }).isHidden(), "it was told");
});
