//! The order in which a plan is carried out, with days that can be shifted.
//!
//! The first week is [`week_one`](super::week_one); after it come all projects, then releases, then
//! what makes Sentry pleasant, then a look back. Days are working days, counted from the first.
//!
//! ```
//! use sentry_general::organization::Organization;
//! use sentry_general::playbook::rollout;
//!
//! let plan = r#"{"projects": [{"slug": "web"}], "choices": {"start": "2027-01-29"}}"#;
//! let organization = Organization::from_json(plan).unwrap();
//! let steps = rollout::of(&organization);
//! assert_eq!(steps[0].date.as_deref(), Some("2027-01-29"), "a Friday");
//! let second = steps.iter().find(|step| step.day == 1).unwrap();
//! assert_eq!(second.date.as_deref(), Some("2027-02-01"), "the Monday after");
//! ```
//!
//! # Odd cases
//! - Without a first day, or with one that is no date, steps have days and no dates.
//! - A first day on a weekend counts as the Monday after.
//! - Holidays are not known here: shift the first day, or the table's.

mod calendar;

use super::First;
use super::facts::{Facts, is_javascript, slug, slugs};
use super::words::{self, many};
use crate::organization::{Organization, Project, Situation};
use calendar::Date;

/// A step of carrying the plan out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The working day on which it begins, from 0.
    pub day: u16,
    /// The same as a date, if the first day is known.
    pub date: Option<String>,
    /// What is done, as a sentence; names between backticks.
    pub what: String,
    /// The team that does it; none if the plan has no team for it.
    pub owner: Option<String>,
    /// The items that it is made of, by id; some may be left out by what is paid for.
    pub items: Vec<String>,
}

/// The steps, in their order. Linear in the organization's projects and teams.
#[must_use]
pub fn of(organization: &Organization) -> Vec<Step> {
    from(organization, &super::week_one(organization))
}

/// The same, for whoever has what comes first.
#[must_use]
pub fn from(organization: &Organization, week: &[First]) -> Vec<Step> {
    let facts = Facts::of(organization);
    let first = Date::read(organization.choices.start.trim());
    let step = |first: &First| Step {
        day: first.day,
        date: None,
        what: first.item.what.clone(),
        owner: first.owner.clone(),
        items: vec![first.item.id.clone()],
    };
    let mut steps: Vec<Step> = week.iter().map(step).collect();
    if !facts.projects().is_empty() {
        steps.extend(later(&facts));
    }
    for step in &mut steps {
        step.date = first.map(|first| first.working_day(step.day).to_string());
    }
    steps
}

/// Whether the first day that was typed is one; so is none.
#[must_use]
pub fn is_day(typed: &str) -> bool {
    typed.trim().is_empty() || Date::read(typed.trim()).is_some()
}

/// How many projects are set up in a week, beside other work: as many as a sentence names.
const WEEKLY: usize = 7;

/// How many weeks that takes at most: with very many projects teams work side by side.
const WEEKS: usize = 8;

/// What comes after the first week.
fn later(facts: &Facts) -> Vec<Step> {
    let lead = facts.lead().map(str::to_owned);
    let step = |day: u16, what: String, owner: Option<String>, items: &[&str]| Step {
        day,
        date: None,
        what,
        owner,
        items: items.iter().map(|id| (*id).to_owned()).collect(),
    };
    let pilot = facts.example().map_or("", slug);
    let rest: Vec<&Project> = facts.those(|project| slug(project) != pilot);
    let mut steps = Vec::new();
    let mut day = 5;
    for batch in rest.chunks(rest.len().div_ceil(WEEKS).max(WEEKLY)) {
        let owners: Vec<&str> =
            batch.iter().filter_map(|it| it.teams.first()).map(String::as_str).collect();
        let one = owners.first().filter(|first| owners.iter().all(|it| it == *first));
        steps.push(step(
            day,
            match facts.situation() {
                Situation::Starting => format!(
                    "Set the SDK up in {}: DSN, release, environment, a first event each.",
                    slugs(batch)
                ),
                Situation::Present => format!(
                    "Go through {}: release and environment on every event, rules and access as planned.",
                    slugs(batch)
                ),
                Situation::Moving => {
                    format!("Give {} their new DSNs, and see a first event of each.", slugs(batch))
                }
            },
            one.map(|team| (*team).to_owned()),
            &["projects/dsn", "data/init", "projects/first-event"],
        ));
        day += 5;
    }
    let scripts = facts.those(is_javascript);
    let maps = match scripts.as_slice() {
        [] => String::new(),
        scripts => format!(", with source maps of {}", slugs(scripts)),
    };
    steps.push(step(
        day,
        format!("Let {} make releases of {}{maps}.", facts.ci(), facts.all_projects()),
        lead.clone(),
        &[
            "releases/token",
            "releases/create",
            "releases/commits",
            "releases/deploys",
            "releases/source-maps",
        ],
    ));
    steps.push(step(
        day + 3,
        "See that every project has its code mappings, and that issues name suspect commits."
            .into(),
        lead.clone(),
        &["projects/code-mappings", "releases/suspect-commits"],
    ));
    steps.push(step(
        day + 5,
        format!(
            "Bring alerts to where {} talk: channels, tracker, paging.",
            words::the(facts.teams.len().max(1), "team", "teams")
                .replace("the team", "the team’s people")
        ),
        lead.clone(),
        &["workflow/chat", "workflow/tracker", "workflow/paging"],
    ));
    steps.push(step(
        day + 10,
        "Look back: what was filtered, who sends most, whom Coverage still shows without owner."
            .into(),
        lead,
        &["filtering/look", "volume/stats", "workflow/no-owner"],
    ));
    steps.push(step(
        day + 30,
        format!(
            "Read the issue list of each of {} with its developers, and change the split where it is not theirs.",
            many(facts.projects().len(), "project", "projects")
        ),
        None,
        &["projects/issue-stream", "projects/doubtful"],
    ));
    steps
}

/// Access
impl Step {
    /// When it begins, for people: the date, or the week and its day.
    #[must_use]
    pub fn when(&self) -> String {
        match &self.date {
            Some(date) => date.clone(),
            None => format!("Week {}, day {}", self.day / 5 + 1, self.day % 5 + 1),
        }
    }
}
