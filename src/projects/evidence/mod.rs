//! What a tree's names tell about applications: one pass with the catalog.

mod catalog;
mod exclusion;
mod folders;
mod gathering;
mod glob;
mod infra;
mod language;
mod marks;
mod names;
mod sbt;

use super::table::Id;
pub use super::table::Sign;
pub use catalog::{Catalog, Root, Row};
pub use exclusion::Exclusion;
use gathering::Gathering;
pub(super) use gathering::around_cmd;
pub use infra::DeployNames;
pub use language::{Counts, Language};
pub use marks::Mark;
pub use names::{Group, Role, ends_in, has_word_in, words};

use crate::tree::{FolderId, PathId, Tree};
use folders::{exclusions, set_up_clouds};

/// What the names of a tree tell, per folder.
#[derive(Debug)]
pub struct Evidence<'t> {
    /// The tree.
    pub tree: &'t Tree,
    /// Per folder, why no application is in it, if that is so.
    pub exclusion: Vec<Option<Exclusion>>,
    /// Per folder, the source files in it and below that are not excluded.
    pub sources: Vec<Counts>,
    /// Per folder, the files in it and below, but for other people's and generated ones.
    pub files: Vec<u32>,
    /// All files of the catalog whose component is not excluded, by component, row and path.
    pub hits: Vec<Hit>,
    /// Folders whose names, or whose files' names, tell of a framework, by what they tell, in the
    /// order of the tree.
    marked: Vec<(Mark, FolderId)>,
    /// Names of what is deployed, as far as infrastructure's files are named after it.
    pub deploy_names: DeployNames,
    /// Whether a program starts at the top of the repository.
    pub starts_at_top: bool,
    /// Whether the repository's JVM programs are of Quarkus or Micronaut, which have settings in
    /// files of the same names as Spring Boot.
    pub is_of_springs_rivals: bool,
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
    #[inline(never)]
    pub fn gather(tree: &'t Tree) -> Self {
        let exclusion = exclusions(tree);
        let mut gathering = Gathering {
            tree,
            clouds: set_up_clouds(tree, &exclusion),
            exclusion,
            hits: Vec::new(),
            sources: vec![Counts::default(); tree.folders()],
            files: vec![0; tree.folders()],
            deploy_names: DeployNames::default(),
            marked: Vec::new(),
        };
        // Files come in the order of their folders.
        (0..tree.folders() as FolderId).for_each(|folder| gathering.look_into(folder));
        let Gathering {
            exclusion,
            mut hits,
            mut sources,
            mut files,
            mut deploy_names,
            mut marked,
            ..
        } = gathering;
        let catalog = Catalog::get();
        // Subfolders have higher numbers than the folder they are in.
        for folder in (1..tree.folders() as FolderId).rev() {
            if let Some(parent) = tree.parent(folder) {
                let counts = sources[folder as usize];
                sources[parent as usize].add_all(&counts);
                files[parent as usize] += files[folder as usize];
            }
        }
        let position = |hit: &Hit| (hit.root, hit.row, tree.position_of(hit.path));
        hits.sort_by_key(position);
        let of_sbt = sbt::modules(tree, &exclusion, &hits);
        if !of_sbt.is_empty() {
            hits.extend(of_sbt);
            hits.sort_by_key(position);
        }
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
        let jvm = sources[0].of(Language::Java) + sources[0].of(Language::Kotlin);
        let is_of_springs_rivals = jvm > 0 && names_springs_rivals(tree);
        let starts_at_top = hits.iter().take_while(|hit| hit.root == Tree::ROOT).any(starts);
        Self {
            tree,
            exclusion,
            sources,
            files,
            hits,
            marked,
            deploy_names,
            starts_at_top,
            is_of_springs_rivals,
        }
    }
}

