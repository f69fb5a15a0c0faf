// Local storage takes what must be written at once, while the page is left, and what the
// database refuses. What lies here is moved to the database when a page is opened.

import { foreign, size_of, stored_texts } from "./database.js";

/** @typedef {import("./database.js").Version} Version */

const PLACE = "sentry-general/2/work/";
const EARLIER = "sentry-general/1/";
const EARLIER_LONG = "\0in the database";

/** Local storage never takes more, in UTF-16 units. */
const ROOM = 4_500_000;

/** Up to this much, all texts of a work are written, else those that changed. */
const SMALL = 200_000;

/** Keeps a word about the page itself. @param {string} name @param {string} value */
export function keep_word(name, value) {
  try {
    localStorage.setItem(EARLIER + name, value);
  } catch {
    // It is as at first, then.
  }
}

/** What `keep_word` kept. @param {string} name @returns {string | undefined} */
export function kept_word(name) {
  return get(EARLIER + name);
}

/** Removes all that this page keeps here. */
export function forget_locally() {
  for (const storage of ["localStorage", "sessionStorage"]) {
    try {
      for (const name of Object.keys(globalThis[storage])) if (name.startsWith("sentry-general/")) globalThis[storage].removeItem(name);
    } catch {
      // Where it is denied, nothing is kept.
    }
  }
}

/** Keeps a word for when this tab is loaded again. @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    sessionStorage.setItem(`sentry-general/2/${name}`, value);
  } catch {
    // A page that is loaded again shows what was changed last, then.
  }
}

/** What `remember` took. @param {string} name @returns {string | undefined} */
export function remembered(name) {
  try {
    return sessionStorage.getItem(`sentry-general/2/${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Whether something of the user's may be stored, here or in the database. */
export function may_hold_works() {
  return kept_word("works") !== undefined || get(`${EARLIER}current/tree`) !== undefined || names().length > 0;
}

/** Writes a version: all of it (true), or the texts that fit. @param {Version} version */
export function save_locally(version) {
  const same = stored_texts(version);
  const changed = Object.keys(version.texts).filter((name) => same[name] !== version.texts[name]);
  changed.sort((a, b) => version.texts[a].length - version.texts[b].length);
  // Another tab's version of the same work is not written over.
  const other = parse(get(PLACE + version.work));
  const apart = other && other.stamp !== version.follows && foreign(other.stamp, version);
  const place = apart ? { work: version.stamp, from: version.work, base: undefined } : {};
  // Of a work of its own, all is to be there.
  const all = apart ? { ...same, ...version.texts } : version.texts;
  const wanted = apart || size_of(all) <= SMALL ? Object.keys(all) : changed;
  let size = wanted.reduce((sum, name) => sum + all[name].length, 0);
  const missing = [];
  for (;;) {
    if (size <= ROOM && set({ ...version, ...place, texts: pick(all, wanted), missing, changed: Date.now() })) return missing.length === 0;
    const largest = wanted.pop();
    if (largest === undefined) return false;
    size -= all[largest].length;
    missing.push(largest);
  }
}

const pick = (texts, names) => Object.fromEntries(names.map((name) => [name, texts[name]]));

function set(version) {
  try {
    localStorage.setItem(PLACE + version.work, JSON.stringify(version));
    return true;
  } catch {
    return false;
  }
}

/** The versions that lie here, each with what removes it if it is still the same. @returns {{ version: Version, done: () => void }[]} */
export function saved_locally() {
  const saved = [];
  for (const name of names()) {
    const text = get(name);
    const version = parse(text);
    if (version) saved.push({ version, done: () => get(name) === text && remove(name) });
  }
  return saved;
}

/** What an earlier version of the page kept, in the same way. @returns {Promise<{ version: Version, done: () => void }[]>} */
export async function of_earlier() {
  const found = [];
  for (const shelf of ["aside", "current"]) {
    const place = (name) => `${EARLIER}${shelf}/${name}`;
    if (get(place("tree")) === undefined) continue;
    const names = ["tree", "rules", "codeowners", "mappings", "people", "event", "settings", "choices"];
    const texts = {};
    try {
      for (const name of names) texts[name] = await earlier_text(place(name));
    } catch {
      // It can't be read now, so it stays where it is.
      continue;
    }
    const { choices, settings, ...rest } = texts;
    const kept = Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, text ?? ""]));
    // The same again if it is found again.
    const stamp = `earlier-${shelf}-${fingerprint(JSON.stringify(texts))}-1`;
    const title = kept.tree.slice(0, 80).trim().split("\n", 1)[0] || "From an earlier version";
    const version = { work: stamp, stamp, title, texts: { ...kept, settings: of_base64(settings) }, choices: { packed: choices ?? "" } };
    found.push({ version: { ...version, changed: Date.now() }, done: () => names.forEach((name) => remove(place(name))) });
  }
  return found;
}

/** A text of an earlier version; a long one that it had not stored when it was left is nowhere. @param {string} name */
async function earlier_text(name) {
  const text = get(name);
  if (text !== EARLIER_LONG) return text;
  return await new Promise((resolve, reject) => {
    const request = indexedDB.open("sentry-general");
    let absent = false;
    request.onupgradeneeded = () => {
      absent = true;
      request.transaction.abort();
    };
    request.onerror = () => (absent ? resolve(undefined) : reject(request.error));
    request.onsuccess = () => {
      const database = request.result;
      const read = database.transaction("texts").objectStore("texts").get(name);
      read.onsuccess = () => resolve(read.result);
      read.onerror = () => reject(read.error);
      read.transaction.oncomplete = () => database.close();
    };
  });
}

function of_base64(text) {
  try {
    const bytes = Uint8Array.from(atob((text ?? "").replaceAll("-", "+").replaceAll("_", "/")), (it) => it.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return "";
  }
}

function fingerprint(text) {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return (hash >>> 0).toString(16);
}

function names() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PLACE));
  } catch {
    return [];
  }
}

function get(name) {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function remove(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // It is moved again the next time, and found to be there.
  }
}

function parse(text) {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
