// Advisors in other people's pages: live fences and <sentry-general>, as docs sites have them.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { serve } from "../../script/static-server.mjs";
import { POLICY, axe, launch, listen } from "./support.mjs";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));

const FENCE = `title: The last rule that matches wins
path: src/pay/api.ts
expect: src/pay/api.ts -> #payments

--- tree
src/pay/api.ts
src/app.ts

--- rules
src/*      #web
src/pay/*  #payments
`;
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const lines = FENCE.trimEnd().split("\n").map(escaped);

/** What site generators make of the fence. */
const GENERATORS = {
  "CommonMark, mdBook": `<pre><code class="language-sentry-general">${escaped(FENCE)}</code></pre>`,
  Docusaurus: `<div class="language-sentry-general codeBlockContainer"><div><pre tabindex="0" class="prism-code language-sentry-general"><code>${lines
    .map((line) => `<span class="token-line"><span class="token plain">${line}</span><br></span>`)
    .join("")}</code></pre><div><button type="button">Copy</button></div></div></div>`,
  VitePress: `<div class="language-sentry-general"><button title="Copy Code"></button><span class="lang">sentry-general</span><pre class="shiki"><code>${lines
    .map((line) => `<span class="line"><span>${line}</span></span>`)
    .join("\n")}</code></pre></div>`,
  Starlight: `<div class="expressive-code"><figure><pre data-language="sentry-general"><code>${lines
    .map((line) => `<div class="ec-line"><div class="code">${line || "\n"}</div></div>`)
    .join("")}</code></pre><div class="copy"><button>Copy</button></div></figure></div>`,
  "MkDocs, superfences": `<pre class="language-sentry-general"><code>${lines.join("\n")}</code></pre>`,
  "MkDocs, Markdown’s own": `<pre><code class="language-sentry-general">${lines.join("\n")}\n</code></pre>`,
};

