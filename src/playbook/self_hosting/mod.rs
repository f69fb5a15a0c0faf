//! Sentry's own service, or one's own servers: the decision, and what servers take.
//!
//! [`decide`] weighs answers to closed questions. Every answer says for and against
//! which way it speaks, how much, and by which page; what rules a way out is told apart
//! from what weighs against it. [`upgrade`] gives the way from a version to the newest,
//! [`machine`] holds what a machine has against what is needed.
//!
//! ```
//! use sentry_general::playbook::self_hosting::{upgrade, version};
//!
//! let from = version::read("v24.1.0").unwrap();
//! let path = upgrade::path(from);
//! let stops: Vec<String> = path.stops.iter().map(|it| it.version.to_string()).collect();
//! assert_eq!(stops, ["24.8.0", "25.5.1", "26.5.1", "26.7.0", "26.8.0"]);
//! ```
//!
//! # Odd cases
//! - The list of hard stops is pieced together from documentation, pull requests and
//!   issues, as of 26.8.0: each stop names its own page, and later ones may have come.
//! - A version of development (`24.8.0.dev0`) comes before its release, and stops there.
//! - Weights are ours, and shown; a way that is ruled out is never the answer, whatever
//!   else speaks for it. Of equals the simpler way is first.
//!
//! # Not modelled
//! What it costs; Kubernetes and other ways to install that Sentry does not make.

mod choices;
mod decision;
pub mod facts;
pub mod machine;
mod questions;
pub mod upgrade;
pub mod version;

pub use crate::document::Question;
pub use choices::{Choice, Choices};
pub use decision::{Decision, Said, Way, Weighed, decide};
pub use questions::{Answer, Speaks, Weight};
