// Texts that the browser keeps for the user. Short ones lie in local storage, which answers
// at once even while the page is left. Long ones would hold up the page there (a listing of
// three megabytes for a tenth of a second) or not fit, so they lie in a database, and local
// storage holds LONG in their place.

const LIMIT = 100_000;
const LONG = "\0in the database";

/** What was last written, by key: what has not changed is not written again. */
const written = new Map();

/**
 * Keeps a text. A long one is written in the background, in the order of calls; the page
 * is told by the event `unkept` if that fails.
 * @param {string} key @param {string} text @returns {boolean} false if the browser refuses or has no room
 */
export function keep(key, text) {
  if (written.get(key) === text) return true;
  try {
    if (text.length > LIMIT && globalThis.indexedDB) {
      localStorage.setItem(key, LONG);
      in_database("readwrite", (store) => store.put(text, key)).catch(unkept(key));
    } else {
      localStorage.setItem(key, text);
    }
  } catch {
    written.delete(key);
    return false;
  }
  written.set(key, text);
  return true;
}

/** The text that is kept under a key. @param {string} key @returns {Promise<string | undefined>} */
export async function kept(key) {
  let text = local(key);
  if (text === LONG) text = await in_database("readonly", (store) => store.get(key)).catch(() => undefined);
  if (text !== undefined) written.set(key, text);
  return text;
}

/** Keeps a text now if it is a long one: that takes time, of which there is none while the page is left. @param {string} key @param {string} text */
export function keep_long(key, text) {
  if (text.length > LIMIT) keep(key, text);
}

/** The short text that is kept under a key. @param {string} key @returns {string | undefined} */
export function kept_now(key) {
  return local(key);
}

/** Whether anything is kept under a key. @param {string} key @returns {boolean} */
export function is_kept(key) {
  return local(key) !== undefined;
}

/** Keeps under `to` what is kept under `from`. @param {string} from @param {string} to @returns {boolean} */
export function copy_kept(from, to) {
  const text = local(from);
  if (text === undefined) return true;
  written.delete(to);
  if (text !== LONG) return keep(to, text);
  try {
    localStorage.setItem(to, LONG);
  } catch {
    return false;
  }
  // One step, so that a later text under `from` comes after it.
  in_database("readwrite", (store) => {
    store.get(from).onsuccess = (event) => store.put(event.target.result, to);
  }).catch(unkept(to));
  return true;
}

function local(key) {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

const unkept = (key) => () => {
  written.delete(key);
  window.dispatchEvent(new Event("unkept"));
};

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("sentry-general", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("texts");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest | void} work */
async function in_database(mode, work) {
  const transaction = (await open()).transaction("texts", mode);
  return await new Promise((resolve, reject) => {
    const request = work(transaction.objectStore("texts"));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}
