//! The engine in the browser: the page's worker and the JavaScript interface.

// What JavaScript calls lives in this program and not in the library: the page links the
// library too, and every `#[wasm_bindgen]` function in there would end up in its wasm.
#![allow(unreachable_pub, reason = "wasm-bindgen exports public items of a program, too")]

#[cfg(target_arch = "wasm32")]
mod exports {
    use wasm_bindgen::prelude::*;

    /// The version of the engine.
    #[wasm_bindgen]
    #[must_use]
    pub fn version() -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }
}

fn main() {}
