//! The listing's text, wherever it lives.

/// A text that may be large: on the page a JavaScript string, which is handed on
/// to the worker without a copy in the page's own memory.
#[cfg(target_arch = "wasm32")]
pub type Text = js_sys::JsString;

/// A text that may be large. On the host, where only tests run, a plain string.
#[cfg(not(target_arch = "wasm32"))]
pub type Text = String;

/// How long a text is, in UTF-16 units.
#[cfg(target_arch = "wasm32")]
pub fn length(text: &Text) -> u32 {
    text.length()
}

/// How long a text is, in UTF-16 units.
#[cfg(not(target_arch = "wasm32"))]
pub fn length(text: &Text) -> u32 {
    text.encode_utf16().count() as u32
}

/// The first characters of a text, up to `length` UTF-16 units.
#[cfg(target_arch = "wasm32")]
pub fn start(text: &Text, length: u32) -> String {
    String::from(text.substring(0, length))
}

/// The first characters of a text, up to `length`.
#[cfg(not(target_arch = "wasm32"))]
pub fn start(text: &Text, length: u32) -> String {
    text.chars().take(length as usize).collect()
}
