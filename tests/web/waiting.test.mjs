// What has to be waited for is said, with how far it is, and that it is there.

import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { test } from "node:test";

import { launch, serveDist, show } from "./support.mjs";

/** A server before another, which sends half of the whole engine and the rest when it is told to. */
async function halfway(url) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const server = createServer((asked, answer) => {
    // As it is, so that half of the bytes is half of the engine.
    const headers = { ...asked.headers, "accept-encoding": "identity" };
    request(new URL(asked.url, url), { headers }, async (got) => {
      answer.writeHead(got.statusCode, got.headers);
      if (!asked.url.includes("engine_bg.wasm")) return got.pipe(answer);
      const parts = [];
      for await (const part of got) parts.push(part);
      const bytes = Buffer.concat(parts);
      const half = Math.floor(bytes.length / 2);
      answer.write(bytes.subarray(0, half));
      await released;
      answer.end(bytes.subarray(half));
    }).end();
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  const { pathname } = new URL(url);
  return { url: `http://127.0.0.1:${port}${pathname}`, release, close: () => new Promise((closed) => (server.close(closed), server.closeAllConnections())) };
}

test("a view that waits for the rest of the engine says so, how far it is, and when it is there", { timeout: 60_000 }, async () => {
  const slow = await halfway(await serveDist());
  const context = await (await launch()).newContext();
  try {
    const page = await context.newPage();
    await page.goto(slow.url);
    await page.locator(".sentence").filter({ hasText: "39 of 54 files" }).waitFor();
    await show(page, "Projects");
    const said = page.locator("#said");
    await said.filter({ hasText: /^Loading the rest of the engine…$/ }).waitFor({ state: "attached" });
    const working = page.locator('.working[data-busy="true"]');
    await working.waitFor();
    await page.locator('.working[data-loading="Loading the rest of the engine… 50%"]').waitFor();
    assert.ok(await working.getByRole("button", { name: "Stop" }).isVisible(), "it can be stopped");
    slow.release();
    await page.locator(".projects").first().waitFor();
    await said.filter({ hasText: /^The rest of the engine is loaded\.$/ }).waitFor({ state: "attached" });
    assert.equal(await page.locator(".working[data-loading]").count(), 0);
  } finally {
    await context.close();
    await slow.close();
  }
});
