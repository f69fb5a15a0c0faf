// The advisor in a frame: embed.html, the protocol over it, and strangers at both ends.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";

import { serve } from "../../script/static-server.mjs";
import { axe, launch } from "./support.mjs";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const FENCE = "path: src/pay/api.ts\n\n--- tree\nsrc/pay/api.ts\nsrc/app.ts\n\n--- rules\nsrc/*      #web\nsrc/pay/*  #payments\n";
const SENTENCE = /An error in src\/pay\/api\.ts goes to #payments because line 2 is the last rule that matches\./;
/** The advisor's host lets every origin read its files. */
const OPEN = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };

const ends = [];
after(() => Promise.all(ends.map((end) => end())));

async function host(fill, headers) {
  const folder = mkdtempSync(join(tmpdir(), "frame-"));
  fill(folder);
  const server = await serve({ root: folder, headers });
  ends.push(async () => (await server.close(), rmSync(folder, { recursive: true, force: true })));
  // Another site than 127.0.0.1, which is the documentation's.
  return { folder, url: server.url };
}

/** The advisor's host; `parents` are those who may talk to it. Another site than the documentation's. */
async function advisorHost({ parents = "any", headers = OPEN, files = {} } = {}) {
  const { url } = await host((folder) => {
    cpSync(dist, folder, { recursive: true });
    const page = readFileSync(join(folder, "embed.html"), "utf8");
    writeFileSync(join(folder, "embed.html"), page.replace('name="parents" content="self"', `name="parents" content="${parents}"`));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  }, headers);
  return url.replace("127.0.0.1", "localhost");
}

