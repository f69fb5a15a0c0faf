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

pub use advice::{Advice, advise};
pub use folders::{check_glob, kinds};
pub use mix::{Happened, Mix, read_quota};

use super::plan::{Inputs, Plan};
use super::rules::Whole;
use crate::tree::{FolderId, PathId, Tree};
use folders::folders_of_a_kind;
use mix::Errors;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A way to split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
    let roots = |plan: &Plan| -> Vec<String> {
        let own = plan.projects.iter().filter(|project| project.place.process.is_none());
        let mut roots: Vec<String> = own.map(|project| project.place.root.clone()).collect();
        // A code base of which only the processes are projects.
        for project in plan.projects.iter().filter(|project| project.place.process.is_some()) {
            if !roots.contains(&project.place.root) {
                roots.push(project.place.root.clone());
            }
        }
        roots
    };
    let whole = Whole::new(inputs);
    let teams: Vec<Option<&str>> =
        (0..tree.len() as PathId).map(|path| whole.team_of(path)).collect();
    let errors = Errors::new(tree, mix, &teams);
    let measure = Measure { tree, whole: &whole, teams: &teams, errors: &errors, quota: mix.quota };
    let libraries: Vec<&str> = plan.libraries.iter().map(|aside| aside.root.as_str()).collect();
    let planned = roots(plan);
    let more = plan.projects.len() as u32 - planned.len() as u32;
    let of_a_kind = folders_of_a_kind(tree, folders);
    vec![
        measure.scenario(Way::One, &[String::new()], 0, &[]),
        measure.scenario(Way::Proposal, &planned, more, &libraries),
        measure.scenario(Way::Folders, &of_a_kind, 0, &libraries),
    ]
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
    /// `more` projects are processes of code bases that are in `roots`.
    fn scenario(&self, kind: Way, roots: &[String], more: u32, shared: &[&str]) -> Scenario {
        let tree = self.tree;
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
        let mut rules: Vec<u32> =
            files.iter().map(|files| self.whole.count(files, &libraries)).collect();
        rules.sort_unstable();
        let at = |place: usize| rules.get(place).copied().unwrap_or(0);
        let seen = self.seen(&files, &assigned, &within);
        let projects = roots.len() as u32 + more;
        let shared_files = if projects > 1 { libraries.len() as u32 } else { 0 };
        let largest = seen.projects.iter().map(|(all, _)| *all).max().unwrap_or(0);
        Scenario {
            kind,
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
        let mut seen = Seen { projects, total: 0, uncovered: 0 };
        self.errors.each(|places, team, errors| {
            seen.total = seen.total.saturating_add(errors);
            match places.iter().find_map(|&path| assigned[path as usize]) {
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

fn assign(tree: &Tree, roots: &[String]) -> Vec<Option<usize>> {
    let of_root: BTreeMap<&str, usize> =
        roots.iter().enumerate().map(|(at, root)| (root.as_str(), at)).collect();
    let mut owner: Vec<Option<usize>> = vec![None; tree.folders()];
    for folder in 0..tree.folders() as FolderId {
        let around = tree.parent(folder).and_then(|parent| owner[parent as usize]);
        owner[folder as usize] = of_root.get(tree.folder_path(folder)).copied().or(around);
    }
    (0..tree.len() as PathId).map(|path| owner[tree.folder_of(path) as usize]).collect()
}

/// Per path, whether it lies in one of these folders.
fn within(tree: &Tree, folders: &[&str]) -> Vec<bool> {
    let folders: BTreeSet<&str> = folders.iter().copied().collect();
    let mut inside = vec![false; tree.folders()];
    for folder in 0..tree.folders() as FolderId {
        let around = tree.parent(folder).is_some_and(|parent| inside[parent as usize]);
        inside[folder as usize] = around || folders.contains(tree.folder_path(folder));
    }
    (0..tree.len() as PathId).map(|path| inside[tree.folder_of(path) as usize]).collect()
}
