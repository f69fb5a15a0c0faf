//! The engine as the page's worker: takes envelopes, gives answers.

use js_sys::{Array, Reflect, Uint8Array};
use sentry_general::session::Session;
use sentry_general::session::protocol::{self, Answer, Envelope, Reply, VERSION};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort, Performance};

/// Where the page leaves a port, if the engine is to run on the page itself.
const PORT: &str = "sentryGeneralPort";

/// The line to the page.
#[derive(Clone)]
enum Line {
    Worker(DedicatedWorkerGlobalScope),
    Port(MessagePort),
}

/// Starts to serve, if this is a worker, or the page left a port; else does nothing.
pub fn serve() {
    let global = js_sys::global();
    let line = match global.dyn_into::<DedicatedWorkerGlobalScope>() {
        Ok(scope) => Line::Worker(scope),
        Err(global) => {
            let port = Reflect::get(&global, &PORT.into()).unwrap_or_default();
            let Ok(port) = port.dyn_into::<MessagePort>() else { return };
            let _ = Reflect::delete_property(&global, &PORT.into());
            Line::Port(port)
        }
    };
    let mut session = Session::default();
    let on_message = {
        let line = line.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let (answer, text) = answer(&mut session, &message.data());
            post(&line, &answer, text.as_deref());
        })
    };
    // Before what waits in the port is delivered.
    post(&line, &Answer { version: VERSION, serial: 0, replies: Vec::new() }, None);
    let listener = Some(on_message.as_ref().unchecked_ref());
    match &line {
        Line::Worker(scope) => scope.set_onmessage(listener),
        Line::Port(port) => port.set_onmessage(listener),
    }
    // It lives as long as the worker, or the page.
    on_message.forget();
}

fn answer(session: &mut Session, data: &JsValue) -> (Answer, Option<String>) {
    let parts = Array::from(data);
    let bytes = parts.get(0).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
    let text = parts.get(1).as_string();
    let envelope = bytes.ok().as_deref().and_then(protocol::decode::<Envelope>);
    let Some(envelope) = envelope else {
        // From a page of another version: it will see so by the version.
        return (Answer { version: VERSION, serial: 0, replies: Vec::new() }, None);
    };
    let begun = now();
    let (mut replies, text) = session.handle(envelope.request, text);
    let micros = ((now() - begun) * 1000.0) as u32;
    for reply in &mut replies {
        if let Reply::Routing(report) = reply {
            report.micros = micros;
        }
    }
    (Answer { version: VERSION, serial: envelope.serial, replies }, text)
}

fn post(line: &Line, answer: &Answer, text: Option<&str>) {
    let bytes = Uint8Array::from(protocol::encode(answer).as_slice());
    let beside = text.map_or(JsValue::UNDEFINED, JsValue::from);
    let message = Array::of2(&bytes, &beside);
    let with = Array::of1(&bytes.buffer());
    // Fails only for values that can't be cloned, which these are not.
    let _ = match line {
        Line::Worker(scope) => scope.post_message_with_transfer(&message, &with),
        Line::Port(port) => port.post_message_with_transferable(&message, &with),
    };
}

/// Milliseconds, or 0 where there is no clock.
fn now() -> f64 {
    let clock = Reflect::get(&js_sys::global(), &"performance".into()).unwrap_or_default();
    clock.dyn_into::<Performance>().map_or(0.0, |clock| clock.now())
}
