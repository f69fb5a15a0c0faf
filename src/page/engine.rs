//! The page's end of the line to the worker.
//!
//! A thin client over `web_sys::Worker` rather than `gloo-worker`: that one loads
//! through a `blob:` address unless shimmed, panics when a worker can't be spawned,
//! can't end a stuck worker, and would serialise a pasted listing of megabytes
//! through the page's memory. What is needed here is five functions long.

use super::{Text, browser};
use crate::session::protocol::{self, Answer, Envelope, Request};
use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

/// A running worker; it ends when this is dropped.
pub struct Engine {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

/// What a worker tells.
pub enum Event {
    /// An answer, perhaps with a text beside.
    Answer(Answer, Option<Text>),
    /// It failed; nothing more will come of it.
    Failed(String),
}

/// Instantiation
impl Engine {
    /// Starts a worker. What it tells goes to `listener`.
    ///
    /// # Errors
    /// If the browser refuses workers here, with its reason.
    pub fn start(listener: &Callback<Event>) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        // Its address is fixed: the name of the build keeps an old one from being used.
        let loader = browser::of_this_build("./engine_loader.js");
        let worker = Worker::new_with_options(&loader, &options)
            .map_err(|error| format!("the browser refused to start a worker ({error:?})"))?;
        let on_message = {
            let listener = listener.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
                listener.emit(read(&message.data()));
            })
        };
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = {
            let listener = listener.clone();
            Closure::<dyn FnMut(ErrorEvent)>::new(move |error: ErrorEvent| {
                // A failed load is a plain event without a message.
                let message = js_sys::Reflect::get(&error, &"message".into()).ok();
                let message = message.and_then(|message| message.as_string()).unwrap_or_default();
                listener.emit(Event::Failed(message));
            })
        };
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }
}

/// Talking
impl Engine {
    /// Sends a request, with a text beside it.
    pub fn send(&self, serial: u32, request: &Request, text: Option<&Text>) {
        let envelope = Envelope { serial, request: request.clone() };
        let bytes = Uint8Array::from(protocol::encode(&envelope).as_slice());
        let beside = text.map_or(JsValue::UNDEFINED, |text| text.clone().into());
        let message = Array::of2(&bytes, &beside);
        // Fails only for values that can't be cloned, which these are not.
        let _ = self.worker.post_message_with_transfer(&message, &Array::of1(&bytes.buffer()));
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
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