/** A page of documentation, with the helper as `advisor` in its scripts. */
function docsHost(body = "") {
  return host((folder) => {
    cpSync(join(dist, "frame.js"), join(folder, "frame.js"));
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Docs</title><main><h1>Docs</h1><div id="here">${body}</div></main>`;
    writeFileSync(join(folder, "index.html"), html);
  });
}

function frameTest(name, body) {
  test(name, { timeout: 90_000 }, async () => {
    const context = await (await launch()).newContext();
    try {
      const page = await context.newPage();
      const said = [];
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
      context.on("weberror", (error) => said.push(`uncaught: ${error.error()}`));
      await body({ page, context, said });
    } finally {
      await context.close();
    }
  });
}

/** Puts an advisor into the page by the helper; what it says gathers in `heard`. */
async function mount(page, options) {
  await page.evaluate(async (options) => {
    const { advisor } = await import("/frame.js");
    globalThis.heard = { answers: [], texts: [], errors: [] };
    globalThis.made = advisor(document.querySelector("#here"), {
      ...options,
      onanswer: (answer) => heard.answers.push(answer),
      onchange: (text) => heard.texts.push(text),
      onerror: (error) => heard.errors.push(error),
    });
  }, options);
  return page.frameLocator("iframe");
}
const heard = (page) => page.evaluate(() => globalThis.heard);
const because = (frame) => frame.locator("sentry-general .because");

frameTest("a frame by hand shows a text, a link's text or a sample, and takes another when its fragment changes", async ({ page, said }) => {
  const url = await advisorHost({ headers: {} });
  const docs = await docsHost();
  await page.goto(docs.url);
  const show = (hash) => page.evaluate((src) => (document.querySelector("#here").innerHTML = `<iframe title="Advisor" width="900" height="500" src="${src}"></iframe>`), `${url}embed.html#${hash}`);
  const frame = page.frameLocator("iframe");
  await show(`fence=${encodeURIComponent(FENCE)}&theme=dark&readonly`);
  await because(frame).filter({ hasText: SENTENCE }).waitFor();
  assert.equal(await frame.getByRole("textbox", { name: "Ownership rules" }).isEditable(), false);
  assert.equal(await frame.locator("html").evaluate((html) => getComputedStyle(html).colorScheme), "dark");
  const link = await frame.getByRole("link", { name: "Open in the advisor" }).getAttribute("href");
  await show(`sample=rails`);
  await frame.locator("sentry-general .answer").first().waitFor();
  await show(`${link.split("#")[1]}&view=files`);
  await frame.getByRole("row", { name: "src/app.ts #web line 1" }).waitFor();
  // What unpacks to 200 MB is read as far as a text may go, and the next one is shown.
  await show(`f1.${deflateRawSync(Buffer.alloc(200 << 20, "a")).toString("base64url")}`);
  const length = await frame.locator("sentry-general").evaluate((advisor) => advisor.value.trim().length);
  assert.equal(length, 1_000_000);
  await page.evaluate((src) => (document.querySelector("iframe").src = src), `${url}embed.html#fence=${encodeURIComponent("--- tree\nz.js\n--- rules\n* #last")}`);
  await frame.locator("sentry-general").getByText("#last").first().waitFor();
  await show("f1.!!!&fence=%E0%A4%A");
  await frame.locator("sentry-general").waitFor({ state: "attached" });
  assert.deepEqual(said.filter((words) => !words.includes("can’t be read")), []);
});

frameTest("the helper talks to a frame of another site: answers, edits, texts, theme, height", async ({ page, said }) => {
  const docs = await docsHost();
  const url = await advisorHost({ parents: `self ${new URL(docs.url).origin}` });
  await page.goto(docs.url);
  const frame = await mount(page, { src: `${url}embed.html`, text: FENCE });
  await because(frame).filter({ hasText: SENTENCE }).waitFor();
  await page.waitForFunction(() => heard.answers[0]?.answers[0].owner === "#payments");
  await frame.getByRole("textbox", { name: "Ownership rules" }).fill("* #edited");
  await page.waitForFunction(() => heard.texts.some((text) => text.includes("* #edited")));
  await page.evaluate((text) => made.load(text), FENCE.replaceAll("#payments", "#money"));
  await because(frame).filter({ hasText: "goes to #money" }).waitFor();
  await page.evaluate(() => made.theme("dark", { ink: "rgb(1, 2, 3)", accent: "not a colour", __proto__: "red" }));
  await frame.locator("html").evaluate((html) => new Promise((done) => (function look() {
    if (getComputedStyle(html).colorScheme === "dark" && html.style.getPropertyValue("--sentry-general-ink") === "rgb(1, 2, 3)") done();
    else requestAnimationFrame(look);
  })()));
  assert.equal(await frame.locator("html").evaluate((html) => html.style.getPropertyValue("--sentry-general-accent")), "");
  // It is as high as what it shows, at any width.
  for (const width of [1200, 400]) {
    await page.setViewportSize({ width, height: 800 });
    await frame.locator("html").evaluate((html) => new Promise((done) => (function look() {
      if (html.scrollHeight === innerHeight && Math.ceil(html.getBoundingClientRect().height) === innerHeight) done();
      else requestAnimationFrame(look);
    })()));
  }
  assert.deepEqual(await axe(page), []);
  // Moved within the page, a frame loads again: it is known again, with the newest text.
  await page.evaluate(() => document.body.prepend(made.frame));
  const count = await page.evaluate(() => heard.answers.length);
  await page.waitForFunction((count) => heard.answers.length > count && heard.answers.at(-1).answers[0].owner === "#money", count);
  assert.equal(page.url(), docs.url, "the page's address is its own");
  assert.deepEqual((await heard(page)).errors, []);
  await page.evaluate(() => made.remove());
  await page.locator("iframe").waitFor({ state: "detached" });
  assert.deepEqual(said.filter((words) => !/was used, is refused/.test(words)), []);
});

/** Notes whatever touches what outlives a page. */
function spy() {
  globalThis.touched = [];
  const note = (what) => globalThis.touched.push(what);
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) {
    const found = Object.getOwnPropertyDescriptor(globalThis, name) ?? Object.getOwnPropertyDescriptor(Window.prototype, name);
    if (found) Object.defineProperty(globalThis, name, { get: () => (note(name), found.get?.call(globalThis)) });
  }
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(document, "cookie", { get: () => (note("cookie"), cookie.get.call(document)), set: (text) => (note("cookie"), cookie.set.call(document, text)) });
  for (const name of ["pushState", "replaceState"]) history[name] = () => note(name);
  const register = globalThis.ServiceWorkerContainer?.prototype;
  if (register) register.register = () => (note("service worker"), Promise.reject(new Error("no")));
}

