// The editor by itself in Chromium, under the strict security policy: what its user and the page around it would notice.
//
//   CHROMIUM=/usr/bin/chromium node --test tests/web/editor.test.mjs
//
// Needs no dist/. SCREENSHOTS=folder keeps pictures of it. Latencies are reported only.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

import { serve } from "../../script/static-server.mjs";
import { POLICY, SUB_PATH, launch, listen } from "./support.mjs";

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

let folder, server, page;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "editor-"));
  for (const name of ["editor.html", "editor.page.css", "editor.page.js"]) cpSync(file(name), join(folder, name));
  execFileSync(process.execPath, [file("../../script/bundle.mjs"), "--out", folder]);
  server = await serve({ root: folder, base: SUB_PATH, headers: { "content-security-policy": POLICY } });
});
after(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  page = await open();
});
afterEach(async () => {
  const violations = await page.evaluate(() => window.seen.violations);
  const { complaints } = page;
  await page.context().close();
  assert.deepEqual(violations, [], "the editor works under the strict policy without a single violation");
  assert.deepEqual(complaints, [], "nothing is thrown, logged as an error or asked of another host");
});

/** A page with the editor, empty; `?start=later` leaves the textarea until the test loads the editor. */
async function open(query = "", options = {}) {
  const context = await (await launch()).newContext({ viewport: { width: 900, height: 500 }, ...options });
  const complaints = listen(context, server.url);
  const opened = await context.newPage();
  opened.complaints = complaints;
  await opened.goto(`${server.url}editor.html${query}`);
  if (!query.includes("later")) await opened.evaluate(() => customElements.whenDefined("ownership-editor").then(() => {}));
  return opened;
}

const get = (name) => page.evaluate((name) => window.editor[name], name);
const set = (values) => page.evaluate((values) => void Object.assign(window.editor, values), values);
const seen = (name) => page.evaluate((name) => window.seen[name], name);
const content = () => page.locator("ownership-editor .cm-content");
const popup = () => page.locator("ownership-editor .cm-tooltip-autocomplete");
const card = () => page.locator("ownership-editor .problem-cards");
const announced = () => page.locator("ownership-editor .cm-announced");
const type = async (text) => {
  await content().focus();
  await page.keyboard.type(text, { delay: 5 });
};

test("typing tells the page the text once per change", async () => {
  await type("ab");
  await page.keyboard.press("Enter");
  assert.equal(await get("value"), "ab\n");
  const events = await seen("input");
  assert.deepEqual(events.map((event) => [event.target, event.value]), [["ownership-editor", "a"], ["ownership-editor", "ab"], ["ownership-editor", "ab\n"]], "the page hears each change once, with the text after it");
  assert.deepEqual(events[2].detail, { revision: 3, length: 3, changes: [{ from: 2, to: 2, text: "\n" }] });
  assert.equal(await get("revision"), 3);
});

test("the value setter changes what differs, keeps the caret, is one undo step and is silent", async () => {
  await set({ value: "one\ntwo\nthree\n" });
  await page.evaluate(() => window.editor.revealLine(3));
  await set({ value: "one\nTWO lines\nthree\n" });
  assert.equal(await get("caretLine"), 3, "the caret stays in its line");
  await page.keyboard.press("Control+z");
  assert.equal(await get("value"), "one\ntwo\nthree\n", "undo takes the set value back in one step");
  await page.keyboard.press("Control+z");
  assert.equal(await get("value"), "one\ntwo\nthree\n", "undo never empties the editor of the text it was opened with");
  const events = await seen("input");
  assert.equal(events.length, 1, "setting is silent, undoing is what the user did");
});

test("typing over a selection needs no style that the policy forbids", async () => {
  await set({ value: "path:a/* #team-a\npath:b #b" });
  await content().focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("x");
  assert.equal(await get("value"), "x");
  await page.keyboard.press("ControlOrMeta+z");
  assert.equal(await get("value"), "path:a/* #team-a\npath:b #b");
});

