// A lesson of one's own is not lost to what is opened in its place.

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";

import { standInTest } from "./standin.mjs";

const KEY = "sentry-general.own-lesson";
const kept = (page) => page.evaluate((key) => localStorage.getItem(key), KEY);
const field = (page) => page.getByRole("textbox", { name: "The lesson" });
const ready = (page) => page.locator(".faults li").first().waitFor();
const file = (text, name = "other.md") => ({ name, mimeType: "text/markdown", buffer: Buffer.from(text) });

/** Writes a lesson, and waits until it is kept. */
async function write(page, text) {
  await ready(page);
  await field(page).fill(text);
  await page.waitForFunction(([key, text]) => localStorage.getItem(key) === text, [KEY, text]);
}

standInTest("a file that is opened takes the place of one's text, which can be had back by the keyboard", async ({ page, open }) => {
  await open(page, "learn/own.html");
  await write(page, "# Mine");
  const undo = page.getByRole("button", { name: "Undo" });
  assert.equal(await undo.isVisible(), false, "there is nothing to undo yet");
  await page.getByLabel("Open a file").setInputFiles(file("# Theirs"));
  await page.getByRole("status").getByText("other.md has taken the place of your text.").waitFor();
  assert.equal(await field(page).inputValue(), "# Theirs");
  assert.equal(await kept(page), "# Mine", "nothing is overwritten by opening it");
  // Another one, too, leaves one's own to be had back.
  await page.getByLabel("Open a file").setInputFiles(file("# Third", "third.md"));
  await page.getByRole("status").getByText("third.md has").waitFor();
  await undo.focus();
  await page.keyboard.press("Enter");
  assert.equal(await field(page).inputValue(), "# Mine");
  await page.getByRole("status").getByText("Your text is back.").waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await field(page).inputValue(), "# Third", "the button keeps the focus, and undoes that");
  assert.equal(await kept(page), "# Mine");
  await field(page).fill("# Third, changed");
  await page.waitForFunction((key) => localStorage.getItem(key) === "# Third, changed", KEY);
  await undo.click();
  assert.equal(await kept(page), "# Mine", "what is there again is kept again");
  await page.getByRole("button", { name: "Redo" }).click();
  assert.equal(await kept(page), "# Third, changed");
});

standInTest("a link of the advisor can be undone, too", async ({ page, open }) => {
  await open(page, "learn/own.html");
  await write(page, "# Mine");
  await page.getByLabel("Make it from a link").fill("linked.ts");
  await page.getByLabel("Make it from a link").press("Enter");
  await page.getByText("Here it is").waitFor();
  assert.match(await field(page).inputValue(), /linked\.ts/);
  assert.equal(await kept(page), "# Mine");
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await field(page).inputValue(), "# Mine");
});

standInTest("a lesson that an address brings is never kept in place of one's own", async ({ page, open }) => {
  const url = await open(page, "learn/own.html", { "lesson.md": "# From the site" });
  await write(page, "# Mine");
  await page.goto(`${url}learn/own.html?src=../lesson.md`);
  await page.getByRole("status").getByText("what you change in it is not kept").waitFor();
  await field(page).fill("# From the site, changed");
  await page.waitForTimeout(600);
  assert.equal(await kept(page), "# Mine");
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await field(page).inputValue(), "# Mine");
  await field(page).fill("# Mine, more");
  await page.waitForFunction((key) => localStorage.getItem(key) === "# Mine, more", KEY);
});

standInTest("what was typed just before the page is left is kept", async ({ page, open }) => {
  const url = await open(page, "learn/own.html");
  await ready(page);
  await field(page).fill("# Last words");
  await page.goto(`${url}learn/guide.html`);
  assert.equal(await kept(page), "# Last words");
});

standInTest("files that are dropped are opened, words that are dragged are not", async ({ page, open }) => {
  await open(page, "learn/own.html");
  await write(page, "# Mine");
  const drop = (kind) =>
    page.evaluate((kind) => {
      const dataTransfer = new DataTransfer();
      if (kind === "file") dataTransfer.items.add(new File(["# Dropped"], "dropped.md"));
      else dataTransfer.setData("text/plain", "words");
      return ["dragover", "drop"].map((type) => document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })));
    }, kind);
  assert.deepEqual(await drop("words"), [true, true], "left to the browser");
  assert.deepEqual(await drop("file"), [false, false]);
  await page.getByRole("status").getByText("dropped.md has").waitFor();
  assert.equal(await field(page).inputValue(), "# Dropped");
  assert.equal(await kept(page), "# Mine");
});
