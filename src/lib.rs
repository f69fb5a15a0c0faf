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
//! | [`advice`] | likely mistakes in rules, and better ones |
//! | [`projects`] | how a repository is split into projects, and why |
//! | [`codes`] | the page of every problem code |
//! | [`document`] | what is saved, linked and shared |
//! | [`organization`] | the plan that is carried out |
//! | [`live`] | what is in Sentry today |
//! | [`playbook`] | what to do to carry it out |
//! | [`export`] | the plan as files to take away |
//! | [`session`] | the texts of one open page, and all that follows from them |
//! | [`fence`] | a situation as plain text, and what is asked about it |
//! | [`link`] | a document in the fragment of a link |
//! | [`api`] | what the engine offers to JavaScript |
//! | [`pipeline`] | the same answers where rules are kept: checks, comparisons, reports for machines |
//! | [`page`] | the page itself |

#![forbid(unsafe_code)]

pub mod advice;
pub mod api;
pub mod codes;
pub mod document;
pub mod export;
pub mod fence;
pub mod link;
pub mod live;
pub mod organization;
pub mod ownership;
pub mod page;
pub mod pipeline;
pub mod playbook;
pub mod projects;
pub mod routing;
pub mod session;
pub mod text;
pub mod trace;
pub mod tree;
