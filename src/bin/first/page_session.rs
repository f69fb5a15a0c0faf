//! What the page's worker calls, by `assets/engine_loader.js`.

use super::serve;
use js_sys::Array;
use sentry_general::session::FirstSession;
use sentry_general::session::protocol::{self, Reply};
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    /// What the page works on, as far as this part of the engine goes. A worker has one.
    static SESSION: RefCell<FirstSession> = RefCell::default();
}

/// The first message to the page, which comes unasked: it names the version.
#[wasm_bindgen]
#[must_use]
pub fn greeting() -> Array {
    serve::message(0, serve::Answered::default(), None)
}

/// Answers a message; undefined if only the whole engine can.
#[wasm_bindgen(js_name = pageHandle)]
#[must_use]
pub fn handle(bytes: &[u8], text: Option<String>) -> Option<Array> {
    SESSION.with_borrow_mut(|session| {
        serve::handle(bytes, |request| {
            let answered = session.answer(request, text).ok()?;
            Some((answered, session.take_step()))
        })
    })
}

/// Answers a message for which the whole engine was needed and could not be loaded.
#[wasm_bindgen]
#[must_use]
pub fn refuse(bytes: &[u8], reason: &str) -> Option<Array> {
    let words = format!(
        "The rest of this page could not be loaded ({reason}). Routing goes on without it; try \
         again when you are online."
    );
    serve::handle(bytes, |_| Some(((vec![Reply::Say(words, true)], None), None)))
}

/// What the whole engine goes on with.
#[wasm_bindgen(js_name = handOver)]
#[must_use]
pub fn hand_over() -> Vec<u8> {
    SESSION.with_borrow(|session| protocol::encode(&session.hand_over()))
}

/// Answers a fence of an embedding page, as JSON; undefined if only the whole engine can.
#[wasm_bindgen(js_name = answerFence)]
#[must_use]
pub fn answer_fence(text: &str) -> Option<String> {
    let answer = FirstSession::embedded(text).ok()?;
    // There is nothing in it that JSON can't hold.
    serde_json::to_string(&answer).ok()
}
