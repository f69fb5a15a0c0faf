//! Where the projects of a way to split are, and which files that puts where.

use super::Way;
use super::folders::folders_of_a_kind;
use super::mix::is_source;
use crate::projects::plan::{Inputs, Plan};
use crate::projects::rules::Whole;
use crate::tree::{FolderId, PathId, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// The files of errors that a team sees with a way to split, with one error per source file, and whether each is its own. Costs
/// as much as to compare one way.
#[must_use]
pub fn files_seen(
    inputs: &Inputs,
    plan: &Plan,
    folders: Option<&str>,
    way: Way,
    team: &str,
) -> Vec<(PathId, bool)> {
    let tree = inputs.tree;
    let whole = Whole::new(inputs);
    let assigned = assign(tree, &Roots::new(tree, plan, folders, way).folders);
    let team_of = |path: PathId| whole.team_of(path);
    let is_in: BTreeSet<usize> = (0..tree.len() as PathId)
        .filter(|&path| team_of(path) == Some(team))
        .filter_map(|path| assigned[path as usize])
        .collect();
    let is_seen = |path: &PathId| {
        let project = assigned[*path as usize];
        project.is_some_and(|project| is_in.contains(&project)) && is_source(tree, *path)
    };
    let files = tree.order().iter().copied().filter(is_seen);
    files.map(|path| (path, team_of(path) == Some(team))).collect()
}

/// The files that several projects of a way run, in the order of the tree.
#[must_use]
pub fn shared_files(tree: &Tree, plan: &Plan, folders: Option<&str>, way: Way) -> Vec<PathId> {
    let roots = Roots::new(tree, plan, folders, way);
    let (assigned, within) = (assign(tree, &roots.folders), within(tree, &roots.shared));
    let is_shared = |path: &PathId| assigned[*path as usize].is_none() && within[*path as usize];
    tree.order().iter().copied().filter(is_shared).collect()
}

/// Where the projects of a way are.
pub struct Roots<'a> {
    pub kind: Way,
    /// Their folders.
    pub folders: Vec<String>,
    /// How many are processes of code bases that are among them.
    pub more: u32,
    /// Folders of libraries.
    pub shared: Vec<&'a str>,
}

impl<'a> Roots<'a> {
    pub fn new(tree: &Tree, plan: &'a Plan, glob: Option<&str>, kind: Way) -> Self {
        let libraries = || plan.libraries.iter().map(|aside| aside.root.as_str()).collect();
        match kind {
            Way::One => Self { kind, folders: vec![String::new()], more: 0, shared: Vec::new() },
            Way::Folders => {
                let folders = folders_of_a_kind(tree, glob);
                Self { kind, folders, more: 0, shared: libraries() }
            }
            Way::Proposal => {
                let of = |process: bool| {
                    let of = plan.projects.iter();
                    of.filter(move |project| project.place.process.is_some() == process)
                };
                let mut folders: Vec<String> =
                    of(false).map(|project| project.place.root.clone()).collect();
                let mut known: BTreeSet<&str> =
                    of(false).map(|project| project.place.root.as_str()).collect();
                // A code base of which only the processes are projects.
                for project in of(true) {
                    if known.insert(&project.place.root) {
                        folders.push(project.place.root.clone());
                    }
                }
                let more = plan.projects.len() as u32 - folders.len() as u32;
                Self { kind, folders, more, shared: libraries() }
            }
        }
    }
}

/// Per path, the folder of these that it is in, the innermost.
pub fn assign(tree: &Tree, roots: &[String]) -> Vec<Option<usize>> {
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
pub fn within(tree: &Tree, folders: &[&str]) -> Vec<bool> {
    let folders: BTreeSet<&str> = folders.iter().copied().collect();
    let mut inside = vec![false; tree.folders()];
    for folder in 0..tree.folders() as FolderId {
        let around = tree.parent(folder).is_some_and(|parent| inside[parent as usize]);
        inside[folder as usize] = around || folders.contains(tree.folder_path(folder));
    }
    (0..tree.len() as PathId).map(|path| inside[tree.folder_of(path) as usize]).collect()
}