test("line ends become LF and astral characters survive a set value", async () => {
  await set({ value: "a 😀\r\nb\rc\r\n" });
  assert.equal(await get("value"), "a 😀\nb\nc\n");
  await set({ value: "a 😁\nb\nc\n" });
  assert.equal(await get("value"), "a 😁\nb\nc\n");
  await content().focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "x\r\ny");
    document.activeElement.shadowRoot.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  assert.match(await get("value"), /x\ny/, "pasted text is normalised too");
  assert.ok(!(await get("value")).includes("\r"));
});

const MISSING = {
  from: 0, to: 8, severity: "error", code: "rules/missing-owner", message: "This rule has no owner.", hint: "Name a team: #team.",
  sentry: "Missing owner in rule: path:*.js", fix: { title: "Add #web", edits: [{ start: 9, end: 9, text: " #web" }] },
};

test("problems are shown at their place, with hint, Sentry's words and a fix that is one undo step", async () => {
  await set({ value: "path:*.js\npath:*.py #py\n" });
  await set({ problems: [MISSING, { from: 10, to: 999, severity: "error", code: "x", message: "out of range" }] });
  assert.equal(await page.locator("ownership-editor .problem").count(), 1, "the underline is one piece, and only the problem in range is shown");
  assert.equal(await page.locator("ownership-editor .problem-marker.problem-error").count(), 1);
  await page.locator("ownership-editor .problem").first().hover();
  await card().waitFor();
  assert.match(await card().innerText(), /no owner[\s\S]*Name a team[\s\S]*Sentry says: Missing owner in rule: path:\*\.js/);
  await card().getByRole("button", { name: "Add #web" }).click();
  assert.equal(await get("value"), "path:*.js #web\npath:*.py #py\n");
  assert.equal((await seen("input")).length, 1, "the page is told about the fix");
  await page.keyboard.press("Control+z");
  assert.equal(await get("value"), "path:*.js\npath:*.py #py\n");
});

test("a click on the gutter's mark opens the card without hovering", async () => {
  await set({ value: "path:*.js\n" });
  await set({ problems: [MISSING] });
  await page.locator("ownership-editor .problem-marker").click();
  await card().waitFor();
});

