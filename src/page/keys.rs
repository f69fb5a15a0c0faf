//! The page's own keys. None is a single letter inside a text field.

use super::state::{Action, Pane};
use crate::session::protocol::Input;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Window};
use yew::Callback;

/// Takes Alt-1, Alt-2 and Alt-3 (to tree, rules, explorer), Ctrl-K (all commands), `?` (help), and, outside of text fields,
/// Ctrl-Z, Shift-Ctrl-Z and Ctrl-Y.
pub fn listeners(
    window: &Window,
    act: &Callback<Action>,
    palette: &Callback<()>,
) -> Vec<EventListener> {
    let (act, palette) = (act.clone(), palette.clone());
    let options = EventListenerOptions::enable_prevent_default();
    let keys = EventListener::new_with_options(window, "keydown", options, move |event: &Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let plain = !event.ctrl_key() && !event.meta_key();
        match event.code().as_str() {
            "Digit1" if plain && event.alt_key() => {
                go(event, &act, Action::Show(Pane::Tree), "tree-text");
            }
            "Digit2" if plain && event.alt_key() => {
                go(event, &act, Action::Open(Input::Rules), "rules-text");
            }
            "Digit3" if plain && event.alt_key() => {
                go(event, &act, Action::View(None), "explorer");
            }
            // Else browsers undo in the field that was typed in last, in sight or not.
            _ if undoes(event) && !typing(event) => {
                event.prevent_default();
                let undo = !event.shift_key() && event.key().eq_ignore_ascii_case("z");
                act.emit(if undo { Action::Undo } else { Action::Redo });
            }
            _ if !plain && !event.alt_key() && event.key().eq_ignore_ascii_case("k") => {
                event.prevent_default();
                palette.emit(());
            }
            _ if event.key() == "?" && plain && !typing(event) => {
                event.prevent_default();
                open_help();
            }
            _ => {}
        }
    });
    vec![keys]
}

fn go(event: &KeyboardEvent, act: &Callback<Action>, to: Action, id: &'static str) {
    event.prevent_default();
    act.emit(to);
    focus_soon(id, 0, 20);
}

/// Gives the focus to an element once its pane is in sight; before that it can't take it. What is not drawn yet, as right
/// after the first answer, is looked for again, so many times.
pub fn focus_soon(id: &'static str, milliseconds: u32, times: u32) {
    let look = move || match find(id) {
        None if times > 0 => focus_soon(id, 50, times - 1),
        _ => focus(id),
    };
    gloo::timers::callback::Timeout::new(milliseconds, look).forget();
}

/// Gives the focus to an element, or to what stands in its place for a large text: what is hidden takes none.
pub fn focus(id: &str) {
    for element in [find(id), find(&format!("{id}-large"))].into_iter().flatten() {
        let _refused = element.focus();
    }
}

/// Opens the help.
pub fn open_help() {
    open_dialog("help");
}

/// Opens a dialog.
pub fn open_dialog(id: &str) {
    if let Some(dialog) = find(id).and_then(|it| it.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = find(id).and_then(|it| it.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

fn undoes(event: &KeyboardEvent) -> bool {
    let with = event.ctrl_key() || event.meta_key();
    with && !event.alt_key() && ["z", "y"].iter().any(|it| event.key().eq_ignore_ascii_case(it))
}

/// What text is typed in. Boxes, buttons and choices take a press, but hold no text.
const TEXT: &str = "textarea, [contenteditable]:not([contenteditable=false]), input:not([type=checkbox], [type=radio], [type=file], [type=range], [type=button])";

/// Whether an event is of somebody who types. Of a paste into an editor, a line within the editor is the target.
pub fn typing(event: &Event) -> bool {
    let target = event.composed_path().iter().find_map(|it| it.dyn_into::<Element>().ok());
    target.and_then(|it| it.closest(TEXT).ok().flatten()).is_some()
}

fn find(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}
