// What can't be done is told where it was tried: beside the field or the button, too, and not above the page alone. The words are
// those of the notice, which says them to those who listen; they go with it, with the next letter typed, and with Escape.

import { made_box, put_beside } from "./beside.js";

const ID = "what-is-wrong";

/** What was used last. @type {HTMLElement | null} */
let used = null;
/** What the words are about. @type {HTMLElement | null} */
let about = null;
/** @type {HTMLElement | null} */
let words = null;
/** What the last words were about, and what they were: the notice does not change when the same goes wrong again. */
let last = { about: null, text: "" };

/** How long the engine takes at most to say the same again, in milliseconds. */
const AGAIN = 500;

export function take_faults() {
  const notices = document.querySelector(".notices");
  if (!notices) return;
  // The notice that can be closed; others tell of the engine, the storage and other tabs.
  const told = () => notices.querySelector(".warning > button:only-child")?.parentElement?.firstChild?.textContent;
  const use = ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.closest("main")) return;
    hide();
    used = target.matches("form") ? (target.querySelector("input") ?? target) : target.closest("button, input, select, textarea");
    if (used && used === last.about) setTimeout((it) => it === used && told() === last.text && show(last.text), AGAIN, used);
  };
  for (const kind of ["submit", "change", "click"]) document.addEventListener(kind, use, true);
  document.addEventListener("input", hide, true);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide(), true);
  for (const what of ["scroll", "resize"]) addEventListener(what, () => about && !put_beside(words, about) && hide(), { capture: true, passive: true });
  let seen = told();
  new MutationObserver(() => {
    const text = told();
    if (!text) hide();
    else if (used && text !== seen) show(text);
    seen = text;
  }).observe(notices, { subtree: true, childList: true, characterData: true, attributes: true });
}

/** @param {string} text */
function show(text) {
  about = used;
  used = null;
  last = { about, text };
  if (!about?.isConnected) return hide();
  words ??= made_box(ID, "means fault");
  words.textContent = text;
  words.showPopover();
  if (!put_beside(words, about)) return hide();
  about.setAttribute("aria-describedby", ID);
  if (about.matches("input, select, textarea")) about.setAttribute("aria-invalid", "true");
}

function hide() {
  for (const name of ["aria-describedby", "aria-invalid"]) about?.removeAttribute(name);
  about = null;
  if (words?.matches(":popover-open")) words.hidePopover();
}
