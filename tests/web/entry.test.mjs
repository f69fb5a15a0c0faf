// The way in: what a stranger sees, what becomes of what is pasted, and that no step costs anybody's work.

import assert from "node:assert/strict";

import { paste } from "./hands.mjs";
import { editorTakesOver, example, pageTest, replaceText, select, show, typeRules } from "./support.mjs";

const says = (page, pattern) => page.locator(".sentence").filter({ hasText: pattern }).waitFor();
const tree = (page) => page.getByRole("textbox", { name: "File tree" });
const undo = (page) => page.locator(".notices").getByRole("button", { name: "Undo", exact: true });
const EXAMPLE = /^39 of 54 files/;


const TRACE = 'Traceback (most recent call last):\n  File "/app/src/pay.py", line 3, in pay\n    raise ValueError(1)\nValueError: 1\n';

pageTest("a stranger sees what this is and what to do", { permissions: ["clipboard-read", "clipboard-write"] }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await page.getByText("Which team gets an error, and why?").waitFor();
  await page.getByText("I have a repository").click();
  await page.getByRole("button", { name: "Copy the command for Linux" }).click();
  await page.locator('[data-said="Copied"]').waitFor();
  await page.getByRole("status").filter({ hasText: /^Copied$/ }).waitFor({ state: "attached" });
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith("git ls-files"));
  await page.getByText("Show me").click();
  assert.ok(await page.getByRole("button", { name: "Copy the command for Linux" }).isHidden(), "one at a time");
  await page.getByRole("button", { name: "A monorepo of four apps" }).click();
  await says(page, /of 28 files/);
  await tree(page).fill("a.ts\n");
  await says(page, /of 1 file/);
  assert.ok(await page.getByText("I have a repository").isHidden(), "whoever is in needs no way in");
});

pageTest("a stranger on a phone sees that it is an example, and where one's own goes", { viewport: { width: 360, height: 740 } }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await page.getByText("This is an example.").waitFor();
  await page.getByRole("button", { name: "Use your own" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("I have a repository").waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "ways");
  await tree(page).fill("a.ts\n");
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await says(page, /of 1 file/);
  assert.ok(await page.getByText("This is an example.").isHidden());
});

pageTest("every view shows something on the first visit", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await show(page, "Review");
  await page.locator(".view").getByText(/The errors of \d+ files of 54/).waitFor();
  await show(page, "Simulate");
  await page.locator(".view").getByText(/of [\d,]+ errors reach somebody/).waitFor();
});

pageTest("what is pasted anywhere is understood, goes in as a whole, and is undone", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await paste(page, "/src/ @acme/web\n/docs/ @acme/docs\n");
  await page.getByText("Taken as a CODEOWNERS file. The example’s texts are put aside.").waitFor();
  assert.equal(await page.getByRole("tab", { name: "CODEOWNERS" }).getAttribute("aria-selected"), "true");
  assert.equal(await tree(page).inputValue(), "", "no example is mixed in");
  await paste(page, "src/a.ts\ndocs/b.md\n");
  await says(page, /of 2 files/);
  await page.getByRole("textbox", { name: "CODEOWNERS", exact: true }).filter({ hasText: "@acme/docs" }).waitFor();
  await undo(page).click();
  await says(page, /Paste a file tree/);
  await paste(page, TRACE);
  await page.getByText("Taken as an error.").waitFor();
  await page.getByRole("button", { name: "It is a listing" }).click();
  await page.getByText("Taken as a file listing.").waitFor();
  assert.match(await tree(page).inputValue(), /^Traceback/, "the user knows best");
});

pageTest("what is pasted or dropped into an editor is taken once", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await editorTakesOver(page);
  const listing = await tree(page).inputValue();
  const rules = page.locator("#rules-text");
  // The browser's own clipboard: the event's target is a line within the editor then.
  await page.locator("#search").fill("src/zebra/* #zebra");
  await page.locator("#search").press("ControlOrMeta+a");
  await page.locator("#search").press("ControlOrMeta+c");
  await page.getByRole("textbox", { name: "Ownership rules", exact: true }).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ControlOrMeta+v");
  await page.waitForFunction(() => document.querySelector("#rules-text").value.includes("#zebra"));
  await page.waitForTimeout(500);
  const value = await rules.evaluate((it) => it.value);
  assert.equal(value.split("#zebra").length, 2, "it is there once");
  assert.ok(value.length > 40, "beside what was there");
  assert.equal(await tree(page).inputValue(), listing, "and nothing is put aside for it");
  assert.ok(!(await page.getByText("Taken as").isVisible()));
  // A file is the page's, which knows what it is.
  const data = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["/zoo/ @acme/zoo\n"], "CODEOWNERS", { type: "text/plain" }));
    return data;
  });
  await page.getByRole("textbox", { name: "Ownership rules", exact: true }).dispatchEvent("drop", { dataTransfer: data });
  await page.getByText("Taken as a CODEOWNERS file.").waitFor();
  await page.waitForTimeout(500);
  assert.ok(!(await rules.evaluate((it) => it.value)).includes("@acme/zoo"), "the editor that it fell on does not take it as well");
});

