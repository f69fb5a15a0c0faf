//! Experts' answers, and how a plan compares.

use sentry_general::projects::{Place, Plan, Platform, Proposal};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// An expert's answer.
#[derive(Deserialize)]
pub struct Expected {
    projects: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    root: String,
    platform_slug: String,
    process: Option<String>,
    tier: String,
    accept_slugs: Vec<String>,
    root_alternatives: Vec<String>,
}

/// What an expert says of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A project.
    Project,
    /// Either way is fine, or another folder stands for the same project.
    Either,
    /// No project.
    None,
}

/// How a plan, or several, compare.
#[derive(Default)]
pub struct Score {
    hits: u32,
    family: u32,
    exact: u32,
    neutral: u32,
    processes: u32,
    processes_found: u32,
    /// Projects nobody expects.
    pub wrong: Vec<String>,
    /// Expected projects that are not there.
    pub missed: Vec<String>,
    slugs: Vec<String>,
    /// Per project that counts: its confidence, and whether it is right.
    pub calls: Vec<(f32, bool)>,
}

impl Expected {
    /// What the expert says of a folder; `known` are all candidates.
    pub fn label(&self, root: &str, known: &[String]) -> Label {
        let of = |entry: &&Entry| entry.has_root(root);
        let mut found = self.projects.iter().filter(of).peekable();
        if found.peek().is_none() {
            return Label::None;
        }
        // Of a project with several good roots, the first that is a candidate.
        let is_first = |entry: &Entry| {
            let roots = std::iter::once(&entry.root).chain(&entry.root_alternatives);
            let mut known = roots.filter(|root| known.iter().any(|it| it == *root));
            let root = if root.is_empty() { "." } else { root };
            known.next().is_some_and(|first| first == root)
        };
        if found.any(|entry| self.is_required(entry) && is_first(entry)) {
            Label::Project
        } else {
            Label::Either
        }
    }

    /// Whether a project must be there: a further process of one that must is a matter of taste.
    fn is_required(&self, entry: &Entry) -> bool {
        let is_main = |other: &Entry| other.process.is_none() && entry.has_root(&other.root);
        entry.tier == "required" && (entry.process.is_none() || !self.projects.iter().any(is_main))
    }

    /// Compares a plan.
    pub fn score(&self, plan: &Plan) -> Score {
        let (required, other): (Vec<&Entry>, Vec<&Entry>) =
            self.projects.iter().partition(|entry| self.is_required(entry));
        let mut score = Score::default();
        let mut found: BTreeSet<usize> = BTreeSet::new();
        let mut used: BTreeSet<usize> = BTreeSet::new();
        // The very root first, then alternatives; the platform's family breaks ties.
        for strictness in [2, 1, 0] {
            for (number, project) in plan.projects.iter().enumerate() {
                if used.contains(&number) {
                    continue;
                }
                let fits = |entry: &Entry| {
                    let root = if strictness == 2 {
                        entry.root == root(project)
                    } else {
                        entry.holds(project)
                    };
                    root && (strictness == 0 || entry.accepts(project))
                };
                let hit = required
                    .iter()
                    .enumerate()
                    .find(|(at, entry)| !found.contains(at) && fits(entry));
                if let Some((at, entry)) = hit {
                    found.insert(at);
                    used.insert(number);
                    score.hits += 1;
                    score.family += u32::from(entry.accepts(project));
                    score.calls.push((project.confidence, true));
                    if entry.platform_slug == project.platform {
                        score.exact += 1;
                    } else {
                        score.slugs.push(format!(
                            "{}: {} for {}",
                            root(project),
                            project.platform,
                            entry.platform_slug
                        ));
                    }
                }
            }
        }
        for (number, project) in plan.projects.iter().enumerate() {
            if used.contains(&number) {
                continue;
            }
            let known = other.iter().any(|entry| entry.holds(project))
                || project.place.process.is_some()
                    && required.iter().any(|entry| entry.holds(project));
            if known {
                score.neutral += 1;
            } else {
                score.wrong.push(format!("{} {}", root(project), project.platform));
                score.calls.push((project.confidence, false));
            }
        }
        let missed = required.iter().enumerate().filter(|(at, _)| !found.contains(at));
        score.missed =
            missed.map(|(_, entry)| format!("{} {}", entry.root, entry.platform_slug)).collect();
        let processes = other.iter().filter(|entry| entry.process.is_some());
        let places: BTreeSet<&Place> = plan.projects.iter().map(|project| &project.place).collect();
        let mut claimed: BTreeSet<&Place> = BTreeSet::new();
        for entry in processes {
            score.processes += 1;
            let same = places.iter().find(|place| {
                !claimed.contains(**place) && place.process.is_some() && entry.has_root(&place.root)
            });
            if let Some(place) = same {
                claimed.insert(place);
                score.processes_found += 1;
            }
        }
        score
    }
}