test("F8 walks through the problems and says them; Alt-Enter fixes; Escape closes", async () => {
  await set({ value: "path:*.js\n\nb c\n" });
  await set({ problems: [MISSING, { from: 10, to: 10, severity: "warning", code: "x", message: "Empty." }, { from: 11, to: 12, severity: "info", code: "y", message: "B." }] });
  await content().focus();
  const visit = async (key) => {
    await page.keyboard.press(key);
    return [await get("caretLine"), (await card().innerText()).split("\n")[0]];
  };
  assert.deepEqual(await visit("F8"), [1, "This rule has no owner."]);
  assert.match(await announced().textContent(), /error: This rule has no owner/, "screen readers hear the problem");
  assert.deepEqual(await visit("F8"), [2, "Empty."], "a problem on an empty line has a place too");
  assert.deepEqual(await visit("F8"), [3, "B."]);
  assert.deepEqual(await visit("F8"), [1, "This rule has no owner."], "it goes round");
  assert.deepEqual(await visit("Shift+F8"), [3, "B."]);
  assert.deepEqual(await visit("F8"), [1, "This rule has no owner."]);
  await page.keyboard.press("Escape");
  assert.equal(await card().count(), 0);
  await page.keyboard.press("Alt+Enter");
  assert.match(await get("value"), /^path:\*\.js #web\n/);
});

test("a fix moves along with typing elsewhere and is refused when its own text changed", async () => {
  await set({ value: "# top\npath:*.js\n" });
  const at = { ...MISSING, from: 6, to: 15, fix: { title: "Add #web", edits: [{ start: 15, end: 15, text: " #web" }] } };
  await set({ problems: [at] });
  await type("## more\n");
  await page.evaluate(() => window.editor.nextProblem());
  await page.keyboard.press("Alt+Enter");
  assert.equal(await get("value"), "## more\n# top\npath:*.js #web\n");

  await set({ value: "path:*.js\n" });
  await set({ problems: [MISSING] });
  await page.evaluate(() => window.editor.revealRange(9, 9));
  await page.keyboard.type(" #own");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+Enter");
  assert.equal(await get("value"), "path:*.js #own\n", "a stale fix must not write a second owner");
});

test("an answer for an older text is ignored as a whole", async () => {
  await type("abc");
  const took = await page.evaluate(() => [
    window.editor.annotate({ revision: 1, problems: [{ from: 0, to: 1, severity: "error", code: "x", message: "old" }] }),
    window.editor.annotate({ revision: 3, outcomes: [{ line: 1, text: "now", kind: "note" }] }),
  ]);
  assert.deepEqual(took, [false, true]);
  assert.equal(await page.locator("ownership-editor .problem").count(), 0);
});

test("owners complete by keyboard, and Enter on a written owner is a new line", async () => {
  await type("path:*.py #p");
  await popup().waitFor();
  assert.deepEqual(await popup().locator("li").allInnerTexts(), ["#payments", "#platform"]);
  await page.waitForTimeout(120);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await get("value"), "path:*.py #platform");
  await page.keyboard.type(" #web", { delay: 20 });
  await popup().waitFor();
  await page.waitForTimeout(120);
  await page.keyboard.press("Enter");
  assert.equal(await get("value"), "path:*.py #platform #web\n");
  assert.ok((await seen("asked")).some(([kind, prefix]) => kind === "owner" && prefix === "#p"));
});

test("paths complete segment by segment", async () => {
  await type("path:s");
  await popup().getByText("src/").waitFor();
  await page.waitForTimeout(120);
  await page.keyboard.press("Enter");
  await popup().getByText("pay/").waitFor();
  assert.deepEqual(await popup().locator(".cm-completionLabel").allInnerTexts(), ["app.py", "pay/", "my dir/", "search/"], "only the next segment is shown");
  await page.keyboard.type("p", { delay: 20 });
  await popup().getByText("pay/").waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await popup().getByText("web.py").waitFor();
  assert.equal(await get("value"), "path:src/pay/");
  await page.keyboard.press("Escape");
  assert.equal(await popup().count(), 0, "Escape closes the list");
});

test("a path with a blank is written in quotes and goes on inside them", async () => {
  await type("path:src/m");
  await popup().getByText("my dir/").waitFor();
  await page.waitForTimeout(120);
  await page.keyboard.press("Enter");
  assert.equal(await get("value"), 'path:"src/my dir/"');
  await popup().getByText("a b.py").waitFor();
  await page.waitForTimeout(120);
  await page.keyboard.press("Enter");
  await page.keyboard.type(" #x");
  assert.equal(await get("value"), 'path:"src/my dir/a b.py" #x');
});

test("matcher types complete at the start of a line, and nothing opens unasked", async () => {
  await type("mo");
  await popup().getByText("module:").waitFor();
  await page.waitForTimeout(120);
  await page.keyboard.press("Enter");
  assert.equal(await get("value"), "module:");
  await page.keyboard.type("a.b ");
  await page.waitForTimeout(250);
  assert.equal(await popup().count(), 0, "no list behind a blank: Enter there is a new line");
  await page.keyboard.press("Control+Space");
  await popup().getByText("#web").waitFor();
});

