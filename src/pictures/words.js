// What Sentry's terms mean, on hover, focus and touch. The engine marks a term where a view first names it (src/session/glossary.rs);
// what it means stands in the lessons' glossary alone, which script/bundle.mjs puts into this file.
//
// As WCAG 1.4.13 wants it: the pointer may go into the words, Escape closes them, and they stay as long as the pointer or the focus does.

import glossary from "../lessons/glossary.md";
import { made_box, put_beside } from "./beside.js";

/** How long the pointer rests on a term before its words come, and how long they stay when it has left, in milliseconds. */
const REST = 250;
const STAY = 300;

const ID = "term-means";

/** Name in lower case → what it means. */
const MEANS = new Map(glossary.flatMap(({ names, means }) => names.map((name) => [name.toLowerCase(), { name: names[0], means }])));

/** The term whose words are shown. @type {HTMLElement | null} */
let shown = null;
/** @type {HTMLElement | null} */
let words = null;
let waiting = 0;
const watcher = new MutationObserver(() => shown && !still(shown) && hide());

export function take_words() {
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const term = termAt(target);
    if (term && term !== shown) soon(() => show(term), REST);
    else if (term || (words && words.contains(target))) clearTimeout(waiting);
    else if (shown && shown !== document.activeElement) soon(hide, STAY);
    else clearTimeout(waiting);
  });
  document.documentElement.addEventListener("pointerleave", () => shown !== document.activeElement && soon(hide, STAY));
  document.addEventListener("focusin", ({ target }) => {
    const term = termAt(target);
    if (term) show(term);
    else hide();
  });
  document.addEventListener("focusout", ({ target }) => target === shown && hide());
  // A finger has no hover. In the label of a field it would open the field instead.
  document.addEventListener("click", (event) => {
    if (event.pointerType !== "touch") return;
    const term = termAt(event.target);
    if (!term) return hide();
    event.preventDefault();
    show(term);
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !shown) return;
      event.stopPropagation();
      event.preventDefault();
      hide();
    },
    true,
  );
  for (const what of ["scroll", "resize"]) addEventListener(what, () => shown && place(), { capture: true, passive: true });
}

const termAt = (target) => (target instanceof Element ? target.closest("[data-term]") : null);

const still = (term) => term.isConnected && term.dataset.term === words?.dataset.of;

function soon(then, after) {
  clearTimeout(waiting);
  waiting = setTimeout(then, after);
}

/** @param {HTMLElement} term */
function show(term) {
  clearTimeout(waiting);
  const found = MEANS.get(term.dataset.term);
  if (!found || !term.isConnected) return;
  hide();
  words ??= Object.assign(made_box(ID, "means"), { role: "tooltip" });
  words.dataset.of = term.dataset.term;
  words.replaceChildren(Object.assign(document.createElement("b"), { textContent: found.name }), `: ${found.means}`);
  words.showPopover();
  shown = term;
  term.setAttribute("aria-describedby", ID);
  watcher.observe(document.querySelector("main"), { subtree: true, childList: true, attributes: true, attributeFilter: ["data-term", "hidden"] });
  place();
}

function hide() {
  clearTimeout(waiting);
  watcher.disconnect();
  shown?.removeAttribute("aria-describedby");
  shown = null;
  if (words?.matches(":popover-open")) words.hidePopover();
}

/** Goes with the term when something scrolls, and when it is out of sight. */
function place() {
  if (!put_beside(words, shown)) hide();
}
