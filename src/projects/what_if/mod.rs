//! One project, the proposal, or one project per folder of a kind: side by side.
//!
//! Figures follow from the tree, the rules and the errors given; what Sentry does with
//! them (keys, alerts, releases, quotas) is the same everywhere and is said in sentences.
//! The floor of spike protection is `max(500, 3 × quota ÷ (720 × projects))` errors an hour,
//! `projects` counted to five at most (`docs.sentry.io/pricing/quotas/spike-protection/`;
//! the copy read is of 2024 or 2025).
//!
//! # Whose errors a team sees
//! A team is in each project of whose files it owns one by the rules, or of whose errors it
//! gets one. There it sees all errors; those that reach others, or nobody, are foreign to it.
//! An error is of the project around the outermost of its files that lies in any: what
//! started is what ran. Files of libraries outside of all projects run in some of them, and
//! are counted neither for one nor as being in none.
//!
//! # Not modelled
//! What people subscribe to, and what a saved search hides.

mod advice;
mod folders;
mod mix;
mod roots;

pub use advice::{Advice, advise};
pub use folders::{check_glob, kinds};
pub use mix::{Happened, Mix, read_quota};
pub use roots::{files_seen, shared_files};

use super::plan::{Inputs, Plan};
use super::rules::Whole;
use crate::tree::{PathId, Tree};
use mix::Errors;
use roots::{Roots, assign, within};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A way to split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// One project for everything.
    One,
    /// What is proposed.
    Proposal,
    /// A project for each folder of a kind.
    Folders,
}

impl Way {
    /// Its stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Proposal => "proposal",
            Self::Folders => "folders",
        }
    }
}

/// A way to split, and what follows from it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Scenario {
    /// Which way it is.
    pub kind: Way,
    /// How many projects there are.
    pub projects: u32,
    /// How many keys: one per project.
    pub keys: u32,
    /// How many alerts to keep, with one per project.
    pub alerts: u32,
    /// How many projects a release of everything is recorded in.
    pub releases: u32,
    /// The ownership rules of the project with the fewest, the middle one, the most.
    pub rules: [u32; 3],
    /// Errors of files in no project: nobody would see them.
    pub uncovered: f32,
    /// The share of the errors that are in the project with the most.
    pub largest: f32,
    /// Per team, the share of the errors in its projects that are others'.
    pub foreign: Vec<Foreign>,
    /// Files that several projects run: a bug there is an issue in each.
    pub shared_files: u32,
    /// Errors an hour that spike protection lets through at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spike_floor: Option<u64>,
    /// What follows, as sentences.
    pub consequences: Vec<String>,
    /// What the figures are made of: its projects by folder.
    #[serde(skip)]
    pub folders: Vec<Folder>,
    /// Per event of the mix, in which of the folders it is, if in any.
    #[serde(skip)]
    pub of_events: Vec<Option<usize>>,
}

/// A project of a way, or several processes of one code base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Its folder, empty for the whole tree.
    pub root: String,
    /// How many ownership rules it has.
    pub rules: u32,
    /// The teams that are in it.
    pub teams: BTreeSet<String>,
}

/// What a team sees that is not its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Foreign {
    /// The team.
    pub team: String,
    /// Errors in the projects it is in.
    pub sees: u64,
    /// Of them, those that go to others or to nobody.
    pub foreign: u64,
    /// The share, from 0 to 1.
    pub share: f32,
}

/// Access
impl Scenario {
    /// How many teams see more errors of others than of their own.
    #[must_use]
    pub fn mostly_foreign(&self) -> u32 {
        self.foreign.iter().filter(|team| team.share > 0.5).count() as u32
    }

    /// Of all that teams see, the share that is others'; none if no team sees anything.
    #[must_use]
    pub fn foreign_share(&self) -> Option<f32> {
        let sum = |count: fn(&Foreign) -> u64| self.foreign.iter().map(count).sum::<u64>();
        let (sees, foreign) = (sum(|team| team.sees), sum(|team| team.foreign));
        (sees > 0).then(|| share(foreign, sees))
    }
}

/// Compares one project for all, the plan, and a project per folder that `folders`, a
/// glob, names; without one, or with one that can't be read, per folder at the top. Routes
/// the tree once, then costs a pass over the files and the rules that match them per way.
#[must_use]
pub fn compare(inputs: &Inputs, plan: &Plan, folders: Option<&str>, mix: &Mix) -> Vec<Scenario> {
    let tree = inputs.tree;
    let whole = Whole::new(inputs);
    let teams: Vec<Option<&str>> =
        (0..tree.len() as PathId).map(|path| whole.team_of(path)).collect();
    let errors = Errors::new(tree, mix, &teams);
    let measure = Measure { tree, whole: &whole, teams: &teams, errors: &errors, quota: mix.quota };
    [Way::One, Way::Proposal, Way::Folders]
        .map(|way| measure.scenario(&Roots::new(tree, plan, folders, way)))
        .into()
}

struct Measure<'a> {
    tree: &'a Tree,
    whole: &'a Whole<'a>,
    /// Per path.
    teams: &'a [Option<&'a str>],
    errors: &'a Errors<'a>,
    quota: Option<u64>,
}

