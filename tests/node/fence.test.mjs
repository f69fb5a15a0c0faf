// What the embedding script knows of fences by itself agrees with the engine.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { answerFence, initSync } from "../../dist/engine.js";
import { join, split } from "../../src/embed/fence.js";

initSync({ module: readFileSync(new URL("../../dist/engine_bg.wasm", import.meta.url)) });

const TEXTS = [
  "title: One\npath: src/a.ts\n\n--- tree\nsrc/a.ts\nsrc/b.ts\n\n--- rules\nsrc/* #web\n",
  "--- tree\r\na.ts\r\n--- rules ---\r\n*.ts #web\r\n",
  "--- tree\n\\--- rules\n\\\\--- teams\n\\other\n--- a/b.ts\n--- Rules\n*.ts #web",
  "no name\n--- rules\n\n\nsrc/* #web\n\n\n",
  "--- rules\n--- tree\na.ts\n",
  "path: a.ts\n--- rulez\n*.ts #web\n--- tree\na.ts\n",
];

test("parts begin where the engine says that they do, and hold the same", () => {
  for (const text of TEXTS) {
    const known = new Set(["tree", "rules", "codeowners", "mappings", "teams", "error", "releases"]);
    const parts = split(text).parts.filter(({ name, text }) => known.has(name) && text !== "");
    const told = answerFence(text).parts.map(({ name, text }) => ({ name, text }));
    assert.deepEqual(parts, told, text);
  }
});

test("what is taken apart and put together again is answered alike", () => {
  for (const text of TEXTS) {
    const again = join(split(text));
    const { problems, ...answer } = answerFence(text);
    const { problems: same, ...answerAgain } = answerFence(again);
    assert.deepEqual(answerAgain, answer, text);
    assert.deepEqual(same.map(({ message }) => message), problems.map(({ message }) => message), text);
    assert.equal(join(split(again)), again, "and the same once more");
  }
});

test("an answer of the interface has the fields that its types say", () => {
  const answer = answerFence(TEXTS[0]);
  assert.equal(answer.sentence, "2 of 2 files reach a team; none reaches nobody.");
  assert.deepEqual(answer.answers.map(({ asked, path, owner }) => [asked, path, owner]), [["path", "src/a.ts", "#web"]]);
  const [problem] = answerFence("--- tree\na.ts\n--- rules\n*.ts #web\n*.go\n").problems;
  assert.deepEqual([problem.part, problem.line, problem.lineOfPart, problem.severity], ["rules", 5, 2, "error"]);
  assert.throws(() => answerFence(3), /text/);
});
