//! The programs of a Rust workspace: members with a `main`, or with a binary of their own name.

use super::super::evidence::{Evidence, Group, Role, Sign, words};
use super::super::table::{Id, LIMITS};
use super::candidate::{Candidate, Signal};
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet};

/// The programs of a Rust workspace: members with a `main`, or with a binary of their own
/// name. The one that there is is what the workspace is for, whatever the folder around it is
/// called; of several each runs by itself.
#[inline(never)]
pub fn assign(candidates: &mut [Candidate], evidence: &Evidence) {
    let tree = evidence.tree;
    // What is built inside another package helps to build that.
    let packages: BTreeSet<FolderId> = candidates
        .iter()
        .filter(|it| it.is_manifest_of("rust") && it.root != 0 && it.own.total() > 0)
        .map(|it| it.root)
        .collect();
    let is_inside = |root: FolderId| {
        let mut around = std::iter::successors(tree.parent(root), |&it| tree.parent(it));
        around.any(|it| packages.contains(&it))
    };
    let mut workspaces: BTreeMap<FolderId, Vec<&mut Candidate>> = BTreeMap::new();
    for candidate in candidates {
        let is_one = candidate.is_manifest_of("rust")
            && !is_inside(candidate.root)
            && candidate
                .signals
                .iter()
                .any(|it| is_own_binary(it, tree.folder_name(candidate.root)));
        if is_one {
            let workspace = workspace_of(candidate.root, evidence);
            let all = evidence.sources[workspace as usize].total();
            // A handful of files is a helper.
            if candidate.group == Group::Commands
                || is_more_than_a_helper(evidence.sources[candidate.root as usize].total(), all)
            {
                workspaces.entry(workspace).or_default().push(candidate);
            }
        }
    }
    for programs in workspaces.into_values() {
        assign_in_one(programs, evidence);
    }
}

/// The folder with the lock file of what a package is built with, which may be the package's own; else the repository's root.
fn workspace_of(package: FolderId, evidence: &Evidence) -> FolderId {
    let tree = evidence.tree;
    let mut around = std::iter::successors(Some(package), |&it| tree.parent(it));
    around.find(|&it| tree.find_own_file(it, "Cargo.lock").is_some()).unwrap_or(0)
}

/// Tells the programs of one workspace from its helpers.
fn assign_in_one(mut programs: Vec<&mut Candidate>, evidence: &Evidence) {
    let tree = evidence.tree;
    let is_helper = |it: &Candidate| match Role::of(tree.folder_name(it.root), false) {
        Role::Tool => true,
        // A library's code would lie in `src/lib.rs`.
        Role::Library => it.has(Sign::Library),
        Role::Application
        | Role::LikeApplication
        | Role::Kit
        | Role::Orchestrator
        | Role::ThirdParty
        | Role::Unknown => false,
    };
    let plain = programs.iter().any(|it| !is_helper(it));
    // `mail-cli` is what `mail` is run by, where nothing else is.
    let is_command = |root: FolderId| {
        let words = words(tree.folder_name(root));
        words.len() > 1 && words.last().is_some_and(|last| last == "cli")
    };
    programs.retain(|it| if plain { !is_helper(it) } else { is_command(it.root) });
    let id = if programs.len() == 1 { Id::SoleProgram } else { Id::OneOfPrograms };
    for program in programs.iter_mut().filter(|program| program.root != 0) {
        program.start_as(id);
    }
}

fn is_more_than_a_helper(own: u32, all: u32) -> bool {
    own >= LIMITS.small || own * 1000 >= all * LIMITS.little
}

/// Whether a file is the `main` of a package, or its binary of the package's own name:
/// `gateway/src/bin/gateway.rs`, `mail-gateway/src/bin/gateway.rs`.
fn is_own_binary(signal: &Signal, package: &str) -> bool {
    if signal.is_main_of_rust() && !signal.path.contains("src/bin/") {
        return true;
    }
    let Some((_, name)) = signal.path.rsplit_once("/src/bin/") else { return false };
    let name = name.strip_suffix(".rs").unwrap_or(name);
    let stem = words(name.strip_suffix("/main").unwrap_or(name));
    stem == ["main"] || !stem.is_empty() && words(package).ends_with(&stem)
}
