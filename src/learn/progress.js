// What was solved, and how far one came, in local storage. Where that is denied, it lasts as long as the page.

const SOLVED = "sentry-general.lessons";
const TEXTS = "sentry-general.lesson-texts";
/** Exercises are short; what is longer is no exercise. */
const MOST = 50_000;

// Only what was done on this page: what others did meanwhile, or forgot, is in storage, and stays as it is there.
let solved = new Set();
let texts = {};

/** @param {string} lesson its address, without the folder */
export const isDone = (lesson) => solved.has(lesson) || allSolved().includes(lesson);

export function markDone(lesson) {
  solved.add(lesson);
  write(SOLVED, [...new Set([...allSolved(), lesson])]);
}

function allSolved() {
  const kept = read(SOLVED, []);
  return Array.isArray(kept) ? kept.slice(0, 1000) : [];
}

/** The exercise as it was left; undefined if it was not begun. */
export function textOf(lesson) {
  const all = { ...read(TEXTS, {}), ...texts };
  return Object.hasOwn(all, lesson) ? String(all[lesson]) : undefined;
}

export function keepText(lesson, text) {
  if (text.length > MOST) return;
  texts[lesson] = text;
  write(TEXTS, { ...read(TEXTS, {}), [lesson]: text });
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
