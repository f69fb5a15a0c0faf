//! Today beside what is proposed: which project becomes which, what changes, and what is amiss
//! in Sentry already.
//!
//! A project of today and one of the plan belong together by their slug, their name, the folder
//! that a code mapping leads to, the folders that ownership rules name, and the platform. Each
//! row says why, and how sure that is. Nothing is ever proposed to be deleted: a project that
//! the plan does not know is left alone, and one that is merged stays until its last event is
//! of no use.
//!
//! ```
//! use sentry_general::live::{Live, Step, compare, read};
//! use sentry_general::organization::Organization;
//!
//! let mut live = Live::default();
//! read(r#"[{"slug": "shop-web", "platform": "javascript", "teams": []}]"#, &mut live);
//! let plan = r#"{"projects": [{"slug": "shop_web", "root": "web", "platform": "javascript"}]}"#;
//! let plan = Organization::from_json(plan).unwrap();
//! let comparison = compare(&live, &plan, None);
//! assert_eq!(comparison.rows[0].step, Step::Rename);
//! assert_eq!(comparison.rows[0].today, ["shop-web"]);
//! ```

mod evidence;
mod facts;
mod findings;
mod near;
mod pairs;
mod rows;
mod rules;

pub use findings::Finding;
pub use rows::{Change, Row, Step};

use super::Live;
use crate::organization::Organization;
use crate::tree::Tree;
use facts::Facts;

/// What comes of a comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Every project of today and every proposed one is in one of them: first what is to be
    /// done, then what is left alone.
    pub rows: Vec<Row>,
    /// Slugs of teams that the plan names and Sentry does not have.
    pub new_teams: Vec<String>,
    /// What is amiss today, whatever the plan says.
    pub findings: Vec<Finding>,
    /// How many projects' rules were not held against the files, for they are of another
    /// repository, or too many.
    pub rules_not_checked: u32,
}

/// Compares an organization as it is with what is planned. `listing` is the repository whose
/// files rules are held against, with its name. The cost grows with what is read and planned,
/// and per set of rules with the files.
#[must_use]
pub fn compare(live: &Live, plan: &Organization, listing: Option<(&str, &Tree)>) -> Comparison {
    let facts = Facts::new(live);
    let rows = rows::rows(&facts, plan);
    let is_new = |slug: &&str| !live.teams.contains_key(*slug);
    let new_teams = plan.all_teams().into_iter().filter(is_new).map(str::to_owned).collect();
    let mut findings = findings::of(&facts);
    let rules_not_checked = rules::check(&facts, plan, listing, &mut findings);
    Comparison { rows, new_teams, findings, rules_not_checked }
}
