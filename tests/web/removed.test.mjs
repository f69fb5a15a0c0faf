// An advisor in a frame that is taken away before it is there.

import assert from "node:assert/strict";

import { standInTest } from "./standin.mjs";

const DOCS = '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Docs</title><main></main>';

standInTest("an advisor that is removed at once does not appear", async ({ page, open }) => {
  await open(page, "docs.html", { "docs.html": DOCS });
  const after = await page.evaluate(async () => {
    const { advisor } = await import("./frame.js");
    globalThis.failures = [];
    const add = (text) => advisor(document.querySelector("main"), { text, onerror: ({ code }) => failures.push(code) });
    add("--- rules\n* #web\n").remove();
    add(undefined).remove();
    // Another one is packed after that one: when it is there, that one would be.
    globalThis.kept = add("--- rules\n* #web\n");
    await new Promise((done) => kept.frame.addEventListener("load", done));
    return document.querySelectorAll("iframe").length;
  });
  assert.equal(after, 1);
  await page.frameLocator("iframe").getByText("Answered.").waitFor();
  assert.equal(await page.evaluate(() => (kept.remove(), document.querySelectorAll("iframe").length)), 0);
});

standInTest("an advisor that is removed while it loads again says nothing more", async ({ page, open }) => {
  await page.clock.install();
  await open(page, "docs.html", { "docs.html": DOCS });
  await page.evaluate(async () => {
    const { advisor } = await import("./frame.js");
    globalThis.failures = [];
    globalThis.made = advisor(document.querySelector("main"), { text: "--- rules\n* #web\n", onerror: ({ code }) => failures.push(code) });
    await new Promise((done) => made.frame.addEventListener("load", done));
    // A frame that loads again packs its text anew.
    made.frame.dispatchEvent(new Event("load"));
    made.remove();
    made.frame.dispatchEvent(new Event("load"));
  });
  await page.clock.runFor(20_000);
  assert.deepEqual(await page.evaluate(() => [failures, document.querySelectorAll("iframe").length]), [[], 0]);
});
