//! One project, the proposal, or one project per folder of a kind: side by side.
//!
//! Figures follow from the tree, the rules and the errors given; what Sentry does with
//! them (keys, alerts, releases, quotas) is the same everywhere and is said in sentences.
//! The floor of spike protection is `max(500, 3 × quota ÷ (720 × projects))` errors an hour,
//! `projects` counted to five at most (`docs.sentry.io/pricing/quotas/spike-protection/`;
//! the copy read is of 2024 or 2025).

use super::plan::{Inputs, Plan};
use super::rules::Whole;
use crate::ownership::Owner;
use crate::routing::{Compiled, Options, route};
use crate::tree::{FolderId, PathId, Tree};
use globset::GlobBuilder;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Which errors come in.
#[derive(Clone, Copy, Debug)]
pub struct Mix<'a> {
    /// Errors per file or folder; the nearest counts. One per file if empty.
    pub errors: &'a BTreeMap<String, u32>,
    /// The quota of errors in a month.
    pub quota: Option<u64>,
}

/// One way to split.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Scenario {
    /// `one`, `proposal` or `folders`.
    pub kind: &'static str,
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

/// Compares one project for all, the plan, and a project per folder that `folders`, a
/// glob, names; without one, per folder at the top. Costs as much as routing, three times.
#[must_use]
pub fn compare(inputs: &Inputs, plan: &Plan, folders: Option<&str>, mix: &Mix) -> Vec<Scenario> {
    let tree = inputs.tree;
    let weights = weights(tree, mix.errors);
    let plans = [
        ("one", vec![String::new()]),
        (
            "proposal",
            plan.projects
                .iter()
                .filter(|p| p.place.process.is_none())
                .map(|p| p.place.root.clone())
                .collect(),
        ),
        ("folders", folders_of_a_kind(tree, folders)),
    ];
    let processes =
        plan.projects.iter().filter(|project| project.place.process.is_some()).count() as u32;
    let measured = Measure { inputs, weights: &weights, mix };
    plans
        .into_iter()
        .map(|(kind, roots)| {
            let shared: Vec<&str> = if kind == "one" {
                Vec::new()
            } else {
                plan.libraries.iter().map(|aside| aside.root.as_str()).collect()
            };
            measured.scenario(kind, &roots, if kind == "proposal" { processes } else { 0 }, &shared)
        })
        .collect()
}

struct Measure<'a> {
    inputs: &'a Inputs<'a>,
    weights: &'a [u64],
    mix: &'a Mix<'a>,
}

