// The keys of a lesson on a projector.

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
