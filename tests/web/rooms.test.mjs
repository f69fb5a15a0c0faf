// The shape of the page: rooms, the divider, what is in sight at which width, and how much of it.

import assert from "node:assert/strict";

import { paste } from "./hands.mjs";
import { editorTakesOver, example, pageTest, show, typeRules } from "./support.mjs";

const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const tree = (page) => page.getByRole("textbox", { name: "File tree" });
const tab = (page, name) => page.getByRole("tab", { name });
const room = (page, name) => page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name });
const inputs = (page) => page.getByRole("region", { name: "What you put in" });
const divider = (page) => page.getByRole("separator", { name: "Width of the inputs" });
const part = (page, name) => page.getByRole("navigation", { name: "Parts of the page" }).getByRole("button", { name });

/** What scrolls up and down by itself, but for text fields: each element in words. */
const scrollers = (page) =>
  page.evaluate(() => {
    const scrolls = (element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1 && element.clientHeight > 0;
    const all = [...document.querySelectorAll("body *")].filter((it) => !it.matches("textarea, ownership-editor, ownership-editor *, dialog, dialog *"));
    return all.filter(scrolls).map((it) => ({ name: it.id || it.className, inside: all.some((other) => other !== it && other.contains(it) && scrolls(other)) }));
  });

pageTest("Plan has the whole width, no summary of routing, and its height is for content", { viewport: { width: 1280, height: 800 } }, async ({ page, url }) => {
  await page.goto(url);
  await example(page, "A monorepo of four apps");
  await says(page, /reach/);
  for (const view of ["Projects", "Compare", "Playbook", "Export"]) {
    await show(page, view);
    const box = await page.locator(".view").boundingBox();
    assert.ok(box.height >= 650 && box.width >= 1200, `${view}: ${box.width} × ${box.height}`);
    assert.ok(await page.locator(".summary").isHidden(), "routing is not what is looked at");
    assert.ok(await inputs(page).isHidden());
  }
});

for (const [width, height] of [
  [360, 740],
  [1280, 800],
]) {
  pageTest(`at ${width} px the first thing in sight is the sentence`, { viewport: { width, height } }, async ({ page, url }) => {
    await page.goto(url);
    await says(page, /reach/);
    await page.getByRole("treeitem").first().waitFor();
    await page.getByRole("region", { name: "Why" }).getByText("An error in").waitFor();
    await page.waitForTimeout(300);
    const box = await page.locator(".sentence").boundingBox();
    const head = await page.locator(".head").boundingBox();
    assert.ok(box.y >= head.y + head.height && box.y + box.height < height, JSON.stringify(box));
    assert.equal(await page.evaluate(() => scrollY), 0);
  });
}

pageTest("on a phone a view of Plan has 560 px of height", { viewport: { width: 360, height: 740 } }, async ({ page, url }) => {
  await page.goto(url);
  await example(page, "A monorepo of four apps");
  await show(page, "Playbook");
  await page.getByRole("heading", { name: "Week one" }).waitFor();
  const used = await page.evaluate(() => document.querySelector(".head").getBoundingClientRect().height + document.querySelector(".views").getBoundingClientRect().height);
  assert.ok(740 - used >= 560, `${740 - used} px are left for content`);
});

pageTest("a room is as it was left, and the inputs are one press away", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await show(page, "Export");
  await show(page, "Coverage");
  await room(page, "Plan").click();
  assert.equal(await tab(page, "Export").getAttribute("aria-selected"), "true");
  assert.equal(await room(page, "Plan").getAttribute("aria-current"), "page");
  await room(page, "Route").click();
  assert.equal(await tab(page, "Coverage").getAttribute("aria-selected"), "true");
  await room(page, "Plan").click();
  await page.getByRole("button", { name: "Show the inputs" }).click();
  await inputs(page).waitFor();
  await page.reload();
  await says(page, /reach/).catch(() => {});
  await room(page, "Plan").click();
  assert.ok(await inputs(page).isVisible(), "that they are unfolded is remembered");
  await page.getByRole("button", { name: "Fold the inputs" }).click();
  assert.ok(await inputs(page).isHidden());
  await room(page, "Route").click();
  assert.ok(await inputs(page).isVisible(), "each room for itself");
});

