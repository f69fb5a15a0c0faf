// What stands in pages of lessons, as HTML. All text goes through `escape` or through Markdown without HTML.

import { markdown } from "./lesson.js";

export const escape = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
export const prose = (text) => markdown.render(text);
const inline = (text) => markdown.renderInline(text);

/** The advisor with a fence, and what is read where it does not run. */
export const advisor = (fence, attributes = "") => `<sentry-general ${attributes}><pre tabindex="0">${escape(fence)}</pre></sentry-general>`;

const facts = ({ level, minutes, roles }) =>
  `<p class="facts">${level === "basic" ? "Basic" : "Advanced"} · ${minutes} minutes${roles.length > 0 ? ` · for ${roles.map((role) => ROLES[role] ?? role).map(escape).join(", ")}` : ""}</p>`;

export const ROLES = { developer: "developers", lead: "team leads", platform: "platform engineers" };

/** What stands in a lesson's page. `place`: its number, and the addresses of its neighbours. */
export function lessonBody(lesson, place = {}) {
  const { number, before, after } = place;
  const question = ({ question, path, choices, explanation }, at) => `<fieldset class="question" data-path="${escape(path)}">
<legend>${inline(question)}</legend>
${choices
  .map(({ text, right }) => `<label><input type="radio" name="question${at}" value="${escape(text)}"${path ? "" : ` data-right="${right}"`}> ${inline(text)}</label>`)
  .join("\n")}
<div class="verdict" role="status" hidden><p class="said"></p>${explanation ? `<p class="why">${inline(explanation)}</p>` : ""}</div>
</fieldset>`;
  return `<article class="lesson">
<header><h1>${number ? `<span class="number">${number}</span> ` : ""}${escape(lesson.title)}</h1>${facts(lesson)}</header>
<section class="slide situation"><h2>The situation</h2>${prose(lesson.situation)}</section>
${lesson.questions.length > 0 ? `<section class="slide predict"><h2>Predict first</h2>${lesson.questions.map(question).join("\n")}</section>` : ""}
<section class="slide goal"><h2>Your goal</h2>${prose(lesson.goal)}
${advisor(lesson.start, 'class="exercise"')}
<p class="reached" role="status" hidden>Reached: everything holds.</p>
<p class="tools"><button type="button" class="hint">Show a hint</button> <button type="button" class="solve">Show the solution</button>
<button type="button" class="share">Link to my answer</button></p>
<ol class="hints">${lesson.hints.map((hint) => `<li hidden>${inline(hint)}</li>`).join("")}</ol>
<div class="linked" hidden><label>A link to your answer <input readonly></label><div class="code"></div></div>
</section>
<section class="slide solution" hidden><h2>A solution</h2>${advisor(lesson.solution, "readonly")}</section>
<section class="slide learnt"><h2>What you learnt</h2>${prose(lesson.learnt)}</section>
<nav class="ways" aria-label="Lessons">${before ? `<a rel="prev" href="${escape(before)}">Previous</a>` : ""} <a href="index.html">All lessons</a> ${after ? `<a rel="next" href="${escape(after)}">Next</a>` : ""}
<button type="button" class="present">Present</button></nav>
</article>`;
}

/** The list of lessons: `{ lesson, address }[]`. */
export function indexBody(lessons) {
  const item = ({ lesson, address }) => `<li data-level="${escape(lesson.level)}" data-minutes="${lesson.minutes}" data-roles="${escape(lesson.roles.join(" "))}">
<a href="${escape(address)}">${escape(lesson.title)}</a> <span class="facts">${lesson.level} · ${lesson.minutes} minutes</span> <span class="done" hidden>done</span></li>`;
  const minutes = lessons.reduce((sum, { lesson }) => sum + lesson.minutes, 0);
  return `<h1>Learn it by doing</h1>
<p class="lead">Tandem rents bikes. It grows from one program to forty teams, and you set up its Sentry on the way.
Each lesson has a goal, an advisor that answers while you type, hints and a solution. Nothing leaves your browser.</p>
<p><a class="begin" href="${escape(lessons[0].address)}">Begin with lesson 1</a></p>
<form class="agenda" aria-label="An agenda">
<label>I am <select name="role"><option value="">anybody</option><option value="developer">a developer</option><option value="lead">a team lead</option><option value="platform">a platform engineer</option></select></label>
<label>and have <select name="minutes"><option value="">time for all ${minutes} minutes</option><option value="30">30 minutes</option><option value="60">60 minutes</option><option value="90">90 minutes</option></select></label>
<output role="status"></output></form>
<ol class="lessons">${lessons.map(item).join("\n")}</ol>
<p class="tools"><a href="handout.html">Handout to print</a> <a href="answers.html">Answers to print</a> <button type="button" class="forget" hidden>Forget my progress</button></p>`;
}

/** All lessons on paper, without answers, or only their answers. */
export function printedBody(lessons, { answers }) {
  const one = ({ lesson }, at) => {
    const head = `<section class="sheet"><h2>${at + 1} ${escape(lesson.title)}</h2>`;
    if (answers) {
      const choices = lesson.questions.map(({ question, choices, path, explanation }) => {
        const right = choices.find(({ right }) => right)?.text;
        return `<li>${inline(question)} <b>${path ? "as the advisor says" : inline(right ?? "")}</b> ${inline(explanation)}</li>`;
      });
      return `${head}<ul>${choices.join("")}</ul><pre tabindex="0">${escape(lesson.solution)}</pre></section>`;
    }
    const questions = lesson.questions.map(
      ({ question, choices }) => `<li>${inline(question)}<ul class="boxes">${choices.map(({ text }) => `<li>☐ ${inline(text)}</li>`).join("")}</ul></li>`,
    );
    return `${head}${facts(lesson)}${prose(lesson.situation)}<ol>${questions.join("")}</ol><h3>Goal</h3>${prose(lesson.goal)}<pre tabindex="0">${escape(lesson.start)}</pre><p class="lines" aria-hidden="true"></p></section>`;
  };
  return `<h1>${answers ? "Answers" : "Handout"}</h1><p class="tools"><button type="button" class="print">Print</button></p>${lessons.map(one).join("\n")}`;
}

/** The samples: `{ title, text, fence }[]`. */
export function samplesBody(samples) {
  const one = ({ title, text, fence }) => `<section class="sample"><h2>${escape(title)}</h2>${prose(text)}${advisor(fence)}</section>`;
  return `<h1>Samples</h1><p class="lead">Organizations of different kinds, each with its files, its rules and the point that it makes.</p>${samples.map(one).join("\n")}`;
}

/** Text as a page. */
export const proseBody = (text) => `<article class="prose">${prose(text)}</article>`;

/** Where lessons of one's own are tried. */
export const ownBody = () => `<h1>Your own lesson</h1>
<p class="lead">A lesson is a text in Markdown. Drop a file here, or write below: it is checked and shown as you type. It stays in your browser.</p>
<p class="tools"><label>Open a file <input type="file" accept=".md,.markdown,text/markdown,text/plain"></label> <button type="button" class="download">Save it</button></p>
<p><label>Make it from a link of the advisor <input type="text" class="from" placeholder="Paste a link that Share made" autocomplete="off"></label> <span class="from-said" role="status"></span></p>
<p class="tools"><span class="replaced" role="status"></span> <button type="button" class="undo" hidden>Undo</button></p>
<div class="two"><label class="source">The lesson <textarea spellcheck="false"></textarea></label>
<div><h2>What is wrong with it</h2><div role="status"><ul class="faults"></ul></div></div></div>
<div class="shown"></div>`;
