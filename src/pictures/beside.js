// Where a few words stand that are about something: below it, or above it, whichever has room; within the window.

/**
 * Puts a box beside what it is about. @param {HTMLElement} box @param {Element} about @param {boolean} above rather above it
 * @returns {boolean} whether that is in sight; else nothing is done
 */
export function put_beside(box, about, above = false) {
  const at = about.getBoundingClientRect();
  if (at.bottom < 0 || at.top > innerHeight || at.width === 0) return false;
  const { width, height } = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8));
  const [over, below] = [at.top - height - 4, at.bottom + 4];
  const fits_below = below + height < innerHeight;
  const top = (above && over >= 4) || !fits_below ? Math.max(4, over) : below;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
  return true;
}

/** A box for such words; in the main part, so that it is in a landmark. @param {string} id @param {string} className */
export function made_box(id, className) {
  const box = Object.assign(document.createElement("div"), { id, className, popover: "manual" });
  document.querySelector("main").append(box);
  return box;
}
