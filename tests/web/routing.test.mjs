// From paste to answer, as a user goes it.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { serve } from "../../script/static-server.mjs";
import { editorTakesOver, pageTest, select, typeRules } from "./support.mjs";

const sentence = (page) => page.locator(".sentence");
const tree = (page) => page.getByRole("textbox", { name: "File tree" });

/** Resolves when the summary says this. */
async function says(page, pattern) {
  await sentence(page).filter({ hasText: pattern }).waitFor();
}

pageTest("a first visit shows a worked example with something wrong in it", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /^39 of 54 files reach a team; 15 reach nobody\.$/);
  await page.locator(".outcome:visible").filter({ hasText: "matches nothing" }).waitFor();
  const why = page.getByRole("region", { name: "Why" });
  await why.getByText(/An error in src\/payments\/gateway\/card\.py goes to .*#integrations because/).waitFor();
});

pageTest("pasting a tree and typing rules answers at once", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await tree(page).fill("src/pay/api.ts\nsrc/app.ts\nREADME.md\n");
  await typeRules(page, "src/* #web\nsrc/pay/* #payments\n");
  await says(page, /^2 of 3 files reach a team; 1 reaches nobody\.$/);
  await page.getByRole("button", { name: /#payments 1 33%/ }).waitFor();
});

pageTest("a team's button shows only its files, and the explorer says why", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await page.getByRole("button", { name: /^#search/ }).click();
  await page.getByRole("button", { name: "Open all" }).click();
  await page.getByRole("treeitem", { name: /query\.py/ }).click();
  const why = page.getByRole("region", { name: "Why" });
  await why.getByText(/query\.py goes to .*#search because/).waitFor();
  await why.getByText("matches, but line 5 comes later").waitFor();
  assert.equal(await page.getByRole("treeitem", { name: /card\.py/ }).count(), 0, "other teams' files are not shown");
});

pageTest("the keyboard alone walks the tree", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await page.keyboard.press("Alt+3");
  await page.locator("#explorer:focus").waitFor();
  await page.keyboard.press("Home");
  const selected = page.locator('[role="treeitem"][aria-selected="true"]');
  await selected.filter({ hasText: "config" }).waitFor();
  await page.keyboard.press("ArrowRight");
  await page.locator('[role="treeitem"][aria-expanded="true"]').filter({ hasText: "config" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await selected.filter({ hasText: "deploy.yml" }).waitFor();
  await page.keyboard.press("ArrowLeft");
  await selected.filter({ hasText: "config" }).waitFor();
});

pageTest("a key that is pressed before the explorer is drawn leads there all the same", {}, async ({ page, url }) => {
  await page.goto(url);
  await page.locator("#explorer").waitFor();
  await page.evaluate(() => {
    // As it is before the first answer is drawn.
    const explorer = document.getElementById("explorer");
    explorer.id = "";
    dispatchEvent(new KeyboardEvent("keydown", { code: "Digit3", altKey: true }));
    setTimeout(() => (explorer.id = "explorer"), 300);
  });
  await page.locator("#explorer:focus").waitFor();
});

pageTest("while one edits, the page says which files change hands", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await editorTakesOver(page);
  await page.getByRole("textbox", { name: "Ownership rules" }).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("worker/* #jobs\n");
  const moves = page.locator(".moves");
  await moves.filter({ hasText: "Your edits move 3 files." }).filter({ hasText: "3 from nobody to #jobs" }).waitFor();
  await moves.getByRole("button", { name: "Show them" }).click();
  // It was among the others before: the answer is there when it is alone.
  await page.waitForFunction(() => document.querySelectorAll('[role="treeitem"]').length === 1);
  await page.getByRole("treeitem", { name: "worker" }).waitFor();
  await moves.getByRole("button", { name: "Accept" }).click();
  await moves.waitFor({ state: "hidden" });
  await page.getByRole("treeitem", { name: "migrations" }).waitFor();
});

pageTest("a rule for a path is made at the right place, and undone at once", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await select(page, "worker");
  await page.getByLabel("Give it to").fill("#jobs");
  await page.getByRole("region", { name: "Why" }).getByRole("button", { name: "Make a rule" }).click();
  await says(page, /^42 of 54 files/);
  const editor = page.getByRole("textbox", { name: "Ownership rules" });
  await editor.click();
  await page.keyboard.press("ControlOrMeta+z");
  await says(page, /^39 of 54 files/);
});

pageTest("a catch-all takes what reached nobody, and nothing else", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await page.getByText("Give what reaches nobody to a team").click();
  await page.getByLabel("A catch-all on top of the rules for").fill("#platform");
  await page.locator(".rest").getByRole("button", { name: "Make a rule" }).click();
  await says(page, /^54 of 54 files reach a team; none reaches nobody\.$/);
  await page.locator(".moves").filter({ hasText: "15 from nobody to #platform" }).waitFor();
});

pageTest("advice names the folders that nobody owns", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await page.locator(".problems").getByText(/3 files that no rule matches/).first().waitFor();
  const what = page.getByRole("button", { name: "What is this?" }).first();
  await what.click();
  await page.locator(".code-page").getByText("Mended:").waitFor();
  await what.click();
  await page.locator(".code-page").waitFor({ state: "hidden" });
});

