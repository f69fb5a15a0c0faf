// What is done is undone, whatever it was, and done again: by the buttons, by keys, by name.

import assert from "node:assert/strict";

import { paste } from "./hands.mjs";
import { editorTakesOver, example, pageTest, select, show, typeRules } from "./support.mjs";

const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const tree = (page) => page.getByRole("textbox", { name: "File tree" });
const undo = (page) => page.getByRole("group", { name: "Steps" }).getByRole("button", { name: /^(Undo:|Nothing to undo)/ });
const redo = (page) => page.getByRole("group", { name: "Steps" }).getByRole("button", { name: /^(Redo:|Nothing to redo)/ });
const step = (page, name) => page.getByRole("group", { name: "Steps" }).getByRole("button", { name, exact: true });
const EXAMPLE = /^39 of 54 files/;

/** Leaves whatever text field has the focus. */
const leave = (page) => page.evaluate(() => document.activeElement?.blur());

pageTest("buttons name what they undo and redo, and keep the focus", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await editorTakesOver(page);
  await step(page, "Nothing to undo").waitFor();
  await select(page, "worker");
  await page.getByLabel("Give it to").fill("#jobs");
  await page.keyboard.press("Enter");
  await says(page, /^42 of 54/);
  await step(page, "Undo: Give worker/ to #jobs").waitFor();
  assert.equal(await undo(page).getAttribute("title"), "Undo: Give worker/ to #jobs");
  await undo(page).focus();
  await page.keyboard.press("Enter");
  await says(page, EXAMPLE);
  await page.getByRole("status").filter({ hasText: "Undone: Give worker/ to #jobs." }).waitFor();
  await step(page, "Nothing to undo").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Nothing to undo");
  await redo(page).click();
  await says(page, /^42 of 54/);
  await page.getByRole("status").filter({ hasText: "Done again: Give worker/ to #jobs." }).waitFor();
});

pageTest("keys undo and redo outside of text fields, step by step, and lead to where it was", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await paste(page, "src/a.ts\nsrc/b.ts\ndocs/c.md\n");
  await says(page, /^0 of 3/);
  await typeRules(page, "src/* #web\n");
  await says(page, /^2 of 3/);
  await page.getByRole("tab", { name: "CODEOWNERS" }).click();
  await page.getByRole("textbox", { name: "CODEOWNERS", exact: true }).click();
  await page.keyboard.type("/docs/ docs@acme.dev");
  await says(page, /^3 of 3/);
  await page.getByRole("tab", { name: "Ownership rules" }).click();
  await leave(page);
  await page.keyboard.press("ControlOrMeta+z");
  await says(page, /^2 of 3/);
  assert.equal(await page.getByRole("tab", { name: "CODEOWNERS" }).getAttribute("aria-selected"), "true", "what was typed at a stretch goes at once, in sight");
  await leave(page);
  await page.keyboard.press("ControlOrMeta+z");
  await says(page, /^0 of 3/);
  await leave(page);
  await page.keyboard.press("ControlOrMeta+z");
  await says(page, EXAMPLE);
  for (const pattern of [/^0 of 3/, /^2 of 3/, /^3 of 3/]) {
    await leave(page);
    await page.keyboard.press(pattern.source.includes("2") ? "ControlOrMeta+y" : "ControlOrMeta+Shift+z");
    await says(page, pattern);
  }
});

pageTest("a field's own undo and the page's are of one mind", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await paste(page, "src/a.ts\nlib/b.ts\n");
  await says(page, /^0 of 2/);
  await typeRules(page, "src/* #web\n");
  await says(page, /^1 of 2/);
  await page.keyboard.press("ControlOrMeta+z");
  await says(page, /^0 of 2/);
  await step(page, "Redo: Edit the ownership rules").waitFor();
  await redo(page).click();
  await says(page, /^1 of 2/);
});

pageTest("ticks and moves between projects are undone by name, in the view where they were made", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await example(page, "A monorepo of four apps");
  await says(page, /of 28 files/);
  await show(page, "Playbook");
  const tick = page.locator('.view input[type="checkbox"]').first();
  await tick.click();
  await step(page, "Undo: Tick a step of the playbook").waitFor();
  await show(page, "Files");
  await leave(page);
  await page.keyboard.press("ControlOrMeta+z");
  await page.getByRole("tab", { name: "Playbook" }).waitFor();
  await page.waitForFunction(() => document.querySelector('.view input[type="checkbox"]')?.checked === false);
  await redo(page).click();
  await page.waitForFunction(() => document.querySelector('.view input[type="checkbox"]')?.checked === true);
});

pageTest("opening a chapter is no change", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await show(page, "Playbook");
  await page.locator(".view").getByRole("button", { name: /Releases/ }).first().click();
  await page.locator(".view").getByRole("heading", { name: /Releases/ }).first().waitFor();
  await step(page, "Nothing to undo").waitFor();
  await page.getByRole("button", { name: /^My work/ }).click();
  assert.equal(await page.locator("#works li").count(), 0, "the example is still the example");
});

