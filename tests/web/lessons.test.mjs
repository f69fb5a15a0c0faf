// Lessons as a workshop uses them: solved by mouse and by keyboard, predicted, shared, presented, written.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

import { split } from "../../src/embed/fence.js";
import { readLesson } from "../../src/learn/lesson.js";
import { axe, pageTest, typeRules } from "./support.mjs";

const folder = new URL("../../src/lessons/", import.meta.url);
const lessons = readdirSync(folder)
  .filter((name) => /^\d\d-.*\.md$/.test(name))
  .map((name) => ({ address: name.replace(".md", ".html"), ...readLesson(readFileSync(new URL(name, folder), "utf8")).lesson }));

const LABELS = { tree: "File tree", rules: "Ownership rules", codeowners: "CODEOWNERS", teams: "Teams", error: "Error", releases: "Releases" };
const exercise = (page) => page.locator(".exercise");
const reached = (page) => page.getByText("Reached: everything holds.");

/** The parts that the solution changes: label, text. */
function changes({ start, solution }) {
  const before = new Map(split(start).parts.map(({ name, text }) => [name, text]));
  return split(solution).parts.filter(({ name, text }) => before.get(name) !== text).map(({ name, text }) => [LABELS[name], text.trimEnd()]);
}

pageTest("by the keyboard alone and with the network cut all lessons are solved, from the first to the last", { timeout: 300_000 }, async ({ page, context, url }) => {
  await page.goto(`${url}learn/`);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await context.setOffline(true);
  await page.getByRole("link", { name: "Begin with lesson 1" }).focus();
  await page.keyboard.press("Enter");
  for (const [at, lesson] of lessons.entries()) {
    await page.getByRole("heading", { level: 1, name: lesson.title }).waitFor();
    const fields = exercise(page).getByRole("textbox");
    await exercise(page).scrollIntoViewIfNeeded();
    await exercise(page).locator(".expected").waitFor();
    assert.equal(await reached(page).isVisible(), false, `${lesson.address} is solved before anything was done`);
    await fields.first().focus();
    for (const [label, text] of changes(lesson)) {
      // Tab leads from part to part.
      for (let key = 0; key < 9; key += 1) {
        const name = await page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.getAttribute("aria-label"));
        if (name === label) break;
        await page.keyboard.press(key < 6 ? "Tab" : "Shift+Tab");
      }
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(text);
    }
    await reached(page).waitFor();
    if (at + 1 < lessons.length) {
      await page.getByRole("link", { name: "Next" }).focus();
      await page.keyboard.press("Enter");
    }
  }
  await page.getByRole("link", { name: "All lessons" }).click();
  await page.locator(".lessons .done:visible").first().waitFor();
  assert.equal(await page.locator(".lessons .done:visible").count(), lessons.length, "the list says what was solved");
  await page.reload();
  await page.getByRole("button", { name: "Forget my progress" }).click();
  assert.equal(await page.locator(".lessons .done:visible").count(), 0);
});

pageTest("with the mouse all lessons are predicted and solved, from the first to the last", { timeout: 300_000 }, async ({ page, url }) => {
  await page.goto(`${url}learn/`);
  await page.getByRole("link", { name: "Begin with lesson 1" }).click();
  for (const [at, lesson] of lessons.entries()) {
    await page.getByRole("heading", { level: 1, name: lesson.title }).waitFor();
    for (const question of await page.getByRole("group").filter({ has: page.getByRole("radio") }).all()) {
      // Whatever is chosen first: nothing is locked, and the right answer is found in the end.
      for (const choice of await question.getByRole("radio").all()) {
        await choice.click();
        const verdict = question.getByText(/^(Yes\.|No, not that\.)/);
        await verdict.waitFor();
        if ((await verdict.innerText()).startsWith("Yes.")) break;
      }
      await question.getByText(/^Yes\./).waitFor();
    }
    await exercise(page).scrollIntoViewIfNeeded();
    await exercise(page).locator(".expected").waitFor();
    for (const [label, text] of changes(lesson)) {
      // Who uses a mouse goes there with it, marks all and types.
      await exercise(page).getByRole("textbox", { name: label }).click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(text);
    }
    await reached(page).waitFor();
    if (at + 1 < lessons.length) await page.getByRole("link", { name: "Next" }).click();
  }
  await page.getByRole("link", { name: "All lessons" }).click();
  await page.locator(".lessons .done:visible").first().waitFor();
  assert.equal(await page.locator(".lessons .done:visible").count(), lessons.length);
});

