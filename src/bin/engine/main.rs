//! The engine in the browser: the page's worker and the JavaScript interface in one
//! file. Loading it starts nothing, unless it is loaded in a worker.
//!
//! What JavaScript calls lives in this program and not in the library: the page links
//! the library too, and every `#[wasm_bindgen]` function in there would end up in
//! its wasm.

#[cfg(target_arch = "wasm32")]
mod exports;
#[cfg(target_arch = "wasm32")]
mod values;
#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::serve();
}

/// On the host the library is used as it is.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
