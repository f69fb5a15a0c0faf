// Every lesson is solved by its model solution, is not solved at its start, and each of its checks can fail by itself.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { flesch } from "flesch";
import { syllable } from "syllable";

import { answerFence, initSync } from "../../dist/engine.js";
import { markdown, readLesson } from "../../src/learn/lesson.js";
import { agenda } from "../../src/learn/lesson-plan.js";

initSync({ module: readFileSync(new URL("../../dist/engine_bg.wasm", import.meta.url)) });

const folder = new URL("../../src/lessons/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");
const names = readdirSync(folder).filter((name) => /^\d\d-.*\.md$/.test(name));
const lessons = names.map((name) => ({ name, text: read(name), ...readLesson(read(name)) }));

/** What a fence expects and does not hold. */
const failing = (fence) => answerFence(fence).expected.filter(({ holds }) => !holds).map(({ expected }) => expected);

test("there are lessons of both levels, for every role, on all that the seed asks about", () => {
  assert.ok(lessons.length >= 14, `${lessons.length} lessons`);
  for (const level of ["basic", "advanced"]) assert.ok(lessons.filter(({ lesson }) => lesson.level === level).length >= 5, level);
  for (const role of ["developer", "lead", "platform"]) assert.ok(lessons.filter(({ lesson }) => lesson.roles.includes(role)).length >= 8, role);
  for (const { name, lesson } of lessons) assert.ok(lesson.minutes >= 4 && lesson.minutes <= 8, `${name} takes ${lesson.minutes} minutes`);
});

