/**
 * `<command-palette>`: everything that can be done on the page, found by a few letters. Loaded with the editor, since
 * nobody needs it before the first sentence. The page says what there is and does what is chosen; only looking
 * through the list is done here.
 */
import fuzzysort from "fuzzysort";

import css from "./palette.css";

/** How many are shown of very many. */
const MOST = 60;

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** @typedef {{ group: string, title: string, keys: string, number: number }} Command */

class CommandPalette extends HTMLElement {
  /** @type {Command[]} */
  #commands = [];
  #choose = (/** @type {number} */ _number, /** @type {string} */ _typed) => {};
  #at = 0;
  #field = element("input", { type: "text", role: "combobox", ariaLabel: "What to do, or a path", placeholder: "What to do, or a path", autocomplete: "off", spellcheck: false });
  #list = element("ul", { role: "listbox", id: "list", ariaLabel: "Commands" });
  #count = element("p", { role: "status" });
  #dialog = element("dialog", { ariaLabel: "Commands" }, this.#field, this.#list, this.#count);

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#dialog);
    this.#dialog.setAttribute("closedby", "any");
    for (const [name, value] of [["aria-controls", "list"], ["aria-expanded", "true"], ["aria-autocomplete", "list"]]) this.#field.setAttribute(name, value);
    this.#field.addEventListener("input", () => this.#find());
    this.#dialog.addEventListener("keydown", (event) => this.#press(event));
    this.#list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#take(Number(option.dataset.number));
    });
    // The list keeps the focus in the field.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /**
   * Opens it. `words` are group, title and keys of each command, one after the other; `choose` is told the number of
   * the one that was chosen, from 0, and what was typed. The last one is for what was typed itself, whatever it is.
   * @param {string[]} words @param {(number: number, typed: string) => void} choose
   */
  open(words, choose) {
    this.#choose = choose;
    this.#commands = Array.from({ length: words.length / 3 }, (_, number) => {
      const [group, title, keys] = words.slice(3 * number, 3 * number + 3);
      return { group, title, keys, number };
    });
    this.#field.value = "";
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#find();
  }

  #find() {
    const typed = this.#field.value.trim();
    const [last, ...others] = this.#commands.toReversed();
    const all = others.reverse();
    const found = typed === "" ? all : fuzzysort.go(typed, all, { keys: ["title", "group"], threshold: 0.3 }).map(({ obj }) => obj);
    const options = found.slice(0, MOST).map((command) => this.#option(command, command.title));
    if (typed !== "" && last) options.push(this.#option(last, `${last.title} “${typed}”`));
    this.#list.replaceChildren(...options);
    this.#at = 0;
    this.#mark();
    this.#count.textContent = found.length > MOST ? `The first ${MOST} of ${found.length}` : `${options.length} to choose from`;
  }

  /** @param {Command} command @param {string} title */
  #option({ group, keys, number }, title) {
    const option = element("li", { role: "option", id: `option-${number}` }, element("span", { className: "group" }, group), element("span", { className: "title" }, title));
    option.dataset.number = String(number);
    if (keys) option.append(element("kbd", {}, keys));
    return option;
  }

  #mark() {
    for (const [at, option] of [...this.#list.children].entries()) option.setAttribute("aria-selected", String(at === this.#at));
    const marked = this.#list.children[this.#at];
    marked?.scrollIntoView({ block: "nearest" });
    if (marked) this.#field.setAttribute("aria-activedescendant", marked.id);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    // Keys come here until the next frame after it was closed, unless the focus had somewhere to go back to.
    if (!this.#dialog.open) return;
    const { key, isComposing } = event;
    // Everything else on the page is out of reach while this is open.
    event.stopPropagation();
    if (isComposing) return;
    const count = this.#list.children.length;
    const to = { ArrowDown: this.#at + 1, ArrowUp: this.#at - 1, PageDown: Math.min(this.#at + 10, count - 1), PageUp: Math.max(this.#at - 10, 0) }[key];
    if (to !== undefined && count > 0) {
      this.#at = (to + count) % count;
      this.#mark();
    } else if (key === "Enter") {
      const marked = this.#list.children[this.#at];
      if (marked) this.#take(Number(marked.dataset.number));
    } else if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k") {
      this.#close();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Closes it. What is typed next is no longer for the field, wherever the focus was before. */
  #close() {
    this.#dialog.close();
    this.#field.blur();
  }

  /** @param {number} number */
  #take(number) {
    // First the focus goes back to where it was: what is chosen may lead it elsewhere.
    this.#close();
    this.#choose(number, this.#field.value.trim());
  }
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

customElements.define("command-palette", CommandPalette);