pageTest("where a choice has the focus, which holds no text, a paste and undoing are the page's", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  const examples = page.getByRole("combobox", { name: "Examples" });
  await examples.focus();
  await paste(page, "lib/one.rb\n", 'role=combobox[name="Examples"]');
  await page.getByText("Taken as a file listing.").waitFor();
  await examples.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await page.getByText("Undone: Paste the file tree.").waitFor();
  await says(page, EXAMPLE);
});

pageTest("an error pasted into the field of the listing is taken for one", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await paste(page, TRACE, "#tree-text");
  await page.getByText("Taken as an error.").waitFor();
  assert.equal(await tree(page).inputValue(), "");
  await page.locator("#event-text").getByText("ValueError: 1").first().waitFor();
  await undo(page).click();
  await says(page, EXAMPLE);
});

pageTest("one's own tree puts the example's rules aside, and the way back is in sight", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await paste(page, "lib/one.rb\nlib/two.rb\n", "#tree-text");
  await says(page, /^0 of 2 files/);
  assert.equal(await tree(page).inputValue(), "lib/one.rb\nlib/two.rb\n", "nor is it mixed with the example's");
  await page.getByText("The example’s texts are put aside.").waitFor();
  await undo(page).click();
  await says(page, EXAMPLE);
  await page.getByRole("button", { name: "Back to my own" }).click();
  await says(page, /of 2 files/);
});

for (const width of [1280, 360]) {
  pageTest(`at ${width} px an example does not cost one's own work`, { viewport: { width, height: 740 } }, async ({ page, url }) => {
    await page.goto(url);
    await says(page, EXAMPLE);
    await paste(page, "lib/one.rb\nlib/two.rb\n");
    await says(page, /^0 of 2 files/);
    await example(page, "A monorepo of four apps");
    await says(page, /of 28 files/);
    if (width === 360) await page.locator(".more").click();
    await page.getByRole("button", { name: "Back to my own" }).click();
    await says(page, /^0 of 2 files/);
  });
}

pageTest("outside a text field, Ctrl-Z undoes the last step and no more, and says which", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await tree(page).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("lib/one.rb\nlib/two.rb\n");
  await page.keyboard.type("lib/three.rb\n");
  await says(page, /of 3 files/);
  // In the field it undoes what was typed there.
  await page.keyboard.press("ControlOrMeta+z");
  await page.waitForFunction(() => !document.getElementById("tree-text").value.includes("three.rb\n"));
  await tree(page).fill("lib/one.rb\nlib/two.rb\nlib/three.rb\n");
  await says(page, /of 3 files/);
  // Elsewhere it undoes the last step alone, and says which.
  await show(page, "Coverage");
  await page.keyboard.press("ControlOrMeta+z");
  await page.getByText("Undone: Edit the file tree.").waitFor();
  assert.match(await tree(page).inputValue(), /^lib\/one/, "nothing brings the example back");
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await page.waitForFunction(() => document.getElementById("tree-text").value.includes("three.rb\n"));
});

pageTest("a rule that was made is undone by the page, too, by its name", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await editorTakesOver(page);
  await select(page, "worker");
  await page.getByText("Moves 3 files, which reach nobody now.").waitFor();
  await page.getByLabel("Give it to").fill("#jobs");
  await page.keyboard.press("Enter");
  await says(page, /^42 of 54/);
  await page.getByText("Done: Give worker/ to #jobs.").waitFor();
  await show(page, "Coverage");
  await page.keyboard.press("ControlOrMeta+z");
  await page.locator(".view").getByText("39 of 54 files have an owner").waitFor();
});

