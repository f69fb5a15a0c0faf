//! Texts and requests that nobody means well with: nothing panics, nothing hangs.
//!
//! `cargo test` takes a sample; `script/hostile` runs all of it.

#[path = "hostile/chance.rs"]
mod chance;
#[path = "hostile/flooding.rs"]
mod flooding;
#[path = "hostile/growth.rs"]
mod growth;
#[path = "hostile/letters.rs"]
mod letters;
#[path = "hostile/requests.rs"]
mod requests;
#[allow(dead_code, reason = "the tests of exports use the rest")]
#[path = "export/support.rs"]
mod support;
#[path = "hostile/texts.rs"]
mod texts;
