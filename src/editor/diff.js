/**
 * The smallest single change that turns one text into another: what lies between the common beginning and the common end.
 * Applied instead of a whole new text it keeps caret, scroll position and marks. O(n).
 * @param {string} before
 * @param {string} after
 * @returns {{ from: number, to: number, insert: string } | null} null when nothing differs
 */
export function change(before, after) {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let end = 0;
  while (end < shorter - from && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  // Never between the halves of a surrogate pair.
  if (from > 0 && isHigh(before.charCodeAt(from - 1))) from--;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}

/** @param {number} unit */
const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00;
/** @param {number} unit */
const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;

/** Every line end as LF, the only one the editor knows. @param {string} text */
export const normalise = (text) => (text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text);