test("CODEOWNERS: the leading slash is no part of the path, team and section are lit", async () => {
  await set({ language: "codeowners" });
  await type("/src/p");
  await popup().getByText("pay/").waitFor();
  await page.waitForTimeout(120);
  await page.keyboard.press("Enter");
  assert.equal(await get("value"), "/src/pay/");
  await page.keyboard.press("Escape");
  await set({ value: "[Core] @acme/core\n/src/ @acme/web ada@example.com @bob # note\n" });
  const kinds = await page.locator("ownership-editor .cm-line span").evaluateAll((spans) => spans.map((span) => [span.className, span.textContent]));
  assert.deepEqual(kinds, [["tok-section", "[Core]"], ["tok-team", "@acme/core"], ["tok-pattern", "/src/"], ["tok-team", "@acme/web"], ["tok-email", "ada@example.com"], ["tok-user", "@bob"], ["tok-comment", "# note"]]);
});

test("Tab leaves the editor in both directions, also with a list open", async () => {
  await page.locator("#before").focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "editor");
  await page.keyboard.type("path:*.py #p", { delay: 5 });
  await popup().waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "after", "Tab is never caught");
  assert.equal(await get("value"), "path:*.py #p");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "before");
});

test("lines: outcomes, emphasis, reveal and the caret's line", async () => {
  await set({ value: Array.from({ length: 300 }, (_, i) => `path:f${i + 1} #t`).join("\n") });
  await set({
    outcomes: [{ line: 1, text: "312 of 420", kind: "wins", title: "Wins 312 of 420 matches" }, { line: 2, text: "never wins", kind: "never-wins" }, { line: 999, text: "none", kind: "note" }],
    highlightLines: [{ line: 1, kind: "won" }, { line: 2, kind: "overridden" }, { line: 0, kind: "hover" }],
  });
  const badges = page.locator("ownership-editor .outcome:visible");
  assert.deepEqual(await badges.allInnerTexts(), ["312 of 420", "never wins"]);
  await badges.first().click();
  assert.deepEqual(await seen("outcomeclick"), [{ line: 1 }]);
  assert.equal(await page.locator("ownership-editor .line-won").innerText(), "path:f1 #t");
  assert.equal(await page.locator("ownership-editor .line-overridden").innerText(), "path:f2 #t");

  await page.evaluate(() => window.editor.revealLine(250));
  assert.ok(await page.locator("ownership-editor .cm-activeLine").isVisible());
  assert.equal(await page.locator("ownership-editor .cm-activeLine").innerText(), "path:f250 #t");
  await page.keyboard.press("ArrowUp");
  assert.deepEqual(await seen("caretline"), [{ line: 250, user: false }, { line: 249, user: true }]);
  await page.evaluate(() => window.editor.revealLine(2));
  await page.waitForFunction(() => true);
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction(() => window.editor.shadowRoot.querySelector(".cm-announced")?.textContent.includes("Wins 312"), null, { timeout: 3000 });
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("# new\n");
  assert.equal(await page.locator("ownership-editor .line-won").innerText(), "path:f1 #t", "emphasis moves along with its line");
  const top = async (selector) => (await page.locator(`ownership-editor ${selector}`).first().boundingBox()).y;
  assert.ok(Math.abs((await top(".outcome-wins:visible")) - (await top(".line-won"))) < 6, "and so do outcomes");
});

test("it fills its host, block or flex, and scrolls inside of it", async () => {
  await set({ value: Array.from({ length: 300 }, (_, i) => `path:f${i + 1} #t`).join("\n") });
  for (const display of ["block", "flex"]) {
    const [host, inner] = await page.evaluate((display) => {
      const { editor } = window;
      editor.style.display = display;
      return [editor, editor.shadowRoot.querySelector(".cm-scroller")].map((one) => [one.clientWidth, one.clientHeight]);
    }, display);
    assert.deepEqual(inner, host, `a host with display: ${display}`);
  }
});

test("find searches the whole text, not only what is drawn", async () => {
  await set({ value: Array.from({ length: 3000 }, (_, i) => `path:f${i + 1} #t`).join("\n") });
  await content().focus();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("f2718");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  assert.equal(await get("caretLine"), 2718);
  assert.equal((await seen("input")).length, 0, "typing into the find box is no input to the page");
});

