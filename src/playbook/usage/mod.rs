//! How many errors come in, whose they are, and what guards the quota against them.
//!
//! A [`Volume`] follows from the organization and from what was typed: errors a day by
//! project, as numbers, as Sentry's own [`stats`], or estimated. Every figure has a
//! [`Formula`] that says how it came about, with the numbers put in and the page it
//! goes by.
//!
//! ```
//! use sentry_general::organization::Organization;
//! use sentry_general::playbook::Choice;
//! use sentry_general::playbook::usage::{self, Evidence, calculate};
//!
//! let plan = r#"{"projects": [{"slug": "web", "teams": ["shop"]}, {"slug": "api"}]}"#;
//! let mut organization = Organization::from_json(plan).unwrap();
//! for (choice, text) in [
//!     (usage::Choice::Daily("web".into()), "3k"),
//!     (usage::Choice::Daily("api".into()), "1,000"),
//!     (usage::Choice::Quota, "50,000"),
//! ] {
//!     organization.choices.choose(&Choice::Volume(choice), text);
//! }
//! let volume = calculate(&organization, &Evidence::default());
//! assert_eq!((volume.projects[0].slug.as_str(), volume.projects[0].share), ("web", 7_500));
//! assert_eq!(volume.month, 120_000);
//! assert_eq!(volume.used_up_on, Some(13), "twelve days of 4,000 fit into the quota");
//! ```
//!
//! # Odd cases
//! - A month has thirty days, as in Sentry's own formula (720 hours).
//! - A number that was typed wins over the pasted one, and that over an estimate.
//! - Shares are whole hundredths of a per cent that make up 100% together; numbers are cut
//!   off at 2⁶⁴ − 1, and nothing is divided by nothing.
//! - Errors of a project are split among its teams by where errors came from, where that is
//!   known, else by their files, else in equal parts; [`Split`] says which.
//!
//! # Not modelled
//! The seasonal part of spike protection's threshold, which follows from the last seven
//! days; pay-as-you-go; prices; categories other than errors.

mod apportion;
mod calculate;
mod choices;
mod figures;
mod formula;
pub(in crate::playbook) mod number;
pub mod stats;
mod table;

pub use apportion::apportion;
pub use calculate::{Basis, Evidence, ProjectVolume, Split, TeamVolume, Traces, Volume, calculate};
pub use choices::{Choice, Choices, PEAK};
pub use formula::{Author, Formula, hundredths};
