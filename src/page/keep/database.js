// The database that holds the user's works: a record each in `works`, the texts in `texts`
// under `<work>/<name>`. One transaction compares the stored version with the one that the
// new one follows from, and writes all or nothing.

/**
 * A version of a work: it follows from the version `base` in the database, or from one in local storage, `follows`; its own stamp is
 * `stamp`. `from` is the work that it was split off from, `key` the draft that it is of; `missing` names texts that had no room.
 * @typedef {{ work: string, key?: number | string, from?: string, base?: string, follows?: string, stamp: string, title: string, changed?: number,
 *   texts: Record<string, string>, choices: Record<string, unknown>, missing?: string[] }} Version
 */

const DATABASE = "sentry-general-works";

/** How this version writes records; what it does not know in them it leaves as it is. */
const FORMAT = 1;

/** One message to the database holds no more than some hundred megabytes: longer texts are cut, in UTF-16 units. */
const PIECE = 8_000_000;

/** How long the database may take to open, in milliseconds. */
const PATIENCE = 10_000;

const TAB = [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** What the database holds, as far as this page has read or written it, by work. @type {Map<string, { stamp: string, texts: Record<string, string> }>} */
const known = new Map();

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** @type {() => void} */
let emptied = () => {};

/** This page's name among all. */
export function tab() {
  return TAB;
}

/** Calls `then` when the user clears what is stored. @param {() => void} then */
export function when_emptied(then) {
  emptied = then;
}

/** Texts that are stored already as a version follows from them. @param {Version} version @returns {Record<string, string>} */
export function stored_texts({ work, base }) {
  const stored = known.get(work);
  return stored && stored.stamp === base ? stored.texts : {};
}

/** Whether a stored version is neither what this one follows from nor an earlier one of the same page. @param {string} stored @param {Version} version */
export function foreign(stored, { base, stamp }) {
  return stored !== base && page_of(stored) !== page_of(stamp);
}

/** Whether a version is of the same page as another, and not newer. @param {string} stamp @param {string} than */
export function same_or_older(stamp, than) {
  return page_of(stamp) === page_of(than) && number_of(stamp) <= number_of(than);
}

const page_of = (stamp) => String(stamp).slice(0, String(stamp).lastIndexOf("-"));
const number_of = (stamp) => Number(String(stamp).slice(String(stamp).lastIndexOf("-") + 1));

/** How much texts hold, in UTF-16 units. @param {Record<string, string>} texts */
export function size_of(texts) {
  return Object.values(texts).reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

/** Stores a version. @param {Version} version @returns {Promise<boolean>} false if another tab's is stored */
export async function put(version) {
  const { work, from, stamp, title, choices } = version;
  let free = true;
  let texts = {};
  await transact("readwrite", (works, places, attempt) => {
    const write = (record, origin) => {
      const sure = known.get(work);
      const same = record && sure?.stamp === record.stamp ? sure.texts : {};
      texts = { ...same, ...version.texts };
      for (const [name, text] of Object.entries(version.texts)) if (same[name] !== text) put_text(places, `${work}/${name}`, text);
      // Fields that a later version knows stay as they are.
      const merged = merge_choices((record ?? origin)?.choices, choices);
      works.put({ ...origin, ...record, format: FORMAT, work, stamp, title, choices: merged, changed: Date.now(), size: size_of(texts) }, work);
    };
    works.get(work).onsuccess = ({ target: { result: record } }) =>
      attempt(() => {
        free = !(record && foreign(record.stamp, version));
        if (!free) return;
        if (record || !from) return write(record);
        works.get(from).onsuccess = ({ target: { result: origin } }) => attempt(() => write(undefined, origin));
      });
  });
  if (free) known.set(work, { stamp, texts });
  return free;
}

/** A work's record and texts; no record if there is none. @param {string} work */
export async function read(work) {
  const texts = {};
  const pieces = {};
  const record = await transact("readonly", (works, places) => {
    places.openCursor(below(work)).onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      const [name, piece] = String(cursor.key).slice(work.length + 1).split("/");
      if (piece !== undefined) (pieces[name] ??= []).push(cursor.value);
      else texts[name] = cursor.value;
      cursor.continue();
    };
    return works.get(work);
  });
  for (const name of Object.keys(texts)) if (typeof texts[name] !== "string") texts[name] = (pieces[name] ?? []).join("");
  if (record) known.set(work, { stamp: record.stamp, texts });
  return { record, texts };
}

/** The records of all works. */
export function records() {
  return transact("readonly", (works) => works.getAll());
}

/** Deletes a work. @param {string} work */
export async function erase(work) {
  await transact("readwrite", (works, places) => {
    works.delete(work);
    places.delete(below(work));
  });
  known.delete(work);
}

/** Deletes all works. */
export async function empty() {
  await transact("readwrite", (works, places) => {
    works.clear();
    places.clear();
  });
  known.clear();
}

/** @param {IDBObjectStore} places @param {string} place @param {string} text */
function put_text(places, place, text) {
  places.delete(below(place));
  if (text.length <= PIECE) return places.put(text, place);
  const pieces = Math.ceil(text.length / PIECE);
  for (let at = 0; at < pieces; at += 1) {
    places.put(text.slice(at * PIECE, (at + 1) * PIECE), `${place}/${String(at).padStart(5, "0")}`);
  }
  places.put({ pieces }, place);
}

const below = (place) => IDBKeyRange.bound(`${place}/`, `${place}0`, false, true);

/** Choices that this version does not know, and values that it can't show, stay. @param {Record<string, unknown>} stored @param {Record<string, unknown>} mine */
function merge_choices(stored, mine) {
  const merged = { ...stored, ...mine };
  if (stored?.strip && !["offer", "off", "keep"].includes(stored.strip) && mine.strip === "offer") merged.strip = stored.strip;
  return merged;
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(works: IDBObjectStore, texts: IDBObjectStore, attempt: (step: () => void) => void) => IDBRequest<T> | void} work
 *   what it does later goes through `attempt`, so that an error undoes all
 * @returns {Promise<T>}
 */
async function transact(mode, work) {
  const transaction = (await open()).transaction(["works", "texts"], mode);
  return await new Promise((resolve, reject) => {
    let failure;
    let request;
    const attempt = (step) => {
      try {
        return step();
      } catch (error) {
        failure = error;
        transaction.abort();
      }
    };
    transaction.onabort = () => reject(failure ?? transaction.error ?? new Error("the browser gave up storing"));
    transaction.oncomplete = () => resolve(request?.result);
    request = attempt(() => work(transaction.objectStore("works"), transaction.objectStore("texts"), attempt));
  });
}

function open() {
  opened ??= new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("the browser’s database does not answer")), PATIENCE);
    // No version is named: a database that a later version of the page has made serves, too.
    const request = indexedDB.open(DATABASE);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("works");
      request.result.createObjectStore("texts");
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      // A later version makes changes, which must not wait for this one; or all is deleted.
      database.onversionchange = ({ newVersion }) => {
        database.close();
        opened = undefined;
        if (newVersion === null) gone();
      };
      database.onclose = () => {
        opened = undefined;
        gone();
      };
      resolve(database);
    };
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

function gone() {
  known.clear();
  emptied();
}