pageTest("what reaches nobody is given to a team without a file of anybody else's", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  const listing = Array.from({ length: 300 }, (_, at) => `src/part${at % 20}/file${at}.ts`).concat("docs/a.md", "docs/b.md", "README.md");
  await paste(page, `${listing.join("\n")}\n`);
  await says(page, /^0 of 303/);
  await editorTakesOver(page);
  await page.getByRole("tab", { name: "CODEOWNERS" }).click();
  await replaceText(page, "CODEOWNERS", "/src/ @acme/web\n");
  await page.getByRole("tab", { name: "Teams" }).click();
  await replaceText(page, "Teams", "@acme/web -> #web\n");
  await says(page, /^300 of 303/);
  await page.getByText("Give what reaches nobody to a team").click();
  await page.getByText("Moves up to 3 files; no team loses any.").waitFor();
  await page.getByLabel("Rules on top of the others for").fill("#platform");
  await page.keyboard.press("Enter");
  await says(page, /^303 of 303/);
  await page.locator(".moves").filter({ hasText: "3 from nobody to #platform" }).waitFor();
  await page.getByRole("button", { name: /^#web 300/ }).waitFor();
  await undo(page).click();
  await says(page, /^300 of 303/);
});

pageTest("a fix that takes files from a team says so before it is made", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await paste(page, "src/pay/a.ts\nsrc/pay/b.ts\nsrc/c.ts\n");
  await says(page, /^0 of 3/);
  await typeRules(page, "src/pay/* #pay\n* #web\n");
  await says(page, /^3 of 3/);
  await page.locator(".problems").getByRole("button", { name: /^Move/ }).first().click();
  await page.getByText("This moves 2 files: 2 from #web to #pay.").waitFor();
  await page.getByRole("button", { name: /^#web 3/ }).waitFor();
  await page.getByRole("button", { name: "Do it" }).click();
  await page.getByRole("button", { name: /^#pay 2/ }).waitFor();
  await undo(page).click();
  await page.getByRole("button", { name: /^#web 3/ }).waitFor();
});

pageTest("the text of CODEOWNERS keeps most of its editor's width", { viewport: { width: 1280, height: 800 } }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await editorTakesOver(page);
  await page.getByRole("tab", { name: "CODEOWNERS" }).click();
  await replaceText(page, "CODEOWNERS", "/src/payments/gateway/ @acme/payments-and-invoices @acme/somebody-else\n*.py @acme/python\n");
  const outcome = page.locator("#codeowners-text .outcome:visible").filter({ hasText: "dropped" }).first();
  await outcome.waitFor();
  const [editor, column] = await Promise.all([page.locator("#codeowners-text").boundingBox(), outcome.boundingBox()]);
  assert.ok(column.width < editor.width / 3, `${column.width} of ${editor.width}`);
  assert.match(await outcome.getAttribute("title"), /none of its owners/, "all of it is there to be read");
});

pageTest("a rule is made though the code editor never comes", { allow: [/editor/i, /Failed to load resource/] }, async ({ page, url, context }) => {
  await context.route(/editor\.js/, (route) => route.abort());
  await page.goto(url);
  await says(page, EXAMPLE);
  await select(page, "worker");
  await page.getByLabel("Give it to").fill("#jobs");
  await page.keyboard.press("Enter");
  await says(page, /^42 of 54/);
  await undo(page).click();
  await says(page, EXAMPLE);
});

pageTest("what can't be done is told where it was tried, until it is put right", {}, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  await editorTakesOver(page);
  await select(page, "worker");
  const field = page.getByLabel("Give it to");
  const fault = page.locator(".fault");
  // What shows it comes with the pictures, after the first answer.
  await page.waitForFunction(() => document.adoptedStyleSheets.length > 0);
  for (let time = 0; time < 2; time += 1) {
    await field.focus();
    await page.keyboard.press("Enter");
    await fault.getByText("Name a team as #team, or a person by address, for worker.").waitFor();
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    const [below, above] = await Promise.all([fault.boundingBox(), field.boundingBox()]);
    assert.ok(Math.abs(below.y - above.y) < 120, "it stands beside the field");
    await page.keyboard.type("#");
    await fault.waitFor({ state: "hidden" });
    assert.equal(await field.getAttribute("aria-invalid"), null);
    await page.keyboard.press("Backspace");
  }
  await field.fill("#jobs");
  await page.keyboard.press("Enter");
  await says(page, /^42 of 54/);
  assert.ok(!(await fault.isVisible()));
});

pageTest("on a phone what was taken is told in two lines, and who is nobody yet in three", { viewport: { width: 360, height: 740 }, hasTouch: true }, async ({ page, url }) => {
  await page.goto(url);
  await says(page, EXAMPLE);
  // What is pasted outside a field is known by the whole engine.
  await show(page, "Projects");
  await page.locator(".projects").first().waitFor();
  await paste(page, "src/pay/api.ts\nsrc/pay/card.ts\nweb/index.ts\n");
  await page.locator(".notices").getByText(/^Taken as/).waitFor();
  const names = Array.from({ length: 16 }, (_, at) => `/src/part${at}/ @acme/a-team-of-a-long-name-${at}\n`);
  await paste(page, names.join(""));
  await page.locator(".notices").getByText(/^Taken as a CODEOWNERS file\./).waitFor();
  const taken = page.locator(".notice").filter({ hasText: /^Taken as/ });
  const tops = await taken.locator("button").evaluateAll((all) => [...new Set(all.map((it) => Math.round(it.getBoundingClientRect().top / 8)))]);
  assert.ok(tops.length <= 2, `${tops.length} lines`);
  assert.ok((await taken.boundingBox()).height <= 104, "no higher than two targets of a finger");
  const unknown = page.locator(".notice").filter({ hasText: "16 names are nobody in Sentry yet" });
  await unknown.waitFor();
  assert.ok((await unknown.boundingBox()).height <= 120);
  // Each tab has its words to itself.
  await page.getByRole("navigation", { name: "Parts" }).getByRole("button", { name: /^Rules/ }).tap();
  const boxes = await page.getByRole("tablist", { name: "Inputs" }).getByRole("tab").evaluateAll((all) => all.map((it) => it.scrollWidth - it.clientWidth));
  assert.ok(boxes.every((over) => over <= 1), `words run over their tabs: ${boxes}`);
});
