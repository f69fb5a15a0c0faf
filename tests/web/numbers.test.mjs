// Every number leads on: it is a button, a link, or opens what it counts. Those that do not are of the kinds listed here, each with
// why; so a new number that counts something is not forgotten.

import assert from "node:assert/strict";

import { example, pageTest, replaceText, show } from "./support.mjs";

/**
 * Where numbers stand that lead nowhere, by a selector of what they are in and, where not all there are meant, by their words;
 * and why. A share in per cent is one by itself: the number that it is of leads on.
 */
const PLAIN = [
  // What is counted stands right there.
  ["[role=treeitem]", , "a row of the explorer opens as a whole"],
  [".understood, .panel .status", , "counts the text in the same panel"],
  [".problem .message", , "a remark: the button beside it leads to its line"],
  [".behind[open] li, .behind li", , "how often the error beside it came, how many rules the folder beside it has"],
  ["p.lead, p.lead *", /projects?\b/, "the projects stand below"],
  ["h3", /questions?\b/, "the questions stand below"],
  [".progress, .intro", /\d+ of \d+ done|These \d+ things/, "the items stand below, each with its box"],
  [".view > p, .tool > p, .view p b, .lead, .lead *", /errors|issues|answered|of \d+ files/, "what it sums up stands in the table or list below"],
  ["table.errors td, table.load td", , "the error or the team is in the same row"],
  ["td", /^(All )?\d+ (items?|others)$/, "the items are the rows of the table"],
  ["td, p, li", /^and [\d,]+ more/, "what a list leaves out"],
  [".soft", /^Figures count|teams?, \d+ projects?/, "what the tables or the picture below are made of"],
  [".projects.files", /lines|files in folders/, "how large the file beside it is"],
  // Figures that follow from others.
  ["table.compare.compare tr", /^(Alerts to maintain|Releasing everything|A spike|Spike protection)/, "as many as there are projects, which lead on above, or shares of the errors"],
  ["table.compare td", / of \d+|^0$/, "nothing, or the teams that the table below lists"],
  [".consequences", , "the figures of the table above, in words"],
  ["table.figures, .formulas, .guards, .month", , "worked out by the formulas below, with their numbers"],
  [".bars .value", /^0%|, 0 a day|typed|statistics/, "nothing, or what was typed in the field above"],
  ["table.told .number", , "a rate of the issues in the same row, which open"],
  // Arguments: nothing of the user's is counted.
  [".source", , "how old the copy of a page is"],
  [".checklist .note, .intro, .facts, .said, .limits, .remarks, .machine, .names, .tool details > div > p", , "what Sentry does, its limits and versions"],
  [".tool > p.soft", /As of|installer|Docker|these \d+ days|Not verified|could not verify/, "what Sentry does, its limits and versions"],
  ["table.rollout td", /^Week \d+/, "a day"],
  [".reasons", /folders? beside/, "a reason; its places stand below it"],
  [".project", /^Checked: /, "how many files the proof was tried with"],
  [".snippet .head", , "an address to call"],
];

/** Numbers that lead nowhere, with what they are in; and which of `PLAIN` were met. */
const found = (page) =>
  page.evaluate((plain) => {
    const leads = "button, a, summary, label, select, textarea, input, ownership-editor, [role=option], [data-term]";
    const users = "code, pre, q, svg, [hidden], .visually-hidden";
    const [left, met] = [[], []];
    const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { data, parentElement } = walk.currentNode;
      const words = data.replaceAll(/[\d.,]+ ?%/g, "");
      // What is closed can be opened; other views are not in sight.
      const is_there = parentElement.checkVisibility() || parentElement.closest("details:not([open])")?.checkVisibility();
      if (!/\d/.test(words) || !is_there || parentElement.closest(`${leads}, ${users}`)) continue;
      const why = plain.findIndex(([selector, pattern]) => {
        const around = parentElement.closest(selector);
        return around && (!pattern || new RegExp(pattern).test(around.textContent.trim()) || new RegExp(pattern).test(data.trim()));
      });
      if (why >= 0) met.push(why);
      else left.push(`${data.trim()} (in ${parentElement.closest("[class]").className}: ${parentElement.closest("p, li, td, h3, div").textContent.trim().slice(0, 100)})`);
    }
    return { left, met };
  }, PLAIN.map(([selector, pattern]) => [selector, pattern?.source]));