test("read-only text can be focused and moved in, and not changed", async () => {
  await set({ value: "path:*.js\n", readonly: true, problems: [] });
  await set({ problems: [MISSING] });
  await content().focus();
  await page.keyboard.type("x");
  await page.keyboard.press("F8");
  await page.keyboard.press("Alt+Enter");
  assert.equal(await get("value"), "path:*.js\n");
  assert.equal(await content().getAttribute("aria-readonly"), "true");
  assert.equal(await card().getByRole("button").count(), 0, "no fix is offered where none can be applied");
});

test("white space that separates nothing is made visible", async () => {
  await set({ value: "*.js\t#t\u00a0x\n" });
  assert.equal(await page.locator("ownership-editor .tok-blank").count(), 1, "the tab");
  assert.equal(await page.locator("ownership-editor .cm-specialChar").count(), 1, "the no-break space");
});

test("it takes over from the textarea: text, caret, focus, label, and undo returns to the start", async () => {
  await page.context().close();
  page = await open("?start=later");
  await page.evaluate(() => void (document.getElementById("fallback").defaultValue = "# start"));
  await page.locator("#fallback").fill("path:*.js #a");
  await page.evaluate(() => void (window.editor.problems = [{ from: 0, to: 4, severity: "info", code: "x", message: "early" }]));
  await page.locator("#fallback").focus();
  await page.evaluate(() => document.activeElement.setSelectionRange(10, 12));
  await page.evaluate(async () => {
    await import("./editor.js");
    await customElements.whenDefined("ownership-editor");
  });
  assert.equal(await page.locator("#fallback").isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), "editor", "the focus moves along");
  assert.equal(await content().getAttribute("aria-label"), "Ownership rules");
  assert.equal(await page.locator("ownership-editor .problem").count(), 1, "properties set early are kept");
  await page.keyboard.type("#b");
  assert.equal(await get("value"), "path:*.js #b", "the selection moves along");
  for (let step = 0; step < 5 && (await get("value")) !== "path:*.js #a"; step++) await page.keyboard.press("Control+z");
  assert.equal(await get("value"), "path:*.js #a");
  await page.keyboard.press("Control+z");
  assert.equal(await get("value"), "# start", "what was typed into the textarea can be undone");
});

test("undo does not empty the editor of what a script put into the textarea", async () => {
  await page.context().close();
  page = await open("?start=later");
  await page.evaluate(async () => {
    document.getElementById("fallback").value = "# example";
    await import("./editor.js");
    await customElements.whenDefined("ownership-editor");
  });
  await type("x");
  for (let step = 0; step < 3; step++) await page.keyboard.press("Control+z");
  assert.equal(await get("value"), "# example");
});

test("moved or taken out and put back, it keeps text, history and answers", async () => {
  await type("abc");
  await page.evaluate(() => document.body.append(window.editor));
  await page.evaluate(async () => {
    const { editor } = window;
    editor.remove();
    await new Promise((resolve) => setTimeout(resolve, 20));
    editor.value += "def";
    document.body.prepend(editor);
  });
  assert.equal(await content().innerText(), "abcdef");
  await content().focus();
  await page.keyboard.press("Control+z");
  assert.equal(await get("value"), "abc");
});

