//! Files and folders dropped anywhere on the page, and folders dragged between projects.

use super::{Text, browser};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::prelude::*;
use web_sys::{DragEvent, Event, Window};
use yew::Callback;

#[wasm_bindgen(module = "/src/page/drag.js")]
extern "C" {
    fn take_drags();
}

/// Takes drops on the whole window and hands their listing to `done`.
pub fn listeners(window: &Window, done: &Callback<Option<Text>>) -> Vec<EventListener> {
    take_drags();
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
    let done = done.clone();
    let dropped = on(window, "drop", move |event| {
        mark(false);
        let Some(data) = event.data_transfer().filter(|_| holds_files(event)) else { return };
        event.prevent_default();
        let done = done.clone();
        wasm_bindgen_futures::spawn_local(async move { done.emit(browser::dropped(data).await) });
    });
    vec![over, leave, dropped]
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
