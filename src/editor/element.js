/**
 * `<ownership-editor>`: the editor of ownership rules and of CODEOWNERS text, as an element with a shadow root.
 *
 * The page owns the answers, the editor owns the text while it is edited. The editor only knows the words of the language
 * (colours, completion); problems, outcomes and completions come from the page. It runs under `style-src 'self'` and
 * `script-src 'self'`: all styles are constructed style sheets. Import this module once, after first paint; it defines the
 * element and has no other effect.
 *
 * ```html
 * <ownership-editor label="Ownership rules" language="rules">
 *   <textarea aria-label="Ownership rules">path:src/** #web</textarea>
 * </ownership-editor>
 * ```
 *
 * ## Before it is defined
 * A `<textarea>` inside is what people see and use until this module has arrived. When the element is upgraded it takes
 * the text, the selection, the scroll position and the focus over and the textarea is no longer shown; what was typed
 * into it is one step that undo takes back to the textarea's `defaultValue` (none if that is empty). The page listens for
 * `input` on `<ownership-editor>` only: the textarea's event bubbles to it, and in both cases **`event.target.value` is
 * the text**. A textarea elsewhere is taken over with `adopt(textarea)`. Properties set before the upgrade are kept,
 * except `value` when there is a textarea inside. Someone who composes text in it (an input method) is not interrupted:
 * the element is defined once that is over.
 *
 * ## Attributes (each also a property)
 * | name | what |
 * |---|---|
 * | `language` | `rules` (default), `codeowners`, or `plain`: no colours, no completion |
 * | `label` | accessible name of the text box |
 * | `placeholder` | shown while empty |
 * | `readonly` | present: can be read, selected and searched, not changed |
 * | `wrap` | present: long lines are wrapped instead of scrolled |
 *
 * ## Properties
 * | name | what |
 * |---|---|
 * | `value` | the text, always with LF. Setting it changes only what differs, as one undo step, keeps caret and scroll position, and fires no `input`. The first text of an untouched editor is not undoable. CR LF becomes LF here, so offsets always refer to the `value` read back |
 * | `revision` | number of changes so far (read only) |
 * | `problems` | `{from, to, severity, code, message, hint?, sentry?, fix?: {title, edits: [{start, end, text}]}}[]`, UTF-16 offsets into the current text |
 * | `outcomes` | `{line, text, kind: "wins" \| "never-wins" \| "no-match" \| "note", title?}[]`, lines from 1 |
 * | `highlightLines` | `{line, kind: "won" \| "overridden" \| "hover"}[]` |
 * | `completer` | `(kind: "path" \| "owner", prefix, signal) => {label, detail?, apply?}[]`, or a promise of it; null for none |
 * | `caretLine` | the caret's line, from 1 (read only) |
 *
 * The answer of a completer is shown as it is, in its order, and is asked for again at every key. `label` is the whole path
 * or owner (`src/pay/`, `#payments`, `@acme/pay`), not the rest behind the prefix. A folder ends in `/`.
 *
 * ## Methods
 * | name | what |
 * |---|---|
 * | `annotate({revision, problems?, outcomes?, highlightLines?})` | sets what is given in one step; returns false and does nothing if `revision` is no longer the current one |
 * | `open(text)` | another document's text: its undo does not lead back to the one before |
 * | `applyEdits([{start, end, text}])` | one undo step; fires `input`; false if out of range |
 * | `revealLine(n, {focus = true})` | caret to the line's start, scrolled into view |
 * | `revealRange(from, to, {focus = true})` | selects, scrolled into view |
 * | `nextProblem()`, `previousProblem()` | as F8, Shift-F8 |
 * | `adopt(textarea)` | takes over text, selection, scroll, focus; hides the textarea with `hidden` |
 *
 * ## Events (composed, bubbling)
 * | name | `detail` |
 * |---|---|
 * | `input` | `{revision, length, changes: [{from, to, text}]}`: offsets into the text before, all of one change; `length` in UTF-16 units. Only for what the user did, and for `applyEdits` and fixes |
 * | `caretline` | `{line, user}`: the caret came to another line; `user` is false if the page moved it |
 * | `outcomeclick` | `{line}` |
 * | `fixwanted` | `{number}`, of a problem that has one: a fix was pressed and its text is unchanged. Cancelled, the editor leaves the change to the page |
 *
 * ## Keys
 * F8, Shift-F8: next, previous problem · Alt-Enter or Ctrl-.: fix at the caret · Ctrl-Space: complete · Ctrl-F, F3: find ·
 * Ctrl-/: comment · Alt-↑, Alt-↓: move line · Escape: closes what is open. Tab leaves the editor.
 *
 * ## Looks
 * From the page's custom properties `--ink --ink-soft --paper --paper-sunken --line --accent --error --warning --info
 * --selection --mono --mono-size`. The host is a block, or flex if the page says so: give it
 * a height (`height`, or `max-height`, which is passed on). Its focus ring is the host's `outline`, the page's to change.
 *
 * @module
 */
