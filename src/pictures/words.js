// What Sentry's terms mean, on hover, focus and touch. The engine marks a term where a view first names it (src/session/glossary.rs);
// those of the page's own tabs and headings are marked here. What it means stands in the lessons' glossary alone, which script/bundle.mjs puts into this file.
//
// As WCAG 1.4.13 wants it: the pointer may go into the words, Escape closes them, and they stay as long as the pointer or the focus does.

import glossary from "../lessons/glossary.md";
import { made_box, put_beside } from "./beside.js";

/** How long the pointer rests on a term before its words come, and how long they stay when it has left, in milliseconds. */
const REST = 250;
const STAY = 300;

/** The same over something that is pressed: who goes on to press it does not want words in the way. */
const REST_ON_BUTTON = 700;

/** The page's own parts that name terms, with the name where the part has other words. */
const OWN = {
  '[role="tab"][aria-controls="mappings"]': "code mapping",
  '[role="tab"][aria-controls="event"]': "event",
  '[role="tab"]': "",
  ".panel > header h2": "",
  "h2.sentence": "reaches a team",
};
const OWN_PARTS = Object.keys(OWN).join(", ");

const ID = "term-means";

/** Name in lower case → what it means. */
const MEANS = new Map(glossary.flatMap(({ names, means }) => names.map((name) => [name.toLowerCase(), { name: names[0], means }])));

/** The term whose words are shown. @type {HTMLElement | null} */
let shown = null;
/** @type {HTMLElement | null} */
let words = null;
let waiting = 0;
/** What was pressed last: it says nothing more until the pointer has left it. @type {Element | null} */
let pressed = null;
/** Terms of buttons that a finger was told of: the next tap is meant for the button. @type {Set<string>} */
const told = new Set();
const watcher = new MutationObserver(() => shown && !still(shown) && hide());

export function take_words() {
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    mark_own();
    const term = termAt(target);
    if (term !== pressed) pressed = null;
    if (term && term === pressed) clearTimeout(waiting);
    else if (term && term !== shown) soon(() => show(term), is_button(term) ? REST_ON_BUTTON : REST);
    else if (term || (words && words.contains(target))) clearTimeout(waiting);
    else if (shown && shown !== document.activeElement) soon(hide, STAY);
    else clearTimeout(waiting);
  });
  document.documentElement.addEventListener("pointerleave", () => shown !== document.activeElement && soon(hide, STAY));
  document.addEventListener("focusin", ({ target }) => {
    mark_own();
    const term = termAt(target);
    // A button that was clicked has the focus, too.
    if (term && (!is_own(term) || target.matches(":focus-visible"))) show(term);
    else hide();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    const term = termAt(target);
    if (!term || !is_own(term)) return;
    pressed = term;
    hide();
  });
  document.addEventListener("focusout", ({ target }) => shown?.contains(target) && hide());
  // A finger has no hover. In the label of a field it would open the field instead.
  document.addEventListener("click", (event) => {
    if (event.pointerType !== "touch") return;
    const term = termAt(event.target);
    if (!term || (is_own(term) && told.has(term.dataset.term))) return hide();
    if (is_own(term)) told.add(term.dataset.term);
    else event.preventDefault();
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
  mark_own();
  for (const what of ["scroll", "resize"]) addEventListener(what, () => shown && place(), { capture: true, passive: true });
}

/** Marks terms of the page's own parts, each where it stands first. An attribute is all: the page draws what is inside. */
function mark_own() {
  const marked = new Set();
  for (const part of document.querySelectorAll(OWN_PARTS)) {
    const name = Object.entries(OWN).find(([selector]) => part.matches(selector))?.[1] || named(part);
    if (MEANS.has(name) && !marked.has(name)) {
      marked.add(name);
      if (part.dataset.term !== name) part.dataset.term = name;
    } else part.removeAttribute("data-term");
  }
}

/** The term that a part is called, if it is one. @param {Element} part */
function named(part) {
  const words = (part.firstChild?.textContent ?? "").trim().toLowerCase();
  return [words, words.replace(/s$/, "")].find((name) => MEANS.has(name)) ?? "";
}

const is_own = (term) => term.matches(OWN_PARTS);

const is_button = (term) => term.matches("button") || (is_own(term) && term.querySelector("button") !== null);

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
  // What is pressed leads to what is below it.
  if (!put_beside(words, shown, is_own(shown))) hide();
}
