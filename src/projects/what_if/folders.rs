//! Folders of a kind: those that a glob names.

use crate::projects::plan::Plan;
use crate::tree::{FolderId, Tree};
use globset::{Glob, GlobBuilder};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many globs are proposed.
const MOST: usize = 12;

/// What is wrong with a glob of folders, if anything.
///
/// # Errors
/// A sentence on what can't be read.
pub fn check_glob(glob: &str) -> Result<(), String> {
    match read(glob) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("`{glob}` is no glob of folders: {}.", error.kind())),
    }
}

/// Globs of folders of a kind, such as `apps/*`, that have at least two in this tree: those
/// that hold most projects of the plan first, then those with most folders.
#[must_use]
pub fn kinds(tree: &Tree, plan: &Plan) -> Vec<String> {
    let mut children = vec![0_u32; tree.folders()];
    for folder in 1..tree.folders() as FolderId {
        if let Some(parent) = tree.parent(folder).filter(|_| !hidden(tree.folder_path(folder))) {
            children[parent as usize] += 1;
        }
    }
    // Per folder, the folders of projects directly in it.
    let mut inside: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let roots = plan.projects.iter().map(|project| project.place.root.as_str());
    for root in roots.filter(|root| !root.is_empty()) {
        let above = root.rsplit_once('/').map_or("", |(above, _)| above);
        inside.entry(above).or_default().insert(root);
    }
    let projects = |folder: &str| inside.get(folder).map_or(0, BTreeSet::len);
    let mut kinds: Vec<_> = (0..tree.folders() as FolderId)
        .zip(children)
        .map(|(folder, children)| (tree.folder_path(folder), children))
        // A name with wildcards in it would be another glob.
        .filter(|(path, children)| *children > 1 && !path.contains(['*', '?', '[', '{', '\\']))
        .map(|(path, children)| (projects(path), children, path))
        .filter(|(projects, _, path)| *projects > 0 || !path.contains('/'))
        .collect();
    kinds.sort_by_key(|&(projects, children, path)| (Reverse(projects), Reverse(children), path));
    let glob = |path: &str| if path.is_empty() { "*".to_owned() } else { format!("{path}/*") };
    kinds.into_iter().take(MOST).map(|(_, _, path)| glob(path)).collect()
}

/// The folders that a glob names; those at the top if there is none, or none that can be read.
pub fn folders_of_a_kind(tree: &Tree, glob: Option<&str>) -> Vec<String> {
    let folders = (1..tree.folders() as FolderId).map(|folder| tree.folder_path(folder));
    let glob = glob.filter(|glob| !glob.trim().is_empty()).and_then(|glob| read(glob).ok());
    let matcher = glob.map(|glob| glob.compile_matcher());
    let found: BTreeSet<&str> = folders
        .filter(|path| match &matcher {
            Some(matcher) => matcher.is_match(path),
            None => !path.contains('/') && !hidden(path),
        })
        .collect();
    found.into_iter().map(str::to_owned).collect()
}

fn read(glob: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(glob.trim().trim_matches('/')).literal_separator(true).build()
}

/// Whether a folder, or one around it, is of tools.
fn hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}
