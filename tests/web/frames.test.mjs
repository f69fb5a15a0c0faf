// Files in the repository's paths and in frames as Sentry sees them, and files that are dropped
// where what is in Sentry today is pasted.

import assert from "node:assert/strict";

import { pageTest, show, typeRules } from "./support.mjs";

const TREE = [
  "README.md", "api/manage.py", "api/requirements.txt", "api/shop/__init__.py", "api/shop/views.py",
  "api/shop/pay/__init__.py", "api/shop/pay/card.py",
].join("\n");

async function start(page, url) {
  await page.goto(url);
  await page.locator(".sentence").filter({ hasText: "reach" }).waitFor();
  await page.getByRole("textbox", { name: "File tree" }).fill(TREE);
  await typeRules(page, "api/* #api\napi/shop/pay/* #pay\n");
  await page.locator(".sentence").filter({ hasText: /^6 of 7 files reach a team/ }).waitFor();
}

pageTest("one switch shows files as their frames have them, and it is kept", {}, async ({ page, url }) => {
  await start(page, url);
  const frames = page.getByRole("button", { name: "frames as Sentry sees them" });
  await frames.click();
  await page.getByText("Both agree: the frames of 5 files go where the rules send the files.").waitFor();
  await page.locator(".sentence").filter({ hasText: /^5 of 5 files reach a team/ }).waitFor();
  assert.equal(await frames.getAttribute("aria-pressed"), "true");
  await page.getByRole("button", { name: "Open all" }).click();
  await page.getByRole("treeitem", { name: /card\.py.*shop\/pay\/card\.py/ }).waitFor();
  assert.equal(await page.getByRole("treeitem", { name: /README/ }).count(), 0, "no SDK names it");
  await show(page, "Coverage");
  await page.locator(".view").getByText("Shown by frame path, as Sentry sees it.").waitFor();
  await page.reload();
  await page.locator(".sentence").filter({ hasText: /^5 of 5 files reach a team/ }).waitFor();
  await page.getByRole("button", { name: "as in the repository" }).click();
  await page.locator(".sentence").filter({ hasText: /^6 of 7 files reach a team/ }).waitFor();
});

/** Drops files onto an element, as a browser does when they come from outside. */
async function drop(page, element, files) {
  const data = await page.evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const [name, text] of files) data.items.add(new File([text], name));
    return data;
  }, files);
  await element.dispatchEvent("dragover", { dataTransfer: data });
  await element.dispatchEvent("drop", { dataTransfer: data });
}

pageTest("files that are dropped where today is pasted are read there, sources as one", {}, async ({ page, url }) => {
  await start(page, url);
  await show(page, "Projects");
  await page.getByText("Already on Sentry?").click();
  const field = page.getByLabel("What is there in Sentry today");
  await field.waitFor();
  await drop(page, field, [
    ["variables.tf", 'variable "organization" {\n  default = "acme"\n}\n'],
    ["main.tf", 'resource "sentry_project" "api" {\n  organization = var.organization\n  name = "api"\n  platform = "python"\n  teams = ["api"]\n}\n'],
    ["teams.json", '[{"id": "1", "slug": "api", "name": "API", "memberCount": 2, "isPending": false}]'],
  ]);
  await page.getByText("Known of acme: 1 project, 1 team").waitFor();
  assert.ok((await page.locator(".sentence").first().innerText()).startsWith("6 of 7 files"), "the listing stays");
});
