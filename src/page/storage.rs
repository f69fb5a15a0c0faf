//! What the browser keeps for the user. Every access may fail: in a frame of
//! another site storage throws, and it may be full.

use super::Text;
use super::state::{INPUTS, Theme};
use crate::session::protocol::{self, Choices};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/page/keep.js")]
extern "C" {
    fn keep(key: &str, text: &Text) -> bool;
    fn keep_long(key: &str, text: &Text);
    async fn kept(key: &str) -> JsValue;
    fn kept_now(key: &str) -> Option<String>;
    fn is_kept(key: &str) -> bool;
    fn copy_kept(from: &str, to: &str) -> bool;
}

/// Whose texts are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// What the user works on.
    Current,
    /// What the user worked on before changing somebody else's.
    Aside,
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
    pub choices: Choices,
}

/// The names of the inputs on a shelf, in their order.
const NAMES: [&str; INPUTS] = ["rules", "codeowners", "mappings", "people", "event"];

thread_local! {
    /// What is to be kept and is not yet.
    static PENDING: RefCell<Option<Texts>> = const { RefCell::new(None) };
}

/// Takes what is to be kept in [`Shelf::Current`]; [`flush`] writes it, but for long texts,
/// which are written in the background at once.
///
/// The settings go first, and at once: they may hold what the texts replace, a repository
/// that was put aside for another.
pub fn put(texts: Texts) {
    keep(&key(Shelf::Current, "settings"), &packed(&texts.settings));
    for (name, text) in NAMES.into_iter().zip(&texts.inputs).chain([("tree", &texts.tree)]) {
        keep_long(&key(Shelf::Current, name), text);
    }
    PENDING.set(Some(texts));
}

/// Writes what is to be kept, at once: when a page is left, nothing that happens later
/// happens at all. False if the browser refuses, or has no room.
pub fn flush() -> bool {
    PENDING.take().is_none_or(|texts| save(&texts))
}

/// Keeps the texts and choices as the user's current ones.
fn save(texts: &Texts) -> bool {
    let write = |name, value: &Text| keep(&key(Shelf::Current, name), value);
    let inputs = NAMES.into_iter().zip(&texts.inputs);
    write("tree", &texts.tree)
        && inputs.into_iter().all(|(name, text)| write(name, text))
        && write("settings", &packed(&texts.settings))
        && write("choices", &packed(&protocol::encode(&texts.choices)))
}

/// What was kept. None if there is nothing.
pub async fn load(shelf: Shelf) -> Option<Texts> {
    let read = async |name| kept(&key(shelf, name)).await.dyn_into::<Text>().ok();
    let tree = read("tree").await?;
    let mut inputs = NAMES.map(|_| Text::from(""));
    for (input, name) in inputs.iter_mut().zip(NAMES) {
        *input = read(name).await.unwrap_or_else(|| "".into());
    }
    let bytes = |text: Option<Text>| URL_SAFE_NO_PAD.decode(String::from(text?)).ok();
    let settings = bytes(read("settings").await).unwrap_or_default();
    let choices = bytes(read("choices").await).and_then(|bytes| protocol::decode(&bytes));
    Some(Texts { tree, inputs, settings, choices: choices.unwrap_or_default() })
}

/// Whose texts are shown does not matter to how they look.
const THEME: &str = "sentry-general/1/theme";

/// Keeps whether the page is light or dark.
pub fn keep_theme(theme: Theme) {
    keep(THEME, &(theme as u8).to_string().into());
}

/// Whether the page was light or dark.
pub fn theme() -> Theme {
    match kept_now(THEME).as_deref() {
        Some("1") => Theme::Light,
        Some("2") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Whether anything is kept.
pub fn holds(shelf: Shelf) -> bool {
    is_kept(&key(shelf, "tree"))
}

fn packed(bytes: &[u8]) -> Text {
    URL_SAFE_NO_PAD.encode(bytes).into()
}

/// Copies the user's own texts aside, before the current ones are somebody else's.
pub fn put_aside() {
    flush();
    for name in ["tree", "settings", "choices"].into_iter().chain(NAMES) {
        copy_kept(&key(Shelf::Current, name), &key(Shelf::Aside, name));
    }
}

fn key(shelf: Shelf, name: &str) -> String {
    let shelf = match shelf {
        Shelf::Current => "current",
        Shelf::Aside => "aside",
    };
    format!("sentry-general/1/{shelf}/{name}")
}
