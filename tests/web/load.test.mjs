// The page starts: under a sub-path, under the strict policy, and says so when it cannot.

import assert from "node:assert/strict";
import { test } from "node:test";

import { editorTakesOver, launch, pageTest, serveDist, show } from "./support.mjs";

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

pageTest("the editor is loaded after first paint, with the build's name", {}, async ({ page, url }) => {
  await page.goto(url);
  await editorTakesOver(page);
  const { asked, painted, build } = await page.evaluate(() => ({
    asked: performance.getEntriesByType("resource").find(({ name }) => name.includes("/editor.js")),
    painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    build: document.querySelector('meta[name="build"]').content,
  }));
  assert.ok(asked.name.endsWith(`?v=${build}`), `no old editor may meet a new page: ${asked.name}`);
  assert.ok(asked.startTime >= painted, "the editor must not compete with what first paint needs");
});

pageTest("the worker starts from its fixed address, with the build's name", {}, async ({ page, url }) => {
  const asked = [];
  page.context().on("request", (request) => asked.push(request.url().slice(url.length)));
  const [script, wasm] = [/engine\.js/, /engine_bg/].map((name) =>
    page.context().waitForEvent("response", (response) => name.test(response.url())),
  );
  await page.goto(url);
  const build = await page.locator('meta[name="build"]').getAttribute("content");
  assert.match(build, /^[0-9a-f]{12}$/, "the build must have filled in its name");
  assert.equal((await wasm).headers()["content-type"], "application/wasm");
  await script;
  const files = ["engine_loader.js", "first.js", "first_bg.wasm", "engine.js", "engine_bg.wasm"];
  for (const file of files) {
    assert.ok(asked.includes(`${file}?v=${build}`), `${file} must be asked for with the build's name, got ${asked}`);
  }
});

pageTest("a worker answers what it was asked while it was still loading", {}, async ({ page, url }) => {
  // A first part that is slow to start, and then answers with what it hears.
  await page.context().route(/first\.js/, (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: `const message = (text) => [new Uint8Array(1), text];
        export default async () => new Promise((ready) => setTimeout(ready, 300));
        export const greeting = () => message("ready");
        export const pageHandle = (bytes, text) => message(text);`,
    }),
  );
  // The whole engine never arrives.
  await page.context().route(/engine_bg\.wasm/, () => {});
  await page.goto(url);
  const heard = await page.evaluate(async () => {
    const worker = new Worker("./engine_loader.js", { type: "module" });
    const heard = [];
    const done = new Promise((done) => (worker.onmessage = ({ data }) => heard.push(data[1]) === 4 && done()));
    const say = (text) => worker.postMessage([new Uint8Array(1), text]);
    say("at once");
    await new Promise((later) => setTimeout(later, 150));
    say("while loading");
    await new Promise((later) => setTimeout(later, 400));
    say("after");
    await done;
    return heard;
  });
  assert.deepEqual(heard, ["ready", "at once", "while loading", "after"], "no message may be lost, and none overtake another");
});

pageTest(
  "an engine that does not load is an error that the page hears of",
  { allow: [/first_bg\.wasm/, /^uncaught: /, /^console error: /] },
  async ({ page, url }) => {
    await page.context().route(/first_bg\.wasm/, (route) => route.fulfill({ status: 503 }));
    await page.goto(url);
    const message = await page.evaluate(
      () =>
        new Promise((failed) => {
          new Worker("./engine_loader.js", { type: "module" }).onerror = (event) => failed(event.message);
        }),
    );
    assert.match(message, /\w/, "the worker's error must say something");
  },
);

pageTest("the first answer waits for no more than the first part of the engine", {}, async ({ page, url }) => {
  let arrive;
  const arrived = new Promise((resolve) => (arrive = resolve));
  await page.context().route(/engine_bg\.wasm/, async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto(url);
  await page.locator(".summary").getByText(/of \d+ files reach/).waitFor();
  await show(page, "Coverage");
  await page.getByRole("heading", { name: "By folder" }).waitFor();
  // What only the whole engine knows waits for it, and comes when it is there.
  await show(page, "Projects");
  arrive();
  await page.locator(".projects").first().waitFor();
});

pageTest(
  "where the rest of the engine can't be loaded, routing goes on and the page says so",
  { allow: [/engine_bg\.wasm/, /^console error: /] },
  async ({ page, url }) => {
    await page.context().route(/engine_bg\.wasm/, (route) => route.fulfill({ status: 503 }));
    await page.goto(url);
    await page.locator(".summary").getByText(/of \d+ files reach/).waitFor();
    await show(page, "Projects");
    await page.getByText("The rest of this page could not be loaded").waitFor();
    await show(page, "Coverage");
    await page.getByRole("heading", { name: "By folder" }).waitFor();
    // Once it can be had, asking again is enough.
    await page.context().unroute(/engine_bg\.wasm/);
    await show(page, "Projects");
    await page.locator(".projects").first().waitFor();
  },
);

pageTest(
  "a page whose wasm does not arrive says so",
  { allow: [/./] },
  async ({ page, url }) => {
    await page.route(/page-.*\.wasm$/, (route) => route.abort());
    await page.goto(url);
    await page.getByRole("alert").filter({ hasText: "could not start" }).waitFor();
  },
);

test("without JavaScript the page says what it needs", { timeout: 60_000 }, async () => {
  const url = await serveDist();
  const context = await (await launch()).newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  const notice = page.locator("noscript");
  await notice.waitFor({ timeout: 5000 });
  assert.match(await notice.innerText(), /needs JavaScript and WebAssembly/);
  await context.close();
});
