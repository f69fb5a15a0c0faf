// The proposed split into projects, as a user goes it.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { example, pageTest, show } from "./support.mjs";

const lead = (page, pattern) => page.locator(".view .lead").filter({ hasText: pattern }).waitFor();

pageTest("the split is proposed, changed, undone, and kept over a reload", {}, async ({ page, url }) => {
  await page.goto(url);
  await example(page, "A monorepo of four apps");
  await show(page, "Projects");
  await lead(page, /^\d projects for/);
  const projects = page.locator(".project");
  const web = projects.filter({ hasText: "javascript-nextjs in apps/web/" });
  await web.getByText("Reasons, rules, changes").click();
  await web.getByText(/Checked: with these rules, the frames that .+ sends for \d+ files reach the same team as with all rules of the repository\./).waitFor();
  const before = await projects.count();
  await web.getByLabel("Name").fill("Storefront");
  await page.keyboard.press("Enter");
  const renamed = projects.filter({ hasText: "storefront javascript-nextjs" });
  await renamed.waitFor();
  await renamed.getByRole("button", { name: "No project" }).click();
  await page.getByText("2 changes of yours.").waitFor();
  await page.waitForFunction((count) => document.querySelectorAll(".project").length === count, before - 1);
  await page.reload();
  await show(page, "Projects");
  await page.getByText("2 changes of yours.").waitFor();
  await page.getByRole("button", { name: "Undo the last" }).click();
  await renamed.waitFor();
  await page.getByRole("button", { name: "Start over" }).click();
  await web.waitFor();
});

const tree = (page) => page.getByRole("textbox", { name: "File tree" });

/** Puts a tree in, and shows how it is split. */
async function split(page, url, listing) {
  await page.goto(url);
  await tree(page).fill(listing);
  await show(page, "Projects");
}

pageTest("several repositories are one plan, and none is lost on the way between them", {}, async ({ page, url }) => {
  await split(page, url, "web/next.config.js\nweb/pages/index.tsx\n");
  const projects = page.locator(".project");
  await projects.filter({ hasText: "javascript-nextjs in web/" }).waitFor();
  await page.getByText("Several repositories").click();
  await page.getByLabel("Name of this one").fill("acme/shop");
  await page.keyboard.press("Enter");
  await page.getByLabel("Add another repository").fill("acme/games");
  await page.keyboard.press("Enter");
  const all = page.getByRole("region", { name: "Repositories" });
  await all.getByText("acme/games").waitFor();
  assert.equal(await tree(page).inputValue(), "", "nothing is in it yet");
  await tree(page).fill("web/manage.py\nweb/games/views.py\n");
  await projects.filter({ hasText: "games-web python-django in web/" }).waitFor();
  await all.getByText("2 projects in 2 repositories").waitFor();
  await all.getByRole("button", { name: "Show acme/shop" }).click();
  await projects.filter({ hasText: "javascript-nextjs in web/" }).waitFor();
  assert.equal(await tree(page).inputValue(), "web/next.config.js\nweb/pages/index.tsx\n");
  await page.reload();
  await show(page, "Projects");
  await page.getByRole("button", { name: "Show the inputs" }).click();
  await all.getByRole("button", { name: "Show acme/games" }).click();
  await projects.filter({ hasText: "python-django in web/" }).waitFor();
  assert.equal(await tree(page).inputValue(), "web/manage.py\nweb/games/views.py\n", "both survive a reload");
  await all.getByRole("button", { name: "Remove acme/shop" }).click();
  await page.getByText("acme/shop was removed.").waitFor();
  await page.getByRole("button", { name: "Put it back" }).click();
  await all.getByText("2 projects in 2 repositories").waitFor();
});

pageTest("manifests of a picked folder are read when the user says so", {}, async ({ page, url }) => {
  const folder = mkdtempSync(join(tmpdir(), "pick-"));
  try {
    const files = {
      "shop/package.json": '{"dependencies":{"express":"4"}}',
      "shop/main.js": "",
      "shop/Dockerfile": "FROM node\n",
      "node_modules/x/package.json": "{}",
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    await page.goto(url);
    await page.locator('.pickers input[type="file"]').first().setInputFiles(folder);
    await show(page, "Projects");
    const project = page.locator(".project");
    await project.filter({ hasText: "shop node in shop/" }).waitFor();
    await page.getByRole("button", { name: "Read 2 manifests, to name frameworks and processes" }).click();
    await project.filter({ hasText: "shop node-express in shop/" }).waitFor();
    await page.getByText("2 files were read.").waitFor();
    assert.equal(await page.getByRole("button", { name: /^Read \d+ manifest/ }).count(), 0, "that is done");
    await page.reload();
    await show(page, "Projects");
    await project.filter({ hasText: "shop node-express in shop/" }).waitFor();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

pageTest("what is in a file can be said by hand", {}, async ({ page, url }) => {
  await split(page, url, "shop/package.json\nshop/main.js\nshop/Dockerfile\n");
  const project = page.locator(".project");
  await project.filter({ hasText: "shop node in shop/" }).waitFor();
  await project.getByRole("button", { name: "shop/package.json" }).first().click();
  const contents = page.getByLabel("Contents of shop/package.json");
  await contents.fill('{"dependencies":{"fastify":"4"}}');
  await contents.blur();
  await project.filter({ hasText: "shop node-fastify in shop/" }).waitFor();
  await page.getByText("What is in 1 file is known").waitFor();
});

pageTest("a folder is dragged to another project, and that is undone", {}, async ({ page, url }) => {
  // Both cards are in sight: nothing scrolls under the pointer.
  await page.setViewportSize({ width: 1280, height: 1000 });
  await split(page, url, "web/next.config.js\nweb/pages/index.tsx\napi/manage.py\napi/shop/views.py\n");
  const projects = page.locator(".project");
  const web = projects.filter({ hasText: "javascript-nextjs in web/" });
  const api = projects.filter({ hasText: "python-django in api/" });
  await api.locator(".grip").first().dragTo(web);
  await api.getByText(/This moves 2 files from/).waitFor();
  await api.getByRole("button", { name: "Leave it" }).click();
  await api.getByText(/This moves 2 files from/).waitFor({ state: "detached" });
  await api.locator(".grip").first().dragTo(web);
  await api.getByRole("button", { name: "Do it" }).click();
  await page.getByText("1 change of yours.").waitFor();
  await lead(page, /^1 project for 4 of 4 files/);
  await page.getByRole("button", { name: "Undo the last" }).click();
  await api.waitFor();
  await api.getByText("Reasons, rules, changes").click();
  assert.equal(await api.getByLabel("Add a folder").inputValue(), "", "the field is as it was");
  await api.getByLabel("Add a folder").fill("web");
  await page.keyboard.press("Enter");
  await web.getByRole("button", { name: "Do it" }).click();
  await lead(page, /^1 project for 4 of 4 files/);
  await page.getByRole("button", { name: "Undo: Merge web into api" }).click();
  await lead(page, /^2 projects for 4 of 4 files/);
});
