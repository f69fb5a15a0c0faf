//! The engine as the page's worker: takes envelopes, gives answers.

use js_sys::{Array, Uint8Array};
use sentry_general::session::Session;
use sentry_general::session::protocol::{self, Answer, Envelope, Reply, VERSION};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Starts to serve, if this is a worker; else does nothing.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let mut session = Session::default();
    let on_message = {
        let scope = scope.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let (answer, text) = answer(&mut session, &scope, &message.data());
            post(&scope, &answer, text.as_deref());
        })
    };
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    on_message.forget();
    post(&scope, &Answer { version: VERSION, serial: 0, replies: Vec::new() }, None);
}

fn answer(
    session: &mut Session,
    scope: &DedicatedWorkerGlobalScope,
    data: &JsValue,
) -> (Answer, Option<String>) {
    let parts = Array::from(data);
    let bytes = parts.get(0).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
    let text = parts.get(1).as_string();
    let envelope = bytes.ok().as_deref().and_then(protocol::decode::<Envelope>);
    let Some(envelope) = envelope else {
        // From a page of another version: it will see so by the version.
        return (Answer { version: VERSION, serial: 0, replies: Vec::new() }, None);
    };
    let begun = now(scope);
    let (mut replies, text) = session.handle(envelope.request, text);
    let micros = ((now(scope) - begun) * 1000.0) as u32;
    for reply in &mut replies {
        if let Reply::Routing(report) = reply {
            report.micros = micros;
        }
    }
    (Answer { version: VERSION, serial: envelope.serial, replies }, text)
}

fn post(scope: &DedicatedWorkerGlobalScope, answer: &Answer, text: Option<&str>) {
    let bytes = Uint8Array::from(protocol::encode(answer).as_slice());
    let beside = text.map_or(JsValue::UNDEFINED, JsValue::from);
    let message = Array::of2(&bytes, &beside);
    // Fails only for values that can't be cloned, which these are not.
    let _ = scope.post_message_with_transfer(&message, &Array::of1(&bytes.buffer()));
}

/// Milliseconds, or 0 where there is no clock.
fn now(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |clock| clock.now())
}
