// A picture in its place: fitted at first, larger and smaller by Ctrl and the wheel, two fingers, + − 0, or buttons. The place
// scrolls, so arrows, fingers and the bars move it; a mouse drags it.

import { picture_of } from "./save.js";

/** How much larger than drawn, and how much a step changes. */
const [MOST, STEP] = [4, 1.25];

/** @type {WeakMap<Element, number>} how large each picture is; none is fitted */
const scales = new WeakMap();

export function take_zooming() {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button[data-picture]");
    const place = button && button.closest(".zoomed")?.querySelector(".scroll");
    if (place) act(place, button.getAttribute("data-picture"));
  });
  document.addEventListener("keydown", (event) => {
    const place = place_of(event.target);
    const what = { "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", "−": "zoom-out", 0: "fit" }[event.key];
    if (!place || !what || event.altKey || event.ctrlKey || event.metaKey) return;
    act(place, what);
    event.preventDefault();
  });
  document.addEventListener(
    "wheel",
    (event) => {
      const place = event.ctrlKey && place_of(event.target);
      if (!place) return;
      event.preventDefault();
      scale(place, now(place) * Math.exp(-event.deltaY / 300), event);
    },
    { passive: false },
  );
  document.addEventListener("pointerdown", press);
  new ResizeObserver(() => document.querySelectorAll(".zoomed .scroll").forEach((place) => scales.has(place) || fit(place))).observe(document.body);
  new MutationObserver(() => document.querySelectorAll(".zoomed .scroll").forEach((place) => place.dataset.fits || fit(place))).observe(document.body, { childList: true, subtree: true });
}

const place_of = (target) => (target instanceof Element ? target.closest(".zoomed .scroll") : null);
const svg_of = (place) => place.querySelector("svg.picture") ?? picture_of(place);
const size_of = (place) => svg_of(place).getAttribute("viewBox").split(" ").slice(2).map(Number);

function act(place, what) {
  if (what === "fit") return fit(place);
  if (what === "zoom-in") scale(place, now(place) * STEP);
  if (what === "zoom-out") scale(place, now(place) / STEP);
}

/** How large it is now, of what is drawn. */
const now = (place) => svg_of(place).getBoundingClientRect().width / size_of(place)[0];

/** As large as its place has room for. */
function smallest(place) {
  const [width, height] = size_of(place);
  return Math.min(1, place.clientWidth / width, Math.max(240, innerHeight * 0.7) / height);
}

function fit(place) {
  if (!place.clientWidth) return;
  place.dataset.fits = "true";
  scales.delete(place);
  svg_of(place).style.width = `${Math.floor(size_of(place)[0] * smallest(place))}px`;
}

/** Makes it larger or smaller, around a point or the middle. */
function scale(place, to, { clientX, clientY } = {}) {
  const before = now(place);
  const after = Math.min(MOST, Math.max(smallest(place), to));
  const box = place.getBoundingClientRect();
  const [x, y] = [(clientX ?? box.left + box.width / 2) - box.left, (clientY ?? box.top + box.height / 2) - box.top];
  const [left, top] = [(place.scrollLeft + x) / before, (place.scrollTop + y) / before];
  scales.set(place, after);
  svg_of(place).style.width = `${size_of(place)[0] * after}px`;
  place.scrollLeft = left * after - x;
  place.scrollTop = top * after - y;
}

/** @type {Map<number, PointerEvent>} the fingers on the picture */
const fingers = new Map();

/** @param {PointerEvent} event */
function press(event) {
  const place = place_of(event.target);
  if (!place) return;
  if (event.pointerType === "mouse") return void (event.button === 0 && drag(place, event));
  fingers.set(event.pointerId, event);
  if (fingers.size === 1) {
    const done = ({ pointerId }) => {
      fingers.delete(pointerId);
      if (fingers.size > 0) return;
      document.removeEventListener("pointermove", pinch);
      for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, done);
    };
    document.addEventListener("pointermove", pinch);
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, done);
  }
}

/** @param {PointerEvent} event */
function pinch(event) {
  if (!fingers.has(event.pointerId)) return;
  const apart = () => {
    const [one, other] = [...fingers.values()];
    return { far: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY), clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 };
  };
  const before = fingers.size === 2 && apart();
  fingers.set(event.pointerId, event);
  const place = place_of(event.target);
  if (!before || !place) return;
  const after = apart();
  scale(place, (now(place) * after.far) / Math.max(before.far, 1), after);
}

function drag(place, { clientX, clientY }) {
  let [x, y] = [clientX, clientY];
  const move = (event) => {
    place.scrollLeft += x - event.clientX;
    place.scrollTop += y - event.clientY;
    [x, y] = [event.clientX, event.clientY];
  };
  const done = () => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", done);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", done);
}
