// What lessons keep: pages that are open at the same time don't undo what others kept or forgot.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** Local storage; `denied` makes it throw, as browsers do where a site may keep nothing. */
let denied = false;
const kept = new Map();
globalThis.localStorage = {
  getItem: (key) => (refuse(), kept.get(key) ?? null),
  setItem: (key, value) => (refuse(), kept.set(key, String(value))),
  removeItem: (key) => (refuse(), kept.delete(key)),
};
const refuse = () => {
  if (denied) throw new Error("denied");
};

let pages = 0;
/** Another page of the site: its own memory, the same storage. */
const open = () => import(`../../src/learn/progress.js?page=${(pages += 1)}`);

beforeEach(() => {
  denied = false;
  kept.clear();
});

test("a page that is open keeps its own lesson only, and writes no older text over another's", async () => {
  const [one, two] = [await open(), await open()];
  one.keepText("1.html", "one");
  assert.equal(two.textOf("1.html"), "one");
  two.keepText("2.html", "two");
  one.keepText("1.html", "one, more");
  two.keepText("2.html", "two, more");
  const later = await open();
  assert.equal(later.textOf("1.html"), "one, more");
  assert.equal(later.textOf("2.html"), "two, more");
});

test("what was forgotten stays forgotten while another lesson is open", async () => {
  const lesson = await open();
  for (const name of ["1.html", "2.html"]) {
    (await open()).keepText(name, name);
    (await open()).markDone(name);
  }
  assert.equal(lesson.textOf("3.html"), undefined);
  assert.equal(lesson.isDone("3.html"), false);
  const index = await open();
  assert.equal(index.isDone("1.html"), true);
  index.forget();
  assert.equal(index.hasBegun(), false);
  lesson.keepText("3.html", "three");
  lesson.markDone("3.html");
  const later = await open();
  assert.deepEqual(["1.html", "2.html", "3.html"].map(later.textOf), [undefined, undefined, "three"]);
  assert.deepEqual(["1.html", "2.html", "3.html"].map(later.isDone), [false, false, true]);
});

test("where nothing may be kept, it lasts as long as the page", async () => {
  denied = true;
  const page = await open();
  page.keepText("1.html", "one");
  page.markDone("1.html");
  assert.deepEqual([page.textOf("1.html"), page.isDone("1.html"), page.hasBegun()], ["one", true, true]);
  page.forget();
  assert.deepEqual([page.textOf("1.html"), page.isDone("1.html"), page.hasBegun()], [undefined, false, false]);
});

test("storage that others filled is read as far as it makes sense", async () => {
  for (const odd of ["7", '"x"', "null", "{", "[[1]]", '{"1.html": 5}']) {
    kept.set("sentry-general.lessons", odd);
    kept.set("sentry-general.lesson-texts", odd);
    const page = await open();
    assert.equal(page.isDone("1.html"), false, odd);
    page.keepText("2.html", "two");
    page.markDone("2.html");
    assert.equal((await open()).textOf("2.html"), "two", odd);
    assert.equal((await open()).isDone("2.html"), true, odd);
    kept.clear();
  }
});
