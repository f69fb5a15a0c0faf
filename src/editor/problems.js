/**
 * Problems at their place: an underline, a mark in the gutter, a card with message, hint, Sentry's own words and the fix.
 *
 * The page hands over problems for one state of the text; while the user types on they move along with their text until the
 * next answer. A fix moves along too, and is refused once the text under it has changed.
 *
 * @typedef {"error" | "warning" | "info"} Severity
 * @typedef {{ start: number, end: number, text: string }} Edit UTF-16 offsets into the text the problem was found in.
 * @typedef {{ number?: number, from: number, to: number, severity: Severity, code: string, message: string, hint?: string, sentry?: string,
 *   fix?: { title: string, edits: Edit[] } }} Problem
 */
import { Decoration, EditorView, GutterMarker, WidgetType, gutter, hoverTooltip, showTooltip } from "@codemirror/view";
import { isolateHistory } from "@codemirror/commands";
import { Prec, StateEffect, StateField } from "@codemirror/state";

/** @type {import("@codemirror/state").StateEffectType<Problem[]>} */
const replaceProblems = StateEffect.define();
/** Shows the card of what is at a position, or hides it. @type {import("@codemirror/state").StateEffectType<number | null>} */
const showCard = StateEffect.define();

const RANK = { error: 0, warning: 1, info: 2 };

class EmptyLineMark extends WidgetType {
  /** @param {Severity} severity */
  constructor(severity) {
    super();
    this.severity = severity;
  }
  eq(/** @type {EmptyLineMark} */ other) {
    return other.severity === this.severity;
  }
  toDOM() {
    const mark = document.createElement("span");
    mark.className = `problem-point problem-${this.severity}`;
    return mark;
  }
}

/**
 * `marks` underlines the problems, `changes` is everything that happened to the text since they were found.
 * @type {StateField<{ marks: import("@codemirror/view").DecorationSet, changes: import("@codemirror/state").ChangeDesc | null }>}
 */
const field = StateField.define({
  create: () => ({ marks: Decoration.none, changes: null }),
  update(value, transaction) {
    if (transaction.docChanged && value.marks.size) {
      const changes = value.changes ? value.changes.composeDesc(transaction.changes.desc) : transaction.changes.desc;
      value = { marks: value.marks.map(transaction.changes), changes };
    }
    for (const effect of transaction.effects) {
      if (effect.is(replaceProblems)) value = { marks: underline(transaction.state.doc, effect.value), changes: null };
    }
    return value;
  },
  // Lowest: the underline then goes around the tokens' colours in one piece.
  provide: (self) => Prec.lowest(EditorView.decorations.from(self, (value) => value.marks)),
});

/** @type {StateField<import("@codemirror/view").Tooltip | null>} */
const card = StateField.define({
  create: () => null,
  update(value, transaction) {
    if (transaction.docChanged || transaction.selection || transaction.effects.some((e) => e.is(replaceProblems))) value = null;
    for (const effect of transaction.effects) {
      if (!effect.is(showCard)) continue;
      const pos = effect.value;
      value = pos === null ? null : { pos, above: false, arrow: false, create: (view) => cardView(view, problemsAt(view.state, pos)) };
    }
    return value;
  },
  provide: (self) => showTooltip.from(self),
});

class ProblemMarker extends GutterMarker {
  /** @param {Problem[]} problems */
  constructor(problems) {
    super();
    this.problems = problems;
  }
  eq(/** @type {ProblemMarker} */ other) {
    return other.problems.length === this.problems.length && other.problems.every((one, i) => one === this.problems[i]);
  }
  toDOM() {
    const worst = this.problems.map((one) => one.severity).sort((a, b) => RANK[a] - RANK[b])[0];
    const marker = document.createElement("span");
    marker.className = `problem-marker problem-${worst}`;
    marker.title = this.problems.map((one) => one.message).join("\n");
    return marker;
  }
}

