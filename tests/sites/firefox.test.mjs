// The same sites in Firefox: a fence, an element and a frame answer, and the fence changes with what is typed.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { serve } from "../../script/static-server.mjs";
import { missing, withFirefox } from "../web/firefox.mjs";

const folder = process.env.SITES_FOLDER;
const sites = (process.env.SITES ?? "").split(" ").filter(Boolean);

for (const site of sites) {
  const out = join(folder, site, "out");

  test(`${site} in Firefox: fence, element and frame answer`, { skip: missing, timeout: 120_000 }, async () => {
    assert.ok(existsSync(join(out, "index.html")), `${site} was not built`);
    const server = await serve({ root: out, base: "/guide/" });
    try {
      await withFirefox(async ({ go, run, wait, type }) => {
        await go(server.url);
        const fence = "document.querySelector('sentry-general:not([sample])')?.shadowRoot";
        await wait("document.querySelector('sentry-general')?.scrollIntoView(); return true");
        await wait(`return ${fence}?.textContent.includes('goes to #payments')`);
        const rules = `return ${fence}?.querySelector('textarea[aria-label="Ownership rules"]')`;
        await run(`(() => { ${rules} })().select()`);
        await type(rules, "* #typed");
        await wait(`return ${fence}?.textContent.includes('#typed')`);
        await wait("document.querySelector('sentry-general[sample]').scrollIntoView(); return document.querySelector('sentry-general[sample]').shadowRoot?.textContent.includes('#billing')");
        await wait("document.querySelector('iframe').scrollIntoView(); return document.querySelector('iframe').contentDocument?.querySelector('sentry-general')?.shadowRoot?.querySelector('.answer')");
      });
    } finally {
      await server.close();
    }
  });
}