pageTest("a bad line is named with Sentry's own words, and the others still count", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await tree(page).fill("src/a.ts\n");
  await typeRules(page, "*.js\t#web\nsrc/* #app\n");
  await page.getByText("Parse error: ownership (line 1, column 5)").first().waitFor();
  await says(page, /^1 of 1 file reaches a team/);
});

pageTest("what could not be read of a listing is shown with the reason", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await tree(page).fill("src/a.ts\nsrc/b.ts\nfatal: not a git repository\nsrc/c.ts\n");
  await page.getByText("1 line could not be read").click();
  await page.getByText("fatal: not a git repository").last().waitFor();
});

pageTest("what was typed survives a reload", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await tree(page).fill("only/mine.ts\n");
  await says(page, /of 1 file/);
  await page.reload();
  await says(page, /of 1 file/);
  assert.equal(await tree(page).inputValue(), "only/mine.ts\n");
});

pageTest("a link holds everything", { permissions: ["clipboard-read", "clipboard-write"] }, async ({ page, url, context }) => {
  await page.goto(url);
  await says(page, /reach/);
  await tree(page).fill("a/one.ts\na/two.ts\n");
  await typeRules(page, "a/two.ts #two\n");
  await says(page, /^1 of 2 files/);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  assert.match(link, /#v2\./);
  assert.equal(link.split("#")[0], url, "everything is in the fragment, which is not sent to a server");

  const other = await context.browser().newContext();
  const guest = await other.newPage();
  await guest.goto(link);
  await says(guest, /^1 of 2 files/);
  await guest.getByText("Opened from a link").waitFor();
  await other.close();
});

pageTest("a link does not cost a visitor's own texts", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await tree(page).fill("my/own.ts\n");
  await says(page, /of 1 file/);
  await page.waitForTimeout(700); // the debounce of keeping
  await page.goto(`${url}#v1.damaged`);
  await page.reload();
  await page.getByText("This link can't be read").waitFor();
  await says(page, /of 1 file/);
  assert.equal(await tree(page).inputValue(), "my/own.ts\n");
});

pageTest("a crashed engine is started again with the texts", { allow: [/./] }, async ({ page, url, context }) => {
  let engines = 0;
  await context.route(/engine_loader\.js/, async (route) => {
    engines += 1;
    // The first one dies on its first message, as a trap would kill it.
    if (engines > 1) return route.continue();
    return route.fulfill({ contentType: "text/javascript", body: 'onmessage = () => { throw new Error("boom"); };' });
  });
  await page.goto(url);
  await says(page, /39 of 54 files/);
  assert.equal(engines, 2);
});

pageTest("an engine that fails twice on the same texts is given up, and the texts stay", { allow: [/./] }, async ({ page, url, context }) => {
  await context.route(/engine_loader\.js/, (route) =>
    route.fulfill({ contentType: "text/javascript", body: 'onmessage = () => { throw new Error("boom"); };' }),
  );
  await page.goto(url);
  await page.getByText("The engine failed on these texts").waitFor();
  assert.match(await tree(page).inputValue(), /card\.py/);
});

pageTest("a large listing is read without being laid out", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  const listing = Array.from({ length: 60_000 }, (_, at) => `src/part${at % 300}/file${at}.ts`).join("\n");
  await paste(page, "#tree-text", listing);
  await says(page, /60,000 files/);
  await page.getByText("kept out of the text field").waitFor();
  // Too long for local storage to keep without holding up the page; it is kept all the same.
  await page.reload();
  await says(page, /60,000 files/);
  await page.getByRole("combobox", { name: "Examples" }).selectOption({ index: 1 });
  await says(page, /39 of 54 files/);
  await page.reload();
  await says(page, /60,000 files/);
});