/// Measuring
impl Measure<'_> {
    fn scenario(&self, roots: &Roots<'_>) -> Scenario {
        let tree = self.tree;
        let Roots { kind, folders: roots, more, shared } = roots;
        let assigned = assign(tree, roots);
        let mut files: Vec<Vec<PathId>> = vec![Vec::new(); roots.len()];
        let mut libraries: Vec<PathId> = Vec::new();
        let within = within(tree, shared);
        for &path in tree.order() {
            match assigned[path as usize] {
                Some(at) => files[at].push(path),
                None if within[path as usize] => libraries.push(path),
                None => {}
            }
        }
        let counts = self.whole.counts(&files, &libraries);
        let mut rules = counts.clone();
        rules.sort_unstable();
        let at = |place: usize| rules.get(place).copied().unwrap_or(0);
        let seen = self.seen(&files, &assigned, &within);
        let projects = roots.len() as u32 + more;
        let shared_files = if projects > 1 { libraries.len() as u32 } else { 0 };
        let largest = seen.projects.iter().map(|(all, _)| *all).max().unwrap_or(0);
        Scenario {
            kind: *kind,
            projects,
            keys: projects,
            alerts: projects,
            releases: projects,
            rules: [at(0), at(rules.len() / 2), at(rules.len().saturating_sub(1))],
            uncovered: share(seen.uncovered, seen.total),
            largest: share(largest, seen.total),
            foreign: seen.foreign(),
            shared_files,
            spike_floor: self.quota.map(|quota| spike_floor(quota, projects)),
            consequences: consequences(projects, shared_files),
            folders: roots
                .iter()
                .zip(counts)
                .zip(&seen.projects)
                .map(|((root, rules), (_, teams))| Folder {
                    root: root.clone(),
                    rules,
                    teams: teams.keys().map(|&team| team.to_owned()).collect(),
                })
                .collect(),
            of_events: seen.of_events,
        }
    }

    /// Which errors come up in which project.
    fn seen<'t>(
        &'t self,
        files: &[Vec<PathId>],
        assigned: &[Option<usize>],
        within: &[bool],
    ) -> Seen<'t> {
        let team_of = |&path: &PathId| self.teams[path as usize];
        let members = |files: &Vec<PathId>| -> BTreeMap<&'t str, u64> {
            let teams: BTreeSet<&str> = files.iter().filter_map(team_of).collect();
            teams.into_iter().map(|team| (team, 0)).collect()
        };
        let projects = files.iter().map(|files| (0, members(files))).collect();
        let mut seen = Seen { projects, total: 0, uncovered: 0, of_events: Vec::new() };
        self.errors.each(|places, team, errors, is_event| {
            seen.total = seen.total.saturating_add(errors);
            let project = places.iter().find_map(|&path| assigned[path as usize]);
            if is_event {
                seen.of_events.push(project);
            }
            match project {
                Some(at) => {
                    let (all, own) = &mut seen.projects[at];
                    *all = all.saturating_add(errors);
                    if let Some(team) = team {
                        let count = own.entry(team).or_default();
                        *count = count.saturating_add(errors);
                    }
                }
                None if !files.is_empty() && places.iter().any(|&path| within[path as usize]) => {}
                None => seen.uncovered = seen.uncovered.saturating_add(errors),
            }
        });
        seen
    }
}

struct Seen<'a> {
    /// Per project: its errors, and per team in it those that are its own.
    projects: Vec<(u64, BTreeMap<&'a str, u64>)>,
    total: u64,
    uncovered: u64,
    /// Per event, its project.
    of_events: Vec<Option<usize>>,
}

impl Seen<'_> {
    fn foreign(&self) -> Vec<Foreign> {
        let mut of_team: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for (all, teams) in &self.projects {
            for (team, own) in teams {
                let (sees, foreign) = of_team.entry(team).or_default();
                *sees = sees.saturating_add(*all);
                *foreign = foreign.saturating_add(all - own);
            }
        }
        let of = |(team, (sees, foreign)): (&str, (u64, u64))| Foreign {
            team: team.to_owned(),
            sees,
            foreign,
            share: share(foreign, sees),
        };
        of_team.into_iter().map(of).collect()
    }
}

fn share(part: u64, whole: u64) -> f32 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64) as f32 }
}

/// Errors an hour that spike protection lets through at least.
#[must_use]
pub fn spike_floor(quota: u64, projects: u32) -> u64 {
    let projects = u64::from(projects.clamp(1, 5));
    (quota.saturating_mul(3) / (720 * projects)).max(500)
}

fn consequences(projects: u32, shared: u32) -> Vec<String> {
    if projects <= 1 {
        return vec![
            "One key, one set of filters, scrubbing and sample rates for all code.".to_owned(),
            "Equal errors are one issue wherever they come from; issues of all apps share one stream.".to_owned(),
            "A spike in one app brakes all of them; quota and alerts are shared.".to_owned(),
        ];
    }
    let mut text = vec![
        format!("{projects} keys; filters, scrubbing, alerts, code mappings and the CODEOWNERS import are set in each of {projects} projects."),
        "Issues never group across projects: one bug in two of them is two issues.".to_owned(),
        "A release is known to the organization: name it after the app and its version, or equal versions become one release.".to_owned(),
        "Spike protection, rate limits and spend allocation work per project.".to_owned(),
        "A trace runs through projects; where it began, that project's sample rate holds for all of it.".to_owned(),
    ];
    if shared > 0 {
        text.push(format!(
            "{shared} files of libraries run in several projects; each keeps the rules for them."
        ));
    }
    text
}
