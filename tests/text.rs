//! Texts that users typed, in files of other languages.

#[path = "text/quoting.rs"]
mod quoting;
