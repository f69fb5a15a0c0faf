// What lessons do on their page: questions are answered, hints come one by one, progress is kept.

import { address, locate } from "../embed/engine.js";
import { present } from "./present.js";
import { agendaForm } from "./agenda.js";
import { forget, hasBegun, isDone, keepText, markDone, textOf } from "./progress.js";
import { own } from "./own.js";
import { questions } from "./questions.js";
import { fromLink, toLink } from "./share.js";
import { paint } from "./theme.js";

locate(new URL("../embed.js", import.meta.url));
paint();

const { kind } = document.body.dataset;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

if (kind === "lesson") lesson(document.querySelector(".lesson"));
if (kind === "index") index();
if (kind === "own") own(document.querySelector("main"), lesson);
keepForOffline();
document.querySelector("button.print")?.addEventListener("click", () => print());

/** Brings a lesson to life. */
function lesson(article) {
  const exercise = article.querySelector(".exercise");
  const reached = article.querySelector(".reached");
  const address = location.pathname.split("/").at(-1);
  questions(article, () => exercise.querySelector("pre").textContent);

  exercise.addEventListener("answer", ({ detail: { expected } }) => {
    const holds = expected.length > 0 && expected.every(({ holds }) => holds);
    reached.hidden = !holds;
    if (holds && kind === "lesson") markDone(address);
  });
  if (kind === "lesson") exercise.addEventListener("change", ({ detail: { text } }) => keepText(address, text));
  // Somebody's answer, in the link by which this was opened; else the exercise as it was left.
  fromLink(location.hash)
    .catch(() => undefined)
    .then(async (linked) => {
      const text = linked ?? (kind === "lesson" ? textOf(address) : undefined);
      if (text === undefined) return;
      await customElements.whenDefined("sentry-general");
      exercise.edit(text);
    });

  const hint = article.querySelector(".hint");
  hint.addEventListener("click", () => {
    const [next, ...rest] = all(".hints > li[hidden]", article);
    if (next) next.hidden = false;
    if (rest.length === 0) hint.disabled = true;
    else hint.textContent = "Show another hint";
  });

  const solution = article.querySelector(".solution");
  const solve = article.querySelector(".solve");
  const show = (shown) => {
    solution.hidden = !shown;
    solve.textContent = shown ? "Hide the solution" : "Show the solution";
    solve.setAttribute("aria-expanded", shown);
  };
  show(false);
  solve.addEventListener("click", () => show(solution.hidden));

  const linked = article.querySelector(".linked");
  article.querySelector(".share").addEventListener("click", async () => {
    const link = await toLink(exercise.value);
    linked.hidden = false;
    const field = linked.querySelector("input");
    field.value = link;
    field.select();
    // Only for this is the library of QR codes loaded.
    const { qr } = await import("./qr.js");
    linked.querySelector(".code").replaceChildren(qr(link));
  });

  const button = article.querySelector(".present");
  const acts = {
    solve: () => solve.click(),
    code: async () => {
      const { qr } = await import("./qr.js");
      return qr(new URL(address, location.href).href);
    },
  };
  button?.addEventListener("click", () => present(article, acts));
  if (new URLSearchParams(location.search).has("present")) present(article, acts);
}

function index() {
  const items = all(".lessons > li");
  const button = document.querySelector(".forget");
  const show = () => {
    let any = false;
    for (const item of items) {
      const done = isDone(item.querySelector("a").getAttribute("href"));
      item.querySelector(".done").hidden = !done;
      any ||= done;
    }
    button.hidden = !any && !hasBegun();
  };
  show();
  addEventListener("pageshow", show);
  button.addEventListener("click", () => {
    forget();
    show();
    items[0].querySelector("a").focus();
  });
  agendaForm(document.querySelector(".agenda"), items);
}

/** Lessons, too, are there without a network: a room may have none. A page in a frame is its host's. */
async function keepForOffline() {
  if (self !== top) return;
  await new Promise((done) => setTimeout(done, 3000));
  const script = address("offline.js");
  const offline = await import(script.href).catch(() => undefined);
  await offline?.keepForOffline(new URL(".", script), script.searchParams.get("v"));
}
