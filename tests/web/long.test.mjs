// Texts of very many lines in an advisor, and a host that goes on after one that can't be shown.

import assert from "node:assert/strict";

import { standInTest } from "./standin.mjs";

const DOCS = '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Docs</title><script src="embed.js" defer></script><main></main>';
/** More than the arguments for which there is room on the stack. */
const LINES = 150_000;

standInTest("a text of more lines than a function takes arguments is shown, numbered and answered", async ({ page, open }) => {
  await open(page, "docs.html", { "docs.html": DOCS });
  const found = await page.evaluate(async (lines) => {
    const advisor = document.createElement("sentry-general");
    advisor.value = `--- tree\n${"a\n".repeat(lines)}--- rules\n* #web\n`;
    const said = new Promise((done, fail) => {
      advisor.addEventListener("answer", done);
      advisor.addEventListener("failure", ({ detail }) => fail(new Error(detail.message)));
    });
    document.querySelector("main").append(advisor);
    await said;
    const numbers = advisor.shadowRoot.querySelector(".numbers").children;
    return [numbers.length, numbers[0].textContent, numbers[lines - 1].textContent];
  }, LINES);
  assert.deepEqual(found, [LINES, "1", String(LINES)]);
});

standInTest("many marks on many lines are found in a moment, and of two on one line the first counts", async ({ page, open }) => {
  await open(page, "docs.html", { "docs.html": DOCS });
  const [classes, searches] = await page.evaluate(async () => {
    const lines = 20_000;
    const marks = Array.from({ length: lines / 2 }, (_, at) => ({ part: "rules", line: 2 * at + 2, wins: at % 2 === 0 }));
    const twice = { part: "rules", line: 2, wins: false };
    const answer = { answers: [{ body: [], marks }, { body: [], marks: [twice, { ...twice, part: "tree", line: 1 }] }] };
    const advisor = document.createElement("sentry-general");
    advisor.value = `answer: ${JSON.stringify(answer)}\n\n--- tree\na\n--- rules\n${"* #web\n".repeat(lines)}`;
    const said = new Promise((done) => advisor.addEventListener("answer", done));
    document.querySelector("main").append(advisor);
    // Counted, not timed: how long it takes to lay out so many lines says nothing.
    const find = Array.prototype.find;
    let finds = 0;
    Array.prototype.find = function (...given) {
      finds += 1;
      return find.apply(this, given);
    };
    await said;
    Array.prototype.find = find;
    const [tree, rules] = advisor.shadowRoot.querySelectorAll(".numbers");
    return [[tree.children[0], ...[0, 1, 2, 3, 5].map((at) => rules.children[at])].map(({ className }) => className), finds];
  });
  assert.deepEqual(classes, ["loses", "", "wins", "", "loses", "wins"]);
  assert.ok(searches < 100, `the marks were searched ${searches} times`);
});

standInTest("a text that can’t be shown does not keep a frame from the next one", async ({ page, open }) => {
  const url = await open(page, "docs.html", { "docs.html": DOCS });
  await page.evaluate(async (src) => {
    const { advisor } = await import("./frame.js");
    globalThis.answers = [];
    globalThis.made = advisor(document.querySelector("main"), { src, text: "--- rules\n* #web\n", onanswer: (answer) => answers.push(answer) });
  }, `${url}embed.html`);
  await page.frameLocator("iframe").getByText("Answered.").waitFor();
  await page.frames()[1].evaluate(() => {
    const advisor = document.querySelector("sentry-general");
    const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(advisor), "value");
    Object.defineProperty(advisor, "value", {
      set(text) {
        if (text === "odd") throw new Error("odd");
        set.call(this, text);
      },
    });
  });
  await page.evaluate(() => made.load("odd"));
  await page.waitForTimeout(200);
  await page.evaluate(() => made.load('answer: {"sentence": "The next one."}\n--- rules\n* #web\n'));
  await page.frameLocator("iframe").getByText("The next one.").waitFor();
});
