// Without a network, and from one version to the next: what the service worker keeps, and when it gives way.

import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { stamp } from "../../script/stamp.mjs";
import { serve } from "../../script/static-server.mjs";
import { POLICY, SUB_PATH, axe, editorTakesOver, launch, listen, show, typeRules } from "./support.mjs";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A host with a build of its own that can be replaced, and goes down. */
async function host() {
  const folder = mkdtempSync(join(tmpdir(), "host-"));
  folders.push(folder);
  cpSync(dist, folder, { recursive: true, filter: (name) => !/\.(br|gz)$/.test(name) });
  const server = await serve({ root: folder, base: SUB_PATH, headers: { "content-security-policy": POLICY } });
  return {
    url: server.url,
    close: server.close,
    remove: (name) => rmSync(join(folder, name)),
    /** Publishes another build; gives its name. */
    publish: () => {
      appendFileSync(join(folder, "boot.js"), `\n// ${Math.random()}\n`);
      return stamp(folder);
    },
  };
}

/** A test with a host and an empty browser. A complaint fails it, unless `allow` matches. */
function offlineTest(name, body, allow = []) {
  test(name, { timeout: 120_000 }, async () => {
    const context = await (await launch()).newContext();
    const site = await host();
    try {
      const complaints = listen(context, site.url);
      await body({ context, page: await context.newPage(), ...site, site });
      assert.deepEqual(complaints.filter((it) => !allow.some((pattern) => pattern.test(it))), []);
    } finally {
      await context.close();
      await site.close().catch(() => {});
    }
  });
}

const answered = (page) => page.locator(".summary").getByText(/of \d+ files reach/).waitFor();
const buildOf = (page) => page.locator('meta[name="build"]').getAttribute("content");
const cachesOf = (page) => page.evaluate(async () => (await caches.keys()).map((name) => name.split(" ").at(-1)));

/** Waits until these builds are kept, and no others. */
async function keepsOnly(page, builds) {
  for (let time = 0; time < 300; time += 1) {
    if (String(await cachesOf(page)) === String(builds)) return;
    await page.waitForTimeout(50);
  }
  assert.deepEqual(await cachesOf(page), builds, "what nobody needs any more is forgotten");
}

