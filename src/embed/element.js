/**
 * `<sentry-general>`: a small live advisor. Its content, or the file that `src` names, is a fence (docs/embed.md).
 *
 * | attribute | what |
 * |---|---|
 * | `src` | a file of the same origin that holds the fence |
 * | `sample` | the name of a sample that comes along: `rails`, `nx`, … |
 * | `readonly` | nothing can be edited |
 * | `theme` | `light` or `dark`; else as the page around it |
 * | `height` | the most that it may be high, as a CSS length; it scrolls then. Else it is as high as it needs |
 * | `path`, `view` | asked in place of what the fence asks |
 *
 * | event | `detail` |
 * |---|---|
 * | `change` | `{ text }`: the fence, when it was edited |
 * | `answer` | what the engine answered: `AnsweredFence` of engine.d.ts |
 * | `failure` | `{ message }`: why nothing can be answered |
 *
 * Until it comes near what is in sight, and wherever the engine can't be loaded, its content is seen as it is.
 */
import { address, answer, place, use } from "./engine.js";
import { answered, el } from "./draw.js";
import { join, split } from "./fence.js";
import { pack } from "./pack.js";
import css from "./embed.css";

const LABELS = {
  tree: "File tree",
  rules: "Ownership rules",
  codeowners: "CODEOWNERS",
  mappings: "Mappings",
  teams: "Teams",
  error: "Error",
  releases: "Releases",
};
/** How long typing rests before it is answered, in milliseconds. */
const REST = 120;

/** @type {CSSStyleSheet | undefined} */
let sheet;

export class SentryGeneral extends HTMLElement {
  static observedAttributes = ["src", "sample", "theme", "height", "readonly", "path", "view"];

  /** The block of a page that this stands for, if it was found by itself. @type {HTMLElement | undefined} */
  block;
  /** @type {ReturnType<typeof split> | undefined} */
  #fence;
  #given = "";
  #asked = 0;
  #timer;
  #out;
  /** Per part, the numbers beside its lines. @type {Map<string, HTMLElement>} */
  #numbers = new Map();
  #link;
  #where;
  #reset;
  /** What ends what was begun when it came into the document. */
  #ends = [];
  #near = false;

