//! What comes first: at most ten items for this organization, in their order.
//!
//! Each is an item of a chapter, so that a tick counts in both places. Beside it stand who does it,
//! how long that takes, and why it comes before the rest.
//!
//! ```
//! use sentry_general::organization::Organization;
//! use sentry_general::playbook::week_one;
//!
//! let plan = r#"{"projects": [{"slug": "web", "platform": "javascript-react", "teams": ["shop"]}]}"#;
//! let organization = Organization::from_json(plan).unwrap();
//! let first = week_one(&organization);
//! assert!(first.len() <= 10);
//! assert_eq!(first.last().unwrap().item.id, "workflow/alert", "alerts come after the first event");
//! assert_eq!(first.last().unwrap().owner.as_deref(), Some("shop"));
//! ```
//!
//! # Odd cases
//! - The order is that in which one thing needs the other: a region before anything, teams and the
//!   code host before projects, scrubbing before the first event, the first event before alerts.
//! - How long something takes is a rule of thumb of ours, for somebody who knows the code.

use super::facts::{Facts, is_javascript, needs_debug_files};
use super::{Chapter, Item};
use crate::organization::{Organization, Project};

/// An item of the first week.
#[derive(Clone, Debug, PartialEq)]
pub struct First {
    /// What to do.
    pub item: Item,
    /// The team that does it, by slug; none if the plan has no team for it.
    pub owner: Option<String>,
    /// How long it takes, about.
    pub effort: Effort,
    /// Why it comes before what follows, as a sentence.
    pub because: String,
    /// The working day on which it is done, from 0.
    pub day: u16,
}

/// How long something takes, about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// A quarter of an hour.
    Quarter,
    /// Half an hour.
    HalfHour,
    /// An hour.
    Hour,
    /// Half a day.
    HalfDay,
    /// A day.
    Day,
}

/// The longest list that is a beginning.
pub const MOST: usize = 10;

/// What comes first. Linear in the organization's projects and teams.
#[must_use]
pub fn week_one(organization: &Organization) -> Vec<First> {
    first_of(organization, &super::chapters(organization))
}

/// The same, for whoever has the organization's chapters.
#[must_use]
pub fn first_of(organization: &Organization, chapters: &[Chapter]) -> Vec<First> {
    of(&Facts::of(organization), chapters)
}

fn of(facts: &Facts, chapters: &[Chapter]) -> Vec<First> {
    let find = |id: &str| {
        let mut items = chapters.iter().flat_map(Chapter::items);
        items.find(|item| item.id == id).cloned()
    };
    let mut first: Vec<(u8, First)> = Vec::new();
    for candidate in &CANDIDATES {
        let Some(item) = candidate.ids.iter().find_map(|id| find(id)) else { continue };
        let entry = First {
            owner: candidate.owner.team(facts).map(str::to_owned),
            effort: candidate.effort,
            because: candidate.because.replace("PRODUCTION", facts.production()),
            day: candidate.day,
            item,
        };
        first.push((candidate.weight, entry));
    }
    while first.len() > MOST {
        // The lightest goes; of several the last.
        let lightest = first.iter().enumerate().rev().min_by_key(|(_, (weight, _))| *weight);
        let Some((at, _)) = lightest else { break };
        first.remove(at);
    }
    first.into_iter().map(|(_, entry)| entry).collect()
}

/// What may come first.
struct Candidate {
    /// Items of which the first that is there is taken.
    ids: &'static [&'static str],
    owner: Whose,
    effort: Effort,
    /// As a sentence; `PRODUCTION` stands for the stage that users meet.
    because: &'static str,
    day: u16,
    /// What is heavier stays where there are too many.
    weight: u8,
}

/// Whose an item is.
#[derive(Clone, Copy)]
enum Whose {
    /// The team that has most projects.
    Lead,
    /// The first team of the project that examples speak of.
    Example,
    /// The first team of a project with something to upload.
    Uploads,
}

