//! What a tree's names tell about applications: one pass with the catalog.

mod catalog;
mod exclusion;
mod folders;
mod glob;
mod infra;
mod language;
mod names;

pub use super::table::Sign;
use super::table::{Id, Names};
pub use catalog::{Catalog, Root, Row};
pub use exclusion::Exclusion;
pub use infra::DeployNames;
pub use language::{Counts, Language};
pub use names::{Group, Role, words};

use crate::tree::{FolderId, PathId, Tree, stem_and_ending};
use folders::{exclusions, owner_of, sets_up_a_cloud};

/// What the names of a tree tell, per folder.
#[derive(Debug)]
pub struct Evidence<'t> {
    /// The tree.
    pub tree: &'t Tree,
    /// Per folder, why no application is in it, if that is so.
    pub exclusion: Vec<Option<Exclusion>>,
    /// Per folder, the source files in it and below that are not excluded.
    pub sources: Vec<Counts>,
    /// All files of the catalog whose component is not excluded, by component, row and path.
    pub hits: Vec<Hit>,
    /// Folders whose names, or whose files' names, tell of a framework, by what they tell, in the
    /// order of the tree.
    marked: Vec<(Mark, FolderId)>,
    /// Names of what is deployed, as far as infrastructure's files are named after it.
    pub deploy_names: DeployNames,
    /// Whether a program starts at the top of the repository.
    pub starts_at_top: bool,
}

/// What a folder's name tells of the framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A server of Node keeps its routes so.
    Routes,
    /// A server of Python keeps its routes so.
    Endpoints,
    /// Pages that a server fills in.
    Templates,
}

impl Mark {
    const LISTS: [(&str, Self); 3] = [
        ("marks-routes", Self::Routes),
        ("marks-endpoints", Self::Endpoints),
        ("marks-templates", Self::Templates),
    ];

    /// What a file's name tells: `routes.ts`, `orders.router.ts`.
    fn of_file(name: &str) -> Option<Self> {
        let (stem, end) = stem_and_ending(name)?;
        if !matches!(end, "js" | "ts" | "mjs" | "cjs") {
            return None;
        }
        let last = stem.rsplit(['.', '-', '_']).next().unwrap_or(stem);
        Names::get().has("marks-route-files", last).then_some(Self::Routes)
    }

    fn of(name: &str) -> impl Iterator<Item = Self> {
        let name = name.to_ascii_lowercase();
        let names = Names::get();
        let listed = Self::LISTS.into_iter().filter(move |(list, _)| names.has(list, &name));
        listed.map(|(_, mark)| mark)
    }
}

/// A file of the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The component's folder.
    pub root: FolderId,
    /// The row of the catalog.
    pub row: u16,
    /// The file.
    pub path: PathId,
}

/// Instantiation
impl<'t> Evidence<'t> {
    /// Looks at every path once.
    #[must_use]
    pub fn gather(tree: &'t Tree) -> Self {
        let exclusion = exclusions(tree);
        let mut hits = Vec::new();
        let mut found = Vec::new();
        let mut sources = vec![Counts::default(); tree.folders()];
        let mut deploy_names = DeployNames::default();
        let mut marked: Vec<(Mark, FolderId)> = Vec::new();
        let catalog = Catalog::get();
        let mut last = (Tree::ROOT, "");
        let mut sets_up_cloud = false;
        for &path in tree.order() {
            let folder = tree.folder_of(path);
            if folder != last.0 {
                last = (folder, tree.folder_name(folder));
                sets_up_cloud = sets_up_a_cloud(tree, &exclusion, folder);
            }
            let text = tree.paths().get(path);
            let excluded = exclusion[folder as usize];
            if matches!(excluded, Some(Exclusion::Vendored | Exclusion::Generated)) {
                continue;
            }
            let name = tree.name_of(path);
            let owner = owner_of(tree, &exclusion, folder);
            deploy_names.note(text, name, last.1, excluded, owner == Tree::ROOT);
            if sets_up_cloud && excluded == Some(Exclusion::Infrastructure) {
                deploy_names.note_stack(text, name);
            }
            if excluded.is_none()
                && let Some(language) = Language::of(name)
            {
                sources[folder as usize].add(language);
                // One router beside the program's start may be of anything.
                let mark = Mark::of_file(name);
                if mark.is_some() && !Names::get().has("sources", last.1) {
                    marked.extend(mark.map(|mark| (mark, folder)));
                }
            }
            if is_module(tree, folder, path) {
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
                    && (anywhere || exclusion[root as usize].is_none())
                {
                    hits.push(Hit { root, row: row as u16, path });
                }
                // `orders/docker/Dockerfile` builds `orders`.
                if root == Some(folder)
                    && owner != Tree::ROOT
                    && owner != folder
                    && catalog.rows()[row].id == Id::Image
                    && Names::get().has("images-of-the-whole", &last.1.to_ascii_lowercase())
                    && exclusion[owner as usize].is_none()
                {
                    hits.push(Hit { root: owner, row: row as u16, path });
                }
            }
        }
        // Subfolders have higher numbers than the folder they are in.
        for folder in (1..tree.folders() as FolderId).rev() {
            if let Some(parent) = tree.parent(folder) {
                let counts = sources[folder as usize];
                sources[parent as usize].add_all(&counts);
            }
        }
        let position = |hit: &Hit| (hit.root, hit.row, tree.position_of(hit.path));
        hits.sort_by_key(position);
        // A folder with an image's recipe and without code is named after what is built.
        for hit in hits.iter().filter(|hit| catalog.rows()[usize::from(hit.row)].id == Id::Image) {
            if hit.root != 0 && sources[hit.root as usize].total() == 0 {
                deploy_names.add(tree.folder_name(hit.root), tree.paths().get(hit.path));
            }
        }
        deploy_names.finish();
        for folder in 0..tree.folders() as FolderId {
            marked.extend(Mark::of(tree.folder_name(folder)).map(|mark| (mark, folder)));
        }
        marked.sort_unstable();
        marked.dedup();
        // The parts of one program are called services, too.
        let starts = |hit: &Hit| {
            let id = catalog.rows()[usize::from(hit.row)].id;
            matches!(id, Id::Main | Id::Start | Id::Framework)
        };
        let starts_at_top = hits.iter().take_while(|hit| hit.root == Tree::ROOT).any(starts);
        Self { tree, exclusion, sources, hits, marked, deploy_names, starts_at_top }
    }
}

