// The main path in Firefox: from the first sentence over one's own files and rules to a plan, and a lesson.

import assert from "node:assert/strict";
import { test } from "node:test";

import { missing, withFirefox } from "./firefox.mjs";
import { serveDist } from "./support.mjs";

const SENTENCE = "return document.querySelector('.sentence')?.textContent.includes(arguments[0])";
const BUTTON = "return [...document.querySelectorAll('button, a, [role=tab]')].find((it) => it.checkVisibility() && it.textContent.trim().replace(/\\d+$/, '') === arguments[0])";

test("in Firefox one's own files and rules are answered, planned for, and a lesson is solved", { skip: missing, timeout: 120_000 }, async () => {
  const url = await serveDist();
  await withFirefox(async ({ go, run, wait, click, type }) => {
    await go(url);
    await wait(SENTENCE, "39 of 54 files reach a team");
    await wait("return Boolean(customElements.get('ownership-editor'))");
    await click("return document.getElementById('tree-text')");
    await run("document.getElementById('tree-text').select()");
    await type("return document.getElementById('tree-text')", "web/package.json\nweb/src/cart.tsx\napi/go.mod\napi/main.go\napi/Dockerfile\n");
    await wait(SENTENCE, "of 5 files");
    await click("return document.getElementById('rules-text')");
    await type("return document.getElementById('rules-text').shadowRoot?.querySelector('.cm-content')", "web/* #web\n");
    await wait(SENTENCE, "2 of 5 files reach a team");
    await click(BUTTON, "Plan");
    await wait("return document.querySelector('.view')?.textContent.includes('1 project for 3 of 5 files')");
    await click(BUTTON, "Playbook");
    await wait("return [...document.querySelectorAll('h2')].some((it) => it.textContent === 'Week one')");
    await run("history.back()");
    await wait("return document.querySelector('.view')?.textContent.includes('1 project for 3 of 5 files')");
    await go(`${url}learn/04-last-match.html`);
    await run("document.querySelector('.exercise').scrollIntoView()");
    const rules = "return document.querySelector('.exercise')?.shadowRoot?.querySelector('textarea[aria-label=\"Ownership rules\"]')";
    await wait(rules);
    await run(`(() => { ${rules} })().select()`);
    await type(rules, "api/* #api\napi/pay/* #pay\n");
    await wait("return document.querySelector('.reached')?.checkVisibility()");
    assert.equal(await run("return document.documentElement.scrollWidth <= innerWidth"), true);
  });
});