const ERRORS = `title,project,count,culprit
TypeError: x is undefined,web,120,apps/web/src/cart/total.ts in total
KeyError: y,api,30,apps/api/src/billing/invoice.ts in make
ValueError,api,7,apps/api/src/health.ts in check
`;

pageTest("every number leads on, or is of a kind that says why not", { timeout: 120_000, viewport: { width: 1280, height: 900 } }, async ({ page, url }) => {
  await page.goto(url);
  await example(page, "A monorepo of four apps");
  await page.locator(".sentence").filter({ hasText: "28 of 28" }).waitFor();
  const met = new Set();
  const look = async (what) => {
    const { left, met: here } = await found(page);
    assert.deepEqual(left, [], what);
    here.forEach((at) => met.add(at));
  };
  const open = async (view) => {
    await show(page, view);
    await page.locator(`#view[aria-label="${view}"]`).locator("p, table, tree-map, li").first().waitFor();
    await page.locator(".working:not([data-busy=true])").first().waitFor({ state: "attached" });
  };
  await look("Files");
  for (const view of ["Map", "Coverage", "Review", "Simulate", "Projects", "Compare", "Export", "Playbook"]) {
    await open(view);
    await look(view);
  }
  await show(page, "Files");
  await page.getByRole("tab", { name: /^Error/ }).click();
  await replaceText(page, "Error", ERRORS);
  await open("Simulate");
  await page.locator("table.load").getByText("#billing").first().waitFor();
  await look("Simulate with errors");
  await open("Compare");
  await page.getByText("Figures count 37").waitFor();
  await look("Compare with errors");
  await open("Map");
  await page.getByRole("combobox", { name: "Area by" }).selectOption("errors");
  await page.locator(".where").filter({ hasText: /37 errors.* in the tree/ }).waitFor();
  await look("Map by errors");
  await page.getByRole("checkbox", { name: "As a table" }).check();
  await page.locator(".view table").first().waitFor();
  await look("Map by errors, as a table");
  await open("Playbook");
  await page.getByRole("button", { name: /^All chapters/ }).click();
  await page.locator("table.told").waitFor();
  await page.locator(".bars .value").first().waitFor();
  await look("Playbook");
  const unused = PLAIN.filter((_, at) => !met.has(at)).map(([selector, , why]) => `${selector}: ${why}`);
  assert.deepEqual(unused, [], "every kind is met");
});

pageTest("a number of errors on the map, in the playbook and in Compare opens to them, and each leads to where it goes", {}, async ({ page, url }) => {
  await page.goto(url);
  await example(page, "A monorepo of four apps");
  await page.getByRole("tab", { name: /^Error/ }).click();
  await replaceText(page, "Error", ERRORS);
  await show(page, "Map");
  await page.getByRole("combobox", { name: "Area by" }).selectOption("errors");
  const where = page.locator(".where");
  await where.getByText("37 errors", { exact: true }).click();
  await where.getByRole("button", { name: "ValueError" }).click();
  await page.getByRole("tab", { name: "Simulate", selected: true }).waitFor();
  await page.locator("#view .lead").filter({ hasText: "ValueError" }).waitFor();
  // Back leads to the number again.
  await page.goBack();
  await where.getByText("37 errors", { exact: true }).waitFor();

  await show(page, "Playbook");
  await page.getByRole("button", { name: /^Understanding your volume/ }).click();
  const api = page.locator(".bars").first().locator("li").filter({ has: page.getByText("api", { exact: true }) });
  await api.locator("summary").click();
  await api.getByRole("button", { name: "KeyError: y" }).click();
  await page.getByRole("tab", { name: "Simulate", selected: true }).waitFor();

  await show(page, "Compare");
  const row = page.locator("table.teams tr, table.compare tr").filter({ hasText: "#billing" }).last();
  await row.locator("summary").first().click();
  await row.getByRole("button", { name: "ValueError" }).first().waitFor();
});
