// What nobody should paste, and somebody does: it is shown as what it is, runs nothing, and the page goes on. What the engine makes of
// such texts, and exports of it, is tested without a browser (tests/hostile, tests/export, tests/node/hostile.test.mjs).

import assert from "node:assert/strict";

import { pageTest, replaceText, show, typeRules } from "./support.mjs";

const tree = (page) => page.getByRole("textbox", { name: "File tree" });
const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const ready = (page) => page.locator(".app:not([inert]) .sentence").filter({ hasNotText: "Reading" }).waitFor();

const VIEWS = ["Files", "Map", "Coverage", "Review", "Simulate", "Projects", "Compare", "Playbook", "Export"];

/** Opens a view, and waits for what it shows. */
async function open(page, view) {
  await show(page, view);
  if (view === "Files") await page.getByRole("treeitem").first().waitFor();
  else await page.locator(`#view[aria-label="${view}"]`).locator("p, table, tree-map, li").first().waitFor();
}

/** Fills every input with names that hold a text. */
async function fillAll(page, text) {
  await tree(page).fill(`src/${text}.ts\nsrc/b ${text}/c.ts\nREADME.md\napi/pyproject.toml\napi/main.py\n`);
  const inputs = [
    ["CODEOWNERS", `* @acme/web\n/src/ @acme/${text}\n/api/ ${text}\n`],
    ["Mappings", `${text}/ -> src/\n`],
    ["Teams", `#web = @acme/web ${text}\n${text}\n`],
    ["Error", `Error: ${text}\n    at ${text} (src/${text}.ts:3:4)\n    at run (/srv/${text}/b.ts:1:1)\n`],
  ];
  for (const [name, content] of inputs) {
    await page.getByRole("tab", { name }).click();
    await replaceText(page, name, content);
  }
  await page.getByRole("tab", { name: "Ownership rules" }).click();
  await typeRules(page, `path:src/* #te${text}am\npath:"${text.replaceAll(/["\\]/g, "")}" #web ${text}@acme.example\ntags.${text}:x #web\n`);
}

const MARKUP = `x<img src=x onerror="globalThis.hit=1"><script>globalThis.hit=2</script><svg/onload=globalThis.hit=3>"'\`<iframe srcdoc="x">](javascript:globalThis.hit=4)`;

pageTest("markup and script in every input stay text in every view", { timeout: 120_000 }, async ({ page, url }) => {
  await page.goto(url);
  await ready(page);
  const before = await page.evaluate(() => document.querySelectorAll("img, iframe, script").length);
  await fillAll(page, MARKUP);
  for (const view of VIEWS) {
    await open(page, view);
    const found = await page.evaluate(() => ({
      hit: globalThis.hit,
      made: document.querySelectorAll("img, iframe, script").length,
      led: [...document.querySelectorAll("a[href]")].filter((link) => !/^https?:$/.test(new URL(link.href).protocol)).map((link) => link.href),
      handlers: [...document.querySelectorAll("*")].filter((element) => [...element.attributes].some(({ name }) => /^on/.test(name))).length,
    }));
    assert.deepEqual(found, { hit: undefined, made: before, led: [], handlers: 0 }, view);
  }
});

// What is drawn, but for inputs: text nodes with a letter that hides or turns.
const hidden = (page) =>
  page.evaluate(() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const HIDDEN = /[\0-\x08\x7f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
    while (walk.nextNode()) {
      const { data, parentElement } = walk.currentNode;
      if (HIDDEN.test(data) && parentElement.tagName !== "TEXTAREA") found.push(`${parentElement.tagName}: ${escape(data)}`);
    }
    for (const name of ["title", "aria-label", "placeholder"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (HIDDEN.test(element.getAttribute(name))) found.push(`${name} of ${element.tagName}: ${escape(element.getAttribute(name))}`);
      }
    }
    return found;
  });

pageTest("letters that hide or turn others are shown by name in every view, and in what is typed they stay", { timeout: 120_000 }, async ({ page, url }) => {
  await page.goto(url);
  await ready(page);
  assert.doesNotMatch(await page.locator("body").innerText(), /⟨U\+/, "nothing of the page's own has any");
  const text = "a\u202egpj\u2066\u200bz\u00ad";
  await fillAll(page, text);
  await show(page, "Files");
  await page.getByRole("button", { name: "Open all" }).click();
  await page.getByRole("treeitem").filter({ hasText: "a⟨U+202E⟩gpj⟨U+2066⟩⟨U+200B⟩z⟨U+00AD⟩.ts" }).first().waitFor();
  for (const view of VIEWS) {
    await open(page, view);
    assert.deepEqual(await hidden(page), [], view);
  }
  await show(page, "Files");
  assert.ok((await tree(page).inputValue()).includes(text), "the text itself is as it was");
});

pageTest("an emoji of several and a name in Arabic are drawn as they are", {}, async ({ page, url }) => {
  await page.goto(url);
  await ready(page);
  await tree(page).fill("src/👨\u200d👩\u200d👧.png\nsrc/می\u200cخواهم.ts\n");
  await says(page, /of 2 files/);
  await page.getByRole("button", { name: "Open all" }).click();
  await page.getByRole("treeitem").filter({ hasText: "👨\u200d👩\u200d👧.png" }).first().waitFor();
  await page.getByRole("treeitem").filter({ hasText: "می\u200cخواهم.ts" }).first().waitFor();
});

pageTest("halves of letters and NULs are read, and the page goes on", {}, async ({ page, url }) => {
  await page.goto(url);
  await ready(page);
  await page.locator("#tree-text").evaluate((field) => {
    field.value = "src/\ud800a.ts\nsrc/b\udc00.ts\nsrc/c\0.ts\n";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await says(page, /files? reach|of \d+ files?/);
  await tree(page).fill("src/a.ts\n");
  await says(page, /of 1 file/);
});

for (const [name, make] of [
  ["of folders", "a/"],
  ["of brackets", "[{("],
]) {
  pageTest(`one line of 50 MB ${name} is answered, and the page goes on`, { timeout: 120_000, allow: [/^uncaught: |^console error: /] }, async ({ page, url }) => {
    await page.goto(url);
    await ready(page);
    await typeRules(page, "src/* #mine\n");
    await page.locator("#tree-text").evaluate((field, piece) => {
      const clipboardData = { getData: () => piece.repeat(50_000_000 / piece.length) };
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "clipboardData", { value: clipboardData });
      field.dispatchEvent(event);
    }, make);
    await page.getByText("kept out of the text field").waitFor();
    await page.locator(".app:not([inert])").waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
    await tree(page).fill("src/a.ts\n");
    await says(page, /1 of 1 file/);
  });
}
