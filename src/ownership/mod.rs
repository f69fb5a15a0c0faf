//! Ownership rules: who owns what.

mod rule;

pub use rule::{Matcher, MatcherKind, Owner, Rule, Source};
