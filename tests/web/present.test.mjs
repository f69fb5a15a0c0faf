// A lesson on a projector: its keys, and what is in sight.

import assert from "node:assert/strict";

import { standInTest } from "./standin.mjs";

standInTest("Space presses the button, link or summary that has the focus, and turns the slide anywhere else", async ({ page, open }) => {
  const url = await open(page, "learn/04-last-match.html");
  const where = page.locator(".bar span").first();
  const is = (text) => where.filter({ hasText: text }).waitFor();
  await page.getByRole("button", { name: "Present" }).focus();
  await page.keyboard.press("Space");
  await is("1 of 4");
  await page.keyboard.press("Space");
  await is("2 of 4");
  await page.keyboard.press("Space");
  await is("3 of 4");
  const hints = page.locator(".hints > li:visible");
  await page.getByRole("button", { name: "Show a hint" }).focus();
  await page.keyboard.press("Space");
  assert.equal(await hints.count(), 1);
  await is("3 of 4");
  // What answers and lessons may hold besides.
  await page.evaluate(() => {
    const more = document.createElement("div");
    more.innerHTML = '<details><summary>More</summary>Words.</details><a href="#there">There</a><span tabindex="0">Words</span>';
    document.querySelector(".slide.now").append(more);
  });
  await page.locator("summary").focus();
  await page.keyboard.press("Space");
  await page.getByText("Words.").waitFor();
  await page.getByRole("link", { name: "There" }).focus();
  await page.keyboard.press("Space");
  await page.waitForURL(`${url}learn/04-last-match.html#there`);
  await is("3 of 4");
  await page.locator("span[tabindex]").focus();
  await page.keyboard.press("Space");
  await is("4 of 4");
  // And in the advisor's own tree.
  await page.keyboard.press("ArrowLeft");
  await is("3 of 4");
  await page.locator(".exercise").getByRole("textbox").last().fill("* #typed");
  await page.locator(".exercise").getByRole("button", { name: "Undo all edits" }).focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => !document.querySelector(".exercise").value.includes("#typed"));
  await is("3 of 4");
});

standInTest("Escape closes the code, then leaves", async ({ page, open }) => {
  await open(page, "learn/04-last-match.html");
  await page.getByRole("button", { name: "Present" }).click();
  await page.keyboard.press("q");
  await page.locator(".room").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".room").waitFor({ state: "detached" });
  await page.locator(".presenting").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("body:not(.presenting)").waitFor();
});

standInTest("after an answer was chosen the keys are the slides' again", async ({ page, open }) => {
  await open(page, "learn/08-shared-code.html");
  await page.getByRole("button", { name: "Present" }).click();
  const where = page.locator(".bar span").first();
  const is = (text) => where.filter({ hasText: text }).waitFor();
  await page.keyboard.press("ArrowRight");
  const [yes, no] = [page.locator("[type=radio]").first(), page.locator("[type=radio]").last()];
  await yes.click();
  assert.ok((await yes.boundingBox()).height >= 24, "it is as large as the words beside it");
  await page.keyboard.press("ArrowRight");
  await is("3 of 4");
  assert.equal(await yes.isChecked(), true, "the answer is as it was");
  await page.keyboard.press("ArrowLeft");
  await yes.focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await no.isChecked(), true, "↑ and ↓ choose an answer");
  await page.keyboard.press("Space");
  await is("3 of 4");
  await page.keyboard.press("ArrowLeft");
  await no.focus();
  await page.keyboard.press("t");
  assert.match(await page.evaluate(() => document.documentElement.style.colorScheme), /light|dark/);
  await page.keyboard.press("s");
  await page.locator(".solution.now").waitFor();
});

standInTest("Space chooses the answer that has the focus", async ({ page, open }) => {
  await open(page, "learn/08-shared-code.html");
  await page.getByRole("button", { name: "Present" }).click();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("radio").first().focus();
  await page.keyboard.press("Space");
  assert.equal(await page.getByRole("radio").first().isChecked(), true);
  await page.locator(".bar span").first().filter({ hasText: "2 of 4" }).waitFor();
});

standInTest("S leads to the solution and away from it, to the exercise", async ({ page, open }) => {
  await open(page, "learn/04-last-match.html");
  await page.getByRole("button", { name: "Present" }).click();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("s");
  await page.locator(".solution.now").waitFor();
  await page.keyboard.press("s");
  await page.locator(".goal.now").waitFor();
  assert.equal(await page.locator(".solution").isHidden(), true);
  await page.keyboard.press("s");
  await page.keyboard.press("ArrowLeft");
  await page.locator(".goal.now").waitFor();
  await page.keyboard.press("s");
  await page.locator(".solution.now").waitFor();
});

standInTest("back from a lesson's first slide is the last one of the lesson before, and leaving leaves the address as it was", async ({ page, open }) => {
  const url = await open(page, "learn/04-last-match.html");
  await page.getByRole("button", { name: "Present" }).click();
  const title = page.getByRole("heading", { level: 1 });
  assert.equal(await title.isVisible(), true);
  for (let slide = 1; slide < 4; slide += 1) await page.keyboard.press("ArrowRight");
  assert.equal(await title.isVisible(), false, "the room is for what the slide is about");
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/05-dot-slash/);
  await page.locator(".situation.now").waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(/04-last-match/);
  await page.locator(".learnt.now").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(page.url(), `${url}learn/04-last-match.html`);
  assert.equal(await title.isVisible(), true);
  await page.reload();
  assert.equal(await page.locator(".presenting").count(), 0);
  await page.getByRole("button", { name: "Present" }).click();
  await page.locator(".situation.now").waitFor();
});
