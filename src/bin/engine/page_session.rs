//! What the page's worker goes on with, for `assets/engine_loader.js` alone. No part of the
//! interface, so it has no types there.

use super::serve;
use js_sys::Array;
use sentry_general::session::{Handover, Session, protocol};
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    /// What the page works on. A worker has one.
    static SESSION: RefCell<Session> = RefCell::default();
}

/// Goes on where the first part of the engine left off.
#[wasm_bindgen(js_name = pageResume, skip_typescript)]
pub fn resume(handover: &[u8]) {
    let handover: Option<Handover> = protocol::decode(handover);
    SESSION.set(handover.map(Session::resume).unwrap_or_default());
}

/// Answers a message of the page.
#[wasm_bindgen(js_name = pageHandle, skip_typescript)]
#[must_use]
pub fn handle(bytes: &[u8], text: Option<String>) -> Option<Array> {
    SESSION.with_borrow_mut(|session| {
        serve::handle(bytes, |request| {
            let answered = session.handle(request, text);
            Some((answered, session.take_step()))
        })
    })
}