const sites = [];
after(async () => {
  for (const { folder, server } of sites) {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A site with this page and the advisor's files in `advisor/`; its address. */
async function site(body, { headers = { "content-security-policy": POLICY }, head = "", files = {}, script = '<script src="advisor/embed.js" defer></script>' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  cpSync(dist, join(folder, "advisor"), { recursive: true });
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Docs</title>${head}${script}<body>${body}`;
  for (const [name, text] of Object.entries({ "index.html": html, ...files })) writeFileSync(join(folder, name), text);
  const server = await serve({ root: folder, base: "/guide/", headers });
  sites.push({ folder, server });
  return { url: server.url };
}

/** A test with a page of such a site, not yet opened. */
function siteTest(name, body, { allow = [], ...options } = {}) {
  test(name, { timeout: 90_000 }, async () => {
    const context = await (await launch()).newContext(options);
    try {
      await body({ context, page: await context.newPage(), open: async (page, body, how) => {
        const made = await site(body, how);
        const complaints = listen(context, made.url);
        await page.goto(made.url);
        return { ...made, complaints, none: () => assert.deepEqual(complaints.filter((it) => !allow.some((pattern) => pattern.test(it))), []) };
      } });
    } finally {
      await context.close();
    }
  });
}

const answers = (page) => page.locator("sentry-general .because");
const SENTENCE = /An error in src\/pay\/api\.ts goes to #payments because line 2 is the last rule that matches\./;

for (const [name, html] of Object.entries(GENERATORS)) {
  siteTest(`a fence as ${name} writes it becomes an advisor`, async ({ page, open }) => {
    const { none } = await open(page, `<h1>Docs</h1>${html}<p>After it.</p>`);
    await answers(page).filter({ hasText: SENTENCE }).waitFor();
    await page.locator(".expected .holds").filter({ hasText: "src/pay/api.ts goes to #payments" }).waitFor();
    assert.equal(await page.locator("sentry-general").count(), 1, "one fence, one advisor");
    assert.equal(await page.getByRole("textbox", { name: "Ownership rules" }).inputValue(), "src/*      #web\nsrc/pay/*  #payments");
    assert.equal(await page.locator("pre").isVisible(), false, "its text is not there twice");
    none();
  });
}

siteTest("what the reader edits is answered, can be undone, and goes along to the advisor", async ({ page, context, open }) => {
  const { none } = await open(page, GENERATORS["CommonMark, mdBook"]);
  await answers(page).filter({ hasText: SENTENCE }).waitFor();
  const told = page.evaluate(() => new Promise((done) => document.addEventListener("change", ({ detail }) => done(detail.text))));
  await page.getByRole("textbox", { name: "Ownership rules" }).fill("src/* #web\n");
  await answers(page).filter({ hasText: "goes to #web because line 1 is the only rule that matches" }).waitFor();
  await page.locator(".expected .fails").filter({ hasText: "src/pay/api.ts goes to #payments: it goes to #web." }).waitFor();
  assert.match(await told, /^title: The last[^]*--- rules\nsrc\/\* #web\n$/);
  const [advisor] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "Open in the advisor" }).click()]);
  await advisor.locator(".sentence").filter({ hasText: "2 of 2 files reach a team" }).waitFor();
  await advisor.getByRole("region", { name: "Why" }).getByText("goes to #web because").waitFor();
  await advisor.close();
  await page.getByRole("button", { name: "Undo all edits" }).click();
  await answers(page).filter({ hasText: SENTENCE }).waitFor();
  none();
});

siteTest("the element reads its content or a file, asks what its attributes say, and tells what was answered", async ({ page, open }) => {
  const body = `<sentry-general view="files" readonly theme="dark" height="500"><pre>${escaped(FENCE)}</pre></sentry-general>
    <sentry-general id="file" src="pay.txt"></sentry-general>`;
  const { none } = await open(page, body, { files: { "pay.txt": FENCE.replaceAll("#payments", "#money") } });
  const [first, second] = [page.locator("sentry-general").first(), page.locator("#file")];
  await first.getByRole("row", { name: "src/app.ts #web line 1" }).waitFor();
  await second.locator(".because").filter({ hasText: "goes to #money" }).waitFor();
  assert.equal(await first.getByRole("textbox", { name: "File tree" }).isEditable(), false);
  const style = await first.evaluate((element) => [getComputedStyle(element).colorScheme, getComputedStyle(element).maxHeight]);
  assert.deepEqual(style, ["dark", "500px"]);
  const owner = page.evaluate(() => new Promise((done) => document.addEventListener("answer", ({ detail }) => done(detail.answers[0].owner), { once: true })));
  await second.evaluate((element) => element.setAttribute("path", "src/app.ts"));
  assert.equal(await owner, "#web");
  none();
});

siteTest("an error is read by the whole engine", async ({ page, open }) => {
  const fence = "--- rules\nsrc/pay/* #payments\n--- error\nTraceback (most recent call last):\n  File \"src/pay/a.py\", line 1, in pay\n    charge()\nValueError: no\n";
  const { none } = await open(page, `<sentry-general><pre>${fence}</pre></sentry-general>`);
  await page.locator("sentry-general .answer").filter({ hasText: "#payments" }).waitFor();
  none();
});

siteTest("nothing but one script is loaded before an advisor comes near", async ({ page, open }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").at(-1)));
  const { none } = await open(page, `<div>${"<p>A long page.</p>".repeat(200)}</div>${GENERATORS["CommonMark, mdBook"]}`);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(asked.filter(Boolean), ["embed.js"]);
  assert.equal(await page.locator("pre").innerText().then((text) => text.trim()), FENCE.trim(), "its text is there to be read");
  await page.locator("pre").scrollIntoViewIfNeeded();
  await answers(page).filter({ hasText: SENTENCE }).waitFor();
  assert.ok(!asked.some((name) => name.startsWith("engine")), `a small question needs no more than the first part: ${asked}`);
  none();
});

siteTest(
  "where the engine can't be had, the text stays, and says so",
  async ({ page, context, open }) => {
    await context.route(/first_bg\.wasm/, (route) => route.fulfill({ status: 404 }));
    await open(page, GENERATORS["CommonMark, mdBook"]);
    await page.getByText("This example can’t be tried here: the engine does not load.").waitFor();
    assert.equal(await page.locator("pre").isVisible(), true);
    assert.match(await page.getByRole("link", { name: "Open the advisor" }).getAttribute("href"), /\/guide\/advisor\/index\.html/);
  },
);

siteTest("under Trusted Types, with no inline code and no inline style", async ({ page, open }) => {
  const policy = `${POLICY}; require-trusted-types-for 'script'; trusted-types sentry-general`;
  const { none } = await open(page, GENERATORS["CommonMark, mdBook"], { headers: { "content-security-policy": policy } });
  await answers(page).filter({ hasText: SENTENCE }).waitFor();
  none();
});

siteTest("where no worker is allowed the page itself answers", async ({ page, open }) => {
  const policy = POLICY.replace("worker-src 'self'", "worker-src 'none'");
  await open(page, GENERATORS["CommonMark, mdBook"], { headers: { "content-security-policy": policy } });
  await answers(page).filter({ hasText: SENTENCE }).waitFor();
});

siteTest("as a module script, too", async ({ page, open }) => {
  const { none } = await open(page, GENERATORS["CommonMark, mdBook"], { script: '<script type="module" src="advisor/embed.js"></script>' });
  await answers(page).filter({ hasText: SENTENCE }).waitFor();
  none();
});

siteTest("an element that somebody wrote behind a fence is another advisor", async ({ page, open }) => {
  const { none } = await open(page, `${GENERATORS["CommonMark, mdBook"]}<sentry-general sample="rails"></sentry-general>`);
  await answers(page).filter({ hasText: SENTENCE }).waitFor();
  await page.locator("sentry-general[sample]").scrollIntoViewIfNeeded();
  await page.locator("sentry-general[sample]").getByText("#billing").first().waitFor();
  assert.equal(await page.locator("sentry-general").count(), 2);
  none();
});

siteTest("a site that draws its next page itself gets new advisors, and leaves nothing behind", async ({ page, open }) => {
  const { none } = await open(page, `<main>${GENERATORS["CommonMark, mdBook"]}</main>`);
  await answers(page).filter({ hasText: SENTENCE }).waitFor();
  for (let round = 0; round < 10; round += 1) {
    await page.evaluate((html) => {
      const kept = document.querySelector("main").cloneNode(true); // as Turbo keeps a page for going back
      document.querySelector("main").replaceChildren();
      const main = document.createElement("main");
      main.innerHTML = html;
      document.querySelector("main").replaceWith(kept.childElementCount % 2 ? main : kept);
    }, GENERATORS["CommonMark, mdBook"]);
    await answers(page).filter({ hasText: SENTENCE }).waitFor();
    assert.equal(await page.locator("sentry-general").count(), 1);
    assert.equal(page.workers().length, 1, "all share one worker");
  }
  const kept = await page.evaluate(() => {
    const main = document.querySelector("main");
    const copy = main.cloneNode(true);
    main.replaceWith(copy);
    return copy.querySelectorAll("sentry-general").length;
  });
  assert.equal(kept, 1, "a copy that is shown again has its advisor");
  await answers(page).filter({ hasText: SENTENCE }).waitFor();
  await page.evaluate(() => document.querySelector("main").remove());
  for (let time = 0; page.workers().length > 0; time += 1) {
    assert.ok(time < 100, "the worker ends when nobody needs it");
    await page.waitForTimeout(100);
  }
  none();
});

siteTest("it follows the page's theme, and the keyboard passes through", async ({ page, open }) => {
  const { none } = await open(page, `<a href="#a">Before</a>${GENERATORS["CommonMark, mdBook"]}<a href="#b">After</a>`, {
    head: '<link rel="stylesheet" href="site.css">',
    files: { "site.css": "body { color: #111; background: #fff } .dark body { color: #eee; background: #111 }" },
  });
  await answers(page).filter({ hasText: SENTENCE }).waitFor();
  const scheme = () => page.locator("sentry-general").evaluate((element) => getComputedStyle(element).colorScheme);
  assert.equal(await scheme(), "light");
  await page.evaluate(() => document.documentElement.classList.add("dark"));
  await page.waitForFunction(() => getComputedStyle(document.querySelector("sentry-general")).colorScheme === "dark");
  await page.getByRole("link", { name: "Before" }).focus();
  const path = [];
  for (let key = 0; key < 8 && path.at(-1) !== "After"; key += 1) {
    await page.keyboard.press("Tab");
    path.push(await page.evaluate(() => {
      let at = document.activeElement;
      while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at.getAttribute("aria-label") ?? at.textContent.trim();
    }));
  }
  assert.deepEqual(path, ["File tree", "Ownership rules", "Open in the advisor", "After"]);
  none();
});

siteTest("what stands around it hardly moves", async ({ page, open }) => {
  await page.addInitScript(() => {
    globalThis.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const body = `<h1>Docs</h1>${"<p>Some words before it, and a few more of them.</p>".repeat(3)}${GENERATORS["CommonMark, mdBook"]}${"<p>Words after it.</p>".repeat(30)}`;
  const { none } = await open(page, body.repeat(3));
  await answers(page).first().filter({ hasText: SENTENCE }).waitFor();
  await page.evaluate(async () => {
    for (let at = 0; at < document.body.scrollHeight; at += 200) {
      scrollTo(0, at);
      await new Promise((frame) => setTimeout(frame, 60));
    }
  });
  await answers(page).last().filter({ hasText: SENTENCE }).waitFor();
  const shift = await page.evaluate(() => globalThis.shift);
  assert.ok(shift <= 0.05, `the page shifts by ${shift}`);
  none();
}, { viewport: { width: 1280, height: 800 } });

const FOUR = `<main><h1>Docs</h1>${GENERATORS["CommonMark, mdBook"].repeat(3)}<sentry-general sample="rails" view="coverage"></sentry-general></main>`;

for (const colorScheme of ["light", "dark"]) {
  siteTest(`axe finds nothing in three fences and a sample (${colorScheme})`, async ({ page, open }) => {
    const { none } = await open(page, FOUR, {
      head: '<link rel="stylesheet" href="site.css">',
      files: { "site.css": ":root { color-scheme: light dark } body { color: light-dark(#222, #ddd); background: light-dark(#fff, #111) }" },
    });
    await page.locator("sentry-general").last().scrollIntoViewIfNeeded();
    await page.locator("sentry-general[sample]").getByText("decides about 3 files").first().waitFor();
    assert.deepEqual(await axe(page), []);
    none();
  }, { colorScheme });
}

siteTest("a sample that is not there says so, and names no other file", async ({ page, open }) => {
  await open(page, '<sentry-general sample="../index"></sentry-general><sentry-general sample="none"></sentry-general>');
  await page.getByText("there is no sample of this name").waitFor();
  await page.getByText("none.txt does not load (404)").waitFor();
});

/** How many objects of each kind a heap snapshot holds; `detached`: elements that are in no document. */
async function heap(page) {
  const session = await page.context().newCDPSession(page);
  const parts = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => parts.push(chunk));
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  const { jsEventListeners } = await session.send("Memory.getDOMCounters");
  await session.detach();
  const { snapshot, nodes, strings } = JSON.parse(parts.join(""));
  const { node_fields: fields } = snapshot.meta;
  const [name, detachedness] = [fields.indexOf("name"), fields.indexOf("detachedness")];
  const counts = { listeners: jsEventListeners, detached: 0, advisors: 0, Worker: 0, IntersectionObserver: 0, MutationObserver: 0, ResizeObserver: 0, MessagePort: 0, HTMLIFrameElement: 0 };
  for (let at = 0; at < nodes.length; at += fields.length) {
    const kind = strings[nodes[at + name]];
    if (nodes[at + detachedness] === 2 && /^(Detached )?<|^(Detached )?(HTML|SVG|ShadowRoot)/.test(kind)) counts.detached += 1;
    if (/^(Detached )?<sentry-general\b/.test(kind)) counts.advisors += 1;
    if (Object.hasOwn(counts, kind)) counts[kind] += 1;
  }
  return counts;
}

siteTest("ten rounds of coming and going leave no worker, listener or element behind", async ({ page, open }) => {
  const { none } = await open(page, "<main></main>", {
    headers: { "content-security-policy": `${POLICY}; frame-src 'self'` },
    files: { "frame.js": readFileSync(join(dist, "frame.js"), "utf8") },
  });
  let mounted;
  const round = async () => {
    await page.evaluate((html) => (document.querySelector("main").innerHTML = html), FOUR);
    await page.evaluate(async (text) => {
      const { advisor } = await import("./frame.js");
      globalThis.frame = advisor(document.querySelector("main"), { src: "advisor/embed.html", text });
    }, FENCE);
    await page.locator("sentry-general[sample]").scrollIntoViewIfNeeded();
    await page.locator("sentry-general[sample]").getByText("decides about 3 files").first().waitFor();
    await page.locator("iframe").scrollIntoViewIfNeeded();
    await page.frameLocator("iframe").locator(".because").filter({ hasText: SENTENCE }).waitFor();
    await page.getByRole("textbox", { name: "Ownership rules" }).first().fill("* #typed");
    await answers(page).first().filter({ hasText: "#typed" }).waitFor();
    mounted ??= await heap(page);
    await page.evaluate(() => {
      globalThis.frame.remove();
      delete globalThis.frame;
      document.querySelector("main").replaceChildren();
    });
    for (let time = 0; page.workers().length > 0; time += 1) {
      assert.ok(time < 100, "the worker ends when nobody needs it");
      await page.waitForTimeout(50);
    }
  };
  // What the browser makes once for all is made in the first rounds.
  await round();
  await round();
  const before = await heap(page);
  for (let time = 0; time < 10; time += 1) await round();
  const now = await heap(page);
  assert.deepEqual(now, before, "nothing grows");
  assert.equal(now.advisors, 0);
  for (const kind of ["listeners", "advisors", "Worker", "MutationObserver"]) assert.ok(mounted[kind] > now[kind], `${kind} are counted: ${mounted[kind]}, then ${now[kind]}`);
  none();
});

test("the page about docs shows below each snippet what it makes", { timeout: 60_000 }, async () => {
  const server = await serve({ root: dist, base: "/docs/general/", headers: { "content-security-policy": `${POLICY}; frame-src 'self'` } });
  const context = await (await launch()).newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const complaints = listen(context, server.url);
    const page = await context.newPage();
    await page.goto(`${server.url}learn/in-your-docs.html`);
    const live = page.locator(".live");
    assert.equal(await live.count(), 3, "a fence, an element, a frame");
    const seen = [live.nth(0).locator(".because"), live.nth(1).getByText("src/pay/*"), page.frameLocator(".live iframe").getByText("files reach a team")];
    for (const [at, shown] of seen.entries()) {
      await live.nth(at).scrollIntoViewIfNeeded();
      await shown.first().waitFor();
    }
    // What is copied is what is shown.
    await live.nth(0).getByRole("textbox", { name: "Ownership rules" }).fill("* #typed");
    await live.nth(0).locator(".because").filter({ hasText: "#typed" }).waitFor();
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    await server.close();
  }
});
