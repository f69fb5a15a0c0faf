//! What the browser keeps for the user. Every access may fail: in a frame of
//! another site storage throws, and it may be full.

use super::Text;
use super::state::{INPUTS, Theme};
use crate::session::protocol::{self, Choices};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // web-sys would copy the text through the page's own memory.
    type LocalStorage;
    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get(this: &LocalStorage, key: &str) -> Result<Option<js_sys::JsString>, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setItem)]
    fn set(this: &LocalStorage, key: &str, value: &Text) -> Result<(), JsValue>;
}

/// Whose texts are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// What the user works on.
    Current,
    /// What the user worked on before changing somebody else's.
    Aside,
}

/// What is kept beside the texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// What was chosen.
    pub choices: Choices,
    /// 0 system, 1 light, 2 dark.
    pub theme: u8,
}

impl Kept {
    /// The theme.
    pub fn theme(&self) -> Theme {
        match self.theme {
            1 => Theme::Light,
            2 => Theme::Dark,
            _ => Theme::System,
        }
    }
}

/// What is kept of one state of the page.
pub struct Texts {
    /// The listing.
    pub tree: Text,
    /// The other texts.
    pub inputs: [Text; INPUTS],
    /// What was chosen in views.
    pub settings: Vec<u8>,
    /// What else was chosen.
    pub kept: Kept,
}

/// The names of the inputs on a shelf, in their order.
const NAMES: [&str; INPUTS] = ["rules", "codeowners", "mappings", "people", "event"];

thread_local! {
    /// What is to be kept and is not yet.
    static PENDING: RefCell<Option<Texts>> = const { RefCell::new(None) };
}

/// Takes what is to be kept in [`Shelf::Current`]; [`flush`] writes it.
pub fn put(texts: Texts) {
    PENDING.set(Some(texts));
}

/// Writes what is to be kept, at once: when a page is left, nothing that happens later
/// happens at all. False if the browser refuses, or has no room.
pub fn flush() -> bool {
    PENDING.take().is_none_or(|texts| save(Shelf::Current, &texts).is_some())
}

/// Keeps the texts and choices. None if the browser refuses, or has no room.
fn save(shelf: Shelf, texts: &Texts) -> Option<()> {
    let storage = storage()?;
    let write = |name, value: &Text| storage.set(&key(shelf, name), value).ok();
    write("tree", &texts.tree)?;
    for (name, text) in NAMES.into_iter().zip(&texts.inputs) {
        write(name, text)?;
    }
    write("settings", &packed(&texts.settings))?;
    write("choices", &packed(&protocol::encode(&texts.kept)))
}

/// What was kept. None if there is nothing.
pub fn load(shelf: Shelf) -> Option<Texts> {
    let storage = storage()?;
    let read = |name| storage.get(&key(shelf, name)).ok().flatten();
    let bytes = |name| read(name).and_then(|it| URL_SAFE_NO_PAD.decode(String::from(it)).ok());
    let tree = read("tree")?;
    let inputs = NAMES.map(|name| read(name).unwrap_or_else(|| "".into()));
    let settings = bytes("settings").unwrap_or_default();
    let kept = bytes("choices").and_then(|bytes| protocol::decode(&bytes)).unwrap_or_default();
    Some(Texts { tree, inputs, settings, kept })
}

fn packed(bytes: &[u8]) -> Text {
    URL_SAFE_NO_PAD.encode(bytes).into()
}

/// Copies the user's own texts aside, before the current ones are somebody else's.
pub fn put_aside() {
    flush();
    if let Some(texts) = load(Shelf::Current) {
        save(Shelf::Aside, &texts);
    }
}

fn key(shelf: Shelf, name: &str) -> String {
    let shelf = match shelf {
        Shelf::Current => "current",
        Shelf::Aside => "aside",
    };
    format!("sentry-general/1/{shelf}/{name}")
}

fn storage() -> Option<LocalStorage> {
    Some(web_sys::window()?.local_storage().ok()??.unchecked_into())
}
