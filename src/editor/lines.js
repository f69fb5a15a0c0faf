/**
 * What the page says about whole lines: emphasis (the rule that won, those it overrode) and outcomes ("wins 312 of 420"),
 * which stand in a column of their own right of the text.
 *
 * Both move along with their lines while the user types, until the page says it anew.
 *
 * @typedef {{ line: number, kind: "won" | "overridden" | "hover" }} Highlight `line` counts from 1.
 * @typedef {{ line: number, text: string, kind: "wins" | "never-wins" | "no-match" | "note", title?: string }} Outcome
 *   `text`: short, for the badge. `title`: the whole sentence, on hover and for screen readers.
 */
import { Decoration, EditorView, GutterMarker, ViewPlugin, gutter } from "@codemirror/view";
import { RangeSet, RangeSetBuilder, RangeValue, StateEffect, StateField } from "@codemirror/state";
import { problemsIn } from "./problems.js";

/** @type {import("@codemirror/state").StateEffectType<Highlight[]>} */
const replaceHighlights = StateEffect.define();
/** @type {import("@codemirror/state").StateEffectType<Outcome[]>} */
const replaceOutcomes = StateEffect.define();

/** How long the caret rests on a line before the line's outcome is read out. */
const REST_MS = 600;

class OutcomeMarker extends GutterMarker {
  /** @param {Outcome} outcome */
  constructor(outcome) {
    super();
    this.outcome = outcome;
  }
  eq(/** @type {OutcomeMarker} */ other) {
    const { text, kind, title } = this.outcome;
    return other.outcome.text === text && other.outcome.kind === kind && other.outcome.title === title;
  }
  toDOM() {
    const badge = document.createElement("span");
    badge.className = `outcome outcome-${this.outcome.kind}`;
    badge.textContent = this.outcome.text;
    badge.title = this.outcome.title ?? this.outcome.text;
    return badge;
  }
}

class HighlightAnchor extends RangeValue {
  /** @param {Highlight["kind"]} kind */
  constructor(kind) {
    super();
    this.line = Decoration.line({ class: `line-${kind}` });
  }
}
// Both stick to the text behind them: a new line typed at a line's start pushes them down with it.
HighlightAnchor.prototype.startSide = HighlightAnchor.prototype.endSide = 1;
OutcomeMarker.prototype.startSide = OutcomeMarker.prototype.endSide = 1;

/** @type {StateField<{ anchors: RangeSet<HighlightAnchor>, decorations: import("@codemirror/view").DecorationSet }>} */
const highlights = StateField.define({
  create: () => ({ anchors: RangeSet.empty, decorations: Decoration.none }),
  update(value, transaction) {
    let { anchors } = value;
    if (transaction.docChanged) anchors = follow(anchors, transaction);
    for (const effect of transaction.effects) if (effect.is(replaceHighlights)) anchors = emphasise(transaction.state.doc, effect.value);
    return anchors === value.anchors ? value : { anchors, decorations: decorate(anchors) };
  },
  provide: (self) => EditorView.decorations.from(self, (value) => value.decorations),
});

/** @type {StateField<{ markers: RangeSet<GutterMarker>, widest: OutcomeMarker | null }>} */
const outcomes = StateField.define({
  create: () => ({ markers: RangeSet.empty, widest: null }),
  update(value, transaction) {
    if (transaction.docChanged && value.widest) value = { ...value, markers: follow(value.markers, transaction) };
    for (const effect of transaction.effects) if (effect.is(replaceOutcomes)) value = badges(transaction.state.doc, effect.value);
    return value;
  },
});

/**
 * The extension.
 * @param {(line: number) => void} onOutcome called with the line whose outcome was clicked
 */
export function lines(onOutcome) {
  return [
    highlights,
    outcomes,
    gutter({
      side: "after",
      class: "gutter-outcomes",
      markers: (view) => view.state.field(outcomes).markers,
      initialSpacer: (view) => view.state.field(outcomes).widest ?? NOTHING,
      updateSpacer: (_spacer, update) => update.state.field(outcomes).widest ?? NOTHING,
      domEventHandlers: {
        click(view, block) {
          if (!outcomeAt(view.state, block.from)) return false;
          onOutcome(view.state.doc.lineAt(block.from).number);
          return true;
        },
      },
    }),
    readOut,
  ];
}

