// From an error to a team, as a user goes it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { pageTest, replaceText, show } from "./support.mjs";

const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const tab = (page, name) => page.getByRole("tab", { name });
const view = (page) => page.locator(".view");

/** Resolves when the first sentence of the view says this. */
const lead = (page, pattern) => view(page).locator(".lead").filter({ hasText: pattern }).waitFor();

/** Opens an input and replaces its text by typing. */
async function type(page, name, text) {
  await tab(page, name).click();
  await replaceText(page, name, text);
}

async function start(page, url) {
  await page.goto(url);
  await says(page, /reach/);
  await page.getByRole("textbox", { name: "File tree" }).fill("src/run.py\nsrc/pay/card.py\nsrc/pay/api.py\n");
  await type(page, "Ownership rules", "*/run.py #web\n*/pay/* #pay\n");
  await says(page, /^3 of 3/);
}

const TRACE = `2026-11-20 12:00:01,123 ERROR something went wrong
Traceback (most recent call last):
  File "/app/src/run.py", line 3, in <module>
    main()
  File "/app/src/pay/card.py", line 12, in charge
    raise ValueError("no card")
ValueError: no card
`;

pageTest("a pasted stack trace says who is assigned, and lights up rules and frames", {}, async ({ page, url }) => {
  await start(page, url);
  await type(page, "Error", TRACE);
  await lead(page, /ValueError: no card is assigned to .*#pay because line 2 decides/);
  const frames = view(page).getByRole("table", { name: "Frames, newest first" });
  await frames.locator("tr.lit").filter({ hasText: "card.py:12" }).waitFor();
  await view(page).getByRole("button", { name: "frame 1" }).click();
  await frames.locator("tr.lit").filter({ hasText: "run.py" }).waitFor();
  await frames.getByRole("button", { name: "src/pay/card.py" }).click();
  await page.getByRole("region", { name: "Why" }).getByText(/An error in src\/pay\/card\.py goes to/).waitFor();
});

pageTest("each setting shows its effect at once, and survives a reload", {}, async ({ page, url }) => {
  await start(page, url);
  await type(page, "Error", TRACE);
  await lead(page, /is assigned to .*#pay/);
  await view(page).getByLabel("Assignment").selectOption("off");
  await lead(page, /automatic assignment is off/);
  await page.reload();
  await show(page, "Simulate");
  await lead(page, /automatic assignment is off/);
  await view(page).getByLabel("Assignment").selectOption("suspect-commits");
  await view(page).getByLabel("Committers, most suspect first").fill("jo@shop.example");
  await page.keyboard.press("Enter");
  await lead(page, /is assigned to .*jo@shop\.example/);
});

pageTest("a frame switched by the keyboard alone changes the answer of CODEOWNERS", {}, async ({ page, url }) => {
  await start(page, url);
  await type(page, "Ownership rules", "");
  await type(page, "CODEOWNERS", "card.py jo@shop.example\n");
  await type(page, "Error", TRACE);
  await lead(page, /is assigned to .*jo@shop\.example/);
  await view(page).getByLabel("Frame 2 is in-app").focus();
  await page.keyboard.press("Space");
  await lead(page, /belongs to nobody: no rule matches it/);
});

pageTest("what is no stack trace is said to be none, and nothing is lost", {}, async ({ page, url }) => {
  await start(page, url);
  await type(page, "Error", "dear all,\nthe shop is down\n");
  await page.getByText(/No stack trace/i).first().waitFor();
  await page.reload();
  await tab(page, "Error").click();
  await page.locator("ownership-editor#event-text").getByText("the shop is down").waitFor();
});

pageTest("many errors give the load by team, and what an edit moves", {}, async ({ page, url }) => {
  await start(page, url);
  await type(page, "Error", "title,stack.filename,count()\nKeyError,src/pay/api.py,70\nIndexError,src/run.py,14\nOSError,lib/x.py,7\n");
  await lead(page, /^84 of 91 errors reach somebody; 7 reach nobody\./);
  // The number opens the errors that it counts.
  const pay = view(page).getByRole("row").filter({ hasText: "#pay" });
  await pay.locator("summary").filter({ hasText: /^70$/ }).click();
  await pay.getByRole("button", { name: "KeyError" }).waitFor();
  await tab(page, "Ownership rules").click();
  await type(page, "Ownership rules", "*/run.py #web\n*/pay/* #risk\n");
  await lead(page, /Your edits move 70\./);
  const download = page.waitForEvent("download");
  await view(page).getByRole("button", { name: "Save as CSV" }).click();
  const csv = readFileSync(await (await download).path(), "utf8");
  assert.match(csv, /^owner,errors a week before,errors a week after,difference\n#risk,0\.0,70\.0,70\.0\n/);
  await view(page).getByText("3 errors").last().click();
  await view(page).getByRole("button", { name: "IndexError" }).click();
  await lead(page, /IndexError is assigned to .*#web/);
});

pageTest("errors can be invented to try rules, and say that they are", {}, async ({ page, url }) => {
  await start(page, url);
  await show(page, "Simulate");
  await view(page).getByRole("button", { name: "Invent some from the tree" }).click();
  await view(page).getByText("Invented from the names in the tree").waitFor();
  await lead(page, /of [\d,]+ errors reach somebody/);
  await view(page).getByRole("button", { name: "No more" }).click();
  await view(page).getByRole("button", { name: "Invent some from the tree" }).waitFor();
});

pageTest("an error that is typed beside the files leads to what becomes of it; a whole frame lights up", {}, async ({ page, url }) => {
  await start(page, url);
  await tab(page, "Error").click();
  await show(page, "Files");
  await page.getByRole("treeitem").first().waitFor();
  await replaceText(page, "Error", TRACE);
  await lead(page, /ValueError: no card is assigned to .*#pay/);
  const row = view(page).getByRole("table", { name: "Frames, newest first" }).locator("tr[data-path]").filter({ hasText: "card.py:12" });
  await row.locator("td").nth(2).hover();
  await view(page).locator('svg g[data-path="src/pay/card.py"][data-lit]').waitFor();
  assert.ok(await row.evaluate((it) => it.hasAttribute("data-lit")), "the frame as a whole");
});