pageTest("a wrong prediction is explained by the rule that decides", {}, async ({ page, url }) => {
  await page.goto(`${url}learn/04-last-match.html`);
  const question = page.getByRole("group", { name: /Who gets an error in/ });
  await question.getByLabel("#pay").check();
  await question.getByText("No, not that.").waitFor();
  await question.getByText(/goes to #api because line 2 is the last rule that matches/).waitFor();
  await question.getByLabel("#api").check();
  await question.getByText("Yes.").waitFor();
  await page.goto(`${url}learn/03-first-rule.html`);
  const other = page.getByRole("group", { name: /Does it match/ });
  await other.getByLabel("No, because").check();
  await other.getByText("In Sentry’s rules one star passes slashes.").or(other.getByText("In Sentry's rules one star passes slashes.")).waitFor();
});

pageTest("an answer that is chosen before the page's script is there gets its verdict, too", {}, async ({ page, context, url }) => {
  let arrive;
  const chosen = new Promise((done) => (arrive = done));
  await context.route(/learn\/learn\.js/, async (route) => {
    await chosen;
    await route.continue();
  });
  await page.goto(`${url}learn/${lessons[3].address}`, { waitUntil: "commit" });
  const question = page.getByRole("group").filter({ has: page.getByRole("radio") }).first();
  await question.getByRole("radio").last().click();
  arrive();
  await question.getByText(/^(Yes\.|No, not that\.)/).waitFor();
});

pageTest("a lesson can be left and come back to, and begun anew", {}, async ({ page, url }) => {
  await page.goto(`${url}learn/04-last-match.html`);
  await exercise(page).scrollIntoViewIfNeeded();
  const rules = exercise(page).getByRole("textbox", { name: "Ownership rules" });
  await rules.fill("api/* #api # half done");
  await exercise(page).locator(".sentence").waitFor();
  await page.getByRole("link", { name: "Next" }).click();
  await page.getByRole("link", { name: "Previous" }).click();
  await exercise(page).scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector(".exercise").shadowRoot?.querySelectorAll("textarea")[1]?.value === "api/* #api # half done");
  await exercise(page).getByRole("button", { name: "Undo all edits" }).click();
  assert.match(await rules.inputValue(), /^api\/pay/);
  await page.getByRole("link", { name: "All lessons" }).click();
  await page.getByRole("button", { name: "Forget my progress" }).click();
  await page.goto(`${url}learn/04-last-match.html`);
  await exercise(page).scrollIntoViewIfNeeded();
  assert.match(await rules.inputValue(), /^api\/pay/);
});