for (const { name, lesson, problems } of lessons) {
  test(`${name} is read without a problem`, () => {
    assert.deepEqual(problems, []);
    for (const fence of [lesson.start, lesson.solution]) {
      const form = answerFence(fence).problems.filter(({ part }) => part === "");
      assert.deepEqual(form, [], fence);
    }
  });

  test(`${name} is solved by its solution, and not at its start`, () => {
    assert.deepEqual(failing(lesson.solution), []);
    assert.notDeepEqual(failing(lesson.start), [], "there is nothing to do");
  });

  test(`each check of ${name} can fail`, () => {
    const seen = new Set([lesson.start, ...lesson.wrong].flatMap(failing));
    const all = answerFence(lesson.start).expected.map(({ expected }) => expected);
    assert.deepEqual(all.filter((expected) => !seen.has(expected)), [], "no state of the lesson shows that these can fail");
    for (const wrong of lesson.wrong) assert.notDeepEqual(failing(wrong), [], `this is no wrong turn:\n${wrong}`);
  });

  test(`the questions of ${name} that the engine answers have its answer among their choices`, () => {
    for (const { path, choices, question } of lesson.questions.filter(({ path }) => path)) {
      const [{ owner }] = answerFence(lesson.start.replace(/^(path|view):.*\n/gm, "").replace(/^/, `path: ${path}\n`)).answers;
      assert.ok(choices.some(({ text }) => text === (owner ?? "nobody")), `${question}: ${owner}`);
    }
  });

  test(`${name} reads well`, () => {
    const prose = words(lesson);
    const sentences = prose.flatMap((text) => text.split(/(?<=[.?!:])\s+/)).filter((sentence) => /\w/.test(sentence));
    const counts = { sentence: sentences.length, word: 0, syllable: 0 };
    for (const sentence of sentences) {
      const found = sentence.match(/[\p{L}\d’'-]+/gu) ?? [];
      assert.ok(found.length <= 30, `${found.length} words: ${sentence}`);
      counts.word += found.length;
      counts.syllable += found.reduce((sum, word) => sum + syllable(word), 0);
    }
    // B1 to B2: fairly easy to plain English.
    assert.ok(flesch(counts) >= 60, `reading ease ${flesch(counts).toFixed(0)}`);
  });
}

/** The words of a lesson without its code. */
function words(lesson) {
  const parts = [lesson.situation, lesson.goal, lesson.learnt, ...lesson.hints, ...lesson.questions.flatMap(({ question, explanation }) => [question, explanation])];
  const said = (token) => (token.type === "text" ? token.content : token.type === "softbreak" ? " " : token.type === "code_inline" ? "it" : "");
  return parts.flatMap((text) => markdown.parse(text, {}).filter(({ type }) => type === "inline").map((inline) => inline.children.map(said).join("")));
}

for (const name of readdirSync(new URL("organizations/", folder))) {
  test(`the sample ${name} shows what its words say`, () => {
    const [, fence] = /```sentry-general\n([^]*?)```/.exec(read(`organizations/${name}`));
    const { expected, problems } = answerFence(fence);
    assert.ok(expected.length > 0, "it makes a point");
    assert.deepEqual(expected.filter(({ holds }) => !holds), []);
    assert.deepEqual(problems.filter(({ severity }) => severity === "error"), []);
    // Whoever embeds it may ask for its projects, too.
    const [{ body }] = answerFence(fence.replace(/^(path|view):.*\n/gm, "").replace(/^/, "view: projects\n")).answers;
    assert.match(JSON.stringify(body), /"planned"},\["li"/, "it has no project");
  });
}

test("what is wrong with a lesson is told with its line, and the rest is read", () => {
  const text = "---\ntitle: Mine\nlevel: hard\nminute: 5\n---\nWords.\n\n## Goal\nDo it.\n\n```sentry-general\n--- rules\n* #a\n```\n\n## Predict\n\n### Who gets `a.ts`?\n- #a\n\n### Why?\n- [ ] a\n- [ ] b\n\n## Answers\n";
  const { lesson, problems } = readLesson(text);
  assert.equal(lesson.title, "Mine");
  assert.equal(lesson.situation, "Words.");
  assert.equal(lesson.goal, "Do it.");
  const told = problems.map(({ line, message }) => `${line} ${message}`);
  for (const expected of [/^3 `level` is one of/, /^4 nothing is called `minute`/, /^8 the starting state has no `expect:`/, /^18 a question needs two/, /^21 one choice of a question is right/, /^25 no section is called `Answers`/, /`## Solution` holds no block/, /`## What you learnt`/, /`## Hints`/]) {
    assert.ok(told.some((line) => expected.test(line)), `${expected} is not among\n${told.join("\n")}`);
  }
});

test("whatever a lesson holds, reading it ends and gives a lesson", () => {
  let seed = 7;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
  const pieces = [...lessons[0].text.split("\n"), "```", "~~~", "---", "## Goal", "### ?", "- [x] ", "\u0000", "<b>", "`", "expect:", "--- rules", "\r"];
  for (let time = 0; time < 2000; time += 1) {
    const text = Array.from({ length: random(40) }, () => pieces[random(pieces.length)]).join("\n");
    const { lesson, problems } = readLesson(text);
    const lines = text.split(/\r\n?|\n/).length;
    assert.equal(typeof lesson.title, "string");
    for (const { line, message } of problems) assert.ok(line >= 0 && line <= lines + 1 && message, `${line}: ${message}\n${text}`);
  }
});

test("an agenda fits into its minutes, takes basic lessons first and keeps their order", () => {
  const all = lessons.map(({ lesson }) => lesson);
  for (const minutes of [30, 60, 90]) {
    for (const role of ["", "developer", "lead", "platform"]) {
      const chosen = agenda(all, minutes, role);
      const sum = chosen.reduce((sum, lesson) => sum + lesson.minutes, 0);
      assert.ok(sum <= minutes && sum >= minutes * 0.6, `${minutes} for ${role}: ${sum}`);
      assert.deepEqual(chosen, all.filter((lesson) => chosen.includes(lesson)));
      if (role) assert.ok(chosen.every(({ roles }) => roles.includes(role)));
    }
  }
  assert.ok(agenda(all, 30).every(({ level }) => level === "basic"));
});

test("each word is explained once, in sentences that are short, and leads to lessons that are there", () => {
  const text = read("glossary.md");
  const entries = [...text.matchAll(/^- \*\*(.+?)\*\*: (.+)$/gm)];
  assert.ok(entries.length >= 30, `${entries.length} words`);
  const words = entries.flatMap(([, words]) => words.toLowerCase().split(", "));
  assert.deepEqual(words.filter((word, at) => words.indexOf(word) !== at), [], "told twice");
  for (const [, word, meaning] of entries) {
    for (const sentence of meaning.split(/(?<=[.?!])\s+/)) assert.ok(sentence.split(/\s+/).length <= 30, `${word}: ${sentence}`);
  }
  for (const [, address] of text.matchAll(/\]\(([^)]+)\.html\)/g)) assert.ok(names.includes(`${address}.md`), address);
  // What a lesson calls by a term in bold is a word of the list, so that one can look it up.
  const known = new Set(words.flatMap((word) => [word, `${word}s`]));
  const terms = lessons.flatMap(({ lesson }) => [...`${lesson.situation}`.matchAll(/\*\*(.+?)\*\*/g)].map(([, term]) => term.toLowerCase()));
  assert.deepEqual(terms.filter((term) => !known.has(term)), [], "bold in a lesson, and not explained here");
});
