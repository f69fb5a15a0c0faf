//! What the browser keeps for the user, by the orders of [`Keeping`]. Every access may fail:
//! in a frame of another site storage throws, and it may be full.
//!
//! [`Keeping`]: super::state::keeping::Keeping

use super::Text;
use super::state::keeping::{Contents, Draft, Id, Report, Work};
use super::state::{INPUTS, Room, Theme};
use crate::session::protocol::{self, Choices, Strip, TreeOptions};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/page/keep/database.js")]
extern "C" {
    /// This page's name among all.
    pub fn tab() -> String;
}

#[wasm_bindgen(module = "/src/page/keep/local.js")]
extern "C" {
    fn keep_word(name: &str, value: &str);
    fn kept_word(name: &str) -> Option<String>;
    fn remember(name: &str, value: &str);
    fn remembered(name: &str) -> Option<String>;
    /// Whether something of the user's may be stored.
    pub fn may_hold_works() -> bool;
}

#[wasm_bindgen(module = "/src/page/keep/keep.js")]
extern "C" {
    #[wasm_bindgen(js_name = hold)]
    fn hold_version(key: u32, version: &Object);
    #[wasm_bindgen(js_name = show)]
    fn show_version(version: &Object);
    /// What is held under a key is stored.
    pub fn release(key: u32);
    #[wasm_bindgen(catch, js_name = write)]
    async fn write_version(key: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = load)]
    async fn load_version(work: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = list)]
    async fn list_works() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = remove)]
    async fn remove_work(work: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = clear)]
    async fn clear_all() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = start)]
    async fn move_works() -> Result<JsValue, JsValue>;
    fn listen(elsewhere: &JsValue, gone: &JsValue);
    /// Says that the page's program has ended, and why; keeps what is typed from now on.
    pub fn fail(why: &str);
}

/// The names of the inputs, in their order.
const NAMES: [&str; INPUTS] = ["rules", "codeowners", "mappings", "people", "event"];

/// Holds a draft: it is saved however the page ends.
pub fn hold(draft: &Draft) {
    let version = version(&draft.contents);
    set(&version, "work", &draft.work);
    set(&version, "stamp", &draft.stamp);
    set(&version, "title", &draft.contents.title());
    if let Some(from) = &draft.from {
        set(&version, "from", from);
    }
    if let Some(base) = &draft.base {
        set(&version, "base", base);
    }
    hold_version(draft.key, &version);
}

/// The page shows this, and nothing of it has been changed.
pub fn show(work: Option<&Id>, contents: &Contents) {
    let version = version(contents);
    set(&version, "title", &contents.title());
    if let Some(work) = work {
        set(&version, "work", work);
        remember_shown(work);
    }
    show_version(&version);
}

/// Stores what is held under a key.
pub async fn write(key: u32) -> Report {
    let answer = write_version(key).await.map(|answer| Array::from(&answer));
    let part = |answer: &Array, at| answer.get(at).as_string().unwrap_or_default();
    match answer {
        Ok(answer) => match part(&answer, 0).as_str() {
            "stored" => Report::Stored(key, part(&answer, 1)),
            "conflict" => Report::Conflict(key),
            _ => Report::Refused(key, part(&answer, 1)),
        },
        Err(_) => Report::Refused(key, String::new()),
    }
}

/// A stored work with its stamp; none if there is none, or it can't be read.
pub async fn load(work: &str) -> Option<(Id, Contents)> {
    let version = load_version(work).await.ok().filter(JsValue::is_object)?;
    let texts = field(&version, "texts");
    let text = |name| field(&texts, name).dyn_into::<Text>().unwrap_or_default();
    let chosen = field(&version, "choices");
    let stamp = field(&version, "stamp").as_string()?;
    let settings = seen(&stamp).unwrap_or_else(|| String::from(text("settings")));
    let contents = Contents {
        tree: text("tree"),
        inputs: NAMES.map(text),
        settings: settings.into_bytes(),
        choices: choices(&chosen),
        name: field(&chosen, "name").as_string().unwrap_or_default(),
    };
    Some((stamp, contents))
}

/// Moves what lies elsewhere to its place, then lists what is stored.
pub async fn start() -> Vec<Work> {
    let _what_fails_stays_where_it_is = move_works().await;
    list().await.unwrap_or_default()
}

/// What is stored. None if it can't be read.
pub async fn list() -> Option<Vec<Work>> {
    let rows = Array::from(&list_works().await.ok()?);
    let work = |row: JsValue| {
        let row = Array::from(&row);
        let part = |at| row.get(at).as_string().unwrap_or_default();
        Work { work: part(0), title: part(1), changed: part(2), size: part(3) }
    };
    Some(rows.iter().map(work).collect())
}

/// Deletes a work for good.
pub async fn remove(work: &str) {
    let _listed_again_anyway = remove_work(work).await;
}

/// Deletes all that is stored: works, words about the page, caches. False if something can't be.
pub async fn clear() -> bool {
    clear_all().await.is_ok()
}

/// Remembers what is seen of the version of a stamp, for when this tab is loaded again.
pub fn remember_seen(stamp: &str, settings: &[u8]) {
    if settings.len() <= MOST_SEEN {
        remember("seen", &format!("{stamp}\n{}", String::from_utf8_lossy(settings)));
    }
}

/// What was seen of a version, with what was chosen for it.
fn seen(stamp: &str) -> Option<String> {
    let remembered = remembered("seen")?;
    let (of, settings) = remembered.split_once('\n')?;
    (of == stamp).then(|| settings.to_owned())
}

/// A tab's own storage has room for some megabytes, in bytes.
const MOST_SEEN: usize = 500_000;

