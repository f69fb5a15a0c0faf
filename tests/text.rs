//! Texts that users typed, in files of other languages; and our own, as they are spelt.

#[path = "text/quoting.rs"]
mod quoting;
#[path = "text/spelling.rs"]
mod spelling;