import "./palette.js";
import { Annotation, Compartment, EditorState, Transaction } from "@codemirror/state";
import { EditorView, placeholder } from "@codemirror/view";
import { isolateHistory, undoDepth } from "@codemirror/commands";
import { completion } from "./completion.js";
import { change, normalise } from "./diff.js";
import { calm } from "./fallback.js";
import { highlight } from "./highlight.js";
import { highlightsEffect, lines, outcomesEffect } from "./lines.js";
import { applyEdits, problems, problemsEffect, step } from "./problems.js";
import { basics, forget } from "./setup.js";
import css from "./editor.css";

const BY_PAGE_TYPE = Annotation.define();
/** Marks what the page did itself, of which it needs no telling. */
const BY_PAGE = BY_PAGE_TYPE.of(true);

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

const PROPERTIES = ["language", "label", "placeholder", "readonly", "wrap", "completer", "value", "problems", "outcomes", "highlightLines"];

export class OwnershipEditor extends HTMLElement {
  static observedAttributes = ["language", "label", "placeholder", "readonly", "wrap"];

  #attributes = new Compartment();
  /** @type {EditorView | null} The view lives as long as the element is in the document; the state outlives it. */
  #view = null;
  /** @type {EditorState} */
  #state;
  #revision = 0;
  /** @type {{ doc: import("@codemirror/state").Text, text: string } | null} */
  #read = null;
  #caretLine = 1;
  /** @type {import("./completion.js").Completer | null} */
  #completer = null;
  /** @type {import("./problems.js").Problem[]} */
  #problems = [];
  /** @type {import("./lines.js").Outcome[]} */
  #outcomes = [];
  /** @type {import("./lines.js").Highlight[]} */
  #highlights = [];

  constructor() {
    super();
    this.#state = EditorState.create({ extensions: this.#extensions() });
  }

  // — Life —

