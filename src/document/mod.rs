//! What is saved, linked and shared, and how it outlives versions of this program.
//!
//! A document is JSON, which names its fields. Two rules make it last:
//!
//! - *Reading fails nowhere.* A field or value that this version can't read, because a later
//!   one wrote it, is as at first; all around it is read ([`Carried::read`]).
//! - *Writing drops nothing.* What could not be read is written back where it was, unless
//!   the user has chosen something else in its place ([`Carried::write`]).
//!
//! ```
//! use sentry_general::document::{Carried, Document};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Default, Serialize, Deserialize)]
//! #[serde(default)]
//! struct Plan {
//!     colour: Colour,
//!     teams: Vec<String>,
//! }
//! #[derive(Default, Serialize, Deserialize)]
//! enum Colour {
//!     #[default]
//!     Red,
//!     Green,
//! }
//! impl Document for Plan {}
//!
//! let later = serde_json::json!({ "colour": "Blue", "teams": ["web"], "shape": [1, 2] });
//! let (mut plan, carried) = Carried::read::<Plan>(later);
//! assert_eq!(plan.teams, ["web"]);
//! plan.teams.push("app".into());
//! let written = serde_json::json!({ "colour": "Blue", "teams": ["web", "app"], "shape": [1, 2] });
//! assert_eq!(carried.write(&plan), written);
//! ```

mod carried;
mod merge;
mod sieve;

pub use carried::{Carried, Document};
