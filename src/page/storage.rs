//! What the browser keeps for the user. Every access may fail: in a frame of
//! another site storage throws, and it may be full.

use super::{Text, state::Theme};
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

thread_local! {
    /// What is to be kept and is not yet.
    static PENDING: RefCell<Option<(Text, Text, Kept)>> = const { RefCell::new(None) };
}

/// Takes what is to be kept in [`Shelf::Current`]; [`flush`] writes it.
pub fn put(tree: &Text, rules: &Text, kept: Kept) {
    PENDING.set(Some((tree.clone(), rules.clone(), kept)));
}

/// Writes what is to be kept, at once: when a page is left, nothing that happens later
/// happens at all. False if the browser refuses, or has no room.
pub fn flush() -> bool {
    PENDING.take().is_none_or(|(tree, rules, kept)| save(Shelf::Current, &tree, &rules, &kept))
}

/// Keeps the texts and choices. False if the browser refuses, or has no room.
fn save(shelf: Shelf, tree: &Text, rules: &Text, kept: &Kept) -> bool {
    let kept = URL_SAFE_NO_PAD.encode(protocol::encode(kept));
    let write = |name, value: &Text| storage()?.set(&key(shelf, name), value).ok();
    write("tree", tree)
        .and_then(|()| write("rules", rules))
        .and_then(|()| write("choices", &kept.as_str().into()))
        .is_some()
}

/// What was kept: listing, rules, choices. None if there is nothing.
pub fn load(shelf: Shelf) -> Option<(Text, Text, Kept)> {
    let read = |name| storage()?.get(&key(shelf, name)).ok().flatten();
    let tree = read("tree")?;
    let rules = read("rules")?;
    let kept = read("choices")
        .and_then(|kept| URL_SAFE_NO_PAD.decode(String::from(kept)).ok())
        .and_then(|bytes| protocol::decode(&bytes))
        .unwrap_or_default();
    Some((tree, rules, kept))
}

/// Copies the user's own texts aside, before the current ones are somebody else's.
pub fn put_aside() {
    flush();
    if let Some((tree, rules, kept)) = load(Shelf::Current) {
        save(Shelf::Aside, &tree, &rules, &kept);
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