frameTest("in a frame, nothing is stored, no cookie set, no address changed", async ({ page, context }) => {
  await context.addInitScript(spy);
  const url = await advisorHost();
  const docs = await docsHost();
  await page.goto(docs.url);
  const frame = await mount(page, { src: `${url}embed.html`, text: FENCE });
  await because(frame).filter({ hasText: SENTENCE }).waitFor();
  await frame.getByRole("textbox", { name: "Ownership rules" }).fill("* #edited");
  await because(frame).filter({ hasText: "#edited" }).waitFor();
  const inside = page.frames()[1];
  const address = inside.url();
  await page.evaluate(() => made.load("view: error\n--- rules\nsrc/* #web\n--- error\nTraceback (most recent call last):\n  File \"src/pay/a.py\", line 1, in pay\n    charge()\nValueError: no\n"));
  await frame.locator("sentry-general .answer").filter({ hasText: "#web" }).first().waitFor();
  assert.deepEqual(await inside.evaluate(() => globalThis.touched), []);
  assert.equal(inside.url(), address);
  assert.equal(page.url(), docs.url);
  assert.deepEqual(await context.cookies(), []);
});

for (const [name, headers, words] of [
  ["a worker made on the spot answers", OPEN, ""],
  ["where the policy allows no such worker the page itself computes, and says so", { ...OPEN, "content-security-policy": "worker-src 'self'" }, "No worker is allowed here: the page itself computes."],
]) {
  frameTest(`in a frame with no origin of its own ${name}`, async ({ page }) => {
    const url = await advisorHost({ headers });
    const docs = await docsHost();
    await page.goto(docs.url);
    const frame = await mount(page, { src: `${url}embed.html`, text: FENCE, strict: true });
    await because(frame).filter({ hasText: SENTENCE }).waitFor();
    await page.waitForFunction(() => heard.answers.length > 0);
    assert.equal(await frame.locator(".where").innerText(), words);
    await page.evaluate((text) => made.load(text), FENCE.replaceAll("#payments", "#money"));
    await because(frame).filter({ hasText: "goes to #money" }).waitFor();
    const [origin, reach] = await page.frames()[1].evaluate(() => {
      let reach = "reached";
      try {
        reach = parent.document.title;
      } catch (error) {
        reach = error.name;
      }
      return [self.origin, reach];
    });
    assert.deepEqual([origin, reach], ["null", "SecurityError"], "nothing of the page around it is reachable");
  });
}

frameTest("a frame whose host lets it read no file says so, with the text", async ({ page }) => {
  const url = await advisorHost({ headers: {} });
  const docs = await docsHost();
  await page.goto(docs.url);
  const frame = await mount(page, { src: `${url}embed.html`, text: FENCE, strict: true });
  await frame.getByText("this frame has no origin of its own, and the host lets no such frame read its files").waitFor();
  await page.waitForFunction(() => heard.errors.some(({ code }) => code === "failed"));
});

/** Opens embed.html by hand in a page that keeps what it says. */
async function byHand(page, url, { parent, nonce = "0123456789abcdef" }) {
  await page.evaluate(([src]) => {
    globalThis.got = [];
    addEventListener("message", ({ data, origin, ports }) => {
      got.push({ data, origin });
      globalThis.line = ports[0];
      line.onmessage = ({ data }) => got.push(data);
    });
    document.querySelector("#here").innerHTML = `<iframe title="Advisor" width="900" height="500" src="${src}"></iframe>`;
  }, [`${url}embed.html#fence=${encodeURIComponent(FENCE)}&parent=${encodeURIComponent(parent)}&nonce=${nonce}`]);
  const frame = page.frameLocator("iframe");
  await because(frame).filter({ hasText: SENTENCE }).waitFor();
  return frame;
}

frameTest("a hostile page around it: not listed, of another name, or with a bad nonce, it hears nothing", async ({ page, said }) => {
  const docs = await docsHost();
  const own = new URL(docs.url).origin;
  const listed = "https://docs.example.com";
  const url = await advisorHost({ parents: `self ${listed}` });
  await page.goto(docs.url);
  for (const [claim, why] of [
    [{ parent: own }, /is not among the parents/],
    [{ parent: "*" }, /is not among the parents/],
    [{ parent: `${listed}/` }, /is not among the parents/],
    [{ parent: "null" }, /is not among the parents/],
    // It says that it is somebody else: the browser delivers nothing, and may say so.
    [{ parent: listed }, /target origin/],
    [{ parent: listed, nonce: "short" }, /gave no nonce/],
  ]) {
    said.length = 0;
    const frame = await byHand(page, url, claim);
    // What it says into the window is heard by nobody.
    await page.evaluate(() => {
      for (const data of [{ type: "load", text: "--- tree\nx" }, { protocol: "sentry-general", type: "load", text: "x" }]) document.querySelector("iframe").contentWindow.postMessage(data, "*");
    });
    await frame.getByRole("textbox", { name: "Ownership rules" }).fill("src/* #other");
    await because(frame).filter({ hasText: "#other" }).waitFor();
    assert.deepEqual(await page.evaluate(() => got), [], `${JSON.stringify(claim)} hears nothing`);
    assert.equal(said.length, claim.parent === listed && !claim.nonce ? said.length : 1, `${JSON.stringify(claim)} is logged once: ${said}`);
    for (const words of said) assert.match(words, why);
  }
});

