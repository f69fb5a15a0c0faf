//! The alerts of a plan, as data: the playbook describes them, the script and Terraform make them.
//!
//! One alert is enough to begin with. It goes to suggested assignees, so that it follows the
//! ownership of every project by itself. A team that wants to be told elsewhere than by mail has
//! one of its own, on the issues that are assigned to it, and the alert for all passes them over.
//!
//! ```
//! use sentry_general::organization::Organization;
//! use sentry_general::playbook::alerts;
//!
//! let plan = r##"{"projects": [{"slug": "web", "teams": ["web"]}], "choices": {
//!     "environments": "live test", "alerts": {"channels": {"web": {"by": "slack", "to": "#web"}}}
//! }}"##;
//! let organization = Organization::from_json(plan).unwrap();
//! let alerts = alerts::of(&organization);
//! assert_eq!(alerts[0].name, "New or back in live");
//! assert_eq!(alerts[0].environment, Some("live"));
//! assert_eq!(alerts[1].name, "New or back in live for web");
//! ```
//!
//! # Odd cases
//! - An alert that names an environment is refused until an event came from there ("Environment
//!   is not part of this organization"), and no call makes an environment. So alerts come after
//!   the first event, in the playbook, in the script and in Terraform alike.
//! - An alert to suggested assignees tells the *last* owner of all rules that match, and the
//!   assignee, who is the *first* of the rule that decides. A team's own alert goes by the assignee
//!   alone. [`preview()`] tells the two apart.
//! - Whether the filter on the assigned team fires depends on how its id is written: Sentry compares
//!   numbers, the provider of Terraform sends a text. Until that is verified, what Terraform makes
//!   must not rest on it: if no filter fires, the alert for all tells everybody by mail.
//!
//! Sources: `sentry/api/serializers/rest_framework/environment.py`,
//! `https://github.com/getsentry/sentry/issues/69546`,
//! `sentry/workflow_engine/handlers/condition/assigned_to_handler.py`,
//! `sentry/notifications/notification_action/action_validation.py`.

mod choices;
mod destination;
mod issues;
mod preview;

pub use choices::{Channel, Choice, Choices, Messenger, WithoutOwner};
pub use destination::Destination;
pub use issues::issues;
pub use preview::{Issue, Preview, Row, Way, Who, preview};

use crate::organization::{Organization, Project, Subscription};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Who is told, of which issues.
    pub tells: Tells<'o>,
    /// The projects whose issues it sees. Never empty.
    pub projects: Vec<&'o Project>,
}

/// The least of Sentry's plans that connects with channels.
pub const LEAST: Subscription = Subscription::Team;

/// Who is told, of which issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tells<'o> {
    /// Suggested assignees.
    Owners {
        /// Who is told of an issue that has none.
        without_owner: WithoutOwner,
        /// The teams that have an alert of their own: issues assigned to them are passed over.
        but: Vec<&'o str>,
    },
    /// A channel, of the issues that are assigned to its team.
    Team {
        /// The team, by slug.
        slug: &'o str,
        /// The channel.
        destination: Destination<'o>,
    },
}

/// What makes an alert fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// An issue is new.
    New,
    /// An issue that was resolved is there again.
    Regressed,
}

/// The alerts of a plan, the one for all first, then those of teams in the order of the alphabet;
/// none without a project.
#[must_use]
pub fn of(organization: &Organization) -> Vec<Alert<'_>> {
    if organization.projects.is_empty() {
        return Vec::new();
    }
    let environment = organization.choices.environments().first().copied();
    let name = match environment {
        Some(environment) => format!("New or back in {environment}"),
        None => "New or back".to_owned(),
    };
    let alert = |name: String, tells, projects| Alert {
        name,
        environment,
        triggers: &[Trigger::New, Trigger::Regressed],
        frequency: 30,
        tells,
        projects,
    };
    let by_team = by_team(organization);
    let of_teams: Vec<Alert> = channels(organization)
        .into_iter()
        .map(|(slug, destination)| {
            let theirs = by_team.get(slug).cloned().unwrap_or_default();
            alert(format!("{name} for {slug}"), Tells::Team { slug, destination }, theirs)
        })
        .collect();
    let but = of_teams.iter().filter_map(Alert::team).collect();
    let without_owner = organization.choices.alerts.without_owner;
    let all = organization.projects.iter().collect();
    let for_all = alert(name.clone(), Tells::Owners { without_owner, but }, all);
    std::iter::once(for_all).chain(of_teams).collect()
}

/// The teams that are told in a channel of their own, with that: those whose channel is known as
/// far as an alert needs it, and that have a project. None where the plan that is paid for
/// ([`LEAST`]) has no channels.
#[must_use]
pub fn channels(organization: &Organization) -> Vec<(&str, Destination<'_>)> {
    if !organization.choices.has(LEAST) {
        return Vec::new();
    }
    let chosen = organization.choices.alerts.channels.iter();
    let known = chosen.filter_map(|(slug, channel)| {
        Some((slug.as_str(), Destination::read(channel).ok().flatten()?))
    });
    let by_team = by_team(organization);
    known.filter(|(slug, _)| by_team.contains_key(slug)).collect()
}

/// Why a team is not told in the channel that was chosen for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untold {
    /// The plan that is paid for ([`LEAST`]) has no channels.
    NotPaid,
    /// No project has the team.
    NoProject,
    /// What was typed is no channel yet: what has to be typed, as a sentence.
    NotUnderstood(&'static str),
}

/// The teams for which a channel was chosen, and that have no alert of their own all the same: they
/// are told by mail.
#[must_use]
pub fn untold(organization: &Organization) -> Vec<(&str, &Channel, Untold)> {
    let is_paid = organization.choices.has(LEAST);
    let by_team = by_team(organization);
    let chosen = organization.choices.alerts.channels.iter();
    let why = |slug: &str, channel: &Channel| match Destination::read(channel) {
        Ok(None) => None,
        _ if !is_paid => Some(Untold::NotPaid),
        _ if !by_team.contains_key(slug) => Some(Untold::NoProject),
        Err(why) => Some(Untold::NotUnderstood(why)),
        Ok(Some(_)) => None,
    };
    chosen
        .filter_map(|(slug, channel)| Some((slug.as_str(), channel, why(slug, channel)?)))
        .collect()
}

/// The projects of each team, in the order of the plan.
fn by_team(organization: &Organization) -> BTreeMap<&str, Vec<&Project>> {
    let mut by_team: BTreeMap<&str, Vec<&Project>> = BTreeMap::new();
    for project in &organization.projects {
        for team in project.teams.iter().collect::<BTreeSet<_>>() {
            by_team.entry(team.as_str()).or_default().push(project);
        }
    }
    by_team
}

/// Access
impl<'o> Alert<'o> {
    /// The team whose own alert it is.
    #[must_use]
    pub fn team(&self) -> Option<&'o str> {
        match self.tells {
            Tells::Owners { .. } => None,
            Tells::Team { slug, .. } => Some(slug),
        }
    }

    /// Who is told of an issue without owner; none if it sees no such issue.
    #[must_use]
    pub fn without_owner(&self) -> Option<WithoutOwner> {
        match self.tells {
            Tells::Owners { without_owner, .. } => Some(without_owner),
            Tells::Team { .. } => None,
        }
    }
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
