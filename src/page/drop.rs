//! Files and folders dropped anywhere on the page. What is dragged between projects is `drag.js`, which comes with the pictures.

use super::{Text, browser, keys};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::prelude::*;
use web_sys::{DragEvent, Event, Window};
use yew::Callback;

/// What was dropped or pasted: a folder's names, or a text that may be anything.
pub enum Given {
    /// The names in a folder.
    Listing(Text),
    /// The text of a file, or what was pasted.
    Text(Text),
}

/// Takes drops on the whole window, and what is pasted outside its fields.
pub fn listeners(window: &Window, done: &Callback<Given>) -> Vec<EventListener> {
    let over = on(window, "dragover", |event| {
        if holds_files(event) {
            event.prevent_default();
            mark(true);
        }
    });
    let leave = on(window, "dragleave", |event| {
        if event.related_target().is_none() {
            mark(false);
        }
    });
    let taken = done.clone();
    let pasted = EventListener::new(window, "paste", move |event| {
        let text = browser::pasted(event);
        // What is prevented was taken already.
        let free = !event.default_prevented() && !keys::typing(event);
        if free && text.length() > 0 {
            taken.emit(Given::Text(text));
        }
    });
    let done = done.clone();
    let dropped = on(window, "drop", move |event| {
        mark(false);
        let Some(data) = event.data_transfer().filter(|_| holds_files(event)) else { return };
        event.prevent_default();
        let done = done.clone();
        wasm_bindgen_futures::spawn_local(async move {
            match browser::dropped(data).await {
                Some((text, true)) => done.emit(Given::Text(text)),
                Some((text, false)) => done.emit(Given::Listing(text)),
                None => {}
            }
        });
    });
    vec![over, leave, dropped, pasted]
}

fn on(window: &Window, name: &'static str, take: impl Fn(&DragEvent) + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(window, name, options, move |event: &Event| {
        if let Some(event) = event.dyn_ref() {
            take(event);
        }
    })
}

/// Dragged text is left to the text fields.
fn holds_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().iter().any(|kind| kind == "Files"))
}

fn mark(over: bool) {
    let body = web_sys::window().and_then(|window| window.document()).and_then(|it| it.body());
    if let Some(body) = body {
        let _ = body.class_list().toggle_with_force("dropping", over);
    }
}
