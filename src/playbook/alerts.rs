//! The alerts of a plan, as data: the playbook describes them, the script and Terraform make them.
//!
//! One alert is enough to begin with. It goes to suggested assignees, so that it follows the
//! ownership of every project by itself.
//!
//! ```
//! use sentry_general::organization::Organization;
//! use sentry_general::playbook::alerts;
//!
//! let plan = r#"{"projects": [{"slug": "web"}], "choices": {"environments": "live test"}}"#;
//! let organization = Organization::from_json(plan).unwrap();
//! let alerts = alerts::of(&organization);
//! assert_eq!(alerts[0].name, "New or back in live");
//! assert_eq!(alerts[0].environment, Some("live"));
//! ```
//!
//! # Odd cases
//! - An alert that names an environment is refused until an event came from there ("Environment
//!   is not part of this organization"), and no call makes an environment. So alerts come after
//!   the first event, in the playbook, in the script and in Terraform alike.
//!
//! Sources: `sentry/api/serializers/rest_framework/environment.py`,
//! `https://github.com/getsentry/sentry/issues/69546`.

use crate::organization::{Organization, Project};

/// An alert: when it fires, and who is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert<'o> {
    /// What it is called.
    pub name: String,
    /// The stage it looks at; all of them if there is none.
    pub environment: Option<&'o str>,
    /// What makes it fire; any of them does.
    pub triggers: &'static [Trigger],
    /// For how many minutes it is silent about an issue that it told of.
    pub frequency: u32,
    /// Who is told when an issue has no suggested assignee.
    pub without_owner: WithoutOwner,
    /// The projects whose issues it sees. Never empty.
    pub projects: Vec<&'o Project>,
}

/// What makes an alert fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// An issue is new.
    New,
    /// An issue that was resolved is there again.
    Regressed,
}

/// Who is told when an issue has no suggested assignee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithoutOwner {
    /// Members of the project who were there lately: Sentry's own choice.
    ActiveMembers,
}

/// The alerts of a plan; none without a project.
#[must_use]
pub fn of(organization: &Organization) -> Vec<Alert<'_>> {
    let environment = organization.choices.environments().first().copied();
    let projects: Vec<&Project> = organization.projects.iter().collect();
    if projects.is_empty() {
        return Vec::new();
    }
    let name = match environment {
        Some(environment) => format!("New or back in {environment}"),
        None => "New or back".to_owned(),
    };
    vec![Alert {
        name,
        environment,
        triggers: &[Trigger::New, Trigger::Regressed],
        frequency: 30,
        without_owner: WithoutOwner::ActiveMembers,
        projects,
    }]
}

/// Access
impl Trigger {
    /// Its name in Sentry's API, and in Terraform.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::New => "first_seen_event",
            Self::Regressed => "regression_event",
        }
    }

    /// For people, of an issue.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Regressed => "regressed",
        }
    }
}

/// Access
impl WithoutOwner {
    /// Its name in Sentry's API, and in Terraform.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::ActiveMembers => "ActiveMembers",
        }
    }

    /// For people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::ActiveMembers => "recently active members",
        }
    }
}
