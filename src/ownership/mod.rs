//! Ownership rules: who owns what.
//!
//! A project's rules come as text in Sentry's own grammar ([`grammar`]), or from
//! a CODEOWNERS file ([`codeowners`]). Both end as [`Rule`]s: a [`Matcher`] and
//! its [`Owner`]s. Whether a rule matches is for [`pattern`], whether its owners
//! exist for a [`Directory`] (typed as [`people`]), and which rule wins for [`crate::routing`].
//!
//! ```
//! use sentry_general::ownership::{MatcherKind, Owner, parse};
//!
//! let parsed = parse("tags.release:1.* #release jo@x.io # on call");
//! let rule = &parsed.rules[0];
//! assert_eq!(rule.matcher.kind, MatcherKind::Tag("tags.release".into()));
//! assert_eq!(rule.owners[1], Owner::User("jo@x.io".into()));
//! ```
//!
//! What a text lacks in Sentry's eyes, and what in it is likely a mistake, are
//! [`crate::text::Problem`]s with stable codes: `rules/…` for rules,
//! `codeowners/…` for an import, `codeowners/host-…` for a host's own reading.

pub mod codeowners;
mod directory;
pub mod grammar;
pub(crate) mod other_file;
pub mod pattern;
pub mod people;
mod rule;
pub mod schema;

pub use directory::{Access, Directory, Validation, remove_unknown_owners, validate};
pub use grammar::{Parsed, parse};
pub(crate) use rule::is_slug;
pub use rule::{Matcher, MatcherKind, Owner, Rule, Source};