pageTest("in a frame of another site, where storage is denied, it works all the same", {}, async ({ page, url, context }) => {
  await context.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  });
  await page.goto(url);
  await says(page, /39 of 54 files/);
  await tree(page).fill("a.ts\n");
  await says(page, /of 1 file/);
  await page.getByText("This browser keeps nothing for this page").waitFor();
});

pageTest("a picked folder gives the names of its files, and dependencies are left out visibly", {}, async ({ page, url }) => {
  const folder = mkdtempSync(join(tmpdir(), "shop-"));
  try {
    for (const name of ["src/pay/api.ts", "src/app.ts", "node_modules/left/index.js", "package.json"]) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), "what is in here is not read");
    }
    await page.goto(url);
    await says(page, /reach/);
    await page.getByLabel("Pick a folder").setInputFiles(folder);
    await says(page, /of 3 files/);
    await page.getByText("1 file left out as dependencies or build output").click();
    await page.locator(".understood").getByText("node_modules").waitFor();
    assert.doesNotMatch(await tree(page).inputValue(), /not read/);
    await page.getByText("How this list is read").click();
    await page.getByLabel("Keep dependencies and build output").check();
    await says(page, /of 4 files/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

pageTest("an absolute prefix is offered for stripping", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await tree(page).fill("/home/jo/shop/src/a.ts\n/home/jo/shop/src/pay/b.ts\n/home/jo/shop/README.md\n");
  await typeRules(page, "src/* #web\n");
  await says(page, /^0 of 3 files/);
  await page.getByRole("button", { name: "Take it off" }).click();
  await says(page, /^2 of 3 files/);
});

pageTest("the format can be overridden, and globs narrow the tree", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await tree(page).fill("src/a.ts\nsrc/b.md\nREADME.md\n");
  await says(page, /of 3 files/);
  await page.getByText("How this list is read").click();
  await page.getByLabel(/^Without these files/).fill("*.md");
  await page.getByLabel(/^Without these files/).blur();
  await says(page, /of 1 file/);
  await page.getByText("2 files filtered out").waitFor();
  await page.getByLabel("Format").selectOption("tree-json");
  await says(page, /Paste a file tree/);
});

pageTest("it works in a frame of another site", {}, async ({ url, context }) => {
  const folder = mkdtempSync(join(tmpdir(), "docs-"));
  writeFileSync(join(folder, "index.html"), `<h1>Docs</h1><iframe src="${url}" width="1200" height="700"></iframe>`);
  const docs = await serve({ root: folder, base: "/" });
  const other = await context.browser().newContext();
  try {
    const host = await other.newPage();
    // Another name for this machine is another site to the browser.
    await host.goto(docs.url.replace("127.0.0.1", "localhost"));
    const frame = host.frameLocator("iframe");
    await frame.locator(".sentence").filter({ hasText: "39 of 54 files" }).waitFor();
    await frame.getByRole("textbox", { name: "File tree" }).fill("a.ts\n");
    await frame.locator(".sentence").filter({ hasText: "of 1 file" }).waitFor();
  } finally {
    await other.close();
    await docs.close();
    rmSync(folder, { recursive: true });
  }
});

pageTest("the theme follows the system, or the user, and is kept", { colorScheme: "dark" }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await paper();
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  const light = await paper();
  assert.notEqual(light, dark);
  await tree(page).fill("a.ts\n");
  await says(page, /of 1 file/);
  await page.reload();
  await says(page, /of 1 file/);
  assert.equal(await paper(), light);
});

for (const [width, height] of [
  [360, 740],
  [768, 1024],
]) {
  pageTest(`at ${width} px every part is reachable and nothing overflows`, { viewport: { width, height } }, async ({ page, url }) => {
    await page.goto(url);
    await says(page, /reach/);
    for (const [tab, sight] of [
      ["Tree", page.locator("#tree-text")],
      ["Rules", page.locator("#rules-text")],
      ["Answer", page.locator("#explorer")],
    ]) {
      await page.getByRole("navigation", { name: "Parts of the page" }).getByRole("button", { name: tab }).click();
      await sight.waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `the page is ${wide} px wide in the tab ${tab}`);
    }
  });
}

/** Pastes as a browser does, without a system clipboard. */
async function paste(page, selector, text) {
  await page.locator(selector).evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
