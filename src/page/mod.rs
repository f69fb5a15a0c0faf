//! The page: what a user sees and does. It shows what the engine in its worker
//! answers, and never parses or matches anything itself.
//!
//! State and its rules are plain values, tested on the host; components exist
//! in the browser only. `docs/design.md` says how the page is meant to be.

pub mod examples;
pub mod exports;
/// Which requests the worker gets, and when.
pub mod outbox;
pub mod parts;
pub mod state;
mod text;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod drop;
#[cfg(target_arch = "wasm32")]
mod editor;
#[cfg(target_arch = "wasm32")]
mod engine;
#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod palette;
#[cfg(target_arch = "wasm32")]
mod places;
#[cfg(target_arch = "wasm32")]
mod scroll;
#[cfg(target_arch = "wasm32")]
mod storage;

#[cfg(target_arch = "wasm32")]
pub use app::App;
#[cfg(target_arch = "wasm32")]
pub use storage::fail;
pub use text::Text;
