// Who does not see, does not use a mouse, enlarges, or has colours of their own gets the same page.

import assert from "node:assert/strict";

import { paste } from "./hands.mjs";
import { axe, example, pageTest, show } from "./support.mjs";

const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const VIEWS = ["Files", "Map", "Coverage", "Review", "Simulate", "Projects", "Compare", "Playbook", "Export"];

/** What each view shows when it has been answered. */
async function settled(page) {
  // Before it is drawn there is its name alone, for those who can't see it.
  await page.locator(".view:visible > :not(h2.visually-hidden), .explorer:visible").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
}

for (const width of [360, 1280]) {
  for (const colorScheme of ["light", "dark"]) {
    const height = width === 360 ? 740 : 800;
    pageTest(`axe finds nothing in any view at ${width} px, ${colorScheme}`, { viewport: { width, height }, colorScheme, timeout: 180_000 }, async ({ page, url }) => {
      await page.goto(url);
      await example(page, "A monorepo of four apps");
      await says(page, /reach/);
      const found = [];
      for (const view of VIEWS) {
        await show(page, view);
        await settled(page);
        found.push(...(await axe(page)).map((finding) => `${view}: ${finding}`));
      }
      assert.deepEqual(found, []);
    });
  }
}

/** What can be pressed and is in sight: in words, if smaller than that. Links in sentences are as high as their line. */
const smaller = (page, least) =>
  page.evaluate((least) => {
    const inSentence = (it) => it.closest("p, .because, .sentence, li > .source") && !it.matches("summary, select, input");
    const target = (it) => (it.matches("[type=checkbox], [type=radio]") ? (it.closest("label") ?? it) : it);
    return [...document.querySelectorAll("button, a, input, select, summary, [role=tab], [role=treeitem]")]
      .filter((it) => it.checkVisibility({ visibilityProperty: true }) && !inSentence(it))
      .map((it) => [it, target(it).getBoundingClientRect()])
      // What is cut to a point is for those who can't see it.
      .filter(([, { width, height }]) => width > 2 && height > 2 && (width < least - 0.5 || height < least - 0.5))
      .map(([it, { width, height }]) => `${it.tagName}.${it.className} ${it.textContent.slice(0, 30)}: ${width.toFixed()} × ${height.toFixed()}`);
  }, least);

for (const [kind, least, options] of [
  ["fingers", 44, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
  ["pointers", 24, { viewport: { width: 1280, height: 800 } }],
]) {
  pageTest(`what can be pressed is wide and high enough for ${kind}`, { ...options, timeout: 120_000 }, async ({ page, url }) => {
    await page.goto(url);
    await says(page, /reach/);
    for (const view of VIEWS) {
      await show(page, view);
      await settled(page);
      assert.deepEqual(await smaller(page, least), [], view);
    }
  });
}

pageTest("in forced colours what is chosen is told by its border", { forcedColors: "active", viewport: { width: 1280, height: 800 } }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  const width = (locator) => locator.evaluate((it) => getComputedStyle(it).borderTopWidth);
  for (const [chosen, other] of [
    [page.getByRole("button", { name: "Route" }), page.getByRole("button", { name: "Plan" })],
    [page.getByRole("tab", { name: "Files" }), page.getByRole("tab", { name: "Coverage" })],
    [page.getByRole("button", { name: "as in the repository" }), page.getByRole("button", { name: "frames as Sentry sees them" })],
  ]) {
    assert.equal(await width(chosen), "2px");
    assert.equal(await width(other), "1px");
  }
  // Shares keep their colours: they mean teams.
  const colours = await page.locator(".shares rect").evaluateAll((all) => all.map((it) => getComputedStyle(it).fill));
  assert.ok(new Set(colours).size > 5, colours.join());
});

const palette = (page) => page.getByRole("dialog", { name: "Commands" });
const marked = (page) => palette(page).getByRole("option", { selected: true });

