//! Folders without a project, and why.

use super::decision::{Candidate, Decision};
use super::evidence::{Evidence, Exclusion, Language};
use crate::tree::{FolderId, Tree};

/// A folder without a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The folder.
    pub root: String,
    /// Why, as a sentence.
    pub reason: String,
}

/// Why a plan has no project, where nothing tells more.
pub const NOTHING_DEPLOYED: &str = "Nothing here looks as if it were deployed.";

/// Components that run inside the projects. `assigned` tells per path which project it is in.
#[inline(never)]
pub(super) fn libraries(
    decision: &Decision,
    evidence: &Evidence,
    assigned: &[Option<usize>],
) -> Vec<Aside> {
    let tree = evidence.tree;
    let mut libraries: Vec<Aside> = decision
        .dropped
        .iter()
        .map(|dropped| Aside {
            root: tree.folder_path(dropped.root).to_owned(),
            reason: dropped.reason.clone(),
        })
        .collect();
    if decision.refusal.is_none() {
        for candidate in decision
            .rejected
            .iter()
            .filter(|candidate| candidate.root != 0 && candidate.own.total() > 0)
        {
            libraries.push(Aside {
                root: tree.folder_path(candidate.root).to_owned(),
                reason: reason(candidate, tree, assigned),
            });
        }
    }
    libraries.sort_by(|a, b| a.root.cmp(&b.root));
    libraries.dedup_by(|a, b| a.root == b.root);
    libraries
}

/// Why a component gets no project of its own, and where its errors are.
fn reason(candidate: &Candidate, tree: &Tree, assigned: &[Option<usize>]) -> String {
    // Nobody can import package main of Go, so it runs inside nothing else.
    if candidate.is_go_main() {
        let mut files = tree.positions(candidate.root).map(|at| tree.path_at(at));
        return match files.any(|path| assigned[path as usize].is_some()) {
            true => "It is a program of the project around it, and sends its errors there.",
            false => "It is a program, and nothing tells that it is deployed. If it is, make it a project.",
        }
        .to_owned();
    }
    let against = candidate.notes.iter().filter(|note| note.weight < 0);
    let worst = against.min_by(|a, b| a.weight.cmp(&b.weight));
    let because = worst.map_or("Nothing here starts or deploys it.", |note| note.text.as_str());
    format!(
        "It runs inside the applications that use it; a rule by its path routes its errors. {because}"
    )
}

/// The topmost folders of each kind of exclusion. `assigned` tells per path which project it is in.
#[inline(never)]
pub(super) fn excluded(
    decision: &Decision,
    evidence: &Evidence,
    assigned: &[Option<usize>],
) -> Vec<Aside> {
    let tree = evidence.tree;
    let mut excluded: Vec<Aside> = Vec::new();
    if let Some(refusal) = &decision.refusal {
        excluded.push(Aside { root: String::new(), reason: refusal.reason.clone() });
    }
    for folder in 1..tree.folders() as FolderId {
        let Some(exclusion) = evidence.exclusion[folder as usize] else { continue };
        let parent = tree.parent(folder).unwrap_or(0);
        let name = tree.folder_name(folder);
        // Deeper ones are parts of a program more often than not.
        let near = tree.folder_path(folder).matches('/').count() < 2;
        let is_shown = !(name.starts_with('.') && exclusion == Exclusion::Tooling);
        if near
            && is_shown
            && evidence.exclusion[parent as usize].is_none()
            && !(exclusion == Exclusion::Tooling && is_of_project(tree, folder, assigned))
        {
            excluded.push(Aside {
                root: tree.folder_path(folder).to_owned(),
                reason: format!("No project: {}.", exclusion.reason()),
            });
        }
    }
    excluded
}

/// Whether source files of a folder that is named like one for tools are in a project: `config` of
/// Rails and Django holds code that is deployed.
fn is_of_project(tree: &Tree, folder: FolderId, assigned: &[Option<usize>]) -> bool {
    let mut files = tree.positions(folder).map(|at| tree.path_at(at));
    files
        .any(|path| assigned[path as usize].is_some() && Language::of(tree.name_of(path)).is_some())
}
