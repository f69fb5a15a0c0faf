//! The code editor as the page sees it: a custom element `<ownership-editor>` that is
//! loaded after first paint. Its contract stands in `src/editor/element.js`. Until it
//! is loaded, and where it can't be, the text field inside it serves.

use super::Text;
use super::state::Action;
use crate::session::protocol::{Completing, Completion, Input, ProblemReport};
use js_sys::{Array, Function, JsString, Object, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlTextAreaElement};
use yew::Callback;

/// The id of an input's editor.
pub fn id(input: Input) -> &'static str {
    ["rules-text", "codeowners-text", "mappings-text", "people-text", "event-text"][input as usize]
}

thread_local! {
    /// Completions that the editor waits for: the number of the last question, and what
    /// settles it; those before it were settled when it came.
    static WAITING: RefCell<(u32, Option<Function>)> = RefCell::default();
}

/// The text in an editor.
pub fn value(editor: &Element) -> Option<Text> {
    match field(editor) {
        Some(field) => Some(field.value().into()),
        None => Reflect::get(editor, &"value".into()).ok()?.dyn_into::<JsString>().ok(),
    }
}

/// Replaces the text in an editor.
pub fn set_value(editor: &Element, text: &Text) {
    match field(editor) {
        Some(field) => field.set_value(&String::from(text)),
        None => {
            let _ = Reflect::set(editor, &"value".into(), text);
        }
    }
}

/// Puts another document's text into an editor: its own undo does not lead back to the one before.
pub fn open(editor: &Element, text: &Text) {
    match Reflect::get(editor, &"open".into()).ok().as_ref().and_then(JsCast::dyn_ref::<Function>) {
        Some(open) => {
            let _ = open.call1(editor, text);
        }
        None => set_value(editor, text),
    }
}

/// Shows problems at their places.
pub fn set_problems(editor: &Element, problems: &[ProblemReport]) {
    let list: Array = problems.iter().enumerate().map(problem).collect();
    let _ = Reflect::set(editor, &"problems".into(), &list);
}

/// Shows a few words beside lines: JSON of line, text and kind.
pub fn set_outcomes(editor: &Element, outcomes: &str) {
    // Nothing at all before the first answer.
    let outcomes = if outcomes.is_empty() { "[]" } else { outcomes };
    if let Ok(list) = js_sys::JSON::parse(outcomes) {
        let _ = Reflect::set(editor, &"outcomes".into(), &list);
    }
}

/// Emphasises lines: line and kind.
pub fn set_highlights(editor: &Element, lines: &[(u32, &str)]) {
    let list: Array = lines
        .iter()
        .map(|(line, kind)| object(&[("line", (*line).into()), ("kind", (*kind).into())]))
        .collect();
    let _ = Reflect::set(editor, &"highlightLines".into(), &list);
}

/// Shows a line of an input and moves the caret there.
pub fn reveal_line(input: Input, line: u32) {
    let Some(editor) = find(input) else { return };
    if let Ok(reveal) = Reflect::get(&editor, &"revealLine".into())
        && let Some(reveal) = reveal.dyn_ref::<Function>()
    {
        let _ = reveal.call2(&editor, &line.into(), &object(&[("focus", true.into())]));
    }
}

/// Replaces parts of an input's text as one step that can be undone.
pub fn apply_edits(input: Input, edits: &[(u32, u32, String)]) {
    let Some(editor) = find(input) else { return };
    if let Some(field) = field(&editor) {
        return edit_field(&field, edits);
    }
    if let Ok(apply) = Reflect::get(&editor, &"applyEdits".into())
        && let Some(apply) = apply.dyn_ref::<Function>()
    {
        let _ = apply.call1(&editor, &edit_list(edits));
    }
}

/// The same in the plain field that serves until the editor has been loaded.
fn edit_field(field: &HtmlTextAreaElement, edits: &[(u32, u32, String)]) {
    let text: Text = field.value().into();
    let (mut changed, mut at) = (Text::default(), 0);
    for (start, end, new) in edits {
        changed = changed.concat(&text.substring(at, *start)).concat(&new.as_str().into());
        at = *end;
    }
    field.set_value(&String::from(changed.concat(&text.substring(at, text.length()))));
    let told = web_sys::EventInit::new();
    told.set_bubbles(true);
    if let Ok(event) = web_sys::Event::new_with_event_init_dict("input", &told) {
        let _prevented = field.dispatch_event(&event);
    }
}

/// A number that comes with one of the editor's events.
pub fn detail(event: &web_sys::Event, name: &str) -> Option<u32> {
    let detail = Reflect::get(event, &"detail".into()).ok()?;
    Reflect::get(&detail, &name.into()).ok()?.as_f64().map(|number| number as u32)
}

/// Lets the editor ask the engine for completions.
pub fn connect_completer(editor: &Element, act: Callback<Action>) -> JsValue {
    let ask = Closure::<dyn Fn(String, String) -> Promise>::new(move |kind: String, prefix| {
        let kind = if kind == "owner" { Completing::Owner } else { Completing::Path };
        let mut number = 0;
        let promise = Promise::new(&mut |resolve, _| {
            number = WAITING.with_borrow_mut(|(last, waiting)| {
                *last += 1;
                // Only the newest question of each kind is answered; the others
                // must settle all the same.
                if let Some(before) = waiting.replace(resolve) {
                    let _ = before.call1(&JsValue::NULL, &Array::new());
                }
                *last
            });
        });
        act.emit(Action::Complete { id: number, kind, prefix });
        promise
    });
    let ask = ask.into_js_value();
    let _ = Reflect::set(editor, &"completer".into(), &ask);
    ask
}

/// Settles a question of the editor.
pub fn complete(id: u32, items: &[Completion]) {
    let resolve = WAITING.with_borrow_mut(|(last, waiting)| waiting.take_if(|_| *last == id));
    let list: Array = items
        .iter()
        .map(|item| {
            object(&[
                ("label", item.label.as_str().into()),
                ("detail", item.detail.as_str().into()),
            ])
        })
        .collect();
    if let Some(resolve) = resolve {
        let _ = resolve.call1(&JsValue::NULL, &list);
    }
}

fn find(input: Input) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id(input))
}

/// The plain text field that serves until the editor has been loaded.
fn field(editor: &Element) -> Option<HtmlTextAreaElement> {
    if Reflect::has(editor, &"applyEdits".into()).unwrap_or(false) {
        return None;
    }
    editor.query_selector("textarea").ok()??.dyn_into().ok()
}

fn problem((number, problem): (usize, &ProblemReport)) -> Object {
    let severity = ["error", "warning", "info"][usize::from(problem.severity.min(2))];
    let text = |text: &Option<String>| text.as_deref().map_or(JsValue::UNDEFINED, JsValue::from);
    let fix = problem.fix.as_ref().map_or(JsValue::UNDEFINED, |fix| {
        object(&[("title", fix.title.as_str().into()), ("edits", edit_list(&fix.edits).into())])
            .into()
    });
    object(&[
        ("number", (number as u32).into()),
        ("from", problem.from.into()),
        ("to", problem.to.into()),
        ("severity", severity.into()),
        ("code", problem.code.as_str().into()),
        ("message", problem.message.as_str().into()),
        ("hint", text(&problem.hint)),
        ("sentry", text(&problem.sentry)),
        ("fix", fix),
    ])
}

fn edit_list(edits: &[(u32, u32, String)]) -> Array {
    edits
        .iter()
        .map(|(start, end, text)| {
            object(&[
                ("start", (*start).into()),
                ("end", (*end).into()),
                ("text", text.as_str().into()),
            ])
        })
        .collect()
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