/// Access
impl Evidence<'_> {
    /// Whether at most so many levels below a folder there is one of this mark.
    #[must_use]
    pub fn has_marked(&self, root: FolderId, mark: Mark, levels: usize) -> bool {
        let below = self.tree.with_descendants(root);
        let start = self.marked.partition_point(|&it| it < (mark, below.start));
        let end = self.marked.partition_point(|&it| it < (mark, below.end));
        let depth = |folder| match self.tree.folder_path(folder) {
            "" => 0,
            path => path.matches('/').count() + 1,
        };
        self.marked[start..end].iter().any(|&(_, it)| depth(it) <= depth(root) + levels)
    }

    /// Whether a file at most so many levels below a folder tells of a platform, and of nothing
    /// else.
    #[must_use]
    pub fn is_marked_for(&self, root: FolderId, platform: &str, levels: usize) -> bool {
        let below = self.tree.with_descendants(root);
        let start = self.hits.partition_point(|hit| hit.root < below.start);
        let end = self.hits.partition_point(|hit| hit.root < below.end);
        let depth = |folder| match self.tree.folder_path(folder) {
            "" => 0,
            path => path.matches('/').count() + 1,
        };
        self.hits[start..end].iter().any(|hit| {
            let row = self.row(hit);
            row.id == Id::Platform
                && row.platform == Some(platform)
                && depth(hit.root) <= depth(root) + levels
        })
    }

    /// The hits of one component.
    #[must_use]
    pub fn hits_of(&self, root: FolderId) -> &[Hit] {
        let start = self.hits.partition_point(|hit| hit.root < root);
        let end = self.hits.partition_point(|hit| hit.root <= root);
        &self.hits[start..end]
    }

    /// A file that deploys something of a folder's name, or of its name and that of the folder
    /// around it: `agent/metrics` is what `Dockerfile.metricsagent` builds. `others` are names that
    /// contents tell.
    #[must_use]
    pub fn deploys<'n>(&'n self, folder: FolderId, others: &'n DeployNames) -> Option<&'n str> {
        let find = |name: &str| self.deploy_names.find(name).or_else(|| others.find(name));
        let name = self.tree.folder_name(folder);
        let around = self.tree.parent(folder).map_or("", |it| self.tree.folder_name(it));
        let joined =
            || find(&format!("{around}{name}")).or_else(|| find(&format!("{name}{around}")));
        find(name).or_else(|| if around.is_empty() { None } else { joined() })
    }

    /// The row of a hit.
    #[must_use]
    pub fn row(&self, hit: &Hit) -> &'static Row {
        &Catalog::get().rows()[usize::from(hit.row)]
    }

    /// The text of a hit's path.
    #[must_use]
    pub fn path(&self, hit: &Hit) -> &str {
        self.tree.paths().get(hit.path)
    }
}

/// Whether a file named like a manifest is a module of a Python package.
fn is_module(tree: &Tree, folder: FolderId, path: PathId) -> bool {
    let beside = || tree.own_files(folder).iter().any(|&file| tree.name_of(file) == "__init__.py");
    tree.name_of(path) == "setup.py" && beside()
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
