// Each room as it looks, at four widths and in both themes: to look at (target/screens), and nothing is wider than the window.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { example, pageTest, show } from "./support.mjs";

const folder = fileURLToPath(new URL("../../target/screens/", import.meta.url));
mkdirSync(folder, { recursive: true });

/** What is cut off sideways although nobody can scroll there: each element in words. */
const cut = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("button, h1, h2, h3, summary, th")]
      .filter((it) => it.checkVisibility() && !it.closest(".visually-hidden, .skip") && it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).overflowX === "hidden" && getComputedStyle(it).textOverflow !== "ellipsis")
      .map((it) => it.textContent.slice(0, 40)),
  );

for (const [width, height] of [
  [360, 740],
  [768, 1024],
  [1280, 800],
  [1920, 1080],
]) {
  for (const colorScheme of ["light", "dark"]) {
    pageTest(`the rooms at ${width} px, ${colorScheme}`, { viewport: { width, height }, colorScheme, timeout: 120_000 }, async ({ page, url }) => {
      const look = async (name) => {
        await page.screenshot({ path: `${folder}${name}-${width}-${colorScheme}.png` });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than the window`);
        assert.deepEqual(await cut(page), [], name);
      };
      await page.goto(url);
      await example(page, "One application, seven teams");
      await page.locator(".sentence").filter({ hasText: /39 of 54/ }).waitFor();
      for (const view of ["Files", "Simulate"]) {
        await show(page, view);
        await page.waitForFunction(() => !document.querySelector(".stale"));
        await look(`route-${view.toLowerCase()}`);
      }
      for (const [view, seen] of [
        ["Projects", "2 projects"],
        ["Playbook", "Week one"],
      ]) {
        await show(page, view);
        // What the view shows itself: a heading is there before it, too.
        await page.locator(".view").getByText(seen).first().waitFor();
        await look(`plan-${view.toLowerCase()}`);
      }
      await page.goto(`${url}learn/`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await look("learn");
    });
  }
}
