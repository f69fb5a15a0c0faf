// A fence as text: taken apart to be edited, and put together again.
//
// The engine reads fences (src/fence); this knows only where parts begin, so that they can be shown
// before the engine is there. tests/node/fence.test.mjs holds the two together.

/** The line that begins a part. */
const BEGIN = /^--- ([A-Za-z]+)[\s-]*$/;
/** A line of text that would be one, were it not for its backslashes. */
const LIKE = /^\\*--- [A-Za-z]+[\s-]*$/;

/**
 * The head, and the parts in their order.
 * @param {string} text
 * @returns {{ head: string, parts: { name: string, text: string }[] }}
 */
export function split(text) {
  let head = "";
  const parts = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const begun = BEGIN.exec(line);
    if (begun) parts.push({ name: begun[1].toLowerCase(), text: "" });
    else if (parts.length === 0) head += `${line}\n`;
    else parts.at(-1).text += `${line.startsWith("\\") && LIKE.test(line) ? line.slice(1) : line}\n`;
  }
  const trimmed = (text) => (text.trim() === "" ? "" : `${text.trimEnd()}\n`);
  return { head: trimmed(head), parts: parts.map(({ name, text }) => ({ name, text: trimmed(text) })) };
}

/** The text of a head and parts. @param {ReturnType<typeof split>} fence */
export function join({ head, parts }) {
  const written = parts.map(({ name, text }) => {
    const lines = text.split(/\r\n|\n|\r/).map((line) => (LIKE.test(line) ? `\\${line}` : line));
    return `--- ${name}\n${lines.join("\n").trimEnd()}\n`;
  });
  return [...(head ? [head] : []), ...written].join("\n");
}
