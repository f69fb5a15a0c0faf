//! Folders beside each other that look like applications, and of which nothing tells more.

use super::super::evidence::{Evidence, Group, Sign};
use super::super::table::{Id, LIMITS};
use super::candidate::Candidate;
use super::collections::lies_among_sources;
use super::nesting::Dropped;
use crate::tree::{FolderId, Tree};
use std::collections::BTreeMap;

/// Takes out rows of siblings none of which is surely an application, deployed or called like
/// one. What is believed of one holds for all: they are parts of something, lessons or samples.
/// Linear in the applications.
#[inline(never)]
pub(super) fn drop_alike(
    accepted: Vec<Candidate>,
    evidence: &Evidence,
    dropped: &mut Vec<Dropped>,
) -> Vec<Candidate> {
    let tree = evidence.tree;
    // How many lie in a folder, and whether one of them is told.
    let mut rows: BTreeMap<FolderId, (usize, bool)> = BTreeMap::new();
    for candidate in &accepted {
        if let Some(parent) = tree.parent(candidate.root) {
            let (count, told) = rows.entry(parent).or_default();
            *count += 1;
            *told |= is_told(candidate, tree);
        }
    }
    let row_of = |candidate: &Candidate| {
        let (count, told) = rows.get(&tree.parent(candidate.root)?)?;
        (!told && *count >= LIMITS.row).then_some(*count)
    };
    let mut kept = Vec::new();
    for candidate in accepted {
        let Some(count) = row_of(&candidate) else {
            kept.push(candidate);
            continue;
        };
        let reason = format!(
            "It is like {} folders beside it, and nothing builds, deploys or names any of them as an application: samples, or parts of something.",
            count - 1
        );
        dropped.push(Dropped { root: candidate.root, reason });
    }
    kept
}

/// Whether something tells that it is an application, beyond how it is laid out.
fn is_told(candidate: &Candidate, tree: &Tree) -> bool {
    let around = tree.parent(candidate.root).map_or("", |it| tree.folder_name(it));
    // Services lie where all sources do, or with a manifest each in a folder for applications.
    let lies_among = lies_among_sources(tree, candidate)
        || candidate.has(Sign::Manifest) && Group::of(around) == Group::Applications;
    candidate.score >= LIMITS.sure
        || candidate.role.is_of_application()
        || lies_among
        || candidate.is_built()
        || candidate.is_weighed(Id::NameDeployed)
        || candidate.is_weighed(Id::AmongDeployed)
        // Programs of Rust are written as packages of a workspace, as libraries are.
        || candidate.has_main_of_rust()
        || [Sign::Deploy, Sign::Function, Sign::Declared].iter().any(|&sign| candidate.has(sign))
}