pageTest("the divider is moved by keyboard and by mouse, folds, and is remembered", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  const width = async () => (await inputs(page).boundingBox()).width;
  const before = await width();
  await divider(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const wider = await width();
  assert.ok(wider > before + 30, `${before} → ${wider}`);
  assert.equal(await divider(page).getAttribute("aria-valuenow"), "46");
  const box = await divider(page).boundingBox();
  await page.mouse.move(box.x + 3, box.y + 300);
  await page.mouse.down();
  await page.mouse.move(420, box.y + 320, { steps: 4 });
  await page.mouse.up();
  const dragged = await width();
  assert.ok(Math.abs(dragged - 420) < 12, `${dragged}`);
  await page.reload();
  await says(page, /reach/);
  assert.ok(Math.abs((await width()) - dragged) < 2, "remembered");
  await divider(page).focus();
  await page.keyboard.press("Enter");
  assert.ok(await inputs(page).isHidden());
  await page.getByRole("button", { name: "Show the inputs" }).press("Enter");
  assert.ok(await inputs(page).isVisible());
});

for (const width of [360, 768]) {
  pageTest(`at ${width} px the sentence is in sight while one types, and opens the answer`, { viewport: { width, height: 740 } }, async ({ page, url }) => {
    await page.goto(url);
    await says(page, /reach/);
    await part(page, "Tree").click();
    await tree(page).fill("src/a.ts\nsrc/b.ts\n");
    await part(page, "Rules").click();
    await typeRules(page, "src/a.ts #web\n");
    const bar = page.getByRole("button", { name: /^1 of 2 files reaches a team; 1 reaches nobody\./ });
    await bar.waitFor();
    const box = await bar.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 740, "in sight");
    await bar.click();
    await says(page, /^1 of 2/);
    assert.ok(await page.locator("#explorer").isVisible());
  });
}

pageTest("at 400% the document scrolls, and nothing else", { viewport: { width: 320, height: 200 } }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  assert.deepEqual(await scrollers(page), []);
  await page.getByRole("treeitem").first().waitFor();
  await page.mouse.wheel(0, 4000);
  await page.waitForFunction(() => scrollY > 200);
  const head = await page.locator(".head").boundingBox();
  assert.ok(head.y + head.height <= 0, "what is on top scrolls away: there is no room for it");
  await page.evaluate(() => scrollTo(0, 0));
  await show(page, "Playbook");
  await page.getByRole("heading", { name: "Week one" }).waitFor();
  assert.deepEqual(await scrollers(page), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), "never sideways");
});

pageTest("no column scrolls inside another", { viewport: { width: 1280, height: 800 } }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  for (const view of ["Files", "Coverage", "Review", "Simulate", "Projects", "Playbook"]) {
    await show(page, view);
    await page.locator(".app:not(:has(.stale))").waitFor();
    assert.deepEqual((await scrollers(page)).filter((it) => it.inside), [], view);
  }
});

/** A folder of many teams, as a kernel's drivers are. */
const TEAMS = 400;
const drivers = Array.from({ length: 4 * TEAMS }, (_, at) => `drivers/part${at % TEAMS}/file${at}.c`).sort().join("\n");
const rules = Array.from({ length: TEAMS }, (_, at) => `drivers/part${at}/* #team-${at}`).join("\n");

pageTest("the reason of a large folder shows its sentence, is counted, and is filtered", { viewport: { width: 1280, height: 800 } }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await tree(page).fill(`${drivers}\nREADME.md\n`);
  await typeRules(page, `${rules}\n`);
  await says(page, /^1,600 of 1,601/);
  await page.getByRole("treeitem", { name: /drivers/ }).click();
  const why = page.getByRole("region", { name: "Why" });
  const sentence = why.getByText("drivers/ holds 1,600 files:");
  await sentence.waitFor();
  await why.getByText("394 others 1,576 files").waitFor();
  await why.getByText("and 388 rules about 1,552 files.").waitFor();
  assert.ok(await why.evaluate((it) => it.scrollHeight) < 1000, "it is cut");
  await why.evaluate((it) => it.scrollTo(0, it.scrollHeight));
  assert.ok(await sentence.evaluate((it) => it.getBoundingClientRect().top >= it.closest(".why").getBoundingClientRect().top), "the sentence stays");
  await why.getByLabel("Only rules with").fill("team-39");
  await page.keyboard.press("Enter");
  await why.getByText("11 of 400 rules").waitFor();
  assert.equal(await why.locator(".verdicts li").count(), 11);
  await why.getByRole("button", { name: "Close the reason" }).click();
  await why.getByText("Select a file to see why").waitFor();
});