/** The extension; keys are in {@link problemKeys}. */
export function problems() {
  return [
    field,
    card,
    gutter({
      class: "gutter-problems",
      lineMarker(view, line) {
        const found = problemsIn(view.state, line.from, line.to);
        return found.length ? new ProblemMarker(found) : null;
      },
      lineMarkerChange: (update) => update.startState.field(field) !== update.state.field(field),
      domEventHandlers: {
        click(view, line) {
          const [first] = problemsIn(view.state, line.from, line.to);
          if (!first) return false;
          visit(view, place(view.state, first) ?? line);
          return true;
        },
      },
    }),
    hoverTooltip(
      (view, pos) => {
        const found = problemsAt(view.state, pos);
        const shown = view.state.field(card);
        if (!found.length || shown?.pos === place(view.state, found[0])?.from) return null;
        return { pos: place(view.state, found[0])?.from ?? pos, create: () => cardView(view, found) };
      },
      { hideOnChange: true },
    ),
  ];
}

/** Keys: next and previous problem, the fix of the problem at the caret, and away with the card. */
export const problemKeys = [
  { key: "F8", run: (/** @type {EditorView} */ view) => step(view, 1), shift: (/** @type {EditorView} */ view) => step(view, -1) },
  { key: "Alt-Enter", run: fixAtCaret },
  { key: "Mod-.", run: fixAtCaret },
  {
    key: "Escape",
    run(/** @type {EditorView} */ view) {
      if (!view.state.field(card)) return false;
      view.dispatch({ effects: showCard.of(null) });
      return true;
    },
  },
];

/**
 * The effect that replaces all problems. Those outside of a text of `length` are left out. O(n log n).
 * @param {Problem[]} list
 * @param {number} length
 */
export function problemsEffect(list, length) {
  const fits = (/** @type {Problem} */ one) => one.from >= 0 && one.from <= one.to && one.to <= length;
  return replaceProblems.of(list.filter(fits));
}

/**
 * Moves to the next (`1`) or previous (`-1`) problem, around the ends, opens its card and announces it. O(n) in problems.
 * @param {EditorView} view
 * @param {1 | -1} direction
 */
export function step(view, direction) {
  const { from } = view.state.selection.main;
  /** @type {{ from: number, to: number }[]} */
  const all = [];
  for (const cursor = view.state.field(field).marks.iter(); cursor.value; cursor.next()) all.push({ from: cursor.from, to: cursor.to });
  if (!all.length) {
    view.dispatch({ effects: EditorView.announce.of("No problems") });
    return true;
  }
  const onCard = view.state.field(card)?.pos;
  const here = onCard ?? from;
  const next =
    direction === 1
      ? all.find((one) => (onCard === undefined ? one.from >= here : one.from > here)) ?? all[0]
      : all.findLast((one) => one.from < here) ?? all[all.length - 1];
  visit(view, next);
  return true;
}

/** Problems that touch the lines' range `from`–`to`, in order. */
export function problemsIn(/** @type {import("@codemirror/state").EditorState} */ state, /** @type {number} */ from, /** @type {number} */ to) {
  /** @type {Problem[]} */
  const found = [];
  state.field(field).marks.between(from, to, (start, _end, mark) => {
    // A problem over several lines is shown where it starts.
    if (start >= from) found.push(mark.spec.problem);
  });
  return found;
}