/** The effect that replaces the emphasised lines; lines that do not exist are left out. */
export function highlightsEffect(/** @type {Highlight[]} */ list) {
  return replaceHighlights.of(list);
}

/** The effect that replaces the outcomes; lines that do not exist are left out. O(n log n). */
export function outcomesEffect(/** @type {Outcome[]} */ list) {
  return replaceOutcomes.of(list);
}

const NOTHING = new (class extends GutterMarker {})();

/** Reads a line's outcome and problems out when the caret comes to rest on it: gutters are hidden from screen readers. */
const readOut = ViewPlugin.define((view) => {
  let timer = 0;
  let line = view.state.doc.lineAt(view.state.selection.main.head).number;
  return {
    update(update) {
      if (!update.selectionSet || update.docChanged) return;
      const now = update.state.doc.lineAt(update.state.selection.main.head);
      if (now.number === line) return;
      line = now.number;
      clearTimeout(timer);
      timer = setTimeout(() => {
        const { state } = update.view;
        if (line > state.doc.lines) return;
        const { from, to } = state.doc.line(line);
        const outcome = outcomeAt(state, from);
        const said = [outcome?.title ?? outcome?.text, ...problemsIn(state, from, to).map((one) => `${one.severity}: ${one.message}`)];
        const text = said.filter(Boolean).join(". ");
        if (text && update.view.hasFocus) update.view.dispatch({ effects: EditorView.announce.of(text) });
      }, REST_MS);
    },
    destroy: () => clearTimeout(timer),
  };
});

/** @param {import("@codemirror/state").EditorState} state @param {number} from @returns {Outcome | null} */
function outcomeAt(state, from) {
  /** @type {Outcome | null} */
  let found = null;
  state.field(outcomes).markers.between(from, from, (_from, _to, marker) => {
    found = /** @type {OutcomeMarker} */ (marker).outcome;
  });
  return found;
}

/**
 * A set of line anchors after a change, each at the start of its line again. Costs what changed, not what there is.
 * @template {import("@codemirror/state").RangeValue} T
 * @param {RangeSet<T>} set
 * @param {import("@codemirror/state").Transaction} transaction
 * @returns {RangeSet<T>}
 */
function follow(set, transaction) {
  const before = transaction.startState.doc;
  const { changes, state: { doc } } = transaction;
  let moved = set.map(changes);
  changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    /** @type {import("@codemirror/state").Range<T>[]} */
    const add = [];
    set.between(before.lineAt(fromA).from, before.lineAt(toA).to, (at, _to, value) => {
      const line = before.lineAt(at);
      const gone = fromA <= line.from && toA > line.to;
      // A line is where its end is: what is typed before it and parted off by a new line is another one.
      if (!gone) add.push(/** @type {any} */ (value).range(doc.lineAt(changes.mapPos(line.to, -1)).from));
    });
    const [filterFrom, filterTo] = [doc.lineAt(fromB).from, doc.lineAt(toB).to];
    moved = moved.update({ filterFrom, filterTo, filter: () => false, add, sort: true });
  });
  return moved;
}

/** @param {import("@codemirror/state").Text} doc @param {Highlight[]} list @returns {RangeSet<HighlightAnchor>} */
function emphasise(doc, list) {
  const exist = list.filter(({ line }) => line >= 1 && line <= doc.lines);
  return RangeSet.of(exist.map(({ line, kind }) => new HighlightAnchor(kind).range(doc.line(line).from)), true);
}

/** @param {RangeSet<HighlightAnchor>} anchors */
function decorate(anchors) {
  const builder = /** @type {RangeSetBuilder<Decoration>} */ (new RangeSetBuilder());
  for (const cursor = anchors.iter(); cursor.value; cursor.next()) builder.add(cursor.from, cursor.from, cursor.value.line);
  return builder.finish();
}

/** @param {import("@codemirror/state").Text} doc @param {Outcome[]} list */
function badges(doc, list) {
  /** @type {OutcomeMarker | null} */
  let widest = null;
  const ranges = [];
  for (const outcome of list) {
    if (outcome.line < 1 || outcome.line > doc.lines) continue;
    const marker = new OutcomeMarker(outcome);
    if (!widest || outcome.text.length > widest.outcome.text.length) widest = marker;
    ranges.push(marker.range(doc.line(outcome.line).from));
  }
  return { markers: RangeSet.of(ranges, true), widest };
}