pageTest("Ctrl-K finds everything that can be done by a few letters", { viewport: { width: 1280, height: 800 } }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  const choose = async (typed, title) => {
    await page.keyboard.press("ControlOrMeta+k");
    await palette(page).getByRole("combobox").waitFor();
    await page.keyboard.type(typed);
    await marked(page).filter({ hasText: title }).waitFor();
    await page.keyboard.press("Enter");
    await palette(page).waitFor({ state: "hidden" });
  };
  await choose("playb", "Playbook");
  await page.getByRole("tab", { name: "Playbook", selected: true }).waitFor();
  await choose("nobody", "that reach nobody");
  await page.locator(".chip:visible").filter({ hasText: "nobody" }).waitFor();
  await choose("dark", "Theme: dark");
  await page.locator('html[data-theme="dark"]').waitFor();
  await choose("codeown", "CODEOWNERS");
  await page.getByRole("tab", { name: /^CODEOWNERS/, selected: true }).waitFor();
  await choose("terraform", "Terraform (sentry.tf)");
  await page.locator("#save-terraform:focus").waitFor();
  await choose("gateway/card", "Search for “gateway/card”");
  await page.getByRole("treeitem", { name: /card\.py/ }).waitFor();
  await page.locator("#search:focus").waitFor();
  await choose("monorepo of four", "A monorepo of four apps");
  await says(page, /of [\d,]+ files/);
  await choose("share", "Share");
  await page.getByRole("dialog", { name: "A link to this" }).waitFor();
});

pageTest("the commands can be looked through by arrows and left, and the focus is where it was", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  const help = page.getByRole("button", { name: "Help" });
  await help.focus();
  await page.keyboard.press("ControlOrMeta+k");
  const first = await marked(page).innerText();
  await page.keyboard.press("ArrowUp");
  assert.notEqual(await marked(page).innerText(), first);
  await page.keyboard.press("ArrowDown");
  assert.equal(await marked(page).innerText(), first);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  await palette(page).waitFor({ state: "hidden" });
  assert.ok(await help.evaluate((it) => it === document.activeElement));
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Who gets this error?" }).getByText("Ctrl-K").waitFor();
});

pageTest("the commands are there for a finger, too", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await page.getByRole("button", { name: "Examples, my work, link, theme, help" }).tap();
  await page.getByRole("button", { name: "Commands" }).tap();
  await palette(page).getByRole("option", { name: /Coverage/ }).tap();
  await page.getByRole("heading", { name: "By folder" }).waitFor();
});

pageTest("a command that leads to a view takes the focus there from a field that is no longer in sight", { viewport: { width: 360, height: 740 } }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  for (const [typed, title] of [["coverage", "Coverage"], ["nobody", "that reach nobody"]]) {
    await page.keyboard.press("Alt+2");
    await page.waitForFunction(() => document.activeElement?.closest("#inputs"));
    await page.keyboard.press("ControlOrMeta+k");
    await palette(page).getByRole("combobox").waitFor();
    await page.keyboard.type(typed);
    await marked(page).filter({ hasText: title }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "answer");
  }
});

pageTest("whoever goes to another view by a button of one that closes is in the view that opens", { viewport: { width: 1280, height: 800 } }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await example(page, "A monorepo of four apps");
  const focus = (id) => page.waitForFunction((id) => document.activeElement.id === id, id);
  const press = async (locator) => {
    await locator.focus();
    await page.keyboard.press("Enter");
  };
  for (const [view, name] of [
    ["Coverage", /^28$/],
    ["Compare", /^apps\/api$/],
  ]) {
    await show(page, view);
    await settled(page);
    await press(page.locator("#view").getByRole("button", { name }).first());
    await focus("files");
    await page.keyboard.press("Tab");
    await focus("search");
  }
  // The button takes itself away.
  await page.getByRole("button", { name: /^#web/ }).first().click();
  await press(page.getByRole("button", { name: /^only #web/ }));
  await focus("files");
  // Whoever goes there by the tab itself stays on it.
  await page.getByRole("tab", { name: "Files" }).focus();
  await page.keyboard.press("ArrowRight");
  await settled(page);
  await page.waitForFunction(() => document.activeElement.textContent.startsWith("Map"));
});

pageTest("a listing too long for its field is shown in part, with what can be done with it, and the focus stays with it", { viewport: { width: 1280, height: 800 } }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await page.getByRole("textbox", { name: "File tree" }).focus();
  await paste(page, Array.from({ length: 9000 }, (_, at) => `src/folder${at % 90}/file${at}.ts\n`).join(""), "#tree-text");
  await says(page, /9,000 files/);
  await page.waitForFunction(() => document.activeElement.id === "tree-text-large");
  const large = page.locator("#tree-text-large");
  const [around, words, clear] = await Promise.all([large, large.locator("p"), large.getByRole("button", { name: "Clear" })].map((it) => it.boundingBox()));
  for (const { y, height } of [words, clear]) assert.ok(y >= around.y && y + height <= around.y + around.height, "nothing is cut off");
  await large.getByRole("button", { name: "Clear" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "tree-text");
});
