// What an advisor shows: what was answered, as elements. Texts stay texts, never markup, and no letter hides or turns others.

import { TOLD, shown } from "../page/invisible.js";

/** An element with a class and what stands in it. */
export function el(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child != null && child !== "").map((child) => (typeof child === "string" ? shown(child) : child)));
  return element;
}

/** Pieces of the engine as nodes; within a picture all are of SVG. @param {import("../bin/engine/types").Piece[]} pieces */
export function nodes(pieces, inPicture = false) {
  return pieces.map((piece) => {
    if (typeof piece === "string") return document.createTextNode(shown(piece));
    const [tag, attributes, ...children] = piece;
    const drawn = inPicture || tag === "svg";
    const element = drawn ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, TOLD.includes(name) ? shown(value) : value);
    element.append(...nodes(children, drawn));
    return element;
  });
}

/** The answer to what a fence asks. */
export function answered({ sentence, answers, expected, problems }) {
  return [
    sentence ? el("p", "sentence", sentence) : "",
    expected.length > 0 ? el("ul", "expected", ...expected.map(checked)) : "",
    ...answers.map(({ body }) => (body.length > 0 ? el("div", "answer", ...nodes(body)) : "")),
    problems.length > 0 ? el("ul", "problems", ...problems.map(problem)) : "",
  ].filter(Boolean);
}

function checked({ expected, found, holds, advice }) {
  const mark = el("span", "mark", holds ? "✓" : "✗");
  mark.setAttribute("aria-hidden", "true");
  const said = el("span", "", ...prose(holds ? expected : `${expected}: ${found}.`.replace("..", ".")));
  mark.title = holds ? "holds" : "does not hold";
  return el("li", holds ? "holds" : "fails", mark, " ", said, holds || !advice ? "" : el("span", "advice", advice));
}

function problem({ part, line, lineOfPart, severity, message, hint }) {
  const at = part === "" ? (line > 0 ? `line ${line}` : "") : lineOfPart > 0 ? `${part}, line ${lineOfPart}` : part;
  return el("li", severity, el("b", "", at ? `${severity}, ${at}: ` : `${severity}: `), ...prose(hint ? `${message} ${hint}` : message));
}

/** A sentence in which what stands between backticks is code. */
export function prose(words) {
  return words.split("`").map((part, at) => (at % 2 === 1 ? el("code", "", part) : part));
}
