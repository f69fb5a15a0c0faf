//! What is in Sentry today: projects, teams, rules, code mappings and alerts, as Sentry's API
//! prints them, or as Terraform's state holds them.
//!
//! [`read`] takes what somebody pastes or drops: answers of the API one after another, one file
//! that holds several of them, Terraform's state or source, ownership rules under the name of a project.
//! A [`Live`] grows with every text that is read into it, in any order.
//!
//! ```
//! use sentry_general::live::{Live, read};
//!
//! let mut live = Live::default();
//! let answer = r#"[{"id": "7", "slug": "web", "platform": "javascript", "isBookmarked": false,
//!     "teams": [{"id": "1", "slug": "shop", "name": "Shop"}], "mood": "sunny"}]"#;
//! let reading = read(answer, &mut live);
//! assert_eq!(reading.counts["project"], 1);
//! assert!(live.projects["web"].teams.contains("shop"));
//! assert_eq!(live.unknown["project.mood"], 1);
//! ```
//!
//! # Odd cases
//! - What is not known, a field or a whole thing, is counted in [`Live::unknown`] and nothing
//!   around it is dropped for it.
//! - JSON that breaks off, or breaks in the middle, gives what stands whole before the break and
//!   on the lines after it.
//! - An answer that says no more than `detail` is Sentry's refusal; it is told as one.
//! - Mappings and monitors may name their project by a number only. They find it when the
//!   project is read, before or after.
//!
//! # What is not modelled
//! Who is a member of what: whether a person has access to a project is not said here.
//!
//! Source: Sentry's API reference and the serializers behind it (`sentry/api/serializers/models`,
//! `sentry/workflow_engine/endpoints/serializers`), 2026; for state the schemas of the Terraform
//! provider `jianyuan/sentry` 0.15.

mod alerts;
mod compare;
mod fetch;
mod fields;
mod kind;
mod model;
mod read;
mod salvage;
mod source;
mod take;
mod terraform;

pub use compare::{Change, Comparison, Finding, Row, Step, compare};
pub use fetch::{FILENAME, script};
pub use model::{
    Alert, AlertKind, Live, Mapping, Monitor, Project, Repository, Rules, Target, Team,
};
pub use read::{Reading, read};
