/**
 * Completion of matcher types, paths and owners. The editor knows where the caret stands; what fits there the page's
 * completer answers (in turn the engine, which has the tree and the teams).
 *
 * Paths go segment by segment: choosing a folder opens the list of what is in it.
 *
 * @typedef {{ label: string, detail?: string, apply?: string }} Option
 *   `label`: the whole path or owner that replaces the prefix; a folder ends in `/`. `apply`: the text to write instead
 *   (escaped, for example).
 * @typedef {(kind: "path" | "owner", prefix: string, signal: AbortSignal) => Promise<Option[]> | Option[]} Completer
 * @typedef {import("@codemirror/autocomplete").Completion} Completion
 */
import { acceptCompletion, autocompletion, closeCompletion, completionKeymap, completionStatus } from "@codemirror/autocomplete";
import { insertCompletionText, pickedCompletion, selectedCompletion } from "@codemirror/autocomplete";
import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { placeAt } from "./lexer.js";

/** Matcher types one may write by hand; `codeowners:` only comes from an import. */
const TYPES = [
  { label: "path:", detail: "a file of the stack trace" },
  { label: "module:", detail: "a module of the stack trace" },
  { label: "url:", detail: "the request's address" },
  { label: "tags.", detail: "a tag of the event" },
];

/**
 * The extension. `completer` is asked at each use, so that the page may set it late.
 * @param {import("./lexer.js").Language} language
 * @param {() => Completer | null} completer
 */
export function completion(language, completer) {
  return [
    autocompletion({
      override: [(context) => complete(language, completer(), context)],
      activateOnCompletion: (chosen) => /[/:]$/.test(chosen.label),
      icons: false,
      maxRenderedOptions: 50,
      defaultKeymap: false,
    }),
    Prec.highest(keymap.of(keys)),
  ];
}

/** CodeMirror's own, but Enter on what is already written makes a new line. */
const keys = [
  ...completionKeymap.filter((binding) => binding.key !== "Enter"),
  {
    key: "Enter",
    run(/** @type {import("@codemirror/view").EditorView} */ view) {
      if (completionStatus(view.state) !== "active") return false;
      const chosen = /** @type {(Completion & { whole?: string }) | null} */ (selectedCompletion(view.state));
      const { head } = view.state.selection.main;
      const whole = chosen?.whole ?? chosen?.label ?? "";
      if (whole && view.state.sliceDoc(Math.max(0, head - whole.length), head) === whole) {
        closeCompletion(view);
        return false;
      }
      return acceptCompletion(view);
    },
  },
];

/**
 * @param {import("./lexer.js").Language} language
 * @param {Completer | null} completer
 * @param {import("@codemirror/autocomplete").CompletionContext} context
 * @returns {Promise<import("@codemirror/autocomplete").CompletionResult | null>}
 */
async function complete(language, completer, context) {
  const line = context.state.doc.lineAt(context.pos);
  const place = placeAt(language, line.text.slice(0, context.pos - line.from));
  // An empty prefix opens the list only behind a `/` or a colon, or when asked for: Enter must stay a new line elsewhere.
  if (!place || (!place.prefix && !context.explicit && !(place.kind === "path" && place.typed))) return null;

  const abort = new AbortController();
  context.addEventListener("abort", () => abort.abort(), { onDocChange: true });
  const ask = async (/** @type {string} */ prefix) => {
    try {
      return (await completer?.(place.kind, prefix, abort.signal)) ?? [];
    } catch {
      return []; // A completer that fails, or was aborted, completes nothing.
    }
  };

  const from = line.from + place.from;
  if (place.kind === "owner") {
    const options = (await ask(place.prefix)).map((option) => ({ ...option, whole: option.label }));
    return context.aborted ? null : result(from, place.prefix, options);
  }

  // CODEOWNERS anchors with a leading slash, which no path of a tree has.
  const anchor = language === "codeowners" && place.prefix.startsWith("/") ? "/" : "";
  const prefix = place.prefix.slice(anchor.length);
  const found = await ask(prefix);
  if (context.aborted) return null;
  const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  const shared = found.every((option) => option.label.startsWith(folder)) ? folder : "";
  const options = found.map((option) => ({
    label: option.label,
    displayLabel: option.label.slice(shared.length),
    detail: option.detail,
    whole: option.label,
    apply: writePath(language, place.quoted, anchor + (option.apply ?? option.label), from),
  }));
  const types = language === "rules" && !place.typed && !place.quoted ? TYPES.filter((type) => type.label.startsWith(prefix)) : [];
  const begin = types.length ? 0 : anchor.length + shared.length;
  if (types.length) for (const option of options) option.displayLabel = option.label;
  return result(from + begin, place.prefix.slice(begin), [...types, ...options]);
}

/** @param {number} from @param {string} typed @param {Completion[]} options */
function result(from, typed, options) {
  if (!options.length) return null;
  return {
    from,
    options,
    // The completer decides what fits and in which order; it is asked again at every key.
    filter: false,
    getMatch: (/** @type {Completion} */ option) => {
      const shown = option.displayLabel ?? option.label;
      return shown.toLowerCase().startsWith(typed.toLowerCase()) ? [0, typed.length] : [];
    },
  };
}

/**
 * Writes a chosen path from the start of its pattern. One with a blank in it is quoted in rules, where nothing else can
 * hold it, and escaped in CODEOWNERS; after a folder the caret stays inside the quotes.
 * @param {import("./lexer.js").Language} language
 * @param {boolean} quoted
 * @param {string} path
 * @param {number} start
 */
function writePath(language, quoted, path, start) {
  return (/** @type {import("@codemirror/view").EditorView} */ view, /** @type {Completion} */ option, /** @type {number} */ _from, /** @type {number} */ to) => {
    const picked = pickedCompletion.of(option);
    const blank = /\s/.test(path);
    const text = blank && language === "codeowners" ? path.replace(/(?<!\\)\s/g, "\\$&") : path;
    if (language === "codeowners" || (!blank && !quoted)) {
      view.dispatch({ ...insertCompletionText(view.state, text, start, to), annotations: picked });
      return;
    }
    const closed = view.state.sliceDoc(to, to + 1) === '"';
    const opening = quoted ? "" : '"';
    const closing = closed && quoted ? "" : '"';
    const caret = start + opening.length + text.length + (path.endsWith("/") ? 0 : 1);
    view.dispatch({
      changes: { from: start, to, insert: opening + text + closing },
      selection: { anchor: caret },
      annotations: picked,
      userEvent: "input.complete",
      scrollIntoView: true,
    });
  };
}