pageTest("a check that fails speaks the lesson's words, hints come one by one, the solution can be seen", {}, async ({ page, url }) => {
  await page.goto(`${url}learn/04-last-match.html`);
  await exercise(page).scrollIntoViewIfNeeded();
  await exercise(page).locator(".advice").filter({ hasText: "Both rules match. Which one comes last?" }).waitFor();
  const hints = page.locator(".hints > li:visible");
  await page.getByRole("button", { name: "Show a hint" }).click();
  assert.equal(await hints.count(), 1);
  await page.getByRole("button", { name: "Show another hint" }).click();
  assert.equal(await hints.count(), 2);
  await page.getByRole("button", { name: "Show the solution" }).click();
  const solution = page.locator(".slide.solution");
  await solution.scrollIntoViewIfNeeded();
  await solution.getByRole("textbox", { name: "Ownership rules" }).waitFor();
  assert.match(await solution.getByRole("textbox", { name: "Ownership rules" }).inputValue(), /^api\/\*\s+#api\napi\/pay/);
  assert.equal(await reached(page).isVisible(), false, "looking is not solving");
  await page.getByRole("button", { name: "Hide the solution" }).click();
  assert.equal(await solution.isVisible(), false);
});

pageTest("an answer is shown to the room by a link or a QR code, without a server", {}, async ({ page, context, url }) => {
  await page.goto(`${url}learn/04-last-match.html`);
  await exercise(page).scrollIntoViewIfNeeded();
  await exercise(page).getByRole("textbox", { name: "Ownership rules" }).fill("api/* #api\napi/pay/* #pay # ours");
  await reached(page).waitFor();
  await page.getByRole("button", { name: "Link to my answer" }).click();
  await page.getByRole("img", { name: "The link as a QR code" }).waitFor();
  const link = await page.getByLabel("A link to your answer").inputValue();
  const other = await context.newPage();
  await other.goto(link);
  await exercise(other).scrollIntoViewIfNeeded();
  await reached(other).waitFor();
  assert.match(await exercise(other).getByRole("textbox", { name: "Ownership rules" }).inputValue(), /# ours/);
  await exercise(other).getByRole("button", { name: "Undo all edits" }).click();
  assert.match(await exercise(other).getByRole("textbox", { name: "Ownership rules" }).inputValue(), /^api\/pay\/\* #pay\n/, "the start is there again");
  // A link that was cut is a lesson all the same.
  await other.goto(`${link.slice(0, -20)}`);
  await other.reload();
  await exercise(other).scrollIntoViewIfNeeded();
  await exercise(other).locator(".sentence").waitFor();
});

pageTest("on a projector the type is large, and keys lead through the slides and the lessons", { viewport: { width: 1920, height: 1080 } }, async ({ page, url }) => {
  await page.goto(`${url}learn/04-last-match.html`);
  await page.getByRole("button", { name: "Present" }).click();
  const now = page.locator(".slide.now");
  await now.getByRole("heading", { name: "The situation" }).waitFor();
  const sizes = () =>
    page.evaluate(() => {
      const walk = (root) => [...root.querySelectorAll("*")].flatMap((element) => [...(element.shadowRoot ? walk(element.shadowRoot) : []), ...(element.matches("p, li, label, textarea, button, code, span, td") && element.getClientRects().length > 0 && element.textContent.trim() ? [[parseFloat(getComputedStyle(element).fontSize), element.textContent.trim().slice(0, 30)]] : [])]);
      return walk(document.body).sort(([one], [other]) => one - other)[0];
    });
  for (const heading of ["Predict first", "Your goal"]) {
    const [size, text] = await sizes();
    assert.ok(size >= 28, `${text}: ${size} px`);
    await page.keyboard.press("ArrowRight");
    await now.getByRole("heading", { name: heading }).waitFor();
  }
  await now.locator(".sentence").waitFor();
  const [size, text] = await sizes();
  assert.ok(size >= 28, `${text}: ${size} px`);
  assert.equal(await now.locator(".numbers .wins").last().innerText(), "2", "the line that decides is pointed at");
  await page.keyboard.press("q");
  await page.getByRole("img", { name: "The link as a QR code" }).waitFor();
  await page.keyboard.press("q");
  await page.keyboard.press("s");
  await now.getByRole("heading", { name: "A solution" }).waitFor();
  await page.keyboard.press("ArrowRight");
  await now.getByRole("heading", { name: "What you learnt" }).waitFor();
  assert.match(await page.getByRole("timer").textContent(), /^0[0-5]:\d\d$/);
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/05-dot-slash\.html\?present/);
  await page.locator(".presenting").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("navigation", { name: "Pages" }).waitFor();
});

pageTest("who has nothing at hand comes to lesson one by one click", {}, async ({ page, url }) => {
  await page.goto(url);
  await page.getByRole("link", { name: "Teach me" }).click();
  await page.getByRole("heading", { level: 1, name: lessons[0].title }).waitFor();
});

pageTest("an agenda is made for a time and a role", {}, async ({ page, url }) => {
  await page.goto(`${url}learn/`);
  await page.getByLabel("and have").selectOption("30");
  await page.getByRole("status").getByText(/^\d lessons, (2\d|30) minutes$/).waitFor();
  const short = await page.locator(".lessons > li:visible").count();
  await page.getByLabel("and have").selectOption("90");
  assert.ok((await page.locator(".lessons > li:visible").count()) > short);
  await page.getByLabel("and have").selectOption("30");
  await page.getByLabel("I am").selectOption("lead");
  await page.waitForURL(/\?role=lead&minutes=30$/);
  const told = await page.getByRole("status").textContent();
  await page.locator(".lessons > li:visible a").first().click();
  await page.waitForURL(/learn\/\d\d-/);
  await page.goBack();
  for (const again of [() => page.waitForURL(/minutes=30/), () => page.reload()]) {
    await again();
    await page.getByRole("status").filter({ hasText: told }).waitFor();
    assert.equal(await page.getByLabel("I am").inputValue(), "lead", "the fields say what the list shows");
  }
});

pageTest("lessons have the theme of the advisor", {}, async ({ page, url }) => {
  await page.goto(url);
  await page.locator(".app:not([inert]) .sentence").filter({ hasNotText: "Reading" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("dark");
  await page.getByRole("option", { name: /dark/i }).first().click();
  await page.locator(":root[data-theme=dark]").waitFor();
  await page.goto(`${url}learn/`);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
});

pageTest("a lesson of one's own is made from an advisor's link, checked line by line, and tried", {}, async ({ page, context, url }) => {
  await page.goto(url);
  await page.locator(".app:not([inert]) .sentence").filter({ hasNotText: "Reading" }).waitFor();
  await page.getByRole("textbox", { name: "File tree" }).fill("src/mine.ts\nsrc/other.ts\n");
  await typeRules(page, "src/mine.ts #mine\n");
  await page.locator(".sentence").filter({ hasText: "1 of 2 files" }).waitFor();
  await page.getByRole("button", { name: "Share" }).click();
  await page.waitForFunction(() => document.querySelector("dialog[open] input")?.value.includes("#v2."));
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  const own = await context.newPage();
  await own.goto(`${url}learn/own.html`);
  const field = own.getByRole("textbox", { name: "The lesson" });
  await own.getByText("Nothing: this is a lesson.").waitFor();
  await own.getByLabel("Make it from a link of the advisor").fill(link);
  await own.getByLabel("Make it from a link of the advisor").press("Enter");
  await own.getByText("Here it is").waitFor();
  assert.match(await field.inputValue(), /--- tree\nsrc\/mine\.ts/);
  await exercise(own).scrollIntoViewIfNeeded();
  await exercise(own).locator(".sentence").waitFor();
  await field.fill("---\ntitle: Mine\nlevel: hard\n---\n<img src=x onerror=alert(1)> **Words**\n");
  await own.getByRole("button", { name: "line 3" }).click();
  assert.equal(await field.evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd)), "level: hard");
  assert.equal(await own.locator(".shown img").count(), 0, "markup of a lesson is text");
  await own.reload();
  await own.waitForFunction(() => document.querySelector("textarea").value.includes("title: Mine"));
});

for (const [name, options] of [
  ["at 360 px in the dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }],
  ["at 1280 px in the light", { viewport: { width: 1280, height: 800 }, colorScheme: "light" }],
]) {
  pageTest(`axe finds nothing ${name}, and nothing is wider than the window`, { ...options, timeout: 120_000 }, async ({ page, url }) => {
    for (const address of ["index.html", "04-last-match.html", "10-codeowners.html", "own.html", "samples.html", "guide.html", "glossary.html", "limits.html", "handout.html"]) {
      await page.goto(`${url}learn/${address}`);
      if (await page.locator("sentry-general").count()) {
        await page.locator("sentry-general").first().scrollIntoViewIfNeeded();
        await page.locator("sentry-general .sentence").first().waitFor();
      }
      assert.deepEqual(await axe(page), [], address);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${address} scrolls sideways`);
    }
  });
}
