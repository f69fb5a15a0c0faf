//! What both programs of the page's worker do with a message.
//!
//! A message is two values: the envelope's bytes, and a text beside them. So is an answer.
//! The loop around it is `assets/engine_loader.js`, which may run in a worker or on the page.

use js_sys::{Array, Uint8Array};
use sentry_general::session::protocol::{self, Answer, Envelope, Reply, VERSION};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since some moment.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// Replies, and a text beside them.
pub type Answered = (Vec<Reply>, Option<String>);

/// Answers one message by `answer`, which says what was done, too; none if that can't.
pub fn handle(
    bytes: &[u8],
    answer: impl FnOnce(protocol::Request) -> Option<(Answered, Option<String>)>,
) -> Option<Array> {
    let Some(Envelope { serial, request }) = protocol::decode(bytes) else {
        // From a page of another version: it will see so by the version.
        return Some(message(0, Answered::default(), None));
    };
    let begun = now();
    let ((mut replies, text), step) = answer(request)?;
    let micros = ((now() - begun) * 1000.0) as u32;
    for reply in &mut replies {
        if let Reply::Routing(report) = reply {
            report.micros = micros;
        }
    }
    Some(message(serial, (replies, text), step))
}

/// An answer as it is sent.
pub fn message(serial: u32, (replies, text): Answered, step: Option<String>) -> Array {
    let answer = Answer { version: VERSION, serial, replies, step };
    let bytes = Uint8Array::from(protocol::encode(&answer).as_slice());
    Array::of2(&bytes, &text.map_or(JsValue::UNDEFINED, JsValue::from))
}