impl Measure<'_> {
    fn scenario(
        &self,
        kind: &'static str,
        roots: &[String],
        processes: u32,
        shared: &[&str],
    ) -> Scenario {
        let tree = self.inputs.tree;
        let assigned = assign(tree, roots);
        let mut files: Vec<Vec<PathId>> = vec![Vec::new(); roots.len()];
        let (mut uncovered, mut total, mut shared_files) = (0, 0, 0);
        let mut libraries: Vec<PathId> = Vec::new();
        for &path in tree.order() {
            total += self.weights[path as usize];
            let text = tree.paths().get(path);
            let library = shared
                .iter()
                .any(|root| text.strip_prefix(root).is_some_and(|rest| rest.starts_with('/')));
            match assigned[path as usize] {
                Some(at) => files[at].push(path),
                None if library && !roots.is_empty() => {
                    shared_files += 1;
                    libraries.push(path);
                }
                None => uncovered += self.weights[path as usize],
            }
        }
        let whole = Whole::new(tree, self.inputs.text, self.inputs.rules);
        let cuts: Vec<_> = files.iter().map(|files| whole.cut(files, &libraries)).collect();
        let mut rules: Vec<u32> = cuts.iter().map(|cut| cut.rules).collect();
        rules.sort_unstable();
        let at = |place: usize| rules.get(place).copied().unwrap_or(0);
        let projects = roots.len() as u32 + processes;
        let share = |part: u64| if total == 0 { 0.0 } else { part as f32 / total as f32 };
        Scenario {
            kind,
            projects,
            keys: projects,
            alerts: projects,
            releases: projects,
            rules: [at(0), at(rules.len() / 2), at(rules.len().saturating_sub(1))],
            uncovered: share(uncovered),
            foreign: self
                .foreign(&files, &cuts.iter().map(|cut| cut.teams.clone()).collect::<Vec<_>>()),
            shared_files: if projects > 1 { shared_files } else { 0 },
            spike_floor: self.mix.quota.map(|quota| spike_floor(quota, projects)),
            consequences: consequences(projects, shared_files),
        }
    }

    fn foreign(&self, files: &[Vec<PathId>], teams: &[Vec<String>]) -> Vec<Foreign> {
        if self.inputs.rules.is_empty() {
            return Vec::new();
        }
        let tree = self.inputs.tree;
        let routing = route(tree, Compiled::new(self.inputs.rules.to_vec()), Options::default());
        let mut seen: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for (files, teams) in files.iter().zip(teams) {
            for team in teams {
                let (sees, foreign) = seen.entry(team).or_default();
                for &path in files {
                    let weight = self.weights[path as usize];
                    let owner = routing.owner_of(tree, path);
                    let owner =
                        owner.and_then(|owner| routing.compiled().owners().get(owner as usize));
                    *sees += weight;
                    if owner != Some(&Owner::Team(team.clone())) {
                        *foreign += weight;
                    }
                }
            }
        }
        let share =
            |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f32 / whole as f32 };
        seen.into_iter()
            .map(|(team, (sees, foreign))| Foreign {
                team: team.to_owned(),
                sees,
                foreign,
                share: share(foreign, sees),
            })
            .collect()
    }
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
        "A release is known to the organisation: name it after the app and its version, or equal versions become one release.".to_owned(),
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

fn weights(tree: &Tree, errors: &BTreeMap<String, u32>) -> Vec<u64> {
    if errors.is_empty() {
        let is_source = |path| super::evidence::Language::of(tree.name_of(path)).is_some();
        return (0..tree.len() as PathId).map(|path| u64::from(is_source(path))).collect();
    }
    // What is said of a folder is shared out among its files that nothing nearer covers.
    let mut of_path: Vec<Option<&str>> = Vec::with_capacity(tree.len());
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for path in tree.paths().iter() {
        let mut at = path;
        let known = loop {
            if let Some((key, _)) = errors.get_key_value(at) {
                break Some(key.as_str());
            }
            match at.rsplit_once('/') {
                Some((folder, _)) => at = folder,
                None => break errors.get_key_value("").map(|(key, _)| key.as_str()),
            }
        };
        if let Some(key) = known {
            *counts.entry(key).or_default() += 1;
        }
        of_path.push(known);
    }
    let mut given: BTreeMap<&str, u64> = BTreeMap::new();
    of_path
        .into_iter()
        .map(|key| {
            let Some(key) = key else { return 0 };
            let (all, count) = (u64::from(errors[key]), counts[key]);
            let number = given.entry(key).or_default();
            *number += 1;
            all * *number / count - all * (*number - 1) / count
        })
        .collect()
}

fn folders_of_a_kind(tree: &Tree, glob: Option<&str>) -> Vec<String> {
    let folders = (1..tree.folders() as FolderId).map(|folder| tree.folder_path(folder));
    let matcher = glob.and_then(|glob| {
        let glob = glob.trim_matches('/');
        GlobBuilder::new(glob)
            .literal_separator(true)
            .build()
            .ok()
            .map(|glob| glob.compile_matcher())
    });
    let found: BTreeSet<&str> = folders
        .filter(|path| match &matcher {
            Some(matcher) => matcher.is_match(path),
            None => !path.contains('/') && !path.starts_with('.'),
        })
        .collect();
    found.into_iter().map(str::to_owned).collect()
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
