// Real sites, built by script/sites: fences, an element and a frame in each, through the generator's own navigation.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { serve } from "../../script/static-server.mjs";
import { launch } from "../web/support.mjs";

const folder = process.env.SITES_FOLDER;
const sites = (process.env.SITES ?? "").split(" ").filter(Boolean);

/** What a site asks for of itself, which has nothing to do with the advisor. */
const NOT_OURS = [/favicon/, /sitemap/, /Failed to load resource/, /Could not find the language|Falling back to no-highlight/];

for (const site of sites) {
  const out = join(folder, site, "out");

  test(`${site}: fence, element and frame answer, and so does the next page, and the first again`, { timeout: 120_000 }, async () => {
    assert.ok(existsSync(join(out, "index.html")), `${site} was not built`);
    const server = await serve({ root: out, base: "/guide/" });
    const context = await (await launch()).newContext();
    try {
      const page = await context.newPage();
      const complaints = [];
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
      context.on("weberror", (error) => complaints.push(`uncaught: ${error.error()}`));
      await page.goto(server.url);
      const first = async () => {
        const fence = page.locator("sentry-general:not([sample])");
        await fence.getByText("goes to #payments because line 2 is the last rule that matches").waitFor();
        assert.equal(await fence.getByRole("textbox", { name: "Ownership rules" }).inputValue(), "src/*      #web\nsrc/pay/*  #payments");
        const sample = page.locator("sentry-general[sample]");
        await sample.scrollIntoViewIfNeeded();
        await sample.getByRole("row", { name: /invoice_job\.rb #billing/ }).waitFor();
        await page.locator("iframe").scrollIntoViewIfNeeded();
        await page.frameLocator("iframe").locator("sentry-general .answer").first().waitFor();
        assert.equal(await page.locator("sentry-general").count(), 2, "one advisor for each");
        assert.equal(await page.getByText("title: The last rule").filter({ visible: true }).count(), 0, "the fence's text is not there twice");
      };
      await first();
      await page.getByRole("main").getByRole("link", { name: "second page", exact: true }).click();
      await page.locator("sentry-general").getByText("goes to #second").waitFor();
      assert.equal(await page.locator("sentry-general").count(), 1);
      await page.getByRole("main").getByRole("link", { name: "first page", exact: true }).click();
      await first();
      await page.goBack();
      await page.locator("sentry-general").getByText("goes to #second").waitFor();
      assert.deepEqual(complaints.filter((words) => !NOT_OURS.some((pattern) => pattern.test(words))), []);
    } finally {
      await context.close();
      await server.close();
    }
  });

  const lost = (pattern) => (context) => context.route(pattern, (route) => route.fulfill({ status: 404 }));
  /** As strict as a site can be that runs scripts at all, its own inline ones included: nothing lets WebAssembly in. */
  const NO_WASM = { "content-security-policy": "script-src 'self' 'unsafe-inline'" };
  for (const { name, setUp = () => {}, headers, link = true } of [
    { name: "the engine's files are lost", setUp: lost(/\/(first|engine)(_bg)?\.(wasm|js)/) },
    { name: "the worker's script is lost, too", setUp: lost(/\/sentry-general\/(?!embed\.)/) },
    { name: "the browser has no WebAssembly", setUp: (context) => context.addInitScript(() => delete globalThis.WebAssembly) },
    { name: "the site's policy forbids WebAssembly", headers: NO_WASM },
    // Nobody is left who could add one.
    { name: "the script is lost", setUp: lost(/\/embed\.js/), link: false },
  ]) {
    test(`${site}: where ${name}, the fence's text stays, and nothing is thrown`, { timeout: 60_000 }, async () => {
      const server = await serve({ root: out, base: "/guide/", headers });
      const context = await (await launch()).newContext();
      try {
        const thrown = [];
        context.on("weberror", (error) => thrown.push(String(error.error())));
        await setUp(context);
        const page = await context.newPage();
        await page.goto(server.url);
        if (link) {
          const said = page.getByText("This example can’t be tried here").first();
          await said.waitFor();
          const href = await said.getByRole("link", { name: "Open the advisor" }).getAttribute("href");
          assert.match(href, /\/guide\/sentry-general\/index\.html(\?v=\w+)?$/);
        }
        await page.getByText("title: The last rule that matches wins").first().waitFor();
        assert.deepEqual(thrown, []);
      } finally {
        await context.close();
        await server.close();
      }
    });
  }
}
