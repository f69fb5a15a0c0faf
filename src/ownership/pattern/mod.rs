//! Patterns: does this rule's pattern match this text?
//!
//! Sentry knows two languages. [`Glob`] is that of `path:`, `module:`, `url:`
//! and `tags.*` rules, [`CodeownersPattern`] that of rules imported from a
//! CODEOWNERS file. Both are read into the same [`Token`]s, which become an
//! automaton over bytes: for one text it is simulated, for a whole tree the
//! router merges the automata of all rules into one.
//!
//! ```
//! use sentry_general::ownership::pattern::{CodeownersPattern, Glob};
//!
//! // The same text, two meanings: a glob's star crosses folders.
//! assert!(Glob::path("src/*").is_match("src/pay/api.ts"));
//! assert!(!CodeownersPattern::new("src/*").is_match("src/pay/api.ts"));
//! ```
//!
//! Not modelled: engines other than the current one. Where they differ,
//! [`Glob::variance`] says so.

mod codeowners;
mod covers;
mod glob;
mod loose;
pub(crate) mod nfa;
mod token;
mod why_not;
mod words;

pub use codeowners::{Anchoring, CodeownersPattern};
pub use glob::{Backslash, Dialect, Glob, Invalid, Variance};
pub(crate) use loose::is_loose;
pub use token::{ByteSet, Case, End, Extent, Token};
pub use why_not::Mismatch;
pub(crate) use words::{Pairs, has_words};