/** @param {import("@codemirror/state").EditorState} state @param {number} pos */
function problemsAt(state, pos) {
  /** @type {Problem[]} */
  const found = [];
  state.field(field).marks.between(pos, pos, (_from, _to, mark) => void found.push(mark.spec.problem));
  return found.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

/** Where a problem's text is now. @param {import("@codemirror/state").EditorState} state @param {Problem} problem */
function place(state, problem) {
  for (const cursor = state.field(field).marks.iter(); cursor.value; cursor.next()) {
    if (cursor.value.spec.problem === problem) return { from: cursor.from, to: cursor.to };
  }
  return null;
}

/** @param {EditorView} view @param {{ from: number, to: number }} range */
function visit(view, range) {
  const found = problemsAt(view.state, range.from);
  const spoken = found.map((one) => [one.severity + ": " + one.message, one.hint, one.fix && `Alt Enter: ${one.fix.title}`]);
  view.dispatch({
    selection: { anchor: range.from },
    effects: [
      EditorView.scrollIntoView(range.from, { y: "nearest", yMargin: 60 }),
      showCard.of(range.from),
      EditorView.announce.of(spoken.flat().filter(Boolean).join(". ")),
    ],
  });
  view.focus();
}

/** @param {EditorView} view */
function fixAtCaret(view) {
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  const near = [...problemsAt(view.state, head), ...problemsIn(view.state, line.from, line.to)];
  const found = near.find((one) => one.fix);
  if (!found) return false;
  applyFix(view, found);
  return true;
}

/** Applies a problem's fix as one undo step; does nothing but say so when its text has changed since. */
function applyFix(/** @type {EditorView} */ view, /** @type {Problem} */ problem) {
  if (!problem.fix || view.state.readOnly) return;
  const { changes } = view.state.field(field);
  const stale = problem.fix.edits.some((edit) => changes?.touchesRange(edit.start, edit.end));
  if (stale) {
    view.dispatch({ effects: EditorView.announce.of("The text has changed: wait for the next check") });
    return;
  }
  // Whoever shows the editor may know better, and makes the change itself.
  const wanted = new CustomEvent("fixwanted", { detail: { number: problem.number }, bubbles: true, composed: true, cancelable: true });
  if (!changes && problem.number !== undefined && !view.dom.dispatchEvent(wanted)) {
    view.dispatch({ effects: showCard.of(null) });
    view.focus();
    return;
  }
  const now = (/** @type {number} */ at) => (changes ? changes.mapPos(at) : at);
  applyEdits(view, problem.fix.edits.map((edit) => ({ start: now(edit.start), end: now(edit.end), text: edit.text })));
  view.dispatch({ effects: EditorView.announce.of(`Done: ${problem.fix.title}`) });
  view.focus();
}

/**
 * Applies edits as one undo step of their own. Edits out of range make it a no-op; returns whether they were applied.
 * @param {EditorView} view
 * @param {Edit[]} edits
 */
export function applyEdits(view, edits) {
  const { length } = view.state.doc;
  if (edits.some((edit) => edit.start < 0 || edit.end < edit.start || edit.end > length)) return false;
  view.dispatch({
    changes: edits.map((edit) => ({ from: edit.start, to: edit.end, insert: view.state.toText(edit.text.replace(/\r\n?/g, "\n")) })),
    userEvent: "input.fix",
    annotations: isolateHistory.of("full"),
    scrollIntoView: true,
  });
  return true;
}

/** @param {import("@codemirror/state").Text} doc @param {Problem[]} list */
function underline(doc, list) {
  const ranges = list.map((problem) => {
    let { from, to } = problem;
    if (from === to) {
      // Nothing to underline at a point: take the character before it, or else the one behind it.
      const line = doc.lineAt(from);
      if (from > line.from) from--;
      else if (to < line.to) to++;
      else return Decoration.widget({ widget: new EmptyLineMark(problem.severity), problem, side: 1 }).range(from);
    }
    const spec = { class: `problem problem-${problem.severity}`, problem, inclusive: false };
    return Decoration.mark(spec).range(from, to);
  });
  return Decoration.set(ranges, true);
}

/** @param {EditorView} view @param {Problem[]} found @returns {import("@codemirror/view").TooltipView} */
function cardView(view, found) {
  const dom = element("div", "problem-cards");
  for (const problem of found) {
    const one = element("div", `problem-card problem-${problem.severity}`);
    one.append(element("p", "problem-message", problem.message));
    if (problem.hint) one.append(element("p", "problem-hint", problem.hint));
    if (problem.sentry) {
      const says = element("p", "problem-sentry", "Sentry says: ");
      says.append(element("code", "", problem.sentry));
      one.append(says);
    }
    if (problem.fix && !view.state.readOnly) {
      const button = /** @type {HTMLButtonElement} */ (element("button", "problem-fix", problem.fix.title));
      button.type = "button";
      button.title = "Alt+Enter";
      button.onclick = () => applyFix(view, problem);
      one.append(button);
    }
    dom.append(one);
  }
  return { dom };
}

/** @param {string} name @param {string} className @param {string} [text] */
function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
