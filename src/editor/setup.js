/** The parts of CodeMirror the editor is made of. Everything here keeps work to the lines in view. */
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { copyLineDown, copyLineUp, deleteLine, history, historyKeymap, moveLineDown, moveLineUp, standardKeymap, toggleLineComment } from "@codemirror/commands";
import { closeSearchPanel, findNext, findPrevious, gotoLine, openSearchPanel, search } from "@codemirror/search";
import { problemKeys } from "./problems.js";

/** White space that looks like U+0020 but separates nothing in Sentry's grammar. Tabs have their own mark. */
const LOOKALIKES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** Tab is bound to nothing: it leaves the editor, as everywhere on the page. */
const keys = [
  ...problemKeys,
  { key: "Mod-/", run: toggleLineComment },
  { key: "Alt-ArrowUp", run: moveLineUp, shift: copyLineUp },
  { key: "Alt-ArrowDown", run: moveLineDown, shift: copyLineDown },
  { key: "Shift-Mod-k", run: deleteLine },
  { key: "Mod-f", run: openSearchPanel, scope: "editor search-panel" },
  { key: "F3", run: findNext, shift: findPrevious, scope: "editor search-panel", preventDefault: true },
  { key: "Mod-g", run: findNext, shift: findPrevious, scope: "editor search-panel", preventDefault: true },
  { key: "Mod-Alt-g", run: gotoLine },
  { key: "Escape", run: closeSearchPanel, scope: "editor search-panel" },
  ...historyKeymap,
  ...standardKeymap,
];

/**
 * Typing over a selection, done here: the browser's own way puts the old text's look into a `style` attribute, which a
 * strict content security policy blocks and reports.
 */
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data, isComposing } = /** @type {InputEvent} */ (event);
    const { state } = view;
    if (inputType !== "insertText" || data === null || isComposing || state.readOnly || state.selection.main.empty) return false;
    view.dispatch(state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

/** Files that are dropped are the page's, which knows what they are: CodeMirror would insert their text besides. */
const leaveFiles = EditorView.domEventHandlers({ drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0 });

const past = new Compartment();

/** Forgets what was done: nothing leads back to before. @param {EditorView} view */
export function forget(view) {
  for (const anew of [[], history()]) view.dispatch({ effects: past.reconfigure(anew) });
}

/** The extensions every editor has, whatever its language and attributes. */
export function basics() {
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSpecialChars({ addSpecialChars: LOOKALIKES }),
    past.of(history()),
    search({ top: true }),
    typeOver,
    leaveFiles,
    keymap.of(keys),
    EditorView.contentAttributes.of({ tabindex: "0", spellcheck: "false", autocorrect: "off", autocapitalize: "off", translate: "no" }),
  ];
}
