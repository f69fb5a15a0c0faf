//! What is carried out: an organization in Sentry with its repositories, teams and
//! projects, and what was chosen for it.
//!
//! An [`Organization`] is the one thing that the playbook and every export are made
//! from. It is a plain document: as JSON it is what the JavaScript function
//! `planProjects` answers, with more around it, so that an answer of that function
//! can be exported as it is.
//!
//! ```
//! use sentry_general::organization::Organization;
//!
//! let plan = r#"{"projects": [{"slug": "web", "name": "web", "root": "web",
//!     "platform": "javascript-nextjs", "teams": ["shop"],
//!     "mapping": {"stackRoot": "", "sourceRoot": "web/"}, "rules": "path:* #shop"}]}"#;
//! let organization = Organization::from_json(plan).unwrap();
//! assert_eq!(organization.projects[0].teams, ["shop"]);
//! assert_eq!(organization.slug(), "your-organization");
//! ```
//!
//! # Odd cases
//! - Nothing here was checked by Sentry: names may be taken, and a document from
//!   elsewhere may hold any text at all. Whoever writes a file from it escapes.
//! - Teams are those that projects name and those listed; a team of no project has
//!   nothing to own.

mod document;
mod names;
pub mod picture;
mod planned;
mod repositories;
mod taken;

pub use crate::document::{Choices, Ci, Edition, RepositoryHost, Situation, Subscription};
pub use document::{
    Aside, Mapping, Organization, Person, Project, Proof, Question, QuestionOption, Reason,
    Repository, RoutedDifferently, Taken, Team, Version,
};
pub(crate) use names::is_slug;
pub use repositories::Repositories;
pub(crate) use taken::TakenNames;
