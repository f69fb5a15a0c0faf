//! From matching rules to people: who is suggested, assigned and notified.
//!
//! ```
//! use sentry_general::ownership::{Directory, parse};
//! use sentry_general::routing::{Settings, decide};
//!
//! let rules = parse("*.py #web\nsrc/* #first #second").rules;
//! let decision = decide(&rules, &[0, 1], &Directory::default(), &Settings::default());
//! assert_eq!(decision.suggestions[0].owners[0].to_string(), "#first");
//! // Alerts take the last owner that is listed, not the first:
//! assert_eq!(decision.notified[0].owner.to_string(), "#second");
//! ```
//!
//! # Odd, but so
//! - At most [`LIMIT`] *rules* are suggested, with all of their owners.
//! - Assignment takes the first owner of the winning rule, an alert the last
//!   owner of the list of all: see [`Decision::notified`].
//! - In that list everybody stands where first named. Of the matches `#a`, `#b`,
//!   `#a` the issue goes to `#a` and the alert to `#b`.
//! - The setting "fallthrough" of ownership is stored and not looked at; what
//!   counts is that of the alert ([`Fallthrough`]).
//!
//! # Not modelled
//! An issue that is assigned already, or was by hand; the pause of 24 hours
//! after an evaluation and the rate limit per project, in which nothing is
//! assigned anew; Sentry's newer suggestions by machine; features that notify
//! all owners or suspect committers.
//!
//! Sources: `sentry/models/projectownership.py` before owner-less CODEOWNERS
//! rules existed, `sentry/models/groupowner.py`, `sentry/notifications/utils/
//! participants.py` of about 2024. What an owner-less rule does is not verified:
//! [`Decision::disputed`].

use super::{Exclusions, RuleId};
use crate::ownership::{Directory, Owner, Rule, Source};
use crate::text::order::Sort as _;
use crate::trace::Kind;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many rules Sentry suggests owners from. It limits the rules, not their owners.
pub const LIMIT: usize = 2;

/// What the decision depends on besides the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The project's setting for assigning issues.
    pub auto_assign: AutoAssign,
    /// Whom an alert to issue owners goes to when there are none.
    pub fallthrough: Fallthrough,
    /// What a CODEOWNERS rule without owners does.
    pub exclusions: Exclusions,
    /// Whether this is an error: nothing else is assigned.
    pub category: Category,
    /// The committers of suspect commits, the most suspect first.
    pub suspects: Vec<Owner>,
}

/// Automatic assignment, as the project's settings name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AutoAssign {
    /// "Auto Assign to Issue Owner".
    #[default]
    IssueOwner,
    /// "Auto Assign to Suspect Commits": to a committer if there is one, else to
    /// an issue owner.
    SuspectCommits,
    /// "Turn off Auto-Assignment".
    Off,
}

impl AutoAssign {
    /// Its name, as it is chosen by.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::IssueOwner => "issue-owner",
            Self::SuspectCommits => "suspect-commits",
            Self::Off => "off",
        }
    }

    /// The one of a name; any other is the default.
    #[must_use]
    pub fn from_id(id: &str) -> Self {
        match id {
            "suspect-commits" => Self::SuspectCommits,
            "off" => Self::Off,
            _ => Self::IssueOwner,
        }
    }
}

/// Whom an alert to issue owners goes to when nobody owns the issue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fallthrough {
    /// All members of the project's teams.
    AllMembers,
    /// Those of them who were active most recently.
    #[default]
    ActiveMembers,
    /// Nobody.
    NoOne,
}

/// What kind of issue it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Category {
    /// An error.
    #[default]
    Error,
    /// Anything else.
    Other,
}

impl From<&Kind> for Category {
    fn from(kind: &Kind) -> Self {
        match kind {
            Kind::Error => Self::Error,
            Kind::Other(_) => Self::Other,
        }
    }
}

/// Who is suggested, assigned and notified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The issue owners, the winner first; at most [`LIMIT`].
    pub suggestions: Vec<Suggestion>,
    /// Who gets the issue.
    pub assignee: Option<Assignee>,
    /// Who gets an alert that goes to issue owners: the last of
    /// [`alert_owners`], then the assignee if that is somebody else.
    pub notified: Vec<Notified>,
    /// To whom the alert goes instead; none if somebody is notified.
    pub fallthrough: Option<Fallthrough>,
    /// What the other reading of [`Exclusions`] suggests, if the readings differ
    /// in that or in who is notified.
    pub disputed: Option<Vec<Suggestion>>,
    /// The matching CODEOWNERS rule without owners that ends the search, if one
    /// does.
    pub excluded_by: Option<RuleId>,
}

/// A rule whose owners Sentry suggests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The rule.
    pub rule: RuleId,
    /// Those of its owners who can own issues, in written order; never empty.
    pub owners: Vec<Owner>,
}

/// Who gets an issue, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignee {
    /// The team or person.
    pub owner: Owner,
    /// By what.
    pub because: Because,
}

/// Why somebody gets an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// A suspect commit of theirs.
    SuspectCommit,
    /// This rule.
    Rule(RuleId),
}

/// Somebody who gets an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notified {
    /// The team or person.
    pub owner: Owner,
    /// Why they do.
    pub role: Role,
}

