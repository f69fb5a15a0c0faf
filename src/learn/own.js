// Lessons of one's own: read, checked and shown as they are written. Loaded only where there are any.

import { el, prose } from "../embed/draw.js";

const KEY = "sentry-general.own-lesson";

/** @param {HTMLElement} main @param {(article: HTMLElement) => void} enliven brings a lesson to life */
export async function own(main, enliven) {
  const { readLesson } = await import("./lesson.js");
  const { lessonBody } = await import("./render.js");
  const field = main.querySelector("textarea");
  const faults = main.querySelector(".faults");
  const shown = main.querySelector(".shown");
  const replaced = main.querySelector(".replaced");
  const undo = main.querySelector(".undo");
  let soon;
  /** What stands in the field: whether it is kept once it is edited, as what an address brought is not, and whether it was. */
  let isOwn = false;
  let isEdited = false;
  /** What stood there before: a text, and the same about it. What was said when it was replaced. */
  let former;
  let did;

  const show = () => {
    const { lesson, problems } = readLesson(field.value);
    faults.replaceChildren(
      ...problems.map(({ line, message }) => {
        const button = el("button", "", `line ${line}`);
        button.type = "button";
        button.addEventListener("click", () => select(field, line));
        return el("li", "", button, " ", ...prose(message));
      }),
    );
    if (problems.length === 0) faults.replaceChildren(el("li", "", "Nothing: this is a lesson."));
    // Markdown without HTML, and texts escaped: nothing in it is markup of its writer.
    const template = new DOMParser().parseFromString(lessonBody(lesson), "text/html");
    shown.replaceChildren(...template.body.childNodes);
    if (lesson.start) enliven(shown.querySelector(".lesson"));
  };
  /** Keeps what was typed in the last moments. */
  const rest = () => {
    if (soon !== undefined && isOwn) keep(field.value);
  };
  const now = () => ({ text: field.value, own: isOwn, edited: isEdited });
  const fill = ({ text, own, edited }) => {
    rest();
    clearTimeout(soon);
    soon = undefined;
    field.value = text;
    [isOwn, isEdited] = [own, edited];
    show();
  };
  const tell = (name, said) => {
    undo.textContent = name;
    replaced.replaceChildren(el("span", "", said));
    if (name === "Undo") did = said;
  };
  // Nothing of it is kept before it is edited, and what it takes the place of can be had back.
  const load = (text, said, own = true, before = now()) => {
    // Of two files, one after the other, the first is no loss.
    if (isEdited || !former) former = before;
    fill({ text, own, edited: false });
    undo.hidden = !former;
    tell("Undo", said);
  };
  undo.addEventListener("click", () => {
    const other = former;
    former = now();
    fill(other);
    if (isOwn && isEdited) keep(other.text);
    if (undo.textContent === "Undo") tell("Redo", "Your text is back.");
    else tell("Undo", did);
  });
  field.addEventListener("input", () => {
    isEdited = true;
    clearTimeout(soon);
    soon = setTimeout(() => {
      rest();
      soon = undefined;
      show();
    }, 400);
  });
  addEventListener("pagehide", rest);

  const open = async (file) => file && load((await file.text()).slice(0, 1_000_000), `${file.name} has taken the place of your text.`);
  main.querySelector("input[type=file]").addEventListener("change", ({ target }) => open(target.files[0]));
  // Words that are dragged go where they are dropped, as everywhere.
  const files = (act) => (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    act?.(event.dataTransfer.files[0]);
  };
  addEventListener("dragover", files());
  addEventListener("drop", files(open));
  main.querySelector(".download").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([field.value], { type: "text/markdown" }));
    link.download = "lesson.md";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  main.querySelector(".from").addEventListener("change", async ({ target }) => {
    const said = main.querySelector(".from-said");
    said.textContent = "…";
    try {
      const { fenceOfLink } = await engine();
      load(lessonOf(fenceOfLink(target.value)), "The lesson of the link has taken the place of your text.");
      said.textContent = "Here it is: write what is to be learnt.";
    } catch (error) {
      said.textContent = `This can’t be read: ${error.message}`;
    }
  });

  const mine = kept() === null ? null : { text: kept(), own: true, edited: true };
  const src = new URLSearchParams(location.search).get("src");
  if (src) {
    const url = new URL(src, location.href);
    if (url.origin === location.origin) {
      const response = await fetch(url);
      // Whoever leads here by an address overwrites nobody's lesson.
      if (response.ok) return load(await response.text(), `This is ${src}: what you change in it is not kept, unless you save it.`, false, mine);
    }
    faults.replaceChildren(el("li", "", `${src} can’t be opened: it must be a file of this site.`));
  }
  fill(mine ?? { text: lessonOf("--- tree\nsrc/pay/card.ts\nsrc/app.ts\n\n--- rules\nsrc/pay/* #pay\n"), own: true, edited: true });
}

/** A lesson to begin with, about this state. */
function lessonOf(fence) {
  const start = `expect: every file has an owner\n${fence}`;
  return `---
title: What is to be learnt
level: basic
minutes: 5
roles: developer
---

Tell the situation in a few short sentences.

## Goal

Say what is to be reached.

\`\`\`sentry-general
${start.trim()}
\`\`\`

## Hints

1. Say where to look.

## Solution

\`\`\`sentry-general
--- rules
*         #web
src/pay/* #pay
\`\`\`

## What you learnt

- Say it in one sentence.
`;
}

async function engine() {
  const program = await import(new URL("../engine.js", import.meta.url).href);
  await program.default();
  return program;
}

function select(field, line) {
  const lines = field.value.split("\n");
  const from = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  field.focus();
  field.setSelectionRange(from, from + (lines[line - 1] ?? "").length);
}

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(text) {
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // Denied or full: it stays in the field.
  }
}
