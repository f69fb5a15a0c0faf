/** Colours: marks for the tokens of the lines in view, and of no others, so that a text of any length costs the same. */
import { Decoration, ViewPlugin } from "@codemirror/view";
import { RangeSetBuilder } from "@codemirror/state";
import { tokens } from "./lexer.js";

/** Longer lines are coloured up to here: no rule is that long, and a pasted blob must not stall the page. */
const LONGEST = 2000;

/** @type {Map<import("./lexer.js").Kind, Decoration>} */
const marks = new Map();

/** @param {import("./lexer.js").Kind} kind */
function mark(kind) {
  let found = marks.get(kind);
  if (!found) marks.set(kind, (found = Decoration.mark({ class: `tok-${kind}` })));
  return found;
}

/**
 * The extension that colours `language`.
 * @param {import("./lexer.js").Language} language
 */
export function highlight(language) {
  return ViewPlugin.define(
    (view) => ({
      decorations: decorate(view, language),
      update(update) {
        if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view, language);
      },
    }),
    { decorations: (plugin) => plugin.decorations },
  );
}

/** @param {import("@codemirror/view").EditorView} view @param {import("./lexer.js").Language} language */
function decorate(view, language) {
  const builder = /** @type {RangeSetBuilder<Decoration>} */ (new RangeSetBuilder());
  for (const range of view.visibleRanges) {
    for (let at = range.from; at <= range.to; ) {
      const line = view.state.doc.lineAt(at);
      for (const token of tokens(language, line.text.slice(0, LONGEST))) {
        builder.add(line.from + token.from, line.from + token.to, mark(token.kind));
      }
      at = line.to + 1;
    }
  }
  return builder.finish();
}