  connectedCallback() {
    // A move within the document disconnects and connects at once.
    if (this.#ends.length > 0) return;
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#begin(), {
      rootMargin: "400px",
    });
    watch.observe(this.block ?? this);
    this.#ends = [() => watch.disconnect()];
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      clearTimeout(this.#timer);
      for (const end of this.#ends.splice(0)) end();
      this.#near = false;
    });
  }

  attributeChangedCallback(name) {
    if (!this.shadowRoot) return;
    if (name === "theme") this.#follow();
    else if (name === "height") this.#limit();
    else if (name === "src" || name === "sample") this.#read().catch(this.#fail);
    else this.#show();
  }

  /** The fence as it stands. */
  get value() {
    return this.#fence ? join(this.#fence) : this.#given;
  }

  set value(text) {
    this.#given = String(text ?? "");
    this.#fence = split(this.#given);
    if (this.shadowRoot) this.#show();
  }

  /** The fence as somebody else left it, which can be undone as one's own edits can. */
  edit(text) {
    this.#fence = split(String(text));
    if (this.shadowRoot) this.#show();
  }

  #begin() {
    if (this.#near) return;
    this.#near = true;
    this.#ends.splice(0)[0]?.();
    this.#ends.push(use());
    const themes = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => this.#follow();
    const changes = new MutationObserver(follow);
    for (const element of [document.documentElement, document.body]) changes.observe(element, { attributes: true });
    themes.addEventListener("change", follow);
    this.#ends.push(() => changes.disconnect(), () => themes.removeEventListener("change", follow));
    if (this.shadowRoot) this.#ask();
    else this.#read().catch(this.#fail);
  }

  async #read() {
    const [src, sample] = [this.getAttribute("src"), this.getAttribute("sample")];
    if (src || sample) {
      this.#given = await (src ? fetched(ofThisHost(src)) : fetched(ofSample(sample)));
      this.#fence = split(this.#given);
    } else {
      this.#given ||= textOf(this.block ?? this);
      this.#fence ??= split(this.#given);
    }
    this.#show();
  }

  #show() {
    if (!this.shadowRoot) {
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
      }
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
    }
    this.#hide(true);
    this.#link = el("a", "", "Open in the advisor");
    this.#link.href = address("index.html").href;
    // In a tab of its own, which knows nothing of this one: that goes without saying.
    this.#link.target = "_blank";
    this.#reset = el("button", "", "Undo all edits");
    this.#reset.type = "button";
    this.#reset.hidden = this.value === join(split(this.#given));
    this.#reset.onclick = () => {
      this.#fence = split(this.#given);
      this.#show();
      this.shadowRoot.querySelector("textarea")?.focus();
      this.#changed();
    };
    this.#out = el("div", "out");
    this.#out.setAttribute("role", "status");
    const title = /^title:(.*)$/im.exec(this.#fence.head)?.[1].trim();
    const parts = this.#fence.parts.map((part) => this.#part(part));
    const frame = el("div", "frame", title ? el("p", "title", title) : "", el("div", "two", el("div", "source", ...parts), this.#out));
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", title || "Who gets this error?");
    this.#where = el("span", "where");
    frame.append(el("p", "foot", this.#reset, this.#link, this.#where));
    this.shadowRoot.replaceChildren(frame);
    this.#follow();
    this.#limit();
    this.#ask();
  }

  #part(part) {
    const label = LABELS[part.name] ?? part.name;
    const field = el("textarea", "");
    field.value = part.text.trimEnd();
    field.setAttribute("aria-label", label);
    field.readOnly = this.hasAttribute("readonly");
    field.spellcheck = false;
    field.wrap = "off";
    const numbers = el("span", "numbers");
    numbers.setAttribute("aria-hidden", "true");
    const fit = () => {
      const lines = field.value.split("\n").length;
      field.rows = lines;
      numbers.textContent = "";
      // One by one: no function takes some hundred thousand arguments.
      for (let line = 1; line <= lines; line += 1) numbers.append(el("span", "", `${line}`));
    };
    this.#numbers.set(part.name, numbers);
    fit();
    field.oninput = () => {
      part.text = field.value;
      fit();
      this.#reset.hidden = false;
      clearTimeout(this.#timer);
      // Whoever keeps the text has it before the page may be left.
      this.#changed();
      this.#timer = setTimeout(() => this.#ask(), REST);
    };
    const box = el("div", "box", numbers, field);
    return el("div", "part", el("span", "label", label), box);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  #changed() {
    this.#tell("change", { text: this.value });
  }

  /** The fence, asked what the attributes ask. */
  get #question() {
    const { head, parts } = this.#fence;
    const asked = ["path", "view"].filter((name) => this.hasAttribute(name)).map((name) => `${name}: ${this.getAttribute(name)}\n`);
    if (asked.length === 0) return join({ head, parts });
    return join({ head: head.replace(/^(path|view):.*\n/gim, "") + asked.join(""), parts });
  }

  async #ask() {
    if (!this.#near || !this.#fence) return;
    const asked = (this.#asked += 1);
    const question = this.#question;
    try {
      const said = await answer(question);
      // What was typed since then is answered by itself.
      if (asked !== this.#asked || !this.isConnected) return;
      this.#out.replaceChildren(...answered(said));
      this.#point(said.answers.flatMap(({ marks }) => marks));
      this.#link.href = `${address("index.html").href.replace(/\?.*/, "")}#f1.${await pack(question)}`;
      this.#where.textContent = place();
      this.#tell("answer", said);
    } catch (error) {
      if (asked === this.#asked) this.#fail(error);
    }
  }

  /** Marks the lines that decide, and those that are overridden. */
  #point(marks) {
    // Of two marks of a line the first counts.
    const classes = new Map(marks.reverse().map(({ part, line, wins }) => [part + line, wins ? "wins" : "loses"]));
    for (const [part, numbers] of this.#numbers) {
      [...numbers.children].forEach((number, at) => (number.className = classes.get(part + (at + 1)) ?? ""));
    }
  }

  /** The text as it was, and why there is no more. */
  #fail = (error) => {
    const words = `This example can’t be tried here: ${error.message}.`;
    this.#tell("failure", { message: words });
    if (this.#out && this.#fence && this.value !== join(split(this.#given))) {
      // What was edited stays.
      this.#out.replaceChildren(el("p", "error", words));
      return;
    }
    const link = el("a", "", "Open the advisor");
    link.href = address("index.html").href;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.replaceChildren(el("slot", ""), el("p", "error", `${words} `, link));
    this.#hide(false);
  };

  /** Hides the block, whatever the site's style sheet says of such blocks. */
  #hide(hidden) {
    if (!this.block) return;
    this.block.hidden = hidden;
    if (hidden) this.block.style.setProperty("display", "none", "important");
    else this.block.style.removeProperty("display");
  }

  #follow() {
    const theme = this.getAttribute("theme");
    this.style.colorScheme = theme === "light" || theme === "dark" ? theme : isLight(getComputedStyle(this.parentElement ?? this).color) ? "dark" : "light";
  }

  #limit() {
    const height = this.getAttribute("height") ?? "";
    this.style.maxHeight = /^\d+$/.test(height) ? `${height}px` : height;
    this.style.overflow = height ? "auto" : "";
  }
}

/** The text in an element, a line where one is seen: sites that colour code wrap each line in an element, or end it by `<br>`. */
export function textOf(element) {
  const lines = element.querySelectorAll(".ec-line");
  if (lines.length > 0) return [...lines].map((line) => line.textContent.replace(/\n$/, "")).join("\n");
  const copy = (element.querySelector("code") ?? element.querySelector("template")?.content ?? element).cloneNode(true);
  for (const end of copy.querySelectorAll("br")) end.replaceWith("\n");
  for (const button of copy.querySelectorAll("button")) button.remove();
  return outdented(copy.textContent);
}

/** Without the indentation that all lines have, and blank lines around. */
function outdented(text) {
  const lines = text.replace(/^\s*\n|\s+$/g, "").split("\n");
  const indents = lines.filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)[0].length);
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least)).join("\n");
}

function ofThisHost(src) {
  const url = new URL(src, document.baseURI);
  if (url.origin !== location.origin) throw new Error("src must be of the same origin as the page");
  return url;
}

function ofSample(name) {
  if (!/^[\w-]+$/.test(name)) throw new Error("there is no sample of this name");
  return address(`learn/samples/${name}.txt`);
}

async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} does not load (${response.status})`);
  return response.text();
}

/** Whether a computed colour is light, so that what is written in it stands on something dark. */
function isLight(colour) {
  const [red, green, blue] = (colour.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
  const scale = colour.startsWith("rgb") ? 255 : 1;
  return (0.3 * red + 0.59 * green + 0.11 * blue) / scale > 0.5;
}