pageTest("an example that took one's place is undone, and the work is the same one", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await tree(page).fill("mine/a.ts\n");
  await says(page, /of 1 file/);
  await page.locator('.app[data-stored="true"]').waitFor();
  await example(page, "A monorepo of four apps");
  await says(page, /of 28 files/);
  await step(page, "Undo: Open an example").click();
  await says(page, /of 1 file/);
  assert.equal(await tree(page).inputValue(), "mine/a.ts\n");
  await page.getByRole("button", { name: /^My work/ }).click();
  assert.equal(await page.locator("#works li").count(), 1, "no copy of it");
});

pageTest("a fix pressed in the editor says what it moves, and is one step", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await paste(page, "src/pay/a.ts\nsrc/pay/b.ts\nsrc/c.ts\n");
  await says(page, /^0 of 3/);
  await typeRules(page, "src/pay/* #pay\n* #web\n");
  await says(page, /^3 of 3/);
  await page.locator(".problems").getByRole("button", { name: /^Move/ }).first().waitFor();
  await page.getByRole("textbox", { name: "Ownership rules" }).click();
  await page.keyboard.press("F8");
  await page.keyboard.press("Alt+Enter");
  await page.getByText("This moves 2 files: 2 from #web to #pay.").waitFor();
  await page.getByRole("button", { name: /^#web 3/ }).waitFor();
  await page.getByRole("button", { name: "Do it" }).click();
  await page.getByRole("button", { name: /^#pay 2/ }).waitFor();
  await undo(page).click();
  await page.getByRole("button", { name: /^#web 3/ }).waitFor();
});

pageTest("a first paste is nobody's edit, a change of it is", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await paste(page, "src/a.ts\nlib/b.ts\n");
  await says(page, /^0 of 2/);
  await typeRules(page, "src/* #web\n");
  await says(page, /^1 of 2/);
  assert.equal(await page.locator(".moves:not([hidden])").count(), 0);
  await typeRules(page, "src/* #web\nlib/* #lib\n");
  await says(page, /^2 of 2/);
});

pageTest("names of a pasted CODEOWNERS are mapped where the paste is told of, on a slow machine, too", {}, async ({ page, context, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  // Drawing takes longer than a frame: what is told of an editor that was not there before waits until it is.
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await paste(page, "src/a.ts\nlib/b.ts\n");
  await says(page, /^0 of 2/);
  await paste(page, "/src/ @acme/web\n/lib/ @acme/lib\n");
  const notices = page.locator(".notices");
  await notices.getByText("Taken as a CODEOWNERS file.").waitFor();
  await notices.getByText(/2 names are nobody in Sentry yet/).waitFor();
  await notices.getByRole("button", { name: "Map each name to the team of the same name" }).click();
  await says(page, /^2 of 2/);
  await step(page, "Undo: Map each name to the team of the same name").waitFor();
});

for (const width of [360, 768, 1280]) {
  pageTest(`at ${width} px the pair of buttons is in the bar, and nothing moves from load to answer`, { viewport: { width, height: 740 } }, async ({ page, url }) => {
    await page.addInitScript(() => {
      globalThis.shifts = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if (entry.hadRecentInput) continue;
          shifts.push([entry.value, ...entry.sources.map(({ node }) => node?.className || node?.nodeName || "")]);
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(url);
    await says(page, EXAMPLE);
    await editorTakesOver(page);
    await page.waitForTimeout(500);
    const shifts = await page.evaluate(() => globalThis.shifts);
    const sum = shifts.reduce((sum, [value]) => sum + value, 0);
    assert.ok(sum <= 0.05, `${sum}: ${JSON.stringify(shifts)}`);
    const box = await undo(page).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= width && box.y < 60, JSON.stringify(box));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the page");
  });
}

pageTest("an editor's own undo does not lead into the document that was there before; the page's does", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await typeRules(page, "src/* #mine\n");
  await step(page, "Undo: Edit the ownership rules").waitFor();
  const has = (words, there = true) => page.waitForFunction(([words, there]) => document.querySelector("#rules-text").value.includes(words) === there, [words, there]);
  const text = () => page.locator("#rules-text").evaluate((it) => it.value);
  await example(page, "A monorepo of four apps");
  await says(page, /of 28 files/);
  await has("#billing");
  const theirs = await text();
  await page.getByRole("textbox", { name: "Ownership rules", exact: true }).click();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("ControlOrMeta+z");
  // What is typed from now on has its own way back, and it ends here.
  await page.keyboard.type("zz");
  await has("zz");
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("ControlOrMeta+z");
  await has("zz", false);
  assert.equal(await text(), theirs, "the example's rules, not those of before");
  // Typing made the example one's own, which is a step like any other.
  await step(page, "Undo: Edit the ownership rules").click();
  await step(page, "Undo: Open an example").click();
  await has("#mine");
});
