// Five people with something to do, from their first look to what they take away: each by mouse, by keyboard alone, by touch.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { HANDS, OPTIONS, paste } from "./hands.mjs";
import { editorTakesOver, pageTest } from "./support.mjs";

const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const room = (page, name) => page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name });
const tab = (page, name) => page.getByRole("tab", { name });

/** A company's repository: so many files in services, web apps and libraries. */
function company(files) {
  const kinds = [
    (at) => `services/billing-${at % 23}/package.json`,
    (at) => `services/billing-${at % 23}/Dockerfile`,
    (at) => `services/billing-${at % 23}/src/handlers/step${at}.ts`,
    (at) => `apps/shop-${at % 7}/next.config.js`,
    (at) => `apps/shop-${at % 7}/package.json`,
    (at) => `apps/shop-${at % 7}/src/pages/page${at}.tsx`,
    (at) => `packages/ui-${at % 11}/src/part${at}.tsx`,
    (at) => `packages/ui-${at % 11}/src/parts/more/deep/part${at}.tsx`,
  ];
  const paths = new Set();
  for (let at = 0; paths.size < files; at += 1) paths.add(kinds[at % kinds.length](at));
  return [...paths].join("\n");
}

const MONOREPO = [
  "package.json", "pnpm-workspace.yaml",
  "apps/store/package.json", "apps/store/next.config.js", "apps/store/src/pages/index.tsx", "apps/store/src/pages/cart.tsx",
  "apps/desk/package.json", "apps/desk/angular.json", "apps/desk/src/main.ts", "apps/desk/src/app/app.component.ts",
  "services/orders/go.mod", "services/orders/Dockerfile", "services/orders/main.go", "services/orders/store/store.go",
  "packages/money/package.json", "packages/money/src/index.ts",
].join("\n");

const TRACE = `Traceback (most recent call last):
  File "/app/src/payments/gateway/card.py", line 41, in charge
    raise Declined(code)
src.payments.gateway.card.Declined: 51
`;

for (const [hand, of] of Object.entries(HANDS)) {
  const options = (width, height) => ({ ...OPTIONS[hand], viewport: { width, height }, timeout: 120_000 });

  pageTest(`someone who plans for 78,000 files gets a plan, by ${hand}`, { ...options(1280, 800), acceptDownloads: true }, async ({ page, url }) => {
    const { press, write } = of(page);
    await page.goto(url);
    await says(page, /of 54 files/);
    // No one types 78,000 lines.
    await paste(page, company(78_000));
    await says(page, /of 78,000 files/);
    await editorTakesOver(page);
    await write(page.getByRole("textbox", { name: "Ownership rules", exact: true }), "packages/* #design\nservices/* #core\napps/* #web\n");
    await says(page, /78,000 of 78,000 files reach a team/);
    await press(room(page, "Plan"));
    await page.locator(".view").getByText(/^30 projects for/).waitFor();
    await press(tab(page, "Playbook"));
    await page.getByRole("heading", { name: "Week one" }).waitFor();
    await press(page.getByRole("checkbox").first());
    await page.getByText(/^1 of \d+ done/).first().waitFor();
    await press(tab(page, "Export"));
    const download = page.waitForEvent("download");
    await press(page.getByRole("button", { name: "Save sentry-plan.zip" }));
    assert.ok((await readFile(await (await download).path())).length > 10_000);
  });

  pageTest(`someone on call with a trace is told whose it is and why, by ${hand}`, options(1280, 800), async ({ page, url }) => {
    const { press } = of(page);
    await page.goto(url);
    await says(page, /of 54 files/);
    await editorTakesOver(page);
    await press(page.getByText("I have an error"));
    await paste(page, TRACE);
    await page.getByText("Taken as an error.").waitFor();
    await press(page.getByRole("button", { name: "Back to my own" }).or(page.locator(".notices").getByRole("button", { name: "Undo", exact: true })).first());
    await says(page, /of 54 files/);
    await press(tab(page, /^Error/));
    await press(page.locator("#event-text"));
    await page.keyboard.insertText(TRACE);
    await press(tab(page, "Simulate"));
    await page.locator(".view").getByText("#integrations").first().waitFor();
  });

  pageTest(`an architect of a monorepo takes Terraform away, by ${hand}`, { ...options(1280, 800), acceptDownloads: true }, async ({ page, url }) => {
    const { press, write, choose } = of(page);
    await page.goto(url);
    await says(page, /of 54 files/);
    await press(page.getByRole("textbox", { name: "File tree" }));
    await paste(page, MONOREPO, "#tree-text");
    await says(page, /of 16 files/);
    await press(room(page, "Plan"));
    await page.locator(".view").getByText(/^3 projects for/).waitFor();
    await press(tab(page, "Compare"));
    await page.getByRole("heading", { name: "The organization" }).waitFor();
    await press(tab(page, "Export"));
    await write(page.getByRole("textbox", { name: "Organization in Sentry" }), "acme");
    await page.keyboard.press("Tab");
    await write(page.getByRole("textbox", { name: "Repository" }), "acme/shop");
    await page.keyboard.press("Tab");
    await choose(page.getByRole("combobox", { name: "Code host" }), "GitLab");
    const download = page.waitForEvent("download");
    await press(page.getByRole("button", { name: /^Save .*\.tf$/ }).first());
    const file = await readFile(await (await download).path(), "utf8");
    assert.match(file, /resource "sentry_project" "store"/);
    assert.match(file, /acme/);
  });

  pageTest(`a teacher at a projector opens lesson one and presents it, by ${hand}`, options(1920, 1080), async ({ page, url }) => {
    const { press } = of(page);
    await page.goto(url);
    await says(page, /of 54 files/);
    await press(page.getByRole("link", { name: "Learn" }));
    await press(page.getByRole("link", { name: "Begin with lesson 1" }));
    await press(page.getByRole("button", { name: "Present" }));
    await page.locator(".slide.now").getByRole("heading", { name: "The situation" }).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.locator(".slide.now").getByRole("heading", { name: "Predict first" }).waitFor();
  });

  pageTest(`someone with a link on a phone sees what was meant, by ${hand}`, { ...options(360, 740), isMobile: hand === "touch" }, async ({ page, context, url }) => {
    const { press } = of(page);
    const sender = await context.newPage();
    await sender.goto(url);
    await says(sender, /of 54 files/);
    await sender.getByRole("searchbox", { name: "Search paths" }).fill("card");
    await sender.getByRole("treeitem", { name: /card\.py/ }).click();
    await sender.getByRole("region", { name: "Why" }).getByText("#integrations").first().waitFor();
    await sender.locator(".more").click();
    await sender.getByRole("button", { name: "Share" }).click();
    await sender.waitForFunction(() => document.querySelector("dialog[open] input")?.value.includes("#v2."));
    const link = await sender.getByRole("textbox", { name: "Link" }).inputValue();
    await page.goto(link);
    await says(page, /39 of 54 files/);
    const why = page.getByRole("region", { name: "Why" });
    await why.getByText("An error in").waitFor();
    assert.ok((await page.locator(".sentence").boundingBox()).y < 740 && (await why.boundingBox()).y < 740, "both are in sight");
    await press(tab(page, "Coverage"));
    await page.getByRole("heading", { name: "By folder" }).waitFor();
    await press(page.getByRole("navigation", { name: "Parts of the page" }).getByRole("button", { name: /Rules/ }));
    await page.getByRole("textbox", { name: "Ownership rules", exact: true }).waitFor();
  });
}
