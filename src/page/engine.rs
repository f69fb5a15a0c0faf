//! The page's end of the line to the engine, which runs in a worker; in the page itself
//! where the browser allows no worker.
//!
//! A thin client over the browser's own `Worker` rather than `gloo-worker`: that one loads
//! through a `blob:` address unless shimmed, panics when a worker can't be spawned,
//! can't end a stuck worker, and would serialise a pasted listing of megabytes
//! through the page's memory.

use super::{Text, browser};
use crate::session::protocol::{self, Answer, Envelope, Request};
use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::prelude::*;
use yew::Callback;

#[wasm_bindgen(module = "/src/page/worker.js")]
extern "C" {
    type Line;
    fn start_engine(
        build: &str,
        heard: &Closure<dyn FnMut(JsValue)>,
        failed: &Closure<dyn FnMut(String)>,
        here: &Closure<dyn FnMut()>,
    ) -> Line;
    #[wasm_bindgen(method)]
    fn post(this: &Line, message: &JsValue);
    #[wasm_bindgen(method)]
    fn end(this: &Line);
}

/// A running engine; it ends when this is dropped.
pub struct Engine {
    line: Line,
    _heard: Closure<dyn FnMut(JsValue)>,
    _failed: Closure<dyn FnMut(String)>,
    _here: Closure<dyn FnMut()>,
}

/// What an engine tells.
pub enum Event {
    /// An answer, perhaps with a text beside.
    Answer(Answer, Option<Text>),
    /// It failed; nothing more will come of it.
    Failed(String),
    /// It runs on the page itself: the browser allows no worker here.
    Here,
}

/// Instantiation
impl Engine {
    /// Starts an engine. What it tells goes to `listener`.
    pub fn start(listener: &Callback<Event>) -> Self {
        let (heard, failed, here) = (listener.clone(), listener.clone(), listener.clone());
        let heard = Closure::<dyn FnMut(JsValue)>::new(move |data| heard.emit(read(&data)));
        let failed = Closure::<dyn FnMut(String)>::new(move |why| failed.emit(Event::Failed(why)));
        let here = Closure::<dyn FnMut()>::new(move || here.emit(Event::Here));
        // Its address is fixed: the name of the build keeps an old one from being used.
        let line = start_engine(&browser::of_this_build(""), &heard, &failed, &here);
        Self { line, _heard: heard, _failed: failed, _here: here }
    }
}

/// Talking
impl Engine {
    /// Sends a request, with a text beside it.
    pub fn send(&self, serial: u32, request: &Request, text: Option<&Text>) {
        let envelope = Envelope { serial, request: request.clone() };
        let bytes = Uint8Array::from(protocol::encode(&envelope).as_slice());
        let beside = text.map_or(JsValue::UNDEFINED, |text| text.clone().into());
        self.line.post(&Array::of2(&bytes, &beside));
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.line.end();
    }
}

fn read(data: &JsValue) -> Event {
    let parts = Array::from(data);
    let bytes = parts.get(0).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
    let text = parts.get(1).dyn_into::<JsString>().ok();
    match bytes.ok().as_deref().and_then(protocol::decode::<Answer>) {
        Some(answer) if answer.version == protocol::VERSION => Event::Answer(answer, text),
        _ => Event::Failed("the engine is of another version than the page; reload it".into()),
    }
}
