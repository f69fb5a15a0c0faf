//! Folders without a project, and why.

use super::decision::Decision;
use super::evidence::{Evidence, Exclusion};
use crate::tree::FolderId;

/// A folder without a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The folder.
    pub root: String,
    /// Why, as a sentence.
    pub reason: String,
}

/// Components that run inside the projects.
#[inline(never)]
pub(super) fn libraries(decision: &Decision, evidence: &Evidence) -> Vec<Aside> {
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
            let against = candidate.notes.iter().filter(|note| note.weight < 0);
            let worst = against.min_by(|a, b| a.weight.cmp(&b.weight));
            let because =
                worst.map_or("Nothing here starts or deploys it.", |note| note.text.as_str());
            libraries.push(Aside {
                root: tree.folder_path(candidate.root).to_owned(),
                reason: format!("It runs inside the applications that use it; a rule by its path routes its errors. {because}"),
            });
        }
    }
    libraries.sort_by(|a, b| a.root.cmp(&b.root));
    libraries.dedup_by(|a, b| a.root == b.root);
    libraries
}

/// The topmost folders of each kind of exclusion.
#[inline(never)]
pub(super) fn excluded(decision: &Decision, evidence: &Evidence) -> Vec<Aside> {
    let tree = evidence.tree;
    let mut excluded: Vec<Aside> = Vec::new();
    if let Some(refusal) = &decision.refusal {
        excluded.push(Aside { root: String::new(), reason: refusal.clone() });
    }
    for folder in 1..tree.folders() as FolderId {
        let Some(exclusion) = evidence.exclusion[folder as usize] else { continue };
        let parent = tree.parent(folder).unwrap_or(0);
        let name = tree.folder_name(folder);
        // Deeper ones are parts of a program more often than not.
        let near = tree.folder_path(folder).matches('/').count() < 2;
        let is_shown = !(name.starts_with('.') && exclusion == Exclusion::Tooling);
        if near && is_shown && evidence.exclusion[parent as usize].is_none() {
            excluded.push(Aside {
                root: tree.folder_path(folder).to_owned(),
                reason: format!("No project: {}.", exclusion.reason()),
            });
        }
    }
    excluded
}