/// Whether Quarkus or Micronaut is named more often than Spring, in whatever paths. Linear.
fn names_springs_rivals(tree: &Tree) -> bool {
    let text = tree.paths().text();
    let count = |word: &str| memchr::memmem::find_iter(text, word.as_bytes()).count();
    // Quarkus' templates tell recipes for Java's machine from those for programs without it.
    let recipes = match count("Dockerfile.") {
        0 => 0,
        _ => tree.paths().iter().filter(|path| is_recipe_of_quarkus(path)).count(),
    };
    let rivals = count("uarkus") + count("icronaut") + recipes;
    rivals > 0 && rivals > count("pring")
}

/// `docker/Dockerfile.orders.jvm`.
fn is_recipe_of_quarkus(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("Dockerfile.")
        && [".jvm", ".native", ".legacy-jar"].iter().any(|it| name.ends_with(it))
}

/// Access
impl Evidence<'_> {
    /// Whether at most so many levels below a folder there is one of this mark.
    #[must_use]
    pub fn has_marked(&self, root: FolderId, mark: Mark, levels: usize) -> bool {
        self.marked_below(root, mark, levels).next().is_some()
    }

    /// The folders of a mark at most so many levels below a folder, itself included, in the order of the tree.
    pub fn marked_below(
        &self,
        root: FolderId,
        mark: Mark,
        levels: usize,
    ) -> impl Iterator<Item = FolderId> {
        let below = self.tree.with_descendants(root);
        let start = self.marked.partition_point(|&it| it < (mark, below.start));
        let end = self.marked.partition_point(|&it| it < (mark, below.end));
        let most = self.tree.depth(root) + levels;
        let folders = self.marked[start..end].iter().map(|&(_, it)| it);
        folders.filter(move |&it| self.tree.depth(it) <= most)
    }

    /// Whether a folder is in a part of a component that has a manifest of its own, as the component
    /// has one: what the part is built of says nothing of the whole.
    #[must_use]
    pub fn is_apart(&self, folder: FolderId, component: FolderId) -> bool {
        let has_manifest = |it: FolderId| self.has_row(it, |row| row.sign == Sign::Manifest);
        let way = std::iter::successors(Some(folder), |&it| self.tree.parent(it));
        has_manifest(component) && way.take_while(|&it| it != component).any(has_manifest)
    }

    /// Whether a file at most so many levels below a component's folder tells of a platform, and of
    /// nothing else.
    #[must_use]
    pub fn is_marked_for(&self, root: FolderId, platform: &str, levels: usize) -> bool {
        let most = self.tree.depth(root) + levels;
        self.hits_below(root).iter().any(|hit| {
            let row = self.row(hit);
            row.id == Id::Platform
                && row.platform == Some(platform)
                && self.tree.depth(hit.root) <= most
                && !self.is_apart(hit.root, root)
        })
    }

    /// The hits of a folder and of all below it, in the order of the tree.
    #[must_use]
    pub fn hits_below(&self, folder: FolderId) -> &[Hit] {
        let below = self.tree.with_descendants(folder);
        let start = self.hits.partition_point(|hit| hit.root < below.start);
        let end = self.hits.partition_point(|hit| hit.root < below.end);
        &self.hits[start..end]
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
        // `orders/cmd/mailer` is what `orders-mailer` runs.
        let is_commands = |it: &FolderId| Group::of(self.tree.folder_name(*it)) == Group::Commands;
        let around = std::iter::successors(self.tree.parent(folder), |&it| self.tree.parent(it))
            .find(|it| !is_commands(it));
        let around = around.map_or("", |it| self.tree.folder_name(it));
        let joined =
            || find(&format!("{around}{name}")).or_else(|| find(&format!("{name}{around}")));
        // What is deployed may be called after what it does there, too: `orders-server` runs `orders`.
        let serves = || find(&format!("{name}server"));
        find(name).or_else(|| if around.is_empty() { None } else { joined() }).or_else(serves)
    }

    /// Whether one of the hits of a component is of such a row.
    #[must_use]
    pub fn has_row(&self, root: FolderId, is: impl Fn(&Row) -> bool) -> bool {
        self.hits_of(root).iter().any(|hit| is(self.row(hit)))
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