frameTest("a hostile page around it: odd messages, 100 MB and floods are refused, told once, and answers go on", async ({ page, said }) => {
  const docs = await docsHost();
  const url = await advisorHost();
  await page.goto(docs.url);
  const frame = await byHand(page, url, { parent: new URL(docs.url).origin });
  await page.waitForFunction(() => got.some(({ type }) => type === "answer"));
  const [{ data }] = await page.evaluate(() => got);
  assert.deepEqual(data, { protocol: "sentry-general", version: 1, type: "ready", nonce: "0123456789abcdef" });
  said.length = 0;
  await page.evaluate(() => {
    got.length = 0;
    const proto = JSON.parse('{"__proto__": {"type": "load", "text": "x"}, "constructor": {"prototype": {"polluted": 1}}}');
    const theme = JSON.parse('{"type": "theme", "theme": "__proto__", "colours": {"__proto__": {"ink": "red"}, "constructor": "red", "ink": "url(//evil)", "paper": {"toString": 1}}}');
    for (const message of [proto, theme, null, 7, "load", [], { type: "constructor" }, { type: "__proto__" }, { type: "load" }, { type: "load", text: { length: 1 } }]) line.postMessage(message);
    line.postMessage({ type: "load", text: "x".repeat(100_000_000), id: 1 });
  });
  await page.waitForFunction(() => got.some(({ code, id }) => code === "too-large" && id === 1));
  const errors = await page.evaluate(() => got.filter(({ type }) => type === "error").map(({ code }) => code));
  assert.deepEqual(errors, ["not-understood", "too-large"], "each kind is told once");
  const inside = page.frames()[1];
  assert.equal(await inside.evaluate(() => ({}).polluted ?? document.documentElement.style.cssText.replace(/color-scheme: [a-z ]+;/, "").trim()), "");
  await page.evaluate(() => {
    for (let time = 0; time < 20_000; time += 1) line.postMessage({ type: "load", text: `--- tree\n${time}.js` });
  });
  await page.waitForFunction(() => got.some(({ code }) => code === "too-many"));
  // A later second's messages are heeded: which one it is depends on how long the flood takes to be heard.
  await page.evaluate((text) => {
    const tell = () => line.postMessage({ type: "load", text, id: "after" });
    setInterval(tell, 1100);
  }, FENCE.replaceAll("#payments", "#money"));
  await because(frame).filter({ hasText: "goes to #money" }).waitFor();
  await page.waitForFunction(() => got.some(({ type, id }) => type === "answer" && id === "after"));
  const answers = await page.evaluate(() => got.filter(({ type }) => type === "answer").length);
  assert.ok(answers < 60, `${answers} of twenty thousand were answered`);
  assert.equal(new Set(said).size, said.length, `logged once each: ${said}`);
  assert.ok(said.length <= 4, `${said}`);
});

/** A function that makes random values which a message may hold, some of them nearly a message; its text goes into pages. */
const RANDOM = `(seed) => {
  let state = seed;
  const below = (most) => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) % most;
  const of = (list) => list[below(list.length)];
  const names = ["type", "text", "theme", "colours", "answer", "height", "code", "message", "id", "protocol", "nonce", "__proto__", "constructor", "ink", "paper", "size", "toString", "valueOf", "0"];
  const types = ["load", "theme", "error", "answer", "resize", "change", "ready", "__proto__", "constructor", "toString", ""];
  const own = (fields) => fields.reduce((made, [name, value]) => Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true }), {});
  const plain = [() => null, () => undefined, () => true, () => NaN, () => -1, () => 1e308, () => 2n ** 70n, () => "", () => "\\0\\ud800\\u202e", () => "<img src=x onerror=hit=1>", () => "url(//evil)", () => "x".repeat(below(3000)), () => of(types)];
  const odd = [() => new Map([["type", "load"]]), () => new Set(["load"]), () => new Date(NaN), () => /x/g, () => new Uint8Array(below(9)), () => new ArrayBuffer(8), () => new Blob(["x"]), () => new Error("x"), () => Object(1n), () => new String("load"), () => [, 1], () => { const cycle = { type: "load" }; cycle.text = cycle; return cycle; }];
  const value = (deep) => {
    if (deep > 0 && below(3) === 0) return own(Array.from({ length: below(5) }, () => [of(names), value(deep - 1)]));
    if (deep > 0 && below(6) === 0) return Array.from({ length: below(4) }, () => value(deep - 1));
    return of(below(4) === 0 ? odd : plain)();
  };
  return () => (below(4) === 0 ? value(3) : own([["type", of(types)], ...Array.from({ length: below(5) }, () => [of(names.slice(1)), value(2)])]));
}`;

