// A lesson on a projector: one slide at a time, in large type, by the arrow keys.
//
// → or Space: next slide, then the next lesson; ← back · S: the solution, or away from it · Q: the lesson's address as a QR
// code · T: light or dark · Escape: closes the code, or leads back to the page.

/** @param {HTMLElement} article @param {{ solve: () => void, code: () => Promise<Node> }} acts */
export function present(article, { solve, code }) {
  const { body } = document;
  if (body.classList.contains("presenting")) return;
  const slides = () => [...article.querySelectorAll(".slide")].filter((slide) => !slide.hidden);
  const minutes = Number(/(\d+) minutes/.exec(article.querySelector(".facts").textContent)?.[1] ?? 5);
  const bar = document.createElement("div");
  bar.className = "bar";
  const where = document.createElement("span");
  const timer = document.createElement("span");
  timer.className = "timer";
  timer.setAttribute("role", "timer");
  const help = document.createElement("span");
  help.textContent = "← → slides · S solution · Q QR code · T theme · Esc leaves";
  bar.append(where, help, timer);
  body.append(bar);
  body.classList.add("presenting");
  // The button that was pressed is hidden now: keys are the slides'.
  document.activeElement?.blur();
  // Who comes back from the lesson after this one goes on where this one ends.
  let at = new URLSearchParams(location.search).get("present") === "last" ? Infinity : 0;

  const show = () => {
    const shown = slides();
    at = Math.min(Math.max(at, 0), shown.length - 1);
    for (const slide of article.querySelectorAll(".slide")) slide.classList.toggle("now", slide === shown[at]);
    // The title is said once: the room is for what a slide is about.
    article.querySelector("header").hidden = at > 0;
    where.textContent = `${at + 1} of ${shown.length}`;
    scrollTo(0, 0);
  };
  const go = (steps) => {
    const last = slides().length - 1;
    const beyond = at + steps;
    const way = document.querySelector(beyond < 0 ? "a[rel=prev]" : beyond > last ? "a[rel=next]" : null);
    if (way) location.href = `${way.getAttribute("href")}?present${beyond < 0 ? "=last" : ""}`;
    at = beyond;
    show();
  };
  const keys = (event) => {
    const [focused] = event.composedPath();
    // Whoever types in the advisor types; an answer that was chosen keeps no key but ↑ and ↓.
    if (focused.matches?.("textarea, select, input:not([type=radio])") && event.key !== "Escape") return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Space presses what has the focus, as everywhere; links, too, since slides are all that it would turn there.
    if (event.key === " " && focused.matches?.("button, summary, a[href], input:not(:checked)")) {
      if (!focused.matches("a")) return;
      event.preventDefault();
      return focused.click();
    }
    const acts = {
      ArrowRight: () => go(1),
      PageDown: () => go(1),
      " ": () => go(1),
      ArrowLeft: () => go(-1),
      PageUp: () => go(-1),
      s: () => {
        const solution = article.querySelector(".solution");
        const isThere = slides()[at] === solution;
        if (isThere || solution.hidden) solve();
        at = isThere ? at - 1 : slides().indexOf(solution);
        show();
      },
      q: async () => {
        if (closeCode()) return;
        const room = document.createElement("div");
        room.className = "room";
        body.append(room);
        room.append(await code());
      },
      t: () => {
        const { style } = document.documentElement;
        style.colorScheme = style.colorScheme === "dark" ? "light" : "dark";
      },
      // What lies on top goes first.
      Escape: () => closeCode() || leave(),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  /** Says whether there was one. */
  function closeCode() {
    const shown = body.querySelector(".room");
    shown?.remove();
    return shown !== null;
  }
  const begun = performance.now();
  const tick = () => {
    const left = Math.round(minutes * 60 - (performance.now() - begun) / 1000);
    const two = (number) => String(number).padStart(2, "0");
    timer.textContent = `${left < 0 ? "−" : ""}${two(Math.floor(Math.abs(left) / 60))}:${two(Math.abs(left) % 60)}`;
    timer.classList.toggle("over", left < 0);
  };
  const ticking = setInterval(tick, 1000);
  function leave() {
    clearInterval(ticking);
    removeEventListener("keydown", keys);
    body.classList.remove("presenting");
    bar.remove();
    closeCode();
    for (const slide of article.querySelectorAll(".slide")) slide.classList.remove("now");
    article.querySelector("header").hidden = false;
    // Loaded again, or sent to somebody, it is the page that is seen.
    const address = new URL(location.href);
    address.searchParams.delete("present");
    history.replaceState(history.state, "", address);
    article.querySelector(".present")?.focus();
  }
  addEventListener("keydown", keys);
  tick();
  show();
}
