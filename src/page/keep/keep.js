// Where the user's works are kept, so that no step drops the last copy of a text. What is
// stored when, and as what, `src/page/state/keeping.rs` decides; docs/design.md draws it.
//
// What is held here is saved however the page ends: by the database, by local storage while
// the page is left, and after the page itself has failed.

import { empty, erase, put, read, records, same_or_older, size_of, tab, when_emptied } from "./database.js";
import { forget_locally, keep_word, of_earlier, remember, save_locally, saved_locally } from "./local.js";

/** @typedef {import("./database.js").Version} Version */

/** What is not known to be stored, by the key of its draft. @type {Map<number | string, Version>} */
const held = new Map();

/** What lies in local storage only, by work. @type {Map<string, Version>} */
const strays = new Map();

/** What the page shows, for when it fails. @type {Version | undefined} */
let shown;

/** Holds a version: it is saved however the page ends. @param {number | string} key @param {Version} version */
export function hold(key, version) {
  const stray = strays.get(version.work);
  // The database knows nothing of versions that only local storage holds.
  const base = stray?.stamp === version.base ? stray?.base : version.base;
  shown = { ...version, base, follows: version.base, key };
  held.set(key, shown);
}

/** The page shows this, unchanged; without a work it is nobody's. @param {Version} version */
export function show(version) {
  shown = version;
}

/** What is held under a key is stored. @param {number | string} key */
export function release(key) {
  held.delete(key);
}

/**
 * Stores what is held under a key.
 * @param {number | string} key
 * @returns {Promise<[outcome: "stored" | "conflict" | "refused", detail: string]>} with the stamp or the reason
 */
export async function write(key) {
  const version = held.get(key);
  if (!version) return ["refused", "nothing is held"];
  try {
    if (!(await put(version))) return ["conflict", ""];
  } catch (error) {
    // Local storage is small, and at once.
    if (!save_locally(version)) return ["refused", reason(error)];
    strays.set(version.work, version);
    announce(version);
    return ["stored", version.stamp];
  }
  const stray = strays.get(version.work);
  for (const { version: saved, done } of saved_locally()) {
    if ((saved.key === key && same_or_older(saved.stamp, version.stamp)) || saved.stamp === stray?.stamp) done();
  }
  strays.delete(version.work);
  announce(version);
  return ["stored", version.stamp];
}

/**
 * A work as it is stored; nothing if there is none.
 * @param {string} work @returns {Promise<{ stamp: string, texts: Record<string, string>, choices: object } | undefined>}
 */
export async function load(work) {
  const stray = strays.get(work);
  const { record, texts } = await read(work).catch((error) => {
    if (!stray) throw error;
    return {};
  });
  if (stray) return { stamp: stray.stamp, choices: stray.choices, texts: { ...texts, ...stray.texts } };
  return record && { stamp: record.stamp, choices: record.choices ?? {}, texts };
}

/** All works, the one changed last first: work, title, when, how much. @returns {Promise<string[][]>} */
export async function list() {
  const works = new Map();
  let failure;
  try {
    for (const record of await records()) works.set(record.work, record);
  } catch (error) {
    failure = error;
  }
  for (const stray of strays.values()) works.set(stray.work, { changed: Date.now(), ...stray, size: size_of(stray.texts) });
  if (failure && works.size === 0) throw failure;
  const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  const newest = [...works.values()].sort((a, b) => (b.changed ?? 0) - (a.changed ?? 0));
  return newest.map((it) => [it.work, String(it.title ?? ""), date.format(it.changed ?? 0), in_words(it.size ?? 0)]);
}

/** Deletes a work for good: the user said so. @param {string} work */
export async function remove(work) {
  await erase(work).catch(() => {});
  for (const { version, done } of saved_locally()) if (version.work === work) done();
  strays.delete(work);
}

/**
 * Deletes all that this page keeps in this browser: works, words about the page, and its caches. What other pages of this
 * site keep is theirs.
 */
export async function clear() {
  held.clear();
  strays.clear();
  shown = undefined;
  forget_locally();
  await empty();
  if (channel) channel.postMessage(["", ""]);
  // As assets/offline.js names them.
  const home = new URL(".", document.baseURI).href;
  const worker = await navigator.serviceWorker?.getRegistration(home).catch(() => undefined);
  await worker?.unregister();
  for (const name of (await globalThis.caches?.keys()) ?? []) if (name.startsWith(`sentry-general ${home} `)) await caches.delete(name);
}

/** Moves what lies in local storage to the database, what an earlier version kept there, too. */
export async function start() {
  for (const { version, done } of [...saved_locally(), ...(await of_earlier())]) {
    try {
      const { record } = await read(version.work);
      const there = record && same_or_older(version.stamp, record.stamp);
      // Another tab's version is stored: this one becomes a work of its own.
      if (!there && !(await put(version))) {
        const { texts } = await read(version.work);
        await put({ ...version, texts: { ...texts, ...version.texts }, work: version.stamp, from: version.work, base: undefined });
      }
      announce(version);
      done();
    } catch {
      strays.set(version.work, version);
    }
  }
}

