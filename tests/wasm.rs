//! What holds only next to JavaScript itself. Run in Node by `script/test wasm`.

#![cfg(target_arch = "wasm32")]

use js_sys::JsString;
use sentry_general::text::LineIndex;
use wasm_bindgen_test::wasm_bindgen_test;

/// JavaScript's own idea of a string's length is the baseline.
#[wasm_bindgen_test]
fn offsets_are_counted_as_javascript_counts_them() {
    let text = "plain\nnaïve\r\n日本語 🚒\n\u{1F468}\u{200D}\u{1F692} ends";
    let index = LineIndex::new(text);
    for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
        let expected = JsString::from(&text[..at]).length();
        assert_eq!(index.utf16(at as u32), expected, "UTF-16 offset of byte {at}");
    }
}
