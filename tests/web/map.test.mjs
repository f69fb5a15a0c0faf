// The map of the tree: seen, gone into and left by mouse, keyboard and touch; its table; saved as SVG and PNG; what lights up.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { axe, example, pageTest, replaceText, show, typeRules } from "./support.mjs";

const MONOREPO = "A monorepo of four apps";

const map = (page) => page.getByRole("listbox", { name: /^Map:/ }).first();
const cell = (page, name) => page.getByRole("option", { name }).first();
const told = (page) => page.locator("tree-map .told").first();
const crumbs = (page) => page.getByRole("navigation", { name: "Folders of the map" });
const drawn = (page) => page.locator("tree-map[data-cells]").first().waitFor();
const why = (page) => page.getByRole("region", { name: "Why" });

async function open(page, url) {
  await page.goto(url);
  await example(page, MONOREPO);
  await page.locator(".sentence").filter({ hasText: "28" }).waitFor();
  await show(page, "Map");
  await drawn(page);
}

/** Presses the middle of an open folder's heading, or of any other cell. */
async function press(page, name, how = "click") {
  const box = await cell(page, name).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + 7];
  if (how === "tap") await page.touchscreen.tap(x, y);
  else await page.mouse.click(x, y);
}

pageTest("by mouse: what the pointer is on is told, a file is selected everywhere, a folder opened and left", {}, async ({ page, url }) => {
  await open(page, url);
  const file = cell(page, /^apps\/api\/src\/billing\/invoice\.ts/);
  await file.hover();
  await told(page).filter({ hasText: "apps/api/src/billing/invoice.ts, #billing, line 11: path:*/billing/*" }).waitFor();
  await file.click();
  await why(page).getByText("apps/api/src/billing/invoice.ts").first().waitFor();
  await page.locator('[role="option"][aria-selected="true"]').waitFor();
  await press(page, /^apps\/api\/,/);
  await crumbs(page).locator("[aria-current]").filter({ hasText: "api" }).waitFor();
  await cell(page, /^apps\/api\/src\/health\.ts/).waitFor();
  await crumbs(page).getByRole("button", { name: "All" }).click();
  await cell(page, /^packages\//).waitFor();
  await show(page, "Files");
  assert.equal(await page.locator('.row[aria-selected="true"]').count(), 1, "what was selected is selected in the explorer");
});

pageTest("by keyboard alone: arrows go to the next cell, Enter opens and selects, Escape goes up", {}, async ({ page, url }) => {
  await open(page, url);
  await map(page).focus();
  await page.keyboard.press("Home");
  const first = await told(page).textContent();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((first) => document.querySelector("tree-map .told").textContent !== first, first);
  const at = await map(page).getAttribute("aria-activedescendant");
  assert.ok(await page.locator(`#${at}`).getAttribute("aria-label"), "the active cell has a name");
  // To the heading of a folder.
  for (let tries = 0; tries < 30 && !/^apps\/, /.test(await told(page).textContent()); tries++) await page.keyboard.press(tries % 2 ? "ArrowUp" : "ArrowRight");
  await page.evaluate(() => {});
  assert.match(await told(page).textContent(), /\/, \d+ files/);
  await page.keyboard.press("Enter");
  await crumbs(page).getByRole("button").nth(1).waitFor();
  assert.ok(await map(page).evaluate((element) => element === document.activeElement), "the focus stays in the map");
  const deep = await crumbs(page).getByRole("button").count();
  await page.keyboard.press("Escape");
  await page.waitForFunction((deep) => document.querySelectorAll(".crumbs button").length < deep, deep);
});

pageTest("by touch, on a phone: one tap selects, one opens, the page does not scroll sideways", { viewport: { width: 360, height: 740 }, hasTouch: true }, async ({ page, url }) => {
  await open(page, url);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(sideways, false);
  await map(page).evaluate((map) => map.scrollIntoView({ block: "center" }));
  await press(page, /^apps\//, "tap");
  await crumbs(page).locator("[aria-current]").filter({ hasText: "apps" }).waitFor();
});

pageTest("the table says the same, and every number of the legend leads to its files", {}, async ({ page, url }) => {
  await open(page, url);
  await page.getByRole("checkbox", { name: "As a table" }).check();
  await page.getByRole("row", { name: /^apps\/ 19 68%/ }).waitFor();
  await page.getByRole("row", { name: /^All \d+ items 28 100%/ }).waitFor();
  await page.getByRole("button", { name: "apps/", exact: true }).click();
  await page.getByRole("row", { name: /^api\/ 5/ }).waitFor();
  await page.getByRole("button", { name: /^#billing/ }).last().click();
  await page.getByRole("button", { name: "only #billing in apps/ ×" }).waitFor();
});

pageTest("the map is saved with title and legend, as SVG and as PNG, in the same colours in both themes", { colorScheme: "dark" }, async ({ page, url }) => {
  await open(page, url);
  const saved = async (name) => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };
  const dark = await saved("Save as SVG");
  const text = dark.bytes.toString();
  assert.equal(dark.name, "files-of-the-tree-by-team.svg");
  assert.match(text, /Files of the tree by team/);
  assert.match(text, /#billing 4 14%/);
  assert.doesNotMatch(text, /light-dark|var\(|class=|style=/);
  const png = await saved("Save as PNG");
  assert.equal(png.name, "files-of-the-tree-by-team.png");
  assert.equal(png.bytes.subarray(1, 4).toString(), "PNG");
  const box = await map(page).boundingBox();
  assert.ok(png.bytes.readUInt32BE(16) >= Math.floor(box.width) * 2 - 2, "twice as large as it is seen");
  await page.emulateMedia({ colorScheme: "light" });
  const light = await saved("Save as SVG");
  assert.equal(light.bytes.toString(), text);
  const read = await page.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror")?.textContent, text);
  assert.equal(read, undefined);
});

pageTest("what belongs together lights up: cell, line, team, and back", {}, async ({ page, url }) => {
  await open(page, url);
  await cell(page, /^apps\/api\/src\/billing\/invoice\.ts/).hover();
  await page.locator('.legend [data-owner="#billing"][data-lit]').waitFor();
  await page.locator("#rules-text .cm-line").nth(10).waitFor();
  await page.waitForFunction(() => document.querySelector("#rules-text").highlightLines.some(({ line }) => line === 11));
  await page.locator('.legend [data-owner="#web"]').hover();
  await page.waitForFunction(() => document.querySelectorAll("tree-map .lit").length >= 5);
  await show(page, "Files");
  await page.getByRole("button", { name: "Open all" }).click();
  await page.locator('.row[data-owner="#identity"]').first().hover();
  await page.waitForFunction(() => document.querySelector("#rules-text").highlightLines.some(({ line, kind }) => line === 8 && kind === "hover"));
  await page.locator('.summary .choice[data-owner="#identity"][data-lit]').waitFor();
});

for (const [name, options] of Object.entries({ light: {}, dark: { colorScheme: "dark" }, "forced colours": { forcedColors: "active" }, "a phone": { viewport: { width: 360, height: 740 } } })) {
  pageTest(`axe finds nothing in the map, its table, the way of an error and the organization: ${name}`, options, async ({ page, url }) => {
    await open(page, url);
    assert.deepEqual(await axe(page), []);
    await page.getByRole("checkbox", { name: "As a table" }).check();
    await page.getByRole("row", { name: /^All/ }).waitFor();
    assert.deepEqual(await axe(page), []);
    await show(page, "Compare");
    await page.locator(".zoomed svg").waitFor();
    assert.deepEqual(await axe(page), []);
  });
}

pageTest("what edits move is seen before and after, side by side", { viewport: { width: 1280, height: 800 } }, async ({ page, url }) => {
  await open(page, url);
  await typeRules(page, "* #platform\n");
  await page.getByRole("combobox", { name: "Colour by" }).selectOption({ label: "what your edits move" });
  await page.getByRole("listbox").nth(1).waitFor();
  const [before, after] = await Promise.all([0, 1].map((at) => page.getByRole("listbox").nth(at).boundingBox()));
  assert.ok(before.y === after.y && before.x + before.width <= after.x, "they stand side by side");
  await page.getByRole("option", { name: /before #web/ }).first().waitFor();
  await page.getByRole("option", { name: /now #platform/ }).first().waitFor();
});

pageTest("the way of an error is a picture that is saved; the organization is zoomed by buttons, keys and wheel", {}, async ({ page, url }) => {
  await page.goto(url);
  await example(page, MONOREPO);
  await page.locator(".sentence").filter({ hasText: "28" }).waitFor();
  await page.getByRole("tab", { name: "Error" }).click();
  await replaceText(page, "Error", "Error: no\n    at pay (apps/web/src/app/billing/page.tsx:3:4)\n");
  const way = page.locator("details figure svg.picture");
  await way.locator("text").filter({ hasText: "decides" }).first().waitFor();
  assert.ok((await way.locator("text.out").count()) >= 1, "what is overridden is crossed out");
  const download = page.waitForEvent("download");
  await page.locator("details figure").getByRole("button", { name: "Save as PNG" }).click();
  assert.match((await download).suggestedFilename(), /^the-way-of-error-no\.png$/);
  await page.locator("table.frames").getByRole("button", { name: "apps/web/src/app/billing/page.tsx" }).click();
  await why(page).getByText("apps/web/src/app/billing/page.tsx").first().waitFor();
  assert.equal(await page.getByRole("tab", { name: "Simulate" }).getAttribute("aria-selected"), "true", "a frame shows its file's reason without leaving");
  await why(page).getByRole("button", { name: "Close" }).click();
  await why(page).waitFor({ state: "hidden" });
  await show(page, "Compare");
  const place = page.getByRole("group", { name: /^The organization/ });
  const width = () => place.locator("svg").evaluate((svg) => svg.getBoundingClientRect().width);
  await place.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector(".zoomed .scroll")?.dataset.fits);
  const fitted = await width();
  assert.ok(fitted <= (await place.evaluate((it) => it.clientWidth)) + 1, "it fits its place");
  await page.getByRole("button", { name: "Larger" }).click();
  const larger = await width();
  assert.ok(larger > fitted * 1.2, `${fitted} → ${larger}`);
  await place.focus();
  await page.keyboard.press("0");
  assert.equal(await width(), fitted);
  await page.keyboard.press("+");
  assert.ok((await width()) > fitted);
  await page.keyboard.press("0");
  const box = await place.boundingBox();
  await page.mouse.move(box.x + 100, box.y + 60);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  await page.keyboard.up("Control");
  await page.waitForFunction((fitted) => document.querySelector(".zoomed svg").getBoundingClientRect().width > fitted * 1.3, fitted);
  const left = () => place.evaluate((it) => it.scrollLeft + it.scrollTop);
  const before = await left();
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.up();
  assert.notEqual(await left(), before, "it is dragged");
});
