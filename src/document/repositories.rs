//! The organization's repositories that are not in view.

use serde::{Deserialize, Serialize};

/// The organization's other repositories.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Repositories {
    /// Them, in the order of the plan.
    pub others: Vec<OtherRepository>,
    /// How many of them come before the one in view.
    pub before: usize,
}

/// A repository that is not in view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtherRepository {
    /// Its name: `owner/name`; empty if it has none.
    pub name: String,
    /// All that is its own, as a link's fragment, so that a large listing takes little room.
    pub packed: String,
}

/// How many repositories one organization may have here, the one in view included. Each is
/// kept by the browser, which has room for some megabytes.
pub const MOST_REPOSITORIES: usize = 50;

impl Repositories {
    /// Leaves out what is more than this program acts upon.
    pub(super) fn limit(&mut self) {
        self.others.truncate(MOST_REPOSITORIES - 1);
        self.before = self.before.min(self.others.len());
    }
}
