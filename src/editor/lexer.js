/**
 * What a line is made of, for colours and completion only.
 *
 * This is lexical on purpose: what a rule *means*, and what is wrong with it, is the engine's answer and arrives as problems.
 * One line is read at a time, so the one construct of Sentry's grammar that crosses lines (a tag type that lacks its colon
 * swallows text up to the next one) is coloured as it was meant, while the engine reports what it does.
 *
 * ```js
 * rulesTokens('path:src/** #web').map((token) => token.kind);
 * // ["type", "pattern", "wildcard", "team"]
 * ```
 *
 * Offsets are UTF-16 code units from the start of the line. Every function is linear in the length of its line.
 *
 * @typedef {"rules" | "codeowners" | "plain"} Language
 * @typedef {"comment" | "type" | "key" | "quote" | "pattern" | "wildcard" | "negation" | "section" | "team" | "user" | "email" | "blank"} Kind
 *   `blank`: white space that separates nothing (in rules, all but U+0020).
 * @typedef {{ from: number, to: number, kind: Kind }} Token
 * @typedef {{ kind: "path", from: number, prefix: string, typed: boolean, quoted: boolean }
 *   | { kind: "owner", from: number, prefix: string }} Place
 *   What stands before the caret: `from` is where `prefix` starts, `typed` says that a matcher type precedes it.
 */

// The word characters of Sentry's grammar: a byte order mark is no white space there, though it is in JavaScript.
const WORD = /(?:\S|\uFEFF)+/y;
const QUOTED = /"(?:[^"\\]|\\.)*"/y;
const TYPE = /(?:url|path|module|codeowners):/y;
const TAG = /tags.[^:]+:/y;
const RULES_WILDCARD = /\*+|\?|\[[^\]]*\]|[{}]/g;
const CODEOWNERS_WILDCARD = /\*+|\?/g;
const CODEOWNERS_PATTERN = /(?:\\.|\S)+/y;
const SECTION = /\^?\[[^\]]+\](?:\[\d+\])?/y;

/**
 * The tokens of one line, in order and without overlap.
 * @param {Language} language
 * @param {string} line
 * @returns {Token[]}
 */
export function tokens(language, line) {
  if (language === "plain") return line.startsWith("//") ? [{ kind: "comment", from: 0, to: line.length }] : [];
  return language === "codeowners" ? codeownersTokens(line) : rulesTokens(line);
}

/**
 * Tokens of a line of Sentry's ownership rules (grammar of `projectownership`, observed by running it).
 * @param {string} line
 * @returns {Token[]}
 */
export function rulesTokens(line) {
  const found = /** @type {Token[]} */ ([]);
  let at = separators(line, 0, found);
  if (line[at] === "#") return comment(line, at, found);

  const type = take(TYPE, line, at);
  const tag = type ? "" : take(TAG, line, at);
  if (type) found.push({ from: at, to: at + type.length, kind: "type" });
  if (tag) {
    found.push({ from: at, to: at + 5, kind: "type" });
    found.push({ from: at + 5, to: at + tag.length - 1, kind: "key" });
    found.push({ from: at + tag.length - 1, to: at + tag.length, kind: "type" });
  }
  at += type.length + tag.length;

  const quoted = take(QUOTED, line, at);
  if (quoted) {
    found.push({ from: at, to: at + 1, kind: "quote" });
    pattern(line, at + 1, at + quoted.length - 1, RULES_WILDCARD, found);
    found.push({ from: at + quoted.length - 1, to: at + quoted.length, kind: "quote" });
    at += quoted.length;
  } else {
    const bare = take(WORD, line, at);
    pattern(line, at, at + bare.length, RULES_WILDCARD, found);
    at += bare.length;
  }

  for (at = separators(line, at, found); at < line.length; at = separators(line, at, found)) {
    const owner = take(WORD, line, at);
    if (owner === "#") return comment(line, at, found);
    found.push({ from: at, to: at + owner.length, kind: ownerKind(owner, "#") });
    at += owner.length;
  }
  return found;
}

/**
 * Tokens of a line of CODEOWNERS text as GitHub, GitLab and Bitbucket write it, sections included.
 * @param {string} line
 * @returns {Token[]}
 */
