//! Who would be told of issues by the alerts of a plan, and how often.

use super::{Destination, WithoutOwner, channels};
use crate::organization::Organization;
use crate::ownership::Owner;
use crate::routing::{Decision, Role};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An issue that alerts may tell of.
#[derive(Clone, Debug)]
pub struct Issue {
    /// Who owns it, and who gets an alert to issue owners.
    pub decision: Decision,
    /// Whether anything is known of where it came from.
    pub is_known: bool,
    /// The project it is in, by its place in the plan, if that is known.
    pub project: Option<usize>,
    /// How many errors it stands for.
    pub errors: u64,
    /// Which they are: their places in the list of errors that it was made of.
    pub of: Vec<usize>,
}

/// Who would be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview<'o> {
    /// A row for each who is told, and where; those who are told of most issues first.
    pub rows: Vec<Row<'o>>,
    /// How many issues there are.
    pub issues: u64,
    /// Owners that an alert to issue owners would tell, as the last that rules name, and that
    /// hear nothing, since the issue is assigned to a team with an alert of its own; with how
    /// many issues. Those with the most first.
    pub passed_over: Vec<(Owner, u64)>,
}

/// One who is told, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'o> {
    /// Who.
    pub who: Who<'o>,
    /// Where; none if nobody is told.
    pub way: Option<Way<'o>>,
    /// Of how many issues.
    pub issues: u64,
    /// Which they are: their places in the list of issues.
    pub which: Vec<usize>,
    /// How many errors those stand for.
    pub errors: u64,
    /// Of how many of the issues only as the last owner that rules name: they are assigned to
    /// somebody else.
    pub as_last: u64,
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who<'o> {
    /// A team or a person, as owner.
    Owner(Owner),
    /// Members of a project's teams, since the issue has no owner.
    Members {
        /// Which of them.
        of: WithoutOwner,
        /// The project, by slug; none: it is not known.
        project: Option<&'o str>,
        /// Its teams.
        teams: &'o [String],
    },
    /// Nobody: the issue has no owner.
    Nobody,
    /// Of the issue nothing tells where it came from.
    Unknown,
}

/// Where somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way<'o> {
    /// As they chose in Sentry: mail, or a channel that is linked with the team.
    Mail,
    /// In the team's channel.
    Channel(Destination<'o>),
}

/// Who would be told of these issues by the alerts of the plan, each once. Linear in them, but for
/// finding their rows.
#[must_use]
pub fn preview<'o>(organization: &'o Organization, issues: &[Issue]) -> Preview<'o> {
    let channels: BTreeMap<&str, Destination> = channels(organization).into_iter().collect();
    let mut told: BTreeMap<(Who, Option<Way>), Row> = BTreeMap::new();
    let mut passed_over: BTreeMap<&Owner, u64> = BTreeMap::new();
    for (at, issue) in issues.iter().enumerate() {
        let mut tell = |who: Who<'o>, way: Option<Way<'o>>, as_last: bool| {
            let none =
                Row { who: who.clone(), way, issues: 0, which: Vec::new(), errors: 0, as_last: 0 };
            let row = told.entry((who, way)).or_insert(none);
            row.issues += 1;
            row.which.push(at);
            row.errors = row.errors.saturating_add(issue.errors);
            row.as_last += u64::from(as_last);
        };
        let decision = &issue.decision;
        let assigned = decision.assignee.as_ref().map(|it| &it.owner);
        let own = assigned.and_then(Owner::team).and_then(|slug| channels.get(slug));
        if let (Some(team), Some(&destination)) = (assigned, own) {
            tell(Who::Owner(team.clone()), Some(Way::Channel(destination)), false);
            let others = decision.notified.iter().filter(|it| it.owner != *team);
            for other in others {
                *passed_over.entry(&other.owner).or_default() += 1;
            }
            continue;
        }
        for notified in &decision.notified {
            let as_last = match notified.role {
                Role::LastOwner => assigned.is_some_and(|it| *it != notified.owner),
                Role::Assignee => false,
            };
            tell(Who::Owner(notified.owner.clone()), Some(Way::Mail), as_last);
        }
        if decision.notified.is_empty() {
            let who = nobody(organization, issue);
            let way = matches!(who, Who::Members { .. }).then_some(Way::Mail);
            tell(who, way, false);
        }
    }
    let mut rows: Vec<Row> = told.into_values().collect();
    rows.sort_by_key(|row| Reverse((row.issues, row.errors)));
    let passed_over = passed_over.into_iter().map(|(owner, issues)| (owner.clone(), issues));
    let mut passed_over: Vec<_> = passed_over.collect();
    passed_over.sort_by_key(|&(_, issues)| Reverse(issues));
    Preview { rows, issues: issues.len() as u64, passed_over }
}

/// Who is told of an issue without owner. A project without teams tells nobody.
fn nobody<'o>(organization: &'o Organization, issue: &Issue) -> Who<'o> {
    let of = organization.choices.alerts.without_owner;
    let project = issue.project.and_then(|at| organization.projects.get(at));
    let teams = project.map(|it| it.teams.as_slice());
    match (of, teams) {
        _ if !issue.is_known => Who::Unknown,
        (WithoutOwner::NoOne, _) | (_, Some([])) => Who::Nobody,
        (WithoutOwner::ActiveMembers | WithoutOwner::AllMembers, teams) => Who::Members {
            of,
            project: project.map(|it| it.slug.as_str()),
            teams: teams.unwrap_or_default(),
        },
    }
}
