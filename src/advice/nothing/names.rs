//! The name in a tree that is most like a given one.

use crate::tree::{FolderId, Tree};
use std::collections::BTreeSet;

/// How many names without a folder are compared with all names of the tree, lest a
/// list of unknown names takes the product of both.
const MOST_COMPARED: usize = 50;
/// How many names in folders are compared with those that rules write instead, for the same reason.
const MOST_IN_FOLDERS: usize = 2_000_000;

/// The names of all files and folders, collected when first asked for.
pub(super) struct Names<'t> {
    tree: &'t Tree,
    all: Option<BTreeSet<&'t str>>,
    compared: usize,
    /// How many names in folders were compared.
    in_folders: usize,
}

impl<'t> Names<'t> {
    pub(super) fn new(tree: &'t Tree) -> Self {
        Self { tree, all: None, compared: 0, in_folders: 0 }
    }

    /// Whether one more name may be compared with as many of a folder.
    pub(super) fn may_compare(&mut self, names: usize) -> bool {
        self.in_folders += names;
        self.in_folders <= MOST_IN_FOLDERS
    }

    /// The most similar name anywhere in the tree. Looks at all of them.
    pub(super) fn like(&mut self, name: &str) -> Option<&'t str> {
        self.compared += 1;
        if self.compared > MOST_COMPARED {
            return None;
        }
        let tree = self.tree;
        let all = self.all.get_or_insert_with(|| {
            let folders = (0..tree.folders() as FolderId).map(|folder| tree.folder_name(folder));
            let files = tree.order().iter().map(|&file| tree.name_of(file));
            folders.chain(files).filter(|name| !name.contains(['*', '?', '\\'])).collect()
        });
        let near = 1 + name.chars().count() / 4;
        all.iter()
            .filter(|other| other.len().abs_diff(name.len()) <= near)
            // Slips of the first letter are rare; other names are not.
            .filter(|other| other.chars().next() == name.chars().next())
            .map(|other| (strsim::osa_distance(name, other), *other))
            .filter(|&(distance, other)| (1..=near).contains(&distance) && distance < other.len())
            .min()
            .map(|(_, other)| other)
    }
}