export function codeownersTokens(line) {
  const found = /** @type {Token[]} */ ([]);
  let at = spaces(line, 0);
  if (line[at] === "#") return comment(line, at, found);

  const section = take(SECTION, line, at);
  if (section) {
    found.push({ from: at, to: at + section.length, kind: "section" });
    at += section.length;
  } else {
    if (line[at] === "!") found.push({ from: at, to: ++at, kind: "negation" });
    const path = take(CODEOWNERS_PATTERN, line, at);
    pattern(line, at, at + path.length, CODEOWNERS_WILDCARD, found);
    at += path.length;
  }

  for (at = spaces(line, at); at < line.length; at = spaces(line, at)) {
    const owner = take(WORD, line, at);
    if (owner.startsWith("#")) return comment(line, at, found);
    found.push({ from: at, to: at + owner.length, kind: ownerKind(owner, "@") });
    at += owner.length;
  }
  return found;
}

/**
 * What could be completed at the end of `head`, the part of a line before the caret; null in comments, in patterns that are
 * no paths (modules, URLs, tags) and behind a section's name.
 * @param {Language} language
 * @param {string} head
 * @returns {Place | null}
 */
export function placeAt(language, head) {
  if (language === "plain") return null;
  const start = spaces(head, 0);
  const type = language === "rules" ? take(TYPE, head, start) : "";
  const from = start + type.length;

  const open = language === "rules" && /^"((?:[^"\\]|\\.)*)$/s.exec(head.slice(from));
  const isPath = type === "" || type === "path:" || type === "codeowners:";
  if (open) return isPath ? { kind: "path", from: from + 1, prefix: open[1], typed: type !== "", quoted: true } : null;

  const found = tokens(language, head);
  const last = found[found.length - 1];
  const first = found.find((token) => token.kind === "pattern" || token.kind === "wildcard");
  const ended = last?.to === head.length;
  const isTag = found.some((token) => token.kind === "key");

  if (last?.kind === "comment") {
    // `#` alone starts a comment only once something follows it: until then it is a team about to be named.
    return language === "rules" && first && head.slice(last.from) === "#" ? { kind: "owner", from: last.from, prefix: "#" } : null;
  }
  if (!last || (ended && (last.kind === "type" || last.kind === "negation"))) {
    return isPath && !isTag ? { kind: "path", from: head.length, prefix: "", typed: type !== "", quoted: false } : null;
  }
  if (!ended) return last.kind === "type" ? null : { kind: "owner", from: head.length, prefix: "" };
  if (first && (last.kind === "pattern" || last.kind === "wildcard")) {
    return isPath && !isTag ? { kind: "path", from: first.from, prefix: head.slice(first.from), typed: type !== "", quoted: false } : null;
  }
  const isOwner = last.kind === "team" || last.kind === "user" || last.kind === "email";
  return isOwner ? { kind: "owner", from: last.from, prefix: head.slice(last.from) } : null;
}

/** @param {string} owner @param {string} sigil @returns {Kind} */
function ownerKind(owner, sigil) {
  if (sigil === "#") return owner.startsWith("#") ? "team" : owner.includes("@") ? "email" : "user";
  if (owner.startsWith("@")) return owner.includes("/") ? "team" : "user";
  return owner.includes("@") ? "email" : "user";
}

/** @param {string} line @param {number} from @param {number} to @param {RegExp} wildcards @param {Token[]} found */
function pattern(line, from, to, wildcards, found) {
  let at = from;
  for (const match of line.slice(from, to).matchAll(wildcards)) {
    const begin = from + match.index;
    if (begin > at) found.push({ from: at, to: begin, kind: "pattern" });
    at = begin + match[0].length;
    found.push({ from: begin, to: at, kind: "wildcard" });
  }
  if (to > at) found.push({ from: at, to, kind: "pattern" });
}

/** @param {string} line @param {number} at @param {Token[]} found */
function comment(line, at, found) {
  found.push({ from: at, to: line.length, kind: "comment" });
  return found;
}

/** Skips white space as Sentry's rules see it: anything but U+0020 becomes a `blank` token. */
function separators(/** @type {string} */ line, /** @type {number} */ at, /** @type {Token[]} */ found) {
  for (; at < line.length && /\s/.test(line[at]) && line[at] !== "\uFEFF"; at++) {
    if (line[at] !== " ") found.push({ from: at, to: at + 1, kind: "blank" });
  }
  return at;
}

/** @param {string} line @param {number} at */
function spaces(line, at) {
  while (at < line.length && /\s/.test(line[at])) at++;
  return at;
}

/** The text a sticky expression matches at `at`, or nothing. */
function take(/** @type {RegExp} */ expression, /** @type {string} */ line, /** @type {number} */ at) {
  expression.lastIndex = at;
  return expression.exec(line)?.[0] ?? "";
}