impl Entry {
    fn has_root(&self, root: &str) -> bool {
        let root = if root.is_empty() { "." } else { root };
        self.root == root || self.root_alternatives.iter().any(|other| other == root)
    }

    fn holds(&self, project: &Proposal) -> bool {
        self.has_root(&project.place.root)
    }

    fn accepts(&self, project: &Proposal) -> bool {
        let family = Platform::family(project.platform);
        self.accept_slugs
            .iter()
            .any(|slug| slug == project.platform || Platform::family(slug) == family)
    }
}

fn root(project: &Proposal) -> &str {
    if project.place.root.is_empty() { "." } else { &project.place.root }
}

impl Score {
    /// Adds that of another plan.
    pub fn add(&mut self, other: &Self) {
        self.hits += other.hits;
        self.family += other.family;
        self.exact += other.exact;
        self.neutral += other.neutral;
        self.processes += other.processes;
        self.processes_found += other.processes_found;
        self.wrong.extend_from_slice(&other.wrong);
        self.missed.extend_from_slice(&other.missed);
        self.slugs.extend_from_slice(&other.slugs);
        self.calls.extend_from_slice(&other.calls);
    }

    /// Whether no project is expected.
    pub fn expects_none(&self) -> bool {
        self.hits == 0 && self.missed.is_empty()
    }

    /// A line of the table, with the errors below.
    pub fn line(&self, name: &str) -> String {
        let mut line = format!(
            "{name:52} found {:2}  wrong {:2}  missed {:2}  neutral {:2}  processes {}/{}",
            self.hits,
            self.wrong.len(),
            self.missed.len(),
            self.neutral,
            self.processes_found,
            self.processes
        );
        for (class, errors) in
            [("wrong", &self.wrong), ("missed", &self.missed), ("platform", &self.slugs)]
        {
            for error in errors {
                line.push_str(&format!("\n    {class}: {error}"));
            }
        }
        line
    }

    /// The averages over all hits, and errors by class.
    pub fn averages(&self) -> String {
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        let (wrong, missed) = (self.wrong.len() as u32, self.missed.len() as u32);
        let precision = share(self.hits, self.hits + wrong);
        let recall = share(self.hits, self.hits + missed);
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        let mut text = format!(
            "found {}, wrong {wrong}, missed {missed}, neutral {}\nprecision {precision:.3}  recall {recall:.3}  F1 {f1:.3}\nplatform family {:.3}  exact platform {:.3}\nprocesses {}/{} ({:.2})\n\nerrors by class",
            self.hits,
            self.neutral,
            share(self.family, self.hits),
            share(self.exact, self.hits),
            self.processes_found,
            self.processes,
            share(self.processes_found, self.processes)
        );
        for (class, errors) in
            [("wrong", &self.wrong), ("missed", &self.missed), ("platform", &self.slugs)]
        {
            let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
            for error in errors {
                *kinds.entry(error.rsplit(' ').next().unwrap_or_default()).or_default() += 1;
            }
            for (kind, count) in kinds {
                text.push_str(&format!("\n  {class:9} {kind:28} {count}"));
            }
        }
        text
    }
}
