//! Who gets this error? The engine of Sentry General.
//!
//! Text in, values out: every parser returns a value *and* its [`text::Problem`]s,
//! nothing here reads a clock, a network, a browser or the order of a hash table.
//! The folders are the field's nouns, in the order in which data flows:
//!
//! | module | holds |
//! |---|---|
//! | [`text`] | places in a text, and problems found there |
//! | [`tree`] | a pasted file listing, read into a tree of paths |
//! | [`ownership`] | ownership rules: grammar, owners, patterns, CODEOWNERS |
//! | [`trace`] | an error event: the frames, tags and more that rules look at |
//! | [`routing`] | which rule wins for which path or event, why, and who gets it |

#![forbid(unsafe_code)]

pub mod ownership;
pub mod routing;
pub mod text;
pub mod trace;
pub mod tree;