/** No two messages come within one second, as either end sees it: so each is looked at. */
const unhurried = (context) =>
  context.addInitScript(() => {
    let now = 0;
    performance.now = () => (now += 1000);
  });

frameTest("thousands of random values that a page sends to its frame are refused or heeded, and answers go on", async ({ page, context, said }) => {
  await unhurried(context);
  const docs = await docsHost();
  const url = await advisorHost();
  await page.goto(docs.url);
  const frame = await byHand(page, url, { parent: new URL(docs.url).origin });
  await page.waitForFunction(() => got.some(({ type }) => type === "answer"));
  said.length = 0;
  await page.evaluate((random) => {
    got.length = 0;
    const make = (0, eval)(random)(7);
    for (let time = 0; time < 3000; time += 1) line.postMessage(make());
  }, RANDOM);
  await page.evaluate((text) => line.postMessage({ type: "load", text, id: "after" }), FENCE.replaceAll("#payments", "#money"));
  await because(frame).filter({ hasText: "goes to #money" }).waitFor();
  await page.waitForFunction(() => got.some(({ type, id }) => type === "answer" && id === "after"));
  const codes = await page.evaluate(() => [...new Set(got.filter(({ type }) => type === "error").map(({ code }) => code))]);
  assert.deepEqual(codes, ["not-understood"]);
  const inside = page.frames()[1];
  assert.deepEqual(await inside.evaluate(() => [globalThis.hit, ({}).text, Object.keys(Object.prototype)]), [undefined, undefined, []]);
  assert.doesNotMatch(await inside.evaluate(() => document.documentElement.style.cssText), /evil|url|img/);
  assert.deepEqual(said.filter((words) => !/none of this protocol|needs a text/.test(words)), []);
});

frameTest("thousands of random values that a frame sends to its page come to no more than its options allow", async ({ page, context, said }) => {
  await unhurried(context);
  const hostile = `<!doctype html><title>Random</title><script>
    const given = new URLSearchParams(location.hash.slice(1));
    const { port1, port2 } = new MessageChannel();
    parent.postMessage({ protocol: "sentry-general", version: 1, type: "ready", nonce: given.get("nonce") }, given.get("parent"), [port2]);
    const make = (${RANDOM})(11);
    for (let time = 0; time < 3000; time += 1) port1.postMessage(make());
    port1.postMessage({ type: "answer", answer: { last: true } });
  </script>`;
  const url = await advisorHost({ files: { "random.html": hostile } });
  const docs = await docsHost();
  await page.goto(docs.url);
  await mount(page, { src: `${url}random.html`, text: FENCE, maxHeight: 900 });
  await page.waitForFunction(() => heard.answers.some(({ last }) => last));
  const found = await page.evaluate(() => ({
    answers: heard.answers.every((answer) => typeof answer === "object" && answer !== null),
    texts: heard.texts.length > 0 && heard.texts.every((text) => typeof text === "string"),
    errors: heard.errors.every(({ code, message }) => typeof code === "string" && code.length <= 40 && typeof message === "string" && message.length <= 400),
    prototype: Object.keys(Object.prototype),
    hit: globalThis.hit,
  }));
  assert.deepEqual(found, { answers: true, texts: true, errors: true, prototype: [], hit: undefined });
  assert.ok((await page.evaluate(() => made.frame.getBoundingClientRect().height)) <= 900);
  assert.deepEqual(said.filter((words) => !/none of this protocol/.test(words)), []);
});

