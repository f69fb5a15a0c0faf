//! The plan as a document: what to do in this organization, why, and how one knows that
//! it is done.
//!
//! Every heading has a *basic* and an *advanced* half. An [`Item`] speaks of the
//! projects, teams and folders at hand wherever it can (`tests/playbook/general.rs` limits how
//! many do not), and names the page it goes by with the age of the copy that was read: what is older is said to be so.
//!
//! ```
//! use sentry_general::organization::Organization;
//! use sentry_general::playbook::{Heading, chapter};
//!
//! let plan = r#"{"projects": [{"slug": "shop", "platform": "python-django", "teams": ["web"]}]}"#;
//! let organization = Organization::from_json(plan).unwrap();
//! let releases = chapter(&organization, Heading::Releases);
//! assert!(releases.basic[0].what.contains("`shop@1.4.2`"));
//! ```
//!
//! # Odd cases
//! - An item is there only where it applies: no source maps without JavaScript, nothing
//!   about CODEOWNERS without such a file, other chapters for one's own servers.
//! - Where there are many projects, an item speaks of all of them, names a few and counts
//!   the rest, so that a playbook has some hundred items at most, whatever the organization.
//! - Names are shown between backticks; a name's own backticks become apostrophes.
//!
//! - What needs a plan of Sentry's that is not paid for is left out; where nobody said what is
//!   paid for, an item says what it needs. What does not apply to where one starts from is left
//!   out, too.

mod chapter;
mod choose;
mod facts;
pub(crate) mod imports;
mod item;
mod places;
mod sources;
mod week_one;
mod words;

pub mod alerts;
pub mod filter;
pub mod naming;
pub mod release;
pub mod rollout;
pub mod scrub;
pub mod sdk;
pub mod self_hosting;
pub mod usage;

mod architecture;
mod data;
mod filtering;
mod hosting;
mod projects;
mod releases;
mod sensitive;
mod volume;
mod workflow;

pub use chapter::{Chapter, chapter, chapters};
pub use choose::Choice;
pub use item::{Age, Code, Heading, Item, Level, Source};
pub use places::Places;
pub use week_one::{Effort, First, MOST, first_of, week_one};
pub(crate) use words::lower;
