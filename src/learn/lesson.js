// A lesson as Markdown: read, with what is wrong with it at its place. One source for the page, the tests, the handout and
// lessons of one's own; docs/lessons.md describes the format.

import MarkdownIt from "markdown-it";
import { join, split } from "../embed/fence.js";
import { LEVELS } from "./lesson-plan.js";

/** What markup is made with. HTML in a lesson is shown, not used: lessons may come from anywhere. */
export const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
// Only addresses that lead to a page.
markdown.validateLink = (address) => /^(https?:|#|\.{0,2}\/|[\w-]+\.(html|md)\b)/i.test(address.trim());

const ROLES = ["developer", "lead", "platform"];
/** The sections of a lesson, in the order in which they stand. */
const SECTIONS = ["Goal", "Predict", "Hints", "Wrong turns", "Solution", "What you learnt"];

/**
 * @typedef {{ line: number, message: string }} Problem what is wrong, at a line of the text from 1
 * @typedef {{ text: string, right: boolean }} Choice
 * @typedef {{ question: string, path: string, choices: Choice[], explanation: string, line: number }} Question
 *   `path`: the engine knows the answer: who gets its errors in the starting state
 * @typedef {{ title: string, level: string, minutes: number, roles: string[], situation: string, goal: string, start: string,
 *   questions: Question[], hints: string[], wrong: string[], solution: string, learnt: string }} Lesson
 *   `start`, `wrong` and `solution` are whole fences; the rest is Markdown
 */

/**
 * Reads a lesson. Whatever is wrong, what could be read is there.
 * @param {string} text
 * @returns {{ lesson: Lesson, problems: Problem[] }}
 */
export function readLesson(text) {
  const problems = [];
  const wrong = (line, message) => problems.push({ line, message });
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const { meta, after } = head(lines, wrong);
  const sections = sectionsOf(lines, after, wrong);
  const of = (name) => sections.find((section) => section.name === name);
  const words = (name) => of(name)?.lines.join("\n").trim() ?? "";

  const goal = withoutFences(of("Goal"));
  const start = fencesOf(of("Goal"))[0]?.text ?? "";
  if (!start) wrong(of("Goal")?.line ?? after + 1, "`## Goal` holds no block of the language `sentry-general`: the starting state");
  else if (!/^expect:/m.test(split(start).head)) wrong(of("Goal").line, "the starting state has no `expect:`, so nothing tells that the goal is reached");
  const solved = fencesOf(of("Solution"))[0]?.text ?? "";
  if (!solved) wrong(of("Solution")?.line ?? lines.length, "`## Solution` holds no block of the language `sentry-general`");
  const lesson = {
    title: meta.title ?? "",
    level: meta.level ?? "basic",
    minutes: Number(meta.minutes) || 5,
    roles: (meta.roles ?? "").split(/[\s,]+/).filter(Boolean),
    situation: sections[0].lines.join("\n").trim(),
    goal,
    start,
    questions: questionsOf(of("Predict"), wrong),
    hints: itemsOf(of("Hints")).map(({ text }) => text),
    wrong: fencesOf(of("Wrong turns")).map(({ text }) => over(start, text)),
    solution: start && solved ? over(start, solved) : "",
    learnt: words("What you learnt"),
  };
  if (!lesson.situation) wrong(after + 1, "nothing tells the situation: words before the first heading");
  if (!lesson.learnt) wrong(lines.length, "`## What you learnt` is missing or empty");
  if (lesson.hints.length === 0) wrong(of("Hints")?.line ?? lines.length, "`## Hints` is missing or has no items");
  return { lesson, problems: problems.sort((one, other) => one.line - other.line) };
}

/** A fence with the parts of another in place of its own. */
export function over(start, change) {
  const { head, parts } = split(start);
  const changes = split(change).parts;
  const kept = parts.map((part) => changes.find(({ name }) => name === part.name) ?? part);
  return join({ head, parts: [...kept, ...changes.filter(({ name }) => parts.every((part) => part.name !== name))] });
}

/** The lines between the first two of three dashes: `name: value`. */
function head(lines, wrong) {
  const meta = {};
  if (lines[0]?.trim() !== "---") {
    wrong(1, "a lesson begins with a line of three dashes, then `title:`, `level:`, `minutes:` and `roles:`, then three dashes");
    return { meta, after: 0 };
  }
  const end = lines.findIndex((line, at) => at > 0 && line.trim() === "---");
  if (end < 0) {
    wrong(1, "the three dashes that end the head are missing");
    return { meta, after: 1 };
  }
  for (let at = 1; at < end; at += 1) {
    const [, name, value] = /^(\w+):\s*(.*)$/.exec(lines[at]) ?? [];
    if (!name) wrong(at + 1, "this is no `name: value`");
    else if (!["title", "level", "minutes", "roles"].includes(name)) wrong(at + 1, `nothing is called \`${name}\` here`);
    else meta[name] = value.trim();
  }
  if (!meta.title) wrong(1, "the lesson has no `title:`");
  if (meta.level && !LEVELS.includes(meta.level)) wrong(line(lines, "level"), `\`level\` is one of ${LEVELS.join(", ")}`);
  if (meta.minutes && !(Number(meta.minutes) >= 1 && Number(meta.minutes) <= 60)) wrong(line(lines, "minutes"), "`minutes` is a number from 1 to 60");
  for (const role of (meta.roles ?? "").split(/[\s,]+/).filter(Boolean)) {
    if (!ROLES.includes(role)) wrong(line(lines, "roles"), `there is no role \`${role}\`; there are ${ROLES.join(", ")}`);
  }
  return { meta, after: end + 1 };
}

const line = (lines, name) => lines.findIndex((line) => line.startsWith(`${name}:`)) + 1;

/** What stands before the first heading, and under each: its name, its line, its lines. */
function sectionsOf(lines, after, wrong) {
  const sections = [{ name: "", line: after + 1, first: after + 1, lines: [] }];
  let fence = "";
  for (let at = after; at < lines.length; at += 1) {
    const mark = /^(`{3,}|~{3,})/.exec(lines[at])?.[1];
    if (mark && !fence) fence = mark;
    else if (mark && lines[at].trim() === fence) fence = "";
    const heading = fence ? null : /^## +(.+?)\s*$/.exec(lines[at]);
    if (!heading) {
      sections.at(-1).lines.push(lines[at]);
      continue;
    }
    const name = SECTIONS.find((name) => name.toLowerCase() === heading[1].toLowerCase());
    if (!name) wrong(at + 1, `no section is called \`${heading[1]}\`; there are ${SECTIONS.join(", ")}`);
    else if (sections.some((section) => section.name === name)) wrong(at + 1, `\`## ${name}\` is there twice; the first counts`);
    sections.push({ name: name ?? "?", line: at + 1, first: at + 2, lines: [] });
  }
  if (fence) wrong(lines.length, "a block of code is not closed");
  return sections;
}

/** The blocks of the language `sentry-general`, with their lines in the lesson. */
function fencesOf(section) {
  if (!section) return [];
  return markdown
    .parse(section.lines.join("\n"), {})
    .filter(({ type, info }) => type === "fence" && info.trim() === "sentry-general")
    .map(({ content, map }) => ({ text: content, line: section.first + map[0] }));
}

function withoutFences(section) {
  if (!section) return "";
  const lines = [...section.lines];
  for (const { type, info, map } of markdown.parse(lines.join("\n"), {})) {
    if (type === "fence" && info.trim() === "sentry-general") lines.fill("", map[0], map[1]);
  }
  return lines.join("\n").trim();
}

/** The items of a section's lists. */
function itemsOf(section) {
  if (!section) return [];
  const items = [];
  for (const [at, line] of section.lines.entries()) {
    const [, text] = /^(?:\d+\.|[-*]) +(.*)$/.exec(line) ?? [];
    if (text !== undefined) items.push({ text, line: section.first + at });
    else if (items.length > 0 && /^\s+\S/.test(line)) items.at(-1).text += ` ${line.trim()}`;
  }
  return items;
}

/** A question is a heading `###`; its choices are a list; the right ones have `[x]`; a paragraph explains. */
function questionsOf(section, wrong) {
  if (!section) return [];
  const questions = [];
  for (const [at, line] of section.lines.entries()) {
    const [, asked] = /^### +(.+?)\s*$/.exec(line) ?? [];
    if (asked) {
      questions.push({ question: asked, path: /`([^`]+)`/.exec(asked)?.[1] ?? "", choices: [], explanation: "", line: section.first + at });
      continue;
    }
    const question = questions.at(-1);
    if (!question) continue;
    const [, mark, choice] = /^[-*] +(?:\[([ xX])\] +)?(.*)$/.exec(line) ?? [];
    if (choice !== undefined) question.choices.push({ text: choice, right: mark === "x" || mark === "X", marked: mark !== undefined });
    else if (line.trim()) question.explanation += `${line.trim()} `;
  }
  for (const question of questions) {
    const { choices } = question;
    // Where no choice has a mark, the engine knows.
    const byEngine = choices.every(({ marked }) => !marked);
    if (choices.length < 2) wrong(question.line, "a question needs two choices or more");
    if (!byEngine && choices.filter(({ right }) => right).length !== 1) wrong(question.line, "one choice of a question is right, and marked `[x]`");
    if (byEngine && !question.path) wrong(question.line, "a question with no right choice marked names the path that it is about, between backticks");
    if (!byEngine) {
      question.path = "";
      if (!question.explanation) wrong(question.line, "nothing explains the right choice: a paragraph after the choices");
    }
    question.explanation = question.explanation.trim();
    for (const choice of choices) delete choice.marked;
  }
  return questions;
}
