// The proposed split into projects, as a user goes it.

import { pageTest } from "./support.mjs";

const tab = (page, name) => page.getByRole("tab", { name });
const lead = (page, pattern) => page.locator(".view .lead").filter({ hasText: pattern }).waitFor();

pageTest("the split is proposed, changed, undone, and kept over a reload", {}, async ({ page, url }) => {
  await page.goto(url);
  await page.locator("select").first().selectOption({ label: "A monorepo of four apps" });
  await tab(page, "Projects").click();
  await lead(page, /^\d projects for/);
  const projects = page.locator(".project");
  const web = projects.filter({ hasText: "javascript-nextjs in apps/web/" });
  await web.getByText("Reasons, rules, changes").click();
  await web.getByText(/Checked: \d+ files go to the same team by these rules as by all\./).waitFor();
  const before = await projects.count();
  await web.getByLabel("Name").fill("Storefront");
  await page.keyboard.press("Enter");
  const renamed = projects.filter({ hasText: "storefront javascript-nextjs" });
  await renamed.waitFor();
  await renamed.getByRole("button", { name: "No project" }).click();
  await page.getByText("2 changes of yours.").waitFor();
  await page.waitForFunction((count) => document.querySelectorAll(".project").length === count, before - 1);
  await page.reload();
  await tab(page, "Projects").click();
  await page.getByText("2 changes of yours.").waitFor();
  await page.getByRole("button", { name: "Undo the last" }).click();
  await renamed.waitFor();
  await page.getByRole("button", { name: "Start over" }).click();
  await web.waitFor();
});