pageTest("what a link selects is in sight", { viewport: { width: 1280, height: 800 } }, async ({ page, url, context }) => {
  await page.goto(url);
  await says(page, /reach/);
  await tree(page).fill(`${drivers}\n`);
  await says(page, /of 1,600/);
  await page.getByRole("searchbox", { name: "Search paths" }).fill("part77/file1277.c");
  await page.getByRole("treeitem", { name: /file1277/ }).click();
  await page.getByRole("region", { name: "Why" }).getByText(/file1277/).first().waitFor();
  await page.getByRole("button", { name: "Share" }).click();
  await page.waitForFunction(() => document.querySelector("dialog[open] input")?.value.includes("#v2."));
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  const guest = await (await context.browser().newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await guest.goto(link);
  const row = guest.locator('[role="treeitem"][aria-selected="true"]').filter({ hasText: "file1277.c" });
  await row.waitFor();
  const inside = await row.evaluate((it) => {
    const [row, list] = [it, it.closest("#explorer")].map((at) => at.getBoundingClientRect());
    return row.top >= list.top && row.bottom <= list.bottom;
  });
  assert.ok(inside, "no need to look for it");
  await guest.context().close();
});

pageTest("tabs are one stop each, and arrows move among them", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await tab(page, "Files").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("tab", { name: "Map", exact: true }).getAttribute("aria-selected"), "true");
  await page.keyboard.press("ArrowRight");
  assert.equal(await tab(page, "Coverage").getAttribute("aria-selected"), "true");
  await page.keyboard.press("End");
  assert.equal(await tab(page, "Simulate").getAttribute("aria-selected"), "true");
  await page.keyboard.press("ArrowRight");
  assert.equal(await tab(page, "Files").getAttribute("aria-selected"), "true", "round and round");
  assert.ok(await tab(page, "Files").evaluate((it) => it === document.activeElement));
  assert.equal(await page.getByRole("tablist", { name: "Route" }).locator('[tabindex="0"]').count(), 1);
  const panel = await tab(page, "Files").getAttribute("aria-controls");
  assert.equal(await page.locator(`#${panel}`).getAttribute("role"), "tabpanel");
});

pageTest("the first stop of the keyboard leads to the answer", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("button", { name: "Skip to the answer" });
  assert.ok(await skip.evaluate((it) => it === document.activeElement));
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "answer");
  await page.keyboard.press("Tab");
  assert.ok(await tab(page, "Files").evaluate((it) => it === document.activeElement));
});

pageTest("in Plan, a line of the rules is one press away and brings the inputs back", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await editorTakesOver(page);
  await show(page, "Projects");
  await page.keyboard.press("Alt+2");
  await page.getByRole("textbox", { name: "Ownership rules" }).waitFor();
  assert.ok(await inputs(page).isVisible());
});

pageTest("Alt-1 and Alt-2 lead into the very text, whatever is in its place, and the explorer leaves the browser's keys alone", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await editorTakesOver(page);
  await tab(page, "CODEOWNERS").click();
  await page.keyboard.press("Alt+2");
  await page.getByRole("textbox", { name: "Ownership rules" }).waitFor();
  await page.waitForFunction(() => document.activeElement.id === "rules-text");
  // One that is too large for the field is shown beside it.
  const large = Array.from({ length: 60_000 }, (_, at) => `src/pay/file-${at}.ts`).join("\n");
  await paste(page, large, "#tree-text");
  await says(page, /of 60,000 files/);
  await page.keyboard.press("Alt+1");
  await page.waitForFunction(() => document.activeElement.id === "tree-text-large");
  const takes = (altKey) =>
    page.locator("#explorer").evaluate((it, altKey) => !it.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", altKey, bubbles: true, cancelable: true })), altKey);
  assert.equal(await takes(false), true);
  assert.equal(await takes(true), false, "Alt and an arrow lead back");
});
