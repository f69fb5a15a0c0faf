//! The part of the engine that gives the first answer: listing, rules, CODEOWNERS, routing.
//!
//! The page's worker loads it before anything else, so what counts here is size. Whatever
//! it cannot answer is answered by the whole engine, to which it hands over.

#[cfg(target_arch = "wasm32")]
#[path = "../shared/serve.rs"]
mod serve;

#[cfg(target_arch = "wasm32")]
mod page_session;

/// Loading it starts nothing.
fn main() {}
