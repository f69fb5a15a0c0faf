// CODEOWNERS, code mappings, teams, and the views beside the files, as a user goes them.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { editorTakesOver, example, pageTest, replaceText, show } from "./support.mjs";

const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const tab = (page, name) => page.getByRole("tab", { name });

/** Opens an input and replaces its text by typing. */
async function type(page, name, text) {
  await tab(page, name).click();
  await replaceText(page, name, text);
}

async function start(page, url, tree) {
  await page.goto(url);
  await says(page, /reach/);
  await page.getByRole("textbox", { name: "File tree" }).fill(tree);
  await type(page, "Ownership rules", "");
  await says(page, /^0 of/);
}

const TREE = "src/pay/api.ts\nsrc/pay/card.ts\nsrc/app.ts\nREADME.md\n";

pageTest("a CODEOWNERS file says what becomes of each line, and who its names are", {}, async ({ page, url }) => {
  await start(page, url, TREE);
  await type(page, "CODEOWNERS", "* @acme/all\n/src/pay/ @acme/pay\n");
  const outcomes = page.locator(".outcome:visible");
  await outcomes.filter({ hasText: "dropped: none of its owners is mapped" }).first().waitFor();
  await page.getByRole("button", { name: "Map each name to the team of the same name" }).click();
  await says(page, /^4 of 4 files reach a team/);
  await tab(page, "CODEOWNERS").click();
  await outcomes.filter({ hasText: "2 of 4 files" }).waitFor();
  await tab(page, "Teams").click();
  await editorTakesOver(page);
  await page.getByRole("textbox", { name: "Teams" }).click();
  await page.keyboard.press("ControlOrMeta+z");
  await says(page, /^0 of 4/);
});

pageTest("review and error routing are compared, and the files shown", {}, async ({ page, url }) => {
  await page.goto(url);
  await example(page, "Review here, errors there");
  await says(page, /^27 of 28 files/);
  await show(page, "Review");
  const view = page.locator(".view");
  await view.getByText("The errors of 6 files of 28 (21%) go to somebody who does not review").waitFor();
  await view.getByRole("button", { name: "packages/auth/" }).click();
  const why = page.getByRole("region", { name: "Why" });
  await why.getByText("packages/auth/ holds 3 files:").waitFor();
  await show(page, "Review");
  await view.getByRole("button", { name: "Show them" }).click();
  await page.getByRole("button", { name: "only reviewed by others ×" }).waitFor();
  await page.getByText("6 files, 21%").waitFor();
  await page.getByRole("button", { name: "Open all" }).click();
  await page.getByRole("treeitem", { name: /invoice\.ts/ }).click();
  await why.getByText(/Changes to it are reviewed by @acme\/api @jo CODEOWNERS 5 ?, but not by whoever gets its errors/).waitFor();
  await why.getByRole("button", { name: "CODEOWNERS 5" }).first().click();
  assert.equal(await tab(page, "CODEOWNERS").getAttribute("aria-selected"), "true", "its line is in sight");
});

pageTest("coverage leads from folder to folder, and from what is left to its files", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /^39 of 54/);
  await show(page, "Coverage");
  const view = page.locator(".view");
  await view.getByText("39 of 54 files have an owner").waitFor();
  await view.getByRole("button", { name: "src", exact: true }).click();
  await view.getByRole("button", { name: "payments", exact: true }).waitFor();
  await view.getByRole("button", { name: "All", exact: true }).click();
  await view.locator(".lead").getByRole("button", { name: "15", exact: true }).click();
  await page.getByText("15 files, 28%").waitFor();
});

pageTest("a code mapping shows the path that errors carry, and routes by it", {}, async ({ page, url }) => {
  await start(page, url, TREE);
  await type(page, "Ownership rules", "app/pay/* #pay\n");
  await page.locator(".outcome:visible").filter({ hasText: "matches nothing" }).waitFor();
  await type(page, "Mappings", "app/ -> src/\n");
  await says(page, /^2 of 4 files/);
  await page.getByRole("button", { name: "Open all" }).click();
  await page.getByRole("treeitem", { name: /card\.ts/ }).click();
  const why = page.getByRole("region", { name: "Why" });
  await why.getByText("Its frames carry app/pay/card.ts, which the rules are asked about.").waitFor();
});

pageTest("a rule's outcome leads to its files", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, /reach/);
  await page.locator(".outcome:visible").filter({ hasText: /^\d+ files$/ }).first().click();
  await page.getByRole("button", { name: /^only by line \d+ ×$/ }).waitFor();
});

pageTest("an owner who is not among the teams is refused in Sentry's words", {}, async ({ page, url }) => {
  await start(page, url, TREE);
  await type(page, "Ownership rules", "src/* #pya\n");
  await type(page, "Teams", "#pay\n");
  await tab(page, "Ownership rules").click();
  await page.getByText("Sentry would refuse to save them").waitFor();
  await page.getByRole("button", { name: "Write #pay" }).click();
  await page.getByText("Sentry would refuse to save them").waitFor({ state: "hidden" });
});

pageTest("all texts and choices survive a reload and travel in a link", { permissions: ["clipboard-read", "clipboard-write"] }, async ({ page, url, context }) => {
  await start(page, url, TREE);
  await type(page, "CODEOWNERS", "* jo@shop.example\n/src/\n");
  await says(page, /^1 of 4/);
  await page.getByLabel("Skip them, so that an earlier line can decide").check();
  await says(page, /^4 of 4/);
  await page.reload();
  await says(page, /^4 of 4/);
  await page.getByRole("button", { name: "Share" }).click();
  const link = page.getByRole("textbox", { name: "Link" });
  await page.waitForFunction(() => document.querySelector("dialog[open] input")?.value.includes("#v2."));
  const other = await context.browser().newContext();
  const theirs = await other.newPage();
  await theirs.goto(await link.inputValue());
  await says(theirs, /^4 of 4/);
  await other.close();
});

pageTest("a CODEOWNERS file in a picked folder is read when the user says so", {}, async ({ page, url }) => {
  const folder = mkdtempSync(join(tmpdir(), "pick-"));
  try {
    const files = { "src/a.ts": "", ".github/CODEOWNERS": "/src/ jo@shop.example\n" };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    await start(page, url, TREE);
    await page.locator('.pickers input[type="file"]').first().setInputFiles(folder);
    await says(page, /^0 of 2 files/);
    await page.getByRole("button", { name: "Read .github/CODEOWNERS" }).click();
    await says(page, /^1 of 2 files/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
