//! Looking at the files of a tree, folder by folder.

use super::super::table::{Id, Names};
use super::folders::owner_of;
use super::{Catalog, Counts, DeployNames, Exclusion, Group, Hit, Language, Mark, Root, Row, Sign};
use crate::tree::{FolderId, Tree};

/// What is found while paths are looked at.
pub(super) struct Gathering<'t> {
    pub(super) tree: &'t Tree,
    pub(super) exclusion: Vec<Option<Exclusion>>,
    /// Which folders are of a program that sets up a cloud.
    pub(super) clouds: Vec<bool>,
    pub(super) hits: Vec<Hit>,
    pub(super) sources: Vec<Counts>,
    /// Per folder, the files directly in it, unless they are other people's or generated.
    pub(super) files: Vec<u32>,
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
        self.files[folder as usize] = tree.own_files(folder).len() as u32;
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
            if is_of_qt(tree, folder, name) {
                self.marked.push((Mark::Qt, folder));
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
                let told = &catalog.rows()[row];
                let root = component(tree, folder, told.root)
                    .filter(|&root| root == folder || !is_of_trials(excluded, told));
                let root = root.map(|root| program_of(tree, root, told));
                // Where processes are configured lies often beside the code: `docker/…`.
                let anywhere = told.sign == Sign::Process
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
                    && told.id == Id::Image
                    && Names::get().has("images-of-the-whole", &folder_name.to_ascii_lowercase())
                    && self.exclusion[owner as usize].is_none()
                {
                    self.hits.push(Hit { root: owner, row: row as u16, path });
                }
            }
        }
    }
}

/// Whether a file among tests, samples or documents says how something starts or is configured, which says nothing of what
/// is around them.
fn is_of_trials(excluded: Option<Exclusion>, row: &Row) -> bool {
    matches!(excluded, Some(Exclusion::Tests | Exclusion::Examples | Exclusion::Docs))
        && matches!(row.sign, Sign::Entry | Sign::Runtime)
}

/// Whether a file is one of Qt's: `icons.qrc`, or `settings.ui` beside `settings.cpp`, as GTK has windows of that ending, too.
fn is_of_qt(tree: &Tree, folder: FolderId, name: &str) -> bool {
    let is_shown = |stem: &str| tree.find_own_file(folder, &format!("{stem}.cpp")).is_some();
    name.ends_with(".qrc") || name.strip_suffix(".ui").is_some_and(is_shown)
}

/// Whether a file named like a manifest is a module of a Python package.
fn is_module(tree: &Tree, folder: FolderId, name: &str) -> bool {
    let beside = || tree.own_files(folder).iter().any(|&file| tree.name_of(file) == "__init__.py");
    name == "setup.py" && beside()
}

/// The folder of a program that starts further in: `orders/cmd/main.go` is Go's `orders`, and
/// `Desk/App/Program.cs` is .NET's `Desk`, where the project file lies.
fn program_of(tree: &Tree, folder: FolderId, row: &Row) -> FolderId {
    match row.id {
        Id::Main if row.platform == Some("go") => around_cmd(tree, folder),
        Id::Main if row.platform.is_some_and(|it| it.starts_with("dotnet")) => {
            project_around(tree, folder)
        }
        // Sentry's wizard writes its settings beside the sources.
        Id::Declared if tree.folder_name(folder) == "src" => tree.parent(folder).unwrap_or(folder),
        _ => folder,
    }
}

/// The folder around a `cmd` or `main` that starts a program itself, and any other folder itself.
pub(in super::super) fn around_cmd(tree: &Tree, folder: FolderId) -> FolderId {
    let starts = |it| tree.own_files(it).iter().any(|&path| tree.name_of(path) == "main.go");
    let is_one = matches!(tree.folder_name(folder), "cmd" | "main")
        && starts(folder)
        && !tree.subfolders(folder).any(starts);
    // `cmd/main` is the only program of its module.
    let is_named = |&around: &FolderId| {
        around != Tree::ROOT
            && (tree.folder_name(folder) == "cmd"
                || Group::of(tree.folder_name(around)) == Group::Unknown && !starts(around))
    };
    tree.parent(folder).filter(|_| is_one).filter(is_named).unwrap_or(folder)
}

/// The folder of the .NET project that a folder lies in, at most two levels further up; else the folder itself.
fn project_around(tree: &Tree, folder: FolderId) -> FolderId {
    // A folder of more files is none of a project, and would be looked through for each program in it.
    const MOST: usize = 1000;
    let has_project = |&it: &FolderId| {
        let is_one = |name: &str| name.ends_with(".csproj") || name.ends_with(".fsproj");
        let files = tree.own_files(it);
        files.len() <= MOST && files.iter().any(|&path| is_one(tree.name_of(path)))
    };
    let mut around = std::iter::successors(Some(folder), |&it| tree.parent(it)).take(3);
    around.find(has_project).unwrap_or(folder)
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
