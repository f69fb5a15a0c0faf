//! One code base that runs as several processes: web, worker, scheduler.

use super::evidence::{Evidence, Sign, words};
use super::facts::Facts;
use crate::tree::FolderId;
use std::collections::BTreeSet;

/// A process beside the one that serves requests.
#[derive(Clone, Debug, PartialEq)]
pub struct Process {
    /// The component whose code runs in it.
    pub root: FolderId,
    /// Its name, such as `worker`.
    pub name: String,
    /// What tells of it, as a sentence.
    pub text: String,
    /// The file.
    pub evidence: String,
    /// Whether somebody named it, in a Procfile or a compose file. Else it is a question.
    pub named: bool,
}

/// Access
impl Process {
    /// The platform of the process, its code base being of `platform`.
    #[must_use]
    pub fn platform(&self, platform: &'static str) -> &'static str {
        if self.evidence.ends_with("celery.py") { "python-celery" } else { platform }
    }
}

/// Processes of the components at `roots`: those that contents name, then those that
/// file names suggest.
#[must_use]
pub fn processes(evidence: &Evidence, facts: &Facts, roots: &[FolderId]) -> Vec<Process> {
    let mut found: Vec<Process> = facts.processes(evidence, roots);
    let known: BTreeSet<FolderId> = found.iter().map(|process| process.root).collect();
    for hit in &evidence.hits {
        let row = evidence.row(hit);
        if row.sign != Sign::Process || known.contains(&hit.root) {
            continue;
        }
        // The nearest project around the file.
        let around = roots
            .iter()
            .copied()
            .filter(|&root| evidence.tree.with_descendants(root).contains(&hit.root));
        let Some(root) = around.max() else { continue };
        if known.contains(&root) || found.iter().any(|process| process.root == root) {
            continue;
        }
        let path = evidence.path(hit).to_owned();
        found.push(Process {
            root,
            name: name_of(&path).to_owned(),
            text: "This file configures a process beside the one that serves requests.".to_owned(),
            evidence: path,
            named: false,
        });
    }
    found
}

fn name_of(path: &str) -> &'static str {
    let file = path.rsplit('/').next().unwrap_or(path);
    let words = words(file);
    let has = |word: &str| words.iter().any(|known| known == word);
    if has("horizon") {
        "horizon"
    } else if has("sidekiq") {
        "sidekiq"
    } else if has("scheduler") || has("cron") {
        "scheduler"
    } else {
        "worker"
    }
}
