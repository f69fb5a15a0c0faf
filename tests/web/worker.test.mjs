// The worker that all advisors of a document share: it is replaced when it fails, and none is left behind.

import assert from "node:assert/strict";

import { POLICY } from "./support.mjs";
import { standInTest } from "./standin.mjs";

const docs = (...fences) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Docs</title><script src="embed.js" defer></script><body>${fences.map((fence) => `<sentry-general><pre>${fence}</pre></sentry-general>`).join("\n")}`;
const GOOD = "--- rules\n* #web\n";
const says = (sentence) => `answer: ${JSON.stringify({ sentence })}\n${GOOD}`;
const edit = (page, at, text) => page.locator("sentry-general").nth(at).evaluate((advisor, text) => advisor.edit(text), text);
const out = (page, text, at = 0) => page.locator("sentry-general").nth(at).getByText(text).waitFor();

/** Waits until there are so many workers, and no more a moment later. */
async function workers(page, count) {
  for (let time = 0; page.workers().length !== count; time += 1) {
    assert.ok(time < 40, `${page.workers().length} workers instead of ${count}`);
    await page.waitForTimeout(50);
  }
}

for (const [name, headers] of [
  ["", { "content-security-policy": POLICY }],
  [" under Trusted Types", { "content-security-policy": `${POLICY}; require-trusted-types-for 'script'; trusted-types sentry-general` }],
]) {
  standInTest(`a worker that answers with an error is replaced by another${name}, and ended`, async ({ page, open }) => {
    await open(page, "docs.html", { "docs.html": docs(GOOD) }, headers);
    await out(page, "Answered.");
    for (let time = 0; time < 4; time += 1) {
      await edit(page, 0, `error: broken ${time}\n${GOOD}`);
      await out(page, `This example can’t be tried here: broken ${time}.`);
    }
    await workers(page, 0);
    await edit(page, 0, says("Here again."));
    await out(page, "Here again.");
    assert.equal(await page.locator(".where").textContent(), "", "in a worker as before");
    await workers(page, 1);
    await page.evaluate(() => document.body.replaceChildren());
    await workers(page, 0);
  });
}

standInTest("what others asked of a worker before it failed is answered", async ({ page, open }) => {
  await open(page, "docs.html", { "docs.html": docs(GOOD, GOOD) });
  await out(page, "Answered.", 0);
  await out(page, "Answered.", 1);
  await edit(page, 0, `slow: 600\n${says("In its own time.")}`);
  await edit(page, 1, `error: broken\n${GOOD}`);
  await out(page, "broken", 1);
  await edit(page, 1, says("Meanwhile."));
  await out(page, "Meanwhile.", 1);
  await out(page, "In its own time.", 0);
  await workers(page, 1);
});

standInTest("a worker that breaks down is replaced, whoever waits", async ({ page, open }) => {
  await open(page, "docs.html", { "docs.html": docs(GOOD) });
  await out(page, "Answered.");
  await edit(page, 0, `crash: down\nslow: 5000\n${GOOD}`);
  await out(page, "down");
  await edit(page, 0, says("Here again."));
  await out(page, "Here again.");
  await workers(page, 1);
});

standInTest("in a frame with no origin of its own the worker's address is given back", async ({ page, context, open }) => {
  await context.addInitScript(() => {
    globalThis.addresses = new Set();
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      const url = createObjectURL.call(URL, blob);
      addresses.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => (addresses.delete(url), revokeObjectURL.call(URL, url));
  });
  const frame = `<!doctype html><title>Docs</title><iframe title="Advisor" width="800" height="400" sandbox="allow-scripts" src="embed.html#fence=${encodeURIComponent(GOOD)}"></iframe>`;
  await open(page, "docs.html", { "docs.html": frame }, { "access-control-allow-origin": "*" });
  await page.frameLocator("iframe").getByText("Answered.").waitFor();
  await workers(page, 1);
  assert.equal(await page.frames()[1].evaluate(() => addresses.size), 0);
});
