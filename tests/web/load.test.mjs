// The page starts: under a sub-path, under the strict policy, and says so when it cannot.

import assert from "node:assert/strict";
import { test } from "node:test";

import { launch, pageTest, serveDist } from "./support.mjs";

pageTest("the page starts under a sub-path and the strict policy", {}, async ({ page, url }) => {
  await page.goto(url);
  await page.getByRole("heading", { level: 1, name: "Sentry General" }).waitFor();
  assert.equal(await page.title(), "Sentry General");
  assert.ok(await page.locator("#failure").isHidden(), "no failure may be shown on a page that started");
});

pageTest("index.html may be named in the address", {}, async ({ page, url }) => {
  await page.goto(`${url}index.html#anything`);
  await page.getByRole("heading", { level: 1 }).waitFor();
});

pageTest("the worker starts from its fixed address, with the build's name", {}, async ({ page, url }) => {
  await page.goto(url);
  const build = await page.locator('meta[name="build"]').getAttribute("content");
  assert.match(build, /^[0-9a-f]{12}$/, "the build must have filled in its name");

  const asked = [];
  page.context().on("request", (request) => asked.push(request.url().slice(url.length)));
  const wasm = page.context().waitForEvent("response", (response) => /engine_bg/.test(response.url()));
  await page.evaluate((build) => new Worker(`./engine_loader.js?v=${build}`, { type: "module" }), build);
  assert.equal((await wasm).headers()["content-type"], "application/wasm");
  for (const file of ["engine_loader.js", "engine.js", "engine_bg.wasm"]) {
    assert.ok(asked.includes(`${file}?v=${build}`), `${file} must be asked for with the build's name, got ${asked}`);
  }
});

pageTest(
  "a page whose wasm does not arrive says so",
  { allow: [/./] },
  async ({ page, url }) => {
    await page.route(/page-.*\.wasm$/, (route) => route.abort());
    await page.goto(url);
    await page.getByRole("alert").filter({ hasText: "could not start" }).waitFor();
  },
);

test("without JavaScript the page says what it needs", async () => {
  const url = await serveDist();
  const context = await (await launch()).newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  const notice = page.locator("noscript");
  await notice.waitFor({ timeout: 5000 });
  assert.match(await notice.innerText(), /needs JavaScript and WebAssembly/);
  await context.close();
});