impl Whose {
    fn team<'o>(self, facts: &Facts<'o>) -> Option<&'o str> {
        let first = |project: &'o Project| project.teams.first().map(String::as_str);
        let own = match self {
            Self::Lead => None,
            Self::Example => facts.example().and_then(first),
            Self::Uploads => {
                let uploads = facts.projects().iter().find(|it| is_javascript(it));
                let uploads =
                    uploads.or_else(|| facts.projects().iter().find(|it| needs_debug_files(it)));
                uploads.and_then(first)
            }
        };
        own.filter(|team| !team.trim().is_empty()).or_else(|| facts.lead())
    }
}

const fn candidate(
    ids: &'static [&'static str],
    owner: Whose,
    effort: Effort,
    day: u16,
    weight: u8,
    because: &'static str,
) -> Candidate {
    Candidate { ids, owner, effort, because, day, weight }
}

/// In the order in which one needs the other.
const CANDIDATES: [Candidate; 15] = [
    candidate(
        &["hosting/arrive"],
        Whose::Lead,
        Effort::Day,
        0,
        9,
        "What moves by itself need not be made, and every DSN changes with it.",
    ),
    candidate(
        &["projects/take-stock"],
        Whose::Lead,
        Effort::Hour,
        0,
        9,
        "What is there decides what has to be made.",
    ),
    candidate(
        &["hosting/machine"],
        Whose::Lead,
        Effort::HalfDay,
        0,
        9,
        "Nothing arrives without a server.",
    ),
    candidate(
        &["architecture/region"],
        Whose::Lead,
        Effort::Quarter,
        0,
        8,
        "Everything else is made inside it.",
    ),
    candidate(
        &["architecture/teams"],
        Whose::Lead,
        Effort::HalfHour,
        0,
        8,
        "Projects are made under a team, and rules that name an unknown one are refused.",
    ),
    candidate(
        &["workflow/code-host"],
        Whose::Lead,
        Effort::HalfHour,
        0,
        8,
        "Terraform and the script look for it, and code mappings and CODEOWNERS need it.",
    ),
    candidate(
        &["projects/create"],
        Whose::Lead,
        Effort::HalfHour,
        0,
        9,
        "Keys, rules, filters and scrubbing all belong to a project.",
    ),
    candidate(
        &["projects/dsn"],
        Whose::Example,
        Effort::Hour,
        1,
        5,
        "Without a DSN nothing is sent, and there is no warning.",
    ),
    candidate(
        &["data/init"],
        Whose::Example,
        Effort::Hour,
        1,
        7,
        "Alerts, deploys and the list of issues look at both from the first event on.",
    ),
    candidate(
        &["sensitive/data-collection", "sensitive/default-pii", "sensitive/server-side"],
        Whose::Example,
        Effort::HalfHour,
        1,
        7,
        "What was stored once is hard to remove, so this comes before the first event.",
    ),
    candidate(
        &["projects/first-event"],
        Whose::Example,
        Effort::HalfHour,
        2,
        9,
        "Alerts on PRODUCTION wait for it.",
    ),
    candidate(
        &["releases/source-maps", "releases/debug-files"],
        Whose::Uploads,
        Effort::HalfDay,
        3,
        6,
        "Rules come next, and would match nothing in these projects.",
    ),
    candidate(
        &["projects/rules", "projects/codeowners"],
        Whose::Lead,
        Effort::HalfHour,
        3,
        9,
        "Alerts go to owners, so owners come before alerts.",
    ),
    candidate(
        &["workflow/chat"],
        Whose::Lead,
        Effort::HalfHour,
        4,
        1,
        "Alerts are read where people talk.",
    ),
    candidate(
        &["workflow/alert"],
        Whose::Lead,
        Effort::Quarter,
        4,
        9,
        "It needs all of the above: an event, an environment and owners. From here on Sentry works for you.",
    ),
];

/// Access
impl Effort {
    /// For people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Quarter => "15 minutes",
            Self::HalfHour => "30 minutes",
            Self::Hour => "an hour",
            Self::HalfDay => "half a day",
            Self::Day => "a day",
        }
    }
}

/// Access
impl First {
    /// Who does it and how long that takes, as a sentence; the team stands between backticks.
    #[must_use]
    pub fn who(&self) -> String {
        match &self.owner {
            Some(team) => format!("{}, about {}.", super::words::team(team), self.effort.words()),
            None => format!("Whoever sets Sentry up, about {}.", self.effort.words()),
        }
    }
}