/** Opens the page, until it is kept. */
async function visit(page, url) {
  await page.goto(url);
  await answered(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await page.waitForFunction(() => navigator.serviceWorker.controller);
}

/** Nobody answers any more. */
async function cut(context, site) {
  await site.close();
  await context.setOffline(true);
}

offlineTest("with the network cut, everything is there: the page, both parts of the engine, lessons, their presentation", async ({ page, context, url, site }) => {
  await visit(page, url);
  await cut(context, site);
  for (const address of [url, `${url}index.html`]) {
    await page.goto(address);
    await answered(page);
  }
  await typeRules(page, "* #offline");
  await page.getByRole("treeitem").filter({ hasText: "#offline" }).first().waitFor();
  await show(page, "Projects");
  await page.locator(".projects").first().waitFor();
  await page.reload();
  // The view that was open is open again.
  await page.locator(".projects").first().waitFor();

  await page.goto(`${url}learn/`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByRole("link", { name: /last rule/i }).first().click();
  await page.locator("sentry-general .expected").waitFor();
  await page.getByRole("button", { name: "Show the solution" }).click();
  await page.locator(".solution").waitFor();
  await page.locator(".share").click();
  await page.locator(".linked .code svg").waitFor();
  await page.locator(".present").click();
  await page.locator("body.presenting .slide.now").waitFor();
  await page.keyboard.press("q");
  await page.locator(".room svg").waitFor();
  await page.goto(`${url}learn/handout`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.goto(`${url}learn/own.html`);
  await page.getByRole("heading", { level: 1, name: "Your own lesson" }).waitFor();
});

offlineTest("a visit to a lesson alone keeps everything, too", async ({ page, context, url, site }) => {
  await page.goto(`${url}learn/04-last-match.html`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await cut(context, site);
  await page.goto(url);
  await answered(page);
}, [/ERR_FAILED/]); // what the lesson's page asked for while the network was cut

offlineTest("the first answer waits for nothing of that", async ({ page, context, url }) => {
  const asked = [];
  context.on("request", (request) => asked.push(request.url().slice(url.length)));
  await page.goto(url);
  await answered(page);
  const before = asked.filter((name) => /^(offline|sw|learn|embed)/.test(name));
  assert.deepEqual(before, [], "nothing is kept before there is an answer");
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  assert.ok(asked.some((name) => name.startsWith("offline.js?v=")), "it is kept later");
});

offlineTest("a new version waits until it is wanted; other tabs finish with the files they began with", async ({ page, context, url, site }) => {
  await visit(page, url);
  const old = await buildOf(page);
  const tab = await context.newPage();
  await visit(tab, url);
  const published = site.publish();
  assert.notEqual(published, old);

  await page.reload();
  await answered(page);
  assert.equal(await buildOf(page), old, "the version that is kept is shown at once");
  const notice = page.getByRole("status").filter({ hasText: "A new version is ready." });
  await notice.getByRole("button", { name: "Reload now" }).waitFor();
  assert.deepEqual((await axe(page)).filter((found) => found.includes("new-version")), []);
  await typeRules(page, "* #kept");
  await notice.getByRole("button", { name: "Reload now" }).click();
  await page.waitForFunction((build) => document.querySelector("meta[name=build]")?.content === build, published);
  await answered(page);
  // A text field has no text within, however much is in it.
  await editorTakesOver(page);
  assert.match(await page.getByRole("textbox", { name: "Ownership rules", exact: true }).innerText(), /#kept/, "what was typed is still there");

  // The other tab is of the old version: what it asks for now is of the old version, too.
  const names = await tab.evaluate(async (build) => {
    const texts = await Promise.all(["engine.js", "first.js", "boot.js"].map(async (name) => (await fetch(`${name}?v=${build}`)).text()));
    return texts.map((text) => text.includes(build));
  }, old);
  assert.deepEqual(names.slice(0, 2), [true, true], "an old page never meets a new engine");
  await show(tab, "Projects");
  await tab.locator(".projects").first().waitFor();
  await tab.close();
  await page.reload();
  await answered(page);
  await keepsOnly(page, [published]);
});

offlineTest("a page that came over the network is not asked to reload for its own version", async ({ page, url, site }) => {
  await visit(page, url);
  const published = site.publish();
  const session = await page.context().newCDPSession(page);
  await session.send("Page.reload", { ignoreCache: true });
  await page.waitForFunction((build) => document.querySelector("meta[name=build]")?.content === build, published);
  await answered(page);
  await keepsOnly(page, [published]);
  assert.equal(await page.locator(".new-version").count(), 0);
});

offlineTest(
  "a host between two versions is not kept, and a page refuses an engine of another version",
  async ({ page, context, url, site }) => {
    // The whole engine is slow to come, and meanwhile another version is published.
    let arrive;
    const published = new Promise((done) => (arrive = done));
    await context.route(/engine\.js/, async (route) => {
      await published;
      await route.continue();
    });
    await page.goto(url);
    await answered(page);
    site.publish();
    arrive();
    await show(page, "Projects");
    await page.getByText("a new version was published: reload the page").waitFor();
    await show(page, "Coverage");
    await page.getByRole("heading", { name: "By folder" }).waitFor();
    await page.getByRole("button", { name: "Reload now" }).click();
    await show(page, "Projects");
    await page.locator(".projects").first().waitFor();
  },
  [/engine/, /^console error/],
);

offlineTest("where there is no room, the page goes on without", async ({ page, context, url }) => {
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(url).origin, quotaSize: 2_000_000 });
  await page.goto(url);
  await answered(page);
  await page.evaluate(
    () => new Promise((done) => navigator.serviceWorker.getRegistration().then(function look(there) {
      const worker = there?.installing;
      if (worker) worker.addEventListener("statechange", () => worker.state === "redundant" && done());
      else setTimeout(() => navigator.serviceWorker.getRegistration().then(look), 50);
    })),
  );
  assert.deepEqual(await cachesOf(page), [], "nothing is kept by halves");
  await typeRules(page, "* #still");
  await page.getByText("#still").first().waitFor();
});

offlineTest("where the browser keeps nothing, the page goes on without", async ({ page, url }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "serviceWorker", { get: () => { throw new DOMException("denied", "SecurityError"); } }));
  const told = page.waitForEvent("console", (message) => message.text().includes("not kept for use without a network"));
  await page.goto(url);
  await answered(page);
  await told;
});

offlineTest(
  "a host that takes sw.js away gets its visitors back",
  async ({ page, url, site }) => {
    await visit(page, url);
    site.remove("sw.js");
    await page.reload();
    await answered(page);
    await keepsOnly(page, []);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  },
  [/404/],
);

offlineTest("in a frame, and in pages that embed, there is no service worker", async ({ page, context, url }) => {
  const folder = mkdtempSync(join(tmpdir(), "docs-"));
  folders.push(folder);
  cpSync(dist, join(folder, "advisor"), { recursive: true });
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Docs</title><script src="advisor/embed.js" defer></script><iframe title="The advisor" src="advisor/index.html"></iframe><sentry-general><pre>--- rules\n* #web\n--- tree\na.js</pre></sentry-general>',
  );
  const docs = await serve({ root: folder, base: "/docs/" });
  try {
    await page.goto(docs.url);
    await page.frameLocator("iframe").locator(".summary").getByText(/of \d+ files reach/).waitFor();
    await page.locator("sentry-general .answer").first().waitFor();
    // As long as the advisor's own page takes to be kept.
    const own = await context.newPage();
    await own.goto(url);
    await own.waitForFunction(() => navigator.serviceWorker.controller);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  } finally {
    await docs.close();
  }
}, [/request to/]);

test("the service worker's list is the build's files, and the manifest names icons that are there", () => {
  const list = JSON.parse(/^const FILES = (.*);$/m.exec(readFileSync(join(dist, "sw.js"), "utf8"))[1]);
  const names = list.map(([name]) => name);
  for (const name of ["index.html", "first_bg.wasm", "engine_bg.wasm", "engine.js", "editor.js", "embed.js", "embed_worker.js", "learn/index.html", "learn/learn.js"]) {
    assert.ok(names.includes(name), name);
  }
  assert.ok(!names.some((name) => /\.(br|gz)$|^sw\.js$/.test(name)), `${names}`);
  const { icons } = JSON.parse(readFileSync(join(dist, "manifest.webmanifest"), "utf8"));
  for (const { src, sizes } of icons) {
    const bytes = readFileSync(join(dist, src));
    if (src.endsWith(".png")) assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes);
  }
});