/**
 * Calls `elsewhere` with work and stamp of each version that another tab stores, and `gone` when the user clears what is stored.
 * @param {(work: string, stamp: string) => void} elsewhere @param {() => void} gone
 */
export function listen(elsewhere, gone) {
  when_emptied(gone);
  if (channel) channel.onmessage = ({ data }) => elsewhere(String(data?.[0]), String(data?.[1]));
  else addEventListener("storage", ({ key, newValue }) => {
    if (key !== NEWS || !newValue) return;
    const [work, stamp] = newValue.split(" ");
    elsewhere(work, stamp);
  });
}

const channel = globalThis.BroadcastChannel && new BroadcastChannel("sentry-general");
const NEWS = "sentry-general/1/news";

/** Tells other tabs that a version is stored. @param {Version} version */
function announce({ work, stamp }) {
  keep_word("works", "1");
  if (channel) channel.postMessage([work, stamp]);
  else keep_word("news", `${work} ${stamp}`);
}

// --- When the page is left -----------------------------------------------------------------

for (const [target, type] of [[window, "pagehide"], [document, "visibilitychange"], [document, "freeze"]]) {
  target.addEventListener(type, () => {
    if (type === "visibilitychange" && document.visibilityState !== "hidden") return;
    for (const version of held.values()) save_locally(version);
  });
}

addEventListener("beforeunload", (event) => {
  const saved = [...held.values()].map(save_locally);
  // The browser asks whether to stay.
  if (saved.includes(false)) event.preventDefault();
});

// --- When the page fails -------------------------------------------------------------------

let failed = false;

/**
 * The page's program has ended by an error: says so, and keeps what is typed from now on, by plain DOM alone.
 * @param {string} why
 */
export function fail(why) {
  if (failed) return;
  failed = true;
  const notice = document.getElementById("failure");
  const reload = Object.assign(document.createElement("button"), { type: "button", textContent: "Reload the page" });
  reload.addEventListener("click", () => location.reload());
  const say = (words) => notice.replaceChildren(`Sentry General stopped working here (${why}). ${words} `, reload);
  const rescue = async () => {
    const version = typed();
    if (!version) return true;
    held.set("rescue", version);
    const [outcome] = await write("rescue");
    if (outcome === "stored" && held.get("rescue") === version) held.delete("rescue");
    const kept = outcome === "stored" || save_locally(version);
    if (kept) remember("work", version.work);
    return kept;
  };
  const keep = async () => {
    const kept = await rescue().catch(() => false);
    say(kept ? "Your texts are kept, and so is what you type: reload the page to go on." : "This browser keeps nothing for this page: copy your texts before you reload it.");
  };
  notice.hidden = false;
  let soon;
  addEventListener("input", () => {
    const version = typed();
    if (version) held.set("rescue", version);
    clearTimeout(soon);
    soon = setTimeout(keep, 200);
  });
  say("");
  keep();
}

let rescues = 0;

/** What stands in the page's fields, if it is not what was stored. @returns {Version | undefined} */
function typed() {
  if (!shown) return undefined;
  const texts = { ...shown.texts };
  const tree = document.getElementById("tree-text");
  if (tree && !tree.hidden) texts.tree = tree.value;
  for (const name of ["rules", "codeowners", "mappings", "people", "event"]) {
    const editor = document.getElementById(`${name}-text`);
    const text = editor && ("applyEdits" in editor ? editor.value : editor.querySelector("textarea")?.value);
    if (typeof text === "string") texts[name] = text;
  }
  const same = Object.keys(texts).every((name) => texts[name] === shown.texts[name]);
  if (same && !held.has(shown.key)) return undefined;
  // Always later than what the page itself wrote. A work of its own: whatever the page was doing, nothing is written over.
  const stamp = `${tab()}-${1e9 + (rescues += 1)}`;
  return { ...shown, key: "rescue", work: `${tab()}-1000000000`, from: shown.work, base: undefined, stamp, texts };
}

/** Whether an error is one that the page's program can't go on after; the engine's own are not. @param {unknown} error */
const fatal = (error) =>
  !/engine_bg/.test(error?.stack ?? "") &&
  (error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /wasm/.test(error.stack ?? "")));

addEventListener("error", ({ error }) => fatal(error) && fail(error.message));
addEventListener("unhandledrejection", ({ reason: error }) => fatal(error) && fail(error.message));

// --- Words ---------------------------------------------------------------------------------

const reason = (error) => String(error?.message || error?.name || error);

function in_words(size) {
  const [number, unit] = size < 1e3 ? [size, "characters"] : size < 1e6 ? [Math.round(size / 1e3), "thousand characters"] : [Math.round(size / 1e6), "million characters"];
  return `${number} ${unit}`;
}
