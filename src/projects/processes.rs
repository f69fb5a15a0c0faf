//! One code base that runs as several processes: web, worker, scheduler.

use super::decision::Candidate;
use super::evidence::{Evidence, Sign, words};
use super::facts::Facts;
use super::platform::Surface;
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet};

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
        if self.evidence.contains("celery") { "python-celery" } else { platform }
    }
}

/// Processes of the components at `roots`: those that contents name, then those that
/// file names suggest.
#[must_use]
#[inline(never)]
pub fn processes(evidence: &Evidence, facts: &Facts, accepted: &[Candidate]) -> Vec<Process> {
    let tree = evidence.tree;
    let roots: Vec<FolderId> = accepted.iter().map(|candidate| candidate.root).collect();
    let mut found: Vec<Process> = facts.processes(evidence, &roots);
    let mut names: BTreeMap<FolderId, BTreeSet<String>> = BTreeMap::new();
    for process in &found {
        names.entry(process.root).or_default().insert(process.name.clone());
    }
    // Code for browsers has workers of its own.
    let serves = |it: &&Candidate| matches!(it.surface(), Surface::Server | Surface::FullStack);
    let servers: BTreeMap<FolderId, &Candidate> =
        accepted.iter().filter(serves).map(|it| (it.root, it)).collect();
    for hit in evidence.hits.iter().filter(|hit| evidence.row(hit).sign == Sign::Process) {
        // The nearest project around the file.
        let mut around = std::iter::successors(Some(hit.root), |&inner| tree.parent(inner));
        let Some(server) = around.find_map(|folder| servers.get(&folder)) else { continue };
        let outer = server.root;
        let path = evidence.path(hit);
        // Deep inside, a file of such a name is any module; what runs the whole lies near
        // its root, or in the folders of those who start it.
        let depth =
            |folder| tree.folder_path(folder).split('/').filter(|part| !part.is_empty()).count();
        let starter = evidence.exclusion[hit.root as usize].is_some();
        if !starter && depth(hit.root) > depth(outer) + 1 {
            continue;
        }
        let Some(name) = name_of(path) else { continue };
        let is_it_itself = words(tree.folder_name(outer)).contains(&name);
        let names = names.entry(outer).or_default();
        let known =
            names.contains(&name) || is_worker(&name) && names.iter().any(|it| is_worker(it));
        if known || is_it_itself || is_only_start(server, path) {
            continue;
        }
        names.insert(name.clone());
        found.push(Process {
            root: outer,
            name,
            text: "This file starts or configures a process beside the one that serves requests."
                .to_owned(),
            evidence: path.to_owned(),
            named: false,
        });
    }
    found
}

/// Whether a component starts in this file and nowhere else: then it is that process. What a framework starts needs no file
/// that says so.
fn is_only_start(component: &Candidate, path: &str) -> bool {
    if component.owns_folder() {
        return false;
    }
    let mut starts = component.signals.iter().filter(|it| it.id.sign() == Sign::Entry).peekable();
    starts.peek().is_some() && starts.all(|it| it.path == path)
}

/// Whether names such as `sidekiq` and `worker` are likely the same process.
fn is_worker(name: &str) -> bool {
    ["worker", "sidekiq", "horizon", "queue", "celery", "resque", "jobs"]
        .iter()
        .any(|word| name.contains(word))
}

/// What a file's process is called, if its name tells of one that matters in production.
fn name_of(path: &str) -> Option<String> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    // Of `s6-rc.d/scheduler/run`, the folder is the process.
    let name = if file == "run" { folder.rsplit('/').next().unwrap_or_default() } else { file };
    let words = words(name);
    let has = |word: &str| words.iter().any(|known| known == word);
    let known =
        ["horizon", "sidekiq", "scheduler", "cron", "beat"].into_iter().find(|word| has(word));
    let queue = [
        "worker",
        "workers",
        "queue",
        "celery",
        "celeryconfig",
        "resque",
        "delayed",
        "good",
        "solid",
        "job",
        "jobs",
    ];
    known.map(str::to_owned).or_else(|| queue.into_iter().any(has).then(|| "worker".to_owned()))
}
