//! The contract with JavaScript, as plain values.

#[path = "api/codeowners.rs"]
mod codeowners;
#[path = "api/simulate.rs"]
mod simulate;