test("a text of 20,000 lines: latencies, reported", async (t) => {
  const figures = await page.evaluate(async () => {
    const editor = window.editor;
    const text = Array.from({ length: 20000 }, (_, i) => `path:src/folder${i % 97}/**/x #team${i % 40}`).join("\n");
    const clock = (job) => {
      const begin = performance.now();
      job();
      return performance.now() - begin;
    };
    const set = clock(() => (editor.value = text));
    const problems = Array.from({ length: 5000 }, (_, i) => ({ from: i * 100, to: i * 100 + 5, severity: "warning", code: "x", message: `m${i}` }));
    const outcomes = Array.from({ length: 20000 }, (_, i) => ({ line: i + 1, text: `${i} of ${i}`, kind: "wins" }));
    const annotate = clock(() => editor.annotate({ revision: editor.revision, problems, outcomes }));
    const read = clock(() => editor.value);
    editor.revealLine(10000);
    return { characters: text.length, set, annotate, read };
  });
  await page.evaluate(() => {
    window.slow = [];
    new PerformanceObserver((list) => window.slow.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "event", durationThreshold: 16 });
    window.keys = [];
    // From the key to the end of the next frame's work, without and with the page reading the text.
    addEventListener("keydown", () => {
      const begin = performance.now();
      requestAnimationFrame(() => setTimeout(() => window.keys.push(performance.now() - begin)));
    }, true);
  });
  await page.keyboard.type("path:abc/def #team and more text", { delay: 40 });
  await page.waitForTimeout(100);
  const keys = (await page.evaluate(() => window.keys)).sort((a, b) => a - b);
  const ms = (value) => `${value.toFixed(1)} ms`;
  t.diagnostic(`${figures.characters} characters: set ${ms(figures.set)}, annotate ${ms(figures.annotate)}, read ${ms(figures.read)}`);
  t.diagnostic(`key to drawn: median ${ms(keys[keys.length >> 1])}, worst ${ms(keys[keys.length - 1])} of ${keys.length}`);
  assert.match(await get("value"), /path:abc\/def #team and more text/);
});

for (const scheme of ["light", "dark"]) {
  test(`${scheme}: text and marks have the contrast of WCAG AA on their ground`, async () => {
    await page.context().close();
    page = await open("", { colorScheme: scheme });
    const text = '# Payments\npath:src/pay/** #payments\npath:*.js\nmodule:com.acme.{a,b}.* #java ada@example.com\ntags.release:"1.?" #web\n*.py\t#py\nurl:*/checkout* #web # note\n';
    await set({ value: text });
    await set({
      problems: [
        { ...MISSING, from: 37, to: 46, fix: { title: "Add #web", edits: [] } },
        { from: text.indexOf("\t"), to: text.indexOf("\t") + 1, severity: "warning", code: "t", message: "A tab separates nothing." },
        { from: text.indexOf("url"), to: text.indexOf("url") + 3, severity: "info", code: "u", message: "Browsers only." },
      ],
      outcomes: [{ line: 2, text: "312 of 420", kind: "wins" }, { line: 3, text: "never wins", kind: "never-wins" }, { line: 4, text: "no match", kind: "no-match" }],
      highlightLines: [{ line: 2, kind: "won" }, { line: 4, kind: "overridden" }],
    });
    const poor = await page.evaluate(() => {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      const paint = (ground, colour) => {
        canvas.fillStyle = ground;
        canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      const light = (rgb) => rgb.map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const root = window.editor.shadowRoot;
      const paper = getComputedStyle(root.querySelector(".cm-editor")).backgroundColor;
      return [...root.querySelectorAll("[class^=tok-], .outcome, .problem-marker")].flatMap((one) => {
        const line = one.closest(".cm-line");
        const ground = `rgb(${paint(paper, line ? getComputedStyle(line).backgroundColor : paper)})`;
        const [a, b] = [light(paint(ground, ground)), light(paint(ground, getComputedStyle(one).color))].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        return ratio < 4.5 ? [`${one.className} ${one.textContent}: ${ratio.toFixed(2)}`] : [];
      });
    });
    assert.deepEqual(poor, []);
    if (!process.env.SCREENSHOTS) return;
    await content().focus();
    await page.keyboard.press("F8");
    await page.screenshot({ path: join(process.env.SCREENSHOTS, `editor-${scheme}.png`) });
    await page.evaluate(() => window.editor.revealRange(1e9, 1e9));
    await page.keyboard.type("path:src/", { delay: 10 });
    await popup().waitFor();
    await page.screenshot({ path: join(process.env.SCREENSHOTS, `editor-${scheme}-completion.png`) });
  });
}
