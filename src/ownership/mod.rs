//! Ownership rules: who owns what.

pub mod codeowners;
mod directory;
pub mod grammar;
pub mod pattern;
mod rule;

pub use directory::{Access, Directory, Validation, remove_unknown_owners, validate};
pub use grammar::{Parsed, parse};
pub use rule::{Matcher, MatcherKind, Owner, Rule, Source};