/** A stranger in the advisor's place. */
const HOSTILE = `<!doctype html><title>Hostile</title><script>
  const given = new URLSearchParams(location.hash.slice(1));
  const [host, nonce] = [given.get("parent"), given.get("nonce")];
  const ready = (nonce, more) => ({ protocol: "sentry-general", version: 1, type: "ready", nonce, ...more });
  const say = (data, ports = [new MessageChannel().port2]) => parent.postMessage(data, host, ports);
  say(ready("0123456789abcdef")); say(ready(undefined)); say(ready({ toString: null }));
  say(ready(nonce), []); say(null, []); say("x", []); say(JSON.parse('{"__proto__": {"type": "ready"}}'));
  const { port1, port2 } = new MessageChannel();
  say(ready(nonce), [port2]);
  say(ready(nonce)); say(ready(nonce)); // replayed
  const odd = [null, 1, [], { type: "resize" }, { type: "resize", height: NaN }, { type: "resize", height: -1 }, { type: "resize", height: "1e9" }, { type: "answer", answer: 1 },
    { type: "change", text: {} }, { type: "change", text: "x".repeat(100000000) }, { type: "__proto__" }, JSON.parse('{"type": "error", "__proto__": {"code": 1}}')];
  for (const message of odd) port1.postMessage(message);
  port1.postMessage({ type: "resize", height: 1e12 });
  setTimeout(() => { for (let time = 0; time < 20000; time += 1) port1.postMessage({ type: "change", text: "flood" }); port1.postMessage({ type: "answer", answer: { done: 1 } }); }, 1200);
  try { document.title = parent.document.title; } catch (error) { document.title = error.name; }
</script>`;

frameTest("a hostile frame: wrong and replayed nonces, odd messages, 100 MB and floods are refused, and logged once", async ({ page, said }) => {
  const url = await advisorHost({ files: { "hostile.html": HOSTILE } });
  const docs = await docsHost();
  await page.goto(docs.url);
  await mount(page, { src: `${url}hostile.html`, text: FENCE, maxHeight: 900 });
  await page.waitForFunction(() => heard.texts.length >= 30);
  await page.waitForTimeout(500); // the rest of the flood
  const { texts, answers, errors } = await heard(page);
  assert.ok(texts.length <= 120, `${texts.length} of twenty thousand were heeded`);
  assert.ok(texts.every((text) => text === "flood"));
  assert.deepEqual(answers, []);
  assert.deepEqual(errors, [{ code: "undefined", message: "undefined" }]);
  assert.equal(await page.evaluate(() => made.frame.getBoundingClientRect().height), 900, "no higher than the page allows");
  assert.equal(await page.frames()[1].title(), "SecurityError", "nothing of the page is reachable");
  const ours = said.filter((words) => words.startsWith("Sentry General"));
  assert.equal(new Set(ours).size, ours.length, `logged once each: ${ours}`);
  assert.deepEqual(ours.map((words) => /nonce|none of this protocol|faster/.exec(words)?.[0]).sort(), ["faster", "nonce", "none of this protocol"]);
  // Another frame of the page, and the page itself, are not the advisor.
  await page.evaluate(() => {
    window.postMessage({ protocol: "sentry-general", version: 1, type: "ready", nonce: "x" }, location.origin);
  });
});

frameTest("a frame that was led to another origin is not heeded", async ({ page, said }) => {
  const other = await host((folder) => writeFileSync(join(folder, "index.html"), HOSTILE.replaceAll("location.hash.slice(1)", "location.search.slice(1)")));
  const url = await advisorHost({ files: { "leave.html": `<!doctype html><script>location.href = "${other.url}?" + location.hash.slice(1)</script>` } });
  const docs = await docsHost();
  await page.goto(docs.url);
  await mount(page, { src: `${url}leave.html`, text: FENCE });
  for (let time = 0; said.length === 0; time += 1) {
    assert.ok(time < 100, "it is logged");
    await page.waitForTimeout(100);
  }
  assert.deepEqual(await heard(page), { answers: [], texts: [], errors: [] });
  assert.ok(said.filter((words) => words.includes("is refused")).length === 1, `${said}`);
});

frameTest("a frame that says nothing is told of, with what to look at", async ({ page }) => {
  const docs = await docsHost();
  const url = await advisorHost({ parents: "self" });
  await page.clock.install();
  await page.goto(docs.url);
  const frame = await mount(page, { src: `${url}embed.html`, text: FENCE });
  await because(frame).filter({ hasText: SENTENCE }).waitFor();
  await page.clock.runFor(20_000);
  await page.waitForFunction(() => heard.errors.length > 0);
  const { errors } = await heard(page);
  assert.deepEqual(errors.map(({ code }) => code), ["silent"]);
  assert.match(errors[0].message, /127\.0\.0\.1:\d+ among the parents/);
});
