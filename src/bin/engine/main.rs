//! The whole engine in the browser: the JavaScript interface, and what the page's worker
//! goes on with after the first answer. Loading it starts nothing.
//!
//! What JavaScript calls lives in this program and not in the library: the page links
//! the library too, and every `#[wasm_bindgen]` function in there would end up in
//! its wasm.

#[cfg(target_arch = "wasm32")]
mod exports;
#[cfg(target_arch = "wasm32")]
mod page_session;
#[cfg(target_arch = "wasm32")]
#[path = "../shared/serve.rs"]
mod serve;
#[cfg(target_arch = "wasm32")]
mod values;

/// Loading it starts nothing.
fn main() {}