/// Calls back when another tab stores something, or what is stored is cleared.
pub fn on_report(report: impl Fn(Report) + Clone + 'static) {
    let gone = report.clone();
    let elsewhere = Closure::<dyn Fn(String, String)>::new(move |work, stamp| {
        report(Report::Elsewhere(work, stamp));
    });
    let gone = Closure::<dyn Fn()>::new(move || gone(Report::Emptied));
    listen(&elsewhere.into_js_value(), &gone.into_js_value());
}

/// The work that this tab showed before it was loaded again.
pub fn last_shown() -> Option<Id> {
    remembered("work")
}

/// Remembers which work this tab shows.
pub fn remember_shown(work: &Id) {
    remember("work", work);
}

/// What was selected last, if it was in this work.
pub fn last_selected(work: &str) -> Option<String> {
    let remembered = remembered("selected")?;
    let (of, path) = remembered.split_once('\n')?;
    (of == work).then(|| path.to_owned())
}

/// Remembers what is selected in a work, for when this tab is loaded again.
pub fn remember_selected(work: &str, path: &str) {
    remember("selected", &format!("{work}\n{path}"));
}

/// Keeps in which rooms the inputs are folded.
pub fn keep_folded(folded: [bool; Room::ALL.len()]) {
    let word: String = folded.map(|it| if it { '1' } else { '0' }).into_iter().collect();
    keep_word("folded", &word);
}

/// In which rooms the inputs were folded; where that is not known, as `usual`.
pub fn folded(usual: [bool; Room::ALL.len()]) -> [bool; Room::ALL.len()] {
    let word = kept_word("folded").unwrap_or_default();
    let mut kept = word.chars().map(|it| it == '1');
    usual.map(|usual| kept.next().unwrap_or(usual))
}

/// Keeps whether the page is light or dark.
pub fn keep_theme(theme: Theme) {
    keep_word("theme", &(theme as u8).to_string());
}

/// Whether the page was light or dark.
pub fn theme() -> Theme {
    match kept_word("theme").as_deref() {
        Some("1") => Theme::Light,
        Some("2") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Contents as the browser stores them: by name, so that versions with other fields read them.
fn version(contents: &Contents) -> Object {
    let texts = Object::new();
    let inputs = NAMES.into_iter().zip(&contents.inputs);
    for (name, text) in inputs.chain([("tree", &contents.tree)]) {
        put(&texts, name, text);
    }
    set(&texts, "settings", &String::from_utf8_lossy(&contents.settings));
    // What is looked at is the tab's, not the work's.
    let Choices { tree, selected, place: _ } = &contents.choices;
    let choices = Object::new();
    set(&choices, "name", &contents.name);
    set(&choices, "selected", selected);
    set(&choices, "format", tree.format.as_deref().unwrap_or_default());
    set(&choices, "include", &tree.include);
    set(&choices, "exclude", &tree.exclude);
    set(&choices, "column", &tree.column.map(|it| it.to_string()).unwrap_or_default());
    set(&choices, "strip", STRIPS[tree.strip as usize].0);
    put(&choices, "keepNoise", &tree.keep_noise.into());
    let version = Object::new();
    put(&version, "texts", &texts);
    put(&version, "choices", &choices);
    version
}

/// What base64 for addresses stands for, as the browser reads it.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let usual = text.replace('-', "+").replace('_', "/");
    let read = web_sys::window()?.atob(&usual).ok()?;
    Some(read.chars().map(|letter| letter as u8).collect())
}

/// Choices as they were stored; what can't be read of them has its default.
fn choices(stored: &JsValue) -> Choices {
    let text = |name| field(stored, name).as_string().unwrap_or_default();
    // As an earlier version packed them.
    let packed = bytes_of(&text("packed")).filter(|bytes| !bytes.is_empty());
    if let Some(choices) = packed.and_then(|bytes| protocol::decode::<Earlier>(&bytes)) {
        return choices.into();
    }
    let strip = text("strip");
    let strip = STRIPS.into_iter().find(|(name, _)| *name == strip);
    let tree = TreeOptions {
        format: Some(text("format")).filter(|format| !format.is_empty()),
        keep_noise: field(stored, "keepNoise").is_truthy(),
        strip: strip.map(|it| it.1).unwrap_or_default(),
        include: text("include"),
        exclude: text("exclude"),
        column: text("column").parse().ok(),
    };
    Choices { tree, selected: text("selected"), ..Choices::default() }
}

/// Choices as the first version packed them: fields by place, so that none may come or go.
#[derive(serde::Deserialize)]
struct Earlier {
    tree: EarlierTree,
    selected: String,
}

#[derive(serde::Deserialize)]
struct EarlierTree {
    format: Option<String>,
    keep_noise: bool,
    strip: Strip,
    include: String,
    exclude: String,
}

impl From<Earlier> for Choices {
    fn from(Earlier { tree, selected }: Earlier) -> Self {
        let EarlierTree { format, keep_noise, strip, include, exclude } = tree;
        let tree = TreeOptions { format, keep_noise, strip, include, exclude, column: None };
        Self { tree, selected, ..Self::default() }
    }
}

/// What becomes of a folder that all paths begin with, by name.
const STRIPS: [(&str, Strip); 3] =
    [("offer", Strip::Offer), ("off", Strip::Off), ("keep", Strip::Keep)];

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn set(object: &Object, name: &str, value: &str) {
    put(object, name, &value.into());
}

fn put(object: &Object, name: &str, value: &JsValue) {
    // Fails for frozen objects only.
    let _ = Reflect::set(object, &name.into(), value);
}
