//! Looking at the files of a tree, folder by folder.

use super::super::table::{Id, Names};
use super::folders::owner_of;
use super::{Catalog, Counts, DeployNames, Exclusion, Hit, Language, Mark, Root, Row, Sign};
use crate::tree::{FolderId, Tree};

/// What is found while paths are looked at.
pub(super) struct Gathering<'t> {
    pub(super) tree: &'t Tree,
    pub(super) exclusion: Vec<Option<Exclusion>>,
    /// Which folders are of a program that sets up a cloud.
    pub(super) clouds: Vec<bool>,
    pub(super) hits: Vec<Hit>,
    pub(super) sources: Vec<Counts>,
    pub(super) deploy_names: DeployNames,
    pub(super) marked: Vec<(Mark, FolderId)>,
}

impl Gathering<'_> {
    /// Looks at each file directly in a folder. A function of its own, so that what a browser has
    /// optimised of it takes over after the first folders.
    #[inline(never)]
    pub(super) fn look_into(&mut self, folder: FolderId) {
        let tree = self.tree;
        let excluded = self.exclusion[folder as usize];
        if matches!(excluded, Some(Exclusion::Vendored | Exclusion::Generated)) {
            return;
        }
        let catalog = Catalog::get();
        let folder_name = tree.folder_name(folder);
        let sets_up_cloud = self.clouds[folder as usize];
        let owner = owner_of(tree, &self.exclusion, folder);
        let mut found = Vec::new();
        for &path in tree.own_files(folder) {
            let (text, name) = (tree.paths().get(path), tree.name_of(path));
            self.deploy_names.note(text, name, folder_name, excluded, owner == Tree::ROOT);
            if sets_up_cloud {
                self.deploy_names.note_stack(text, name);
            }
            // A site may be called `recipes`, or keep its code in `core`.
            if name == "urls.py" {
                self.marked.push((Mark::Urls, folder));
            }
            if excluded.is_none()
                && let Some(language) = Language::of(name)
            {
                self.sources[folder as usize].add(language);
                // One router beside the program's start may be of anything.
                let mark = Mark::of_file(name);
                let beside_the_start =
                    |mark| mark == Mark::Routes && Names::get().has("sources", folder_name);
                if let Some(mark) = mark.filter(|&mark| !beside_the_start(mark)) {
                    self.marked.push((mark, folder));
                }
            }
            if is_module(tree, folder, name) {
                continue;
            }
            catalog.rows_of(text, name, &mut found);
            for &row in &found {
                let root = component(tree, folder, catalog.rows()[row].root);
                let root = root.map(|root| program_of(tree, root, &catalog.rows()[row]));
                // Where processes are configured lies often beside the code: `docker/…`.
                let anywhere = catalog.rows()[row].sign == Sign::Process
                    && !matches!(
                        excluded,
                        Some(Exclusion::Tests | Exclusion::Examples | Exclusion::Docs)
                    );
                if let Some(root) = root
                    && (anywhere || self.exclusion[root as usize].is_none())
                {
                    self.hits.push(Hit { root, row: row as u16, path });
                }
                // `orders/docker/Dockerfile` builds `orders`.
                if root == Some(folder)
                    && owner != Tree::ROOT
                    && owner != folder
                    && catalog.rows()[row].id == Id::Image
                    && Names::get().has("images-of-the-whole", &folder_name.to_ascii_lowercase())
                    && self.exclusion[owner as usize].is_none()
                {
                    self.hits.push(Hit { root: owner, row: row as u16, path });
                }
            }
        }
    }
}

/// Whether a file named like a manifest is a module of a Python package.
fn is_module(tree: &Tree, folder: FolderId, name: &str) -> bool {
    let beside = || tree.own_files(folder).iter().any(|&file| tree.name_of(file) == "__init__.py");
    name == "setup.py" && beside()
}

/// The folder of Go's program that starts in `cmd` itself is the one around: `orders/cmd/main.go`
/// is `orders`.
fn program_of(tree: &Tree, folder: FolderId, row: &Row) -> FolderId {
    if row.id == Id::Main && row.platform == Some("go") { around_cmd(tree, folder) } else { folder }
}

/// The folder around a `cmd` that starts a program itself, and any other folder itself.
pub(in super::super) fn around_cmd(tree: &Tree, folder: FolderId) -> FolderId {
    let starts = |it| tree.own_files(it).iter().any(|&path| tree.name_of(path) == "main.go");
    let is_one =
        tree.folder_name(folder) == "cmd" && starts(folder) && !tree.subfolders(folder).any(starts);
    tree.parent(folder).filter(|&around| is_one && around != Tree::ROOT).unwrap_or(folder)
}

fn component(tree: &Tree, folder: FolderId, root: Root) -> Option<FolderId> {
    match root {
        Root::Above(levels) => (0..levels).try_fold(folder, |folder, _| tree.parent(folder)),
        Root::Source => {
            let mut at = folder;
            while tree.folder_name(at) != "src" {
                at = tree.parent(at)?;
            }
            tree.parent(at)
        }
    }
}
