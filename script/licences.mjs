// The licences of everything that is shipped, which have to go along with it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { packages } from "./components.mjs";

/** Licences that anybody may fulfil by passing on their text. */
const FREE = ["MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "0BSD", "Unlicense", "Unicode-3.0", "CC0-1.0", "BSL-1.0"];
/** Files that hold a licence, the one that is taken where one may choose first. */
const FILES = [/^licen[cs]e[-_.]?mit/i, /^licen[cs]e([-_.](md|txt))?$/i, /^licen[cs]e/i, /^copying/i, /^unlicen[cs]e/i, /^licen[cs]e[-_.]?apache/i];
const LINE = `\n${"-".repeat(80)}\n\n`;

/** One text of the licences of every package that has a file among the inputs. */
export async function licenceTexts(root, inputs) {
  return packages(root, inputs).map((it) => `${title(it)}\n\n${texts(root, it).join("\n\n")}\n`).join(LINE);
}

/** One text of all components. What several have in common stands there once, beneath their names. */
export function allLicences(root, components) {
  const named = new Map();
  for (const component of components) {
    const text = texts(root, component).join("\n\n");
    named.set(text, [...(named.get(text) ?? []), title(component)]);
  }
  return [...named].map(([text, titles]) => `${titles.join("\n")}\n\n${text}\n`).join(LINE);
}

function title({ name, version, licence }) {
  return `${name} ${version} (${licence})`;
}

/** The licence that is taken, and every notice. */
function texts(root, component) {
  const { folder, licence, name } = component;
  if (!isFree(licence)) throw new Error(`${name} is under '${licence}', which script/licences.mjs does not know; nothing may be published before somebody looked at it`);
  const names = readdirSync(folder).sort();
  const notices = names.filter((file) => /^notice/i.test(file));
  for (const form of FILES) {
    const file = names.find((it) => form.test(it) && !/\.(rs|js|html)$/i.test(it));
    if (file) return [file, ...notices].map((it) => readFileSync(join(folder, it), "utf8").replaceAll("\r\n", "\n").trim());
  }
  return [withoutFile(root, component)];
}

/** Some crates name their licence and hold no text of it. */
function withoutFile(root, { licence, authors, name }) {
  if (/\bApache-2\.0\b/.test(licence)) return readFileSync(join(root, "LICENSE-APACHE"), "utf8").trim();
  if (/\bMIT\b/.test(licence)) {
    const [, ...terms] = readFileSync(join(root, "LICENSE-MIT"), "utf8").split(/^Copyright.*$/m);
    return `MIT License\n\nCopyright (c) ${authors.join(", ") || `the authors of ${name}`}\n\n${terms.join("").trim()}`;
  }
  throw new Error(`${name} has no licence file: it may not be published without one`);
}

/** Whether an SPDX expression can be fulfilled: one side of OR is enough, both of AND are needed. */
function isFree(expression) {
  const words = (expression ?? "").match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const one = () => {
    const word = words[at++];
    if (word === "(") {
      const inner = any();
      at++;
      return inner;
    }
    if (words[at] === "WITH") at += 2;
    return FREE.includes(word);
  };
  const all = () => {
    let free = one();
    while (words[at] === "AND") {
      at++;
      free = one() && free;
    }
    return free;
  };
  const any = () => {
    let free = all();
    while (words[at] === "OR") {
      at++;
      free = all() || free;
    }
    return free;
  };
  return words.length > 0 && any() && at >= words.length;
}