/// Why somebody gets an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// They are last in the list of owners.
    LastOwner,
    /// The issue is assigned to them.
    Assignee,
}

/// Decides who gets an issue whose event matches the rules `matching`, which are
/// places in `rules`. An owner of whom `directory` knows nothing counts as
/// somebody who exists. Linear in the matching rules, but for sorting them.
#[must_use]
pub fn decide(
    rules: &[Rule],
    matching: &[RuleId],
    directory: &Directory,
    settings: &Settings,
) -> Decision {
    let suggestions = issue_owners(rules, matching, directory, settings.exclusions);
    let owners = alert_owners(rules, matching, directory, settings.exclusions);
    let other = match settings.exclusions {
        Exclusions::Unown => Exclusions::PassOver,
        Exclusions::PassOver => Exclusions::Unown,
    };
    let others = issue_owners(rules, matching, directory, other);
    let disputed = others != suggestions
        || alert_owners(rules, matching, directory, other).last() != owners.last();
    let excluded_by = match settings.exclusions {
        Exclusions::Unown => exclusion(rules, matching),
        Exclusions::PassOver => None,
    };
    let assignee = assignee(&suggestions, directory, settings);
    let mut notified = Vec::new();
    if let Some(owner) = owners.last() {
        notified.push(Notified { owner: owner.clone(), role: Role::LastOwner });
    }
    let assigned = assignee.as_ref().map(|assignee| &assignee.owner);
    if let Some(owner) = assigned.filter(|owner| owners.last() != Some(owner)) {
        notified.push(Notified { owner: owner.clone(), role: Role::Assignee });
    }
    Decision {
        fallthrough: notified.is_empty().then_some(settings.fallthrough),
        disputed: disputed.then_some(others),
        suggestions,
        assignee,
        notified,
        excluded_by,
    }
}

/// Sentry's issue owners: the matching rules of the highest rank that have an
/// owner who exists, at most [`LIMIT`].
///
/// Source: `ProjectOwnership.get_issue_owners`.
#[must_use]
pub fn issue_owners(
    rules: &[Rule],
    matching: &[RuleId],
    directory: &Directory,
    exclusions: Exclusions,
) -> Vec<Suggestion> {
    let mut candidates = counted(rules, matching, exclusions);
    candidates.sort_once_by_key(|&rule| Reverse((rules[rule as usize].source, rule)));
    let suggestion = |rule| {
        let owners = resolvable(&rules[rule as usize], directory);
        (!owners.is_empty()).then_some(Suggestion { rule, owners })
    };
    candidates.into_iter().filter_map(suggestion).take(LIMIT).collect()
}

/// The list of owners whose last one gets an alert: CODEOWNERS rules, then
/// ownership rules, from top to bottom, everybody where first named.
///
/// Source: `ProjectOwnership.get_owners`.
#[must_use]
pub fn alert_owners(
    rules: &[Rule],
    matching: &[RuleId],
    directory: &Directory,
    exclusions: Exclusions,
) -> Vec<Owner> {
    let mut candidates = counted(rules, matching, exclusions);
    candidates.sort_once_by_key(|&rule| (rules[rule as usize].source, rule));
    let mut seen = BTreeSet::new();
    let owners = candidates.into_iter().flat_map(|rule| &rules[rule as usize].owners);
    let owners = owners.filter(|owner| seen.insert(*owner));
    owners.filter(|owner| directory.resolves(owner) != Some(false)).cloned().collect()
}

/// The last matching CODEOWNERS rule without owners.
fn exclusion(rules: &[Rule], matching: &[RuleId]) -> Option<RuleId> {
    let excludes = |rule: &RuleId| {
        let rule = &rules[*rule as usize];
        rule.source == Source::Codeowners && rule.owners.is_empty()
    };
    matching.iter().copied().filter(excludes).max()
}

/// The matching rules that an exclusion leaves.
fn counted(rules: &[Rule], matching: &[RuleId], exclusions: Exclusions) -> Vec<RuleId> {
    let end = match exclusions {
        Exclusions::Unown => exclusion(rules, matching),
        Exclusions::PassOver => None,
    };
    let counts = |rule: &RuleId| {
        rules[*rule as usize].source == Source::Rules || end.is_none_or(|end| *rule > end)
    };
    matching.iter().copied().filter(counts).collect()
}

fn resolvable(rule: &Rule, directory: &Directory) -> Vec<Owner> {
    let exists = |owner: &&Owner| directory.resolves(owner) != Some(false);
    rule.owners.iter().filter(exists).cloned().collect()
}

fn assignee(
    suggestions: &[Suggestion],
    directory: &Directory,
    settings: &Settings,
) -> Option<Assignee> {
    if settings.category == Category::Other || settings.auto_assign == AutoAssign::Off {
        return None;
    }
    let mut suspects = settings.suspects.iter();
    let suspect = suspects.find(|owner| directory.resolves(owner) != Some(false));
    if let (AutoAssign::SuspectCommits, Some(owner)) = (settings.auto_assign, suspect) {
        return Some(Assignee { owner: owner.clone(), because: Because::SuspectCommit });
    }
    let Suggestion { rule, owners } = suggestions.first()?;
    let owner = owners.first()?.clone();
    Some(Assignee { owner, because: Because::Rule(*rule) })
}
