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
  let soon;

  const show = () => {
    keep(field.value);
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
  const load = (text) => {
    field.value = text;
    show();
  };
  field.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(show, 400);
  });

  const open = async (file) => file && load((await file.text()).slice(0, 1_000_000));
  main.querySelector("input[type=file]").addEventListener("change", ({ target }) => open(target.files[0]));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
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
      load(lessonOf(fenceOfLink(target.value)));
      said.textContent = "Here it is: write what is to be learnt.";
    } catch (error) {
      said.textContent = `This can’t be read: ${error.message}`;
    }
  });

  const src = new URLSearchParams(location.search).get("src");
  if (src) {
    const url = new URL(src, location.href);
    if (url.origin === location.origin) {
      const response = await fetch(url);
      if (response.ok) return load(await response.text());
    }
    faults.replaceChildren(el("li", "", `${src} can’t be opened: it must be a file of this site.`));
  }
  load(kept() ?? lessonOf("--- tree\nsrc/pay/card.ts\nsrc/app.ts\n\n--- rules\nsrc/pay/* #pay\n"));
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
