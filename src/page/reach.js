// What reaching every part by mouse, touch and keyboard alike needs, and the page's own program need not know: the
// divider, arrows in rows of tabs, where the focus goes when its element goes, and rows that scroll with the document.

import { keep_word, kept_word } from "./keep/local.js";

/** The share of the width that the inputs have, in percent: at least, at most, usually. */
const [LEAST, MOST, USUAL] = [20, 70, 42];

/** Listens on the whole page. */
export function take_reach() {
  divide(Number(kept_word("divider")) || USUAL);
  document.addEventListener("pointerdown", drag);
  document.addEventListener("dblclick", ({ target }) => divider_at(target) && keep(USUAL));
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (move_divider(event) || move_in_tabs(event)) event.preventDefault();
  });
  document.addEventListener("click", ({ target }) => (pressed = target instanceof Element ? target.closest("button") : null), true);
  document.addEventListener("focusin", ({ target }) => (path = with_parents(target)));
  new MutationObserver(catch_focus).observe(document.body, { childList: true, subtree: true, attributeFilter: ["hidden"] });
  // Of the explorer's rows only those around sight exist, whatever scrolls them.
  const seen = () => {
    const list = document.getElementById("explorer");
    if (list?.offsetParent) list.dispatchEvent(new Event("scroll"));
  };
  addEventListener("scroll", ({ target }) => target === document && seen(), true);
  addEventListener("resize", seen);
}

// --- The divider ---------------------------------------------------------------------------

const divider_at = (target) => (target instanceof Element ? target.closest('[role="separator"]') : null);

let share = USUAL;

/** Gives the inputs a share of the width. @param {number} percent */
function divide(percent) {
  share = Math.min(MOST, Math.max(LEAST, percent));
  document.documentElement.style.setProperty("--inputs", `${share}%`);
  document.getElementById("divider")?.setAttribute("aria-valuenow", String(Math.round(share)));
}

/** The same, for the next visit, too. @param {number} percent */
function keep(percent) {
  divide(percent);
  keep_word("divider", String(share));
}

/** @param {PointerEvent} event */
function drag(event) {
  const divider = divider_at(event.target);
  if (!divider || event.button !== 0) return;
  event.preventDefault();
  divider.focus();
  divider.setPointerCapture(event.pointerId);
  const whole = divider.closest(".columns").getBoundingClientRect();
  const move = ({ clientX }) => divide((100 * (clientX - whole.left)) / whole.width);
  divider.addEventListener("pointermove", move);
  divider.addEventListener("lostpointercapture", () => (divider.removeEventListener("pointermove", move), keep(share)), { once: true });
}

/** @param {KeyboardEvent} event @returns {boolean} whether the key was for the divider */
function move_divider({ key, target }) {
  if (!divider_at(target)) return false;
  const to = { ArrowLeft: share - 2, ArrowRight: share + 2, Home: LEAST, End: MOST }[key];
  if (to !== undefined) keep(to);
  else if (key === "Enter") document.getElementById("fold")?.click();
  else return false;
  return true;
}

// --- Tabs ----------------------------------------------------------------------------------

/** @param {KeyboardEvent} event @returns {boolean} whether the key moved among tabs */
function move_in_tabs({ key, target }) {
  const list = target instanceof Element && target.matches('[role="tab"]') && target.closest('[role="tablist"]');
  if (!list) return false;
  const tabs = [...list.querySelectorAll('[role="tab"]')];
  const at = tabs.indexOf(target);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[key];
  if (to === undefined) return false;
  const tab = tabs.at(to % tabs.length);
  tab.focus();
  tab.click();
  return true;
}

// --- What was done -------------------------------------------------------------------------

/** @type {Element | null} */
let pressed = null;

/** Says what became of a press, in the button's place and for those who listen. @param {string} words */
export function said(words) {
  const button = pressed;
  button?.setAttribute("data-said", words);
  setTimeout(() => button?.removeAttribute("data-said"), 2000);
  tell(words);
}

/** Says something to those who listen. @param {string} words */
export function tell(words) {
  let region = document.getElementById("said");
  if (!region) {
    region = Object.assign(document.createElement("p"), { id: "said", className: "visually-hidden" });
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = words;
}

// --- Focus ---------------------------------------------------------------------------------

/** What has or had the focus, and what it is in, from inside out. @type {Element[]} */
let path = [];

function with_parents(element) {
  const path = [];
  for (let at = element; at; at = at.parentElement) path.push(at);
  return path;
}

/** Whether an element was taken away, or out of sight. */
const is_gone = (element) => !element.isConnected || element.closest("[hidden]") !== null;

/** What is there in place of a panel or of a field that is hidden: the panel that is shown, the beginning of a large text. */
function stand_in({ id, parentElement: around }) {
  const panels = [...(around?.children ?? [])].filter((it) => it.matches("[role=tabpanel]"));
  const twin = document.getElementById(id.endsWith("-large") ? id.slice(0, -6) : `${id}-large`);
  return [twin, ...panels].find((it) => it && !is_gone(it));
}

/** When what had the focus is gone, the focus goes to what is there instead, else to the part that it was in. */
function catch_focus() {
  const [had] = path;
  if (!had || !is_gone(had)) return;
  // Whoever set it elsewhere meant it. What is hidden keeps it until it is drawn.
  if (document.activeElement !== document.body && document.activeElement !== had) return;
  const hidden = path.find((it) => it.hidden && it.isConnected);
  const part = path.find((it) => !is_gone(it) && it.matches("section, dialog, [role=tabpanel], [role=tree], .item, .project, li"));
  const left = (hidden && stand_in(hidden)) ?? part;
  path = [];
  if (!left) return;
  if (!left.hasAttribute("tabindex")) left.tabIndex = -1;
  left.focus({ preventScroll: true });
}

// --- Commands ------------------------------------------------------------------------------

/** Opens the list of commands, which comes with the editor. @param {string[]} words @param {(number: number, typed: string) => void} choose */
export async function open_palette(words, choose) {
  await customElements.whenDefined("command-palette");
  let palette = document.querySelector("command-palette");
  if (!palette) document.body.append((palette = document.createElement("command-palette")));
  palette.open(words, choose);
}
