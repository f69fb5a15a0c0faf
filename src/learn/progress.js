// Which lessons were solved, in local storage. Where that is denied, it lasts as long as the page.

const KEY = "sentry-general.lessons";
let solved = new Set(read());

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((name) => typeof name === "string").slice(0, 1000) : [];
  } catch {
    return [];
  }
}

/** @param {string} lesson its address, without the folder */
export function isDone(lesson) {
  solved = new Set([...solved, ...read()]);
  return solved.has(lesson);
}

export function markDone(lesson) {
  solved.add(lesson);
  try {
    localStorage.setItem(KEY, JSON.stringify([...new Set([...read(), ...solved])]));
  } catch {
    // Denied or full.
  }
}

export function forget() {
  solved = new Set();
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Denied.
  }
}
