//! Releases: their names, and what a build does so that Sentry knows them.
//!
//! A release joins what a build made with what SDKs send: the text has to be the same
//! in both. [`name`] reads such a text as Sentry does.
//!
//! ```
//! use sentry_general::playbook::release::name;
//!
//! let read = name::read("billing-api@1.4.2+77").unwrap();
//! assert_eq!((read.package.as_str(), read.is_semver), ("billing-api", true));
//! assert_eq!(read.shown, "1.4.2 (77)", "what the product shows");
//! ```
//!
//! # Odd cases
//! - Whether a project is ordered by version or by date follows from its newest names: of up
//!   to two releases the newest, of three to nine any of the last three, from ten on
//!   also three of the last ten. Mixed names therefore change what counts as a regression.
//! - Without an application in front (`1.4.2`) a name counts as a version for that, but Sentry
//!   stores no version, and `release.version` finds nothing.
//! - A version of 12, 16, 20, 32, 40 or 64 digits is taken for a commit, a date such as
//!   `202611230930` as well.
//!
//! Sources: `sentry-release-parser` (Sentry's own parser, used here), `sentry.models.release`
//! and `sentry.constants`, sentry-cli 3.6 (`src/utils/args.rs`), `/product/releases/naming-releases/`.

mod choices;
pub mod ci;
pub mod commands;
mod group;
pub mod name;
pub mod upload;

pub use choices::{Choice, Choices, Cli, Scheme, Train};
pub(super) use group::COMMIT;
pub use group::Group;
