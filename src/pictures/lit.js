// What belongs together lights up: what the pointer rests on or the focus is in, and all that is about the same path, owner,
// line or project, in every part in sight. Elements say by data-path, data-owner, data-line and data-project what they are about; of such as are inside each other,
// the innermost counts, and what it does not say, those around it do. Pictures say it by the event `lit`.
//
// One value for the whole page. It is nobody's but this file's, so nothing is drawn anew and the engine is not asked.

/** @typedef {{ path?: string, owner?: string, line?: string, project?: string }} Lit */

/** How long the pointer rests before anything lights up, in milliseconds. */
const REST = 60;

const KINDS = ["path", "line", "owner", "project"];
const ABOUT = KINDS.map((kind) => `[data-${kind}]`).join(", ");

/** The editors of the inputs that rules stand in, by the number before the line. */
const EDITORS = ["rules-text", "codeowners-text", "mappings-text", "people-text", "event-text"];

/** @type {Lit} */
let lit = {};
let waiting = 0;
/** The editor that shows a line. @type {Element | null} */
let shown = null;

export function take_light() {
  // A map says itself what its cells are about.
  const of = ({ target }) => target instanceof Element && !target.closest("tree-map") && light(about(target));
  document.addEventListener("pointerover", of);
  document.addEventListener("focusin", of);
  document.addEventListener("lit", ({ detail }) => light(detail));
  document.documentElement.addEventListener("pointerleave", () => light({}));
}

/** What an element is about. @returns {Lit} */
function about(target) {
  let at = target instanceof Element ? target.closest(ABOUT) : null;
  return Object.fromEntries(KINDS.map((kind) => [kind, at?.dataset[kind]]));
}

/** @param {Lit} next */
function light(next) {
  clearTimeout(waiting);
  waiting = setTimeout(() => show(next), REST);
}

/** @param {Lit} next */
function show(next) {
  const same = KINDS.every((name) => lit[name] === next[name]);
  if (same) return;
  lit = next;
  for (const old of document.querySelectorAll("[data-lit]")) old.removeAttribute("data-lit");
  // A path lights up its own; an owner, a line or a project alone all that is about them.
  for (const kind of KINDS.filter((kind) => lit[kind])) {
    for (const element of document.querySelectorAll(`[data-${kind}="${CSS.escape(lit[kind])}"]`)) element.setAttribute("data-lit", "");
  }
  for (const map of document.querySelectorAll("tree-map")) map.light(lit);
  in_editor(lit.line);
}

/** Shows a line in its editor, beside what the page itself marks there. */
function in_editor(line) {
  const [input, number] = (line ?? "").split(":").map(Number);
  const editor = line ? document.getElementById(EDITORS[input]) : null;
  for (const each of new Set([shown, editor])) {
    if (!each?.isConnected || !("highlightLines" in each)) continue;
    const kept = each.highlightLines.filter(({ kind }) => kind !== "hover");
    const there = kept.some((it) => it.line === number);
    each.highlightLines = each === editor && !there ? [...kept, { line: number, kind: "hover" }] : kept;
  }
  shown = editor;
}
