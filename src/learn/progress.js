// What was solved, and how far one came, in local storage. Where that is denied, it lasts as long as the page.

const SOLVED = "sentry-general.lessons";
const TEXTS = "sentry-general.lesson-texts";
/** Exercises are short; what is longer is no exercise. */
const MOST = 50_000;

let solved = new Set();
let texts = {};

/** @param {string} lesson its address, without the folder */
export function isDone(lesson) {
  const kept = read(SOLVED, []);
  if (Array.isArray(kept)) solved = new Set([...solved, ...kept.slice(0, 1000)]);
  return solved.has(lesson);
}

export function markDone(lesson) {
  isDone(lesson);
  solved.add(lesson);
  write(SOLVED, [...solved]);
}

/** The exercise as it was left; undefined if it was not begun. */
export function textOf(lesson) {
  texts = { ...read(TEXTS, {}), ...texts };
  return Object.hasOwn(texts, lesson) ? String(texts[lesson]) : undefined;
}

export function keepText(lesson, text) {
  textOf(lesson);
  if (text.length <= MOST) texts[lesson] = text;
  write(TEXTS, texts);
}

/** Whether there is anything to forget. */
export const hasBegun = () => Object.keys(read(TEXTS, texts)).length > 0;

export function forget() {
  solved = new Set();
  texts = {};
  try {
    localStorage.removeItem(SOLVED);
    localStorage.removeItem(TEXTS);
  } catch {
    // Denied.
  }
}

function read(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Denied or full.
  }
}
