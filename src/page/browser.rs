//! The page's few wishes to the browser, each of which may be refused.

use super::{Text, state::Theme};
use js_sys::JsString;
use wasm_bindgen::prelude::*;
use web_sys::{ClipboardEvent, DataTransfer, Event, HtmlInputElement};

#[wasm_bindgen(module = "/src/page/browser.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn read_drop(data: &DataTransfer) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn read_picked(input: &HtmlInputElement) -> Result<JsValue, JsValue>;
    fn known_files() -> Vec<String>;
    #[wasm_bindgen(catch)]
    async fn read_known(path: &str) -> Result<JsValue, JsValue>;
    /// Saves a file: its name, its type, what is in it.
    pub fn save_file(name: &str, kind: &str, text: &str);
}

/// The address of a file whose name carries no hash, for this build of the page.
pub fn of_this_build(address: &str) -> String {
    let build = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("meta[name=build]").ok().flatten())
        .and_then(|meta| meta.get_attribute("content"));
    build.map_or_else(|| address.to_owned(), |build| format!("{address}?v={build}"))
}

/// What was dropped: the names in a folder, or the text of a file; and whether it is such a text.
pub async fn dropped(data: DataTransfer) -> Option<(Text, bool)> {
    let dropped = js_sys::Array::from(&read_drop(&data).await.ok().filter(JsValue::is_object)?);
    Some((dropped.get(0).dyn_into::<JsString>().ok()?, dropped.get(1).is_truthy()))
}

/// The text of a paste, without a copy in the page's own memory.
pub fn pasted(event: &Event) -> Text {
    let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
    let text = data.and_then(|data| {
        let get = js_sys::Reflect::get(&data, &"getData".into()).ok()?;
        let get = get.dyn_into::<js_sys::Function>().ok()?;
        get.call1(&data, &"text/plain".into()).ok()?.dyn_into().ok()
    });
    text.unwrap_or_default()
}

/// The text of a field, without a copy in the page's own memory, which would never shrink again.
pub fn value_of(field: &web_sys::HtmlTextAreaElement) -> Text {
    let value = js_sys::Reflect::get(field, &"value".into()).ok();
    value.and_then(|value| value.dyn_into::<JsString>().ok()).unwrap_or_default()
}

/// What was picked: a listing's text, or the names in a folder.
pub async fn picked(input: HtmlInputElement) -> Option<Text> {
    read_picked(&input).await.ok()?.dyn_into::<JsString>().ok()
}

/// What of the last picked or dropped folder could be read, if the user says so: CODEOWNERS
/// files by path, and all manifests in words.
pub fn readable() -> Vec<String> {
    known_files()
}

/// Reads one of them; the manifests give a JSON object by path.
pub async fn read(path: String) -> Option<Text> {
    read_known(&path).await.ok()?.dyn_into::<JsString>().ok()
}

/// Makes the page light or dark.
pub fn paint(theme: Theme) {
    let Some(root) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
    else {
        return;
    };
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}

/// The fragment of the page's address, without `#`.
pub fn fragment() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    hash.strip_prefix('#').filter(|rest| !rest.is_empty()).map(str::to_owned)
}

/// Replaces the fragment of the page's address; none takes it away. Never in a
/// frame: browsers restore a frame's last address, and the embedding page's own
/// link would be lost.
pub fn set_fragment(fragment: Option<&str>) -> Option<()> {
    let window = web_sys::window()?;
    if window.parent().ok()?.is_some_and(|parent| parent != window) {
        return None;
    }
    let location = window.location();
    let address = format!(
        "{}{}{}",
        location.pathname().ok()?,
        location.search().ok()?,
        fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default()
    );
    let history = window.history().ok()?;
    let state = history.state().unwrap_or_default();
    history.replace_state_with_url(&state, "", Some(&address)).ok()
}

/// What the page put into the history's present entry.
pub fn history_state() -> Option<Vec<u8>> {
    let state = web_sys::window()?.history().ok()?.state().ok()?;
    state.dyn_into::<js_sys::Uint8Array>().ok().map(|bytes| bytes.to_vec())
}

/// Puts something into the history's present entry, or into another one after it. Never in a frame.
pub fn set_history(state: &[u8], another: bool) -> Option<()> {
    let window = web_sys::window()?;
    if window.parent().ok()?.is_some_and(|parent| parent != window) {
        return None;
    }
    let (history, state) = (window.history().ok()?, JsValue::from(js_sys::Uint8Array::from(state)));
    // Browsers refuse more than some hundred in half a minute.
    if another {
        history.push_state(&state, "").ok()
    } else {
        history.replace_state(&state, "").ok()
    }
}

/// The address of this page with another fragment.
pub fn address_with(fragment: &str) -> Option<String> {
    let href = web_sys::window()?.location().href().ok()?;
    let page = href.split('#').next().unwrap_or_default();
    Some(format!("{page}#{fragment}"))
}

/// Opens the browser's dialog for printing, where there is one.
pub fn print() {
    let _refused = web_sys::window().map(|window| window.print());
}

/// Puts a text on the clipboard. False if the browser refuses.
pub async fn copy(text: String) -> bool {
    let Some(clipboard) = clipboard() else { return false };
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&text)).await.is_ok()
}

fn clipboard() -> Option<web_sys::Clipboard> {
    let clipboard = web_sys::window()?.navigator().clipboard();
    // Undefined on pages that are not served securely, whatever the types say.
    (!AsRef::<JsValue>::as_ref(&clipboard).is_undefined()).then_some(clipboard)
}