  connectedCallback() {
    if (this.#view) return;
    if (this.shadowRoot) this.#mount();
    else this.#upgrade(this.querySelector("textarea"));
  }

  disconnectedCallback() {
    // A move within the document disconnects and connects at once: only a real removal lets the view go.
    queueMicrotask(() => {
      if (this.isConnected || !this.#view) return;
      this.#state = this.#view.state;
      this.#view.destroy();
      this.#view = null;
    });
  }

  attributeChangedCallback() {
    this.#dispatch({ effects: this.#attributes.reconfigure(this.#fromAttributes()) });
  }

  // — Text —

  get value() {
    const { doc } = this.#now;
    if (this.#read?.doc !== doc) this.#read = { doc, text: doc.sliceString(0, doc.length, "\n") };
    return this.#read.text;
  }

  set value(text) {
    const first = undoDepth(this.#now) === 0 && this.#now.doc.length === 0;
    this.#replace(normalise(String(text ?? "")), !first);
  }

  /** @param {string} text */
  open(text) {
    this.#replace(normalise(text), false);
    if (this.#view) forget(this.#view);
  }

  get revision() {
    return this.#revision;
  }

  get caretLine() {
    return this.#now.doc.lineAt(this.#now.selection.main.head).number;
  }

  /** @param {import("./problems.js").Edit[]} edits */
  applyEdits(edits) {
    return this.#view ? applyEdits(this.#view, edits) : false;
  }

  /** @param {HTMLTextAreaElement} textarea */
  adopt(textarea) {
    const focused = /** @type {Document | ShadowRoot} */ (textarea.getRootNode()).activeElement === textarea;
    const { selectionStart, selectionEnd, scrollTop, scrollLeft, defaultValue } = textarea;
    const text = normalise(textarea.value);
    // What the textarea began with is the ground that undo returns to. Where a script filled it in, that is not known:
    // better no step at all than one that empties the editor.
    this.value = defaultValue;
    this.#replace(text, defaultValue !== "");
    this.#dispatch({ selection: { anchor: Math.min(selectionStart, text.length), head: Math.min(selectionEnd, text.length) }, annotations: BY_PAGE });
    if (!this.contains(textarea)) textarea.hidden = true;
    if (focused) this.focus();
    requestAnimationFrame(() => this.#view?.scrollDOM.scrollTo(scrollLeft, scrollTop));
  }

  // — What the page says about the text —

  get problems() {
    return this.#problems;
  }
  set problems(list) {
    this.annotate({ revision: this.#revision, problems: list ?? [] });
  }

  get outcomes() {
    return this.#outcomes;
  }
  set outcomes(list) {
    this.annotate({ revision: this.#revision, outcomes: list ?? [] });
  }

  get highlightLines() {
    return this.#highlights;
  }
  set highlightLines(list) {
    this.annotate({ revision: this.#revision, highlightLines: list ?? [] });
  }

  /**
   * @param {{ revision: number, problems?: import("./problems.js").Problem[], outcomes?: import("./lines.js").Outcome[],
   *   highlightLines?: import("./lines.js").Highlight[] }} answer
   */
  annotate({ revision, problems, outcomes, highlightLines }) {
    if (revision !== this.#revision) return false;
    const effects = [];
    if (problems) effects.push(problemsEffect((this.#problems = problems), this.#now.doc.length));
    if (outcomes) effects.push(outcomesEffect((this.#outcomes = outcomes)));
    if (highlightLines) effects.push(highlightsEffect((this.#highlights = highlightLines)));
    if (effects.length) this.#dispatch({ effects });
    return true;
  }

  get completer() {
    return this.#completer;
  }
  set completer(completer) {
    this.#completer = completer;
  }

  // — Where the caret is —

  /** @param {number} number @param {{ focus?: boolean }} [options] */
  revealLine(number, options) {
    const { doc } = this.#now;
    const line = doc.line(Math.max(1, Math.min(doc.lines, Math.trunc(number) || 1)));
    this.revealRange(line.from, line.from, options);
  }

  /** @param {number} from @param {number} to @param {{ focus?: boolean }} [options] */
  revealRange(from, to, { focus = true } = {}) {
    const { length } = this.#now.doc;
    const within = (/** @type {number} */ at) => Math.max(0, Math.min(length, Math.trunc(at) || 0));
    const selection = { anchor: within(from), head: within(to) };
    this.#dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "nearest", yMargin: 48 }), annotations: BY_PAGE });
    if (focus) this.focus();
  }

  nextProblem = () => this.#view && step(this.#view, 1);
  previousProblem = () => this.#view && step(this.#view, -1);

  focus() {
    this.#view?.focus();
  }

  // — Attributes as properties —

  get language() {
    const name = this.getAttribute("language");
    return name === "codeowners" || name === "plain" ? name : "rules";
  }
  set language(name) {
    this.setAttribute("language", name);
  }
  get label() {
    return this.getAttribute("label") ?? "";
  }
  set label(text) {
    this.setAttribute("label", text);
  }
  get placeholder() {
    return this.getAttribute("placeholder") ?? "";
  }
  set placeholder(text) {
    this.setAttribute("placeholder", text);
  }
  get readonly() {
    return this.hasAttribute("readonly");
  }
  set readonly(on) {
    this.toggleAttribute("readonly", Boolean(on));
  }
  get wrap() {
    return this.hasAttribute("wrap");
  }
  set wrap(on) {
    this.toggleAttribute("wrap", Boolean(on));
  }

  // — Inside —

  get #now() {
    return this.#view?.state ?? this.#state;
  }

  /** @param {HTMLTextAreaElement | null} inside */
  #upgrade(inside) {
    const early = /** @type {Record<string, unknown>} */ ({});
    for (const name of PROPERTIES.filter((name) => Object.hasOwn(this, name))) {
      early[name] = /** @type {any} */ (this)[name];
      delete (/** @type {any} */ (this)[name]);
    }
    if (inside) {
      delete early.value;
      if (!this.label) early.label ??= inside.getAttribute("aria-label") ?? inside.labels?.[0]?.textContent ?? "";
    }
    const focused = inside && /** @type {Document | ShadowRoot} */ (inside.getRootNode()).activeElement === inside;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    // The editable's own input events would reach the page before the editor has read the change; ours follows.
    for (const name of ["input", "change", "beforeinput"]) root.addEventListener(name, (event) => event.stopPropagation());
    this.#mount();
    if (inside) this.adopt(inside);
    if (focused) this.focus();
    for (const name of PROPERTIES) if (name in early) /** @type {any} */ (this)[name] = early[name];
  }

  #mount() {
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    this.#view = new EditorView({ state: this.#state, root, parent: root });
  }

  /** @param {string} text @param {boolean} undoable */
  #replace(text, undoable) {
    const changes = change(this.value, text);
    if (!changes) return;
    this.#dispatch({
      changes: { ...changes, insert: this.#now.toText(changes.insert) },
      annotations: [BY_PAGE, undoable ? isolateHistory.of("full") : Transaction.addToHistory.of(false)],
    });
  }

  /** @param {import("@codemirror/state").TransactionSpec} spec */
  #dispatch(spec) {
    if (this.#view) this.#view.dispatch(spec);
    else {
      const transaction = this.#state.update(spec);
      this.#state = transaction.state;
      if (transaction.docChanged) this.#revision++;
    }
  }

  #extensions() {
    return [
      problems(),
      basics(),
      lines((line) => this.#fire("outcomeclick", { line })),
      this.#attributes.of(this.#fromAttributes()),
      EditorView.updateListener.of((update) => this.#updated(update)),
    ];
  }

  #fromAttributes() {
    const { language, label, readonly, wrap } = this;
    return [
      highlight(language),
      completion(language, () => this.#completer),
      EditorState.languageData.of(() => [{ commentTokens: { line: language === "plain" ? "//" : "#" } }]),
      EditorView.contentAttributes.of({ "aria-label": label || "Ownership rules", ...(readonly && { "aria-readonly": "true" }) }),
      EditorState.readOnly.of(readonly),
      this.placeholder ? placeholder(this.placeholder) : [],
      wrap ? EditorView.lineWrapping : [],
    ];
  }

  /** @param {import("@codemirror/view").ViewUpdate} update */
  #updated(update) {
    const byPage = update.transactions.some((transaction) => transaction.annotation(BY_PAGE_TYPE));
    if (update.docChanged) {
      this.#revision++;
      if (!byPage) {
        /** @type {{ from: number, to: number, text: string }[]} */
        const changes = [];
        update.changes.iterChanges((from, to, _from, _to, inserted) => changes.push({ from, to, text: inserted.sliceString(0, inserted.length, "\n") }));
        this.#fire("input", { revision: this.#revision, length: update.state.doc.length, changes });
      }
    }
    if (update.docChanged || update.selectionSet) {
      const line = update.state.doc.lineAt(update.state.selection.main.head).number;
      if (line !== this.#caretLine) {
        this.#caretLine = line;
        this.#fire("caretline", { line, user: !byPage });
      }
    }
  }

  /** @param {string} name @param {object} detail */
  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

calm("ownership-editor").then(() => customElements.get("ownership-editor") ?? customElements.define("ownership-editor", OwnershipEditor));
