//! What a tree's names tell about applications: one pass with the catalog.

mod catalog;
mod exclusion;
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

use crate::text::hash::{Map, keyed};
use crate::tree::{FolderId, PathId, Tree, stem_and_ending};

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

/// Whether a folder of deployment lies in a program that sets up a cloud: beside its `cdk.json`
/// or at most three levels below.
fn sets_up_a_cloud(tree: &Tree, exclusion: &[Option<Exclusion>], folder: FolderId) -> bool {
    std::iter::successors(Some(folder), |&it| tree.parent(it))
        .take_while(|&it| exclusion[it as usize] == Some(Exclusion::Infrastructure))
        .take(4)
        .any(|it| {
            let mut names = tree.own_files(it).iter().map(|&path| tree.name_of(path));
            names.any(|name| matches!(name, "cdk.json" | "Pulumi.yaml" | "cdktf.json"))
        })
}

/// The folder that a folder of deployment belongs to: the one around the outermost of those, and
/// any other folder itself.
fn owner_of(tree: &Tree, exclusion: &[Option<Exclusion>], folder: FolderId) -> FolderId {
    let mut owner = folder;
    while exclusion[owner as usize] == Some(Exclusion::Infrastructure)
        && let Some(around) = tree.parent(owner)
    {
        owner = around;
    }
    owner
}

fn exclusions(tree: &Tree) -> Vec<Option<Exclusion>> {
    let mut exclusion: Vec<Option<Exclusion>> = vec![None; tree.folders()];
    // Below `src/main/java` and the like, folders are packages.
    let mut packages = vec![false; tree.folders()];
    // Folder names repeat.
    let mut known: Map<&str, Option<Exclusion>> = Map::with_hasher(keyed(tree.paths().text()));
    for folder in 1..tree.folders() as FolderId {
        let parent = tree.parent(folder).unwrap_or(0);
        let name = tree.folder_name(folder);
        packages[folder as usize] = packages[parent as usize]
            || matches!(name, "java" | "kotlin" | "scala" | "groovy")
                && tree.folder_name(parent) != "src"
            || matches!(name, "com" | "org" | "io");
        exclusion[folder as usize] = match exclusion[parent as usize] {
            Some(known) => Some(known),
            None if packages[folder as usize] => None,
            None => {
                let named = *known.entry(name).or_insert_with(|| Exclusion::of(name));
                // `resources/scripts` holds what a page runs, and no tools.
                let is_of_pages = named == Some(Exclusion::Tooling)
                    && matches!(name, "scripts" | "script")
                    && Names::get().has("asset-folders", tree.folder_name(parent));
                let named = named.filter(|_| !is_of_pages);
                let holds_code = |why| {
                    is_application_named_so(tree, folder, parent, why)
                        || why == Exclusion::Infrastructure && is_where_the_code_is(tree, folder)
                };
                named.filter(|&why| !holds_code(why))
            }
        };
    }
    exclusion
}

/// Whether a folder that is named like `config`, `release` or `site` is an application of
/// that name: it lies among applications and has what an application has.
fn is_application_named_so(
    tree: &Tree,
    folder: FolderId,
    parent: FolderId,
    exclusion: Exclusion,
) -> bool {
    let name = tree.folder_name(folder);
    let may_be = match exclusion {
        Exclusion::Infrastructure => true,
        Exclusion::Tooling => Role::of(name, false) != Role::Tool && !name.starts_with('.'),
        Exclusion::Docs => matches!(name, "site" | "website"),
        _ => false,
    };
    // A folder of programs, each with a manifest: `crates/bin/mailer/Cargo.toml`.
    let has_one = |folder: FolderId| {
        tree.own_files(folder).iter().any(|&path| is_of_application(tree.name_of(path)))
    };
    // The site of a shop, with its own program in an image.
    let serves = |name: &str| {
        matches!(name, "app.py" | "main.py" | "manage.py" | "server.js" | "main.go" | "config.ru")
    };
    let has = |is: &dyn Fn(&str) -> bool| {
        tree.own_files(folder).iter().any(|&path| is(tree.name_of(path)))
    };
    if exclusion == Exclusion::Docs && may_be && has(&serves) && has(&|it| it == "Dockerfile") {
        return true;
    }
    // All that an image is built of lies with its recipe: `orders/docker/{Dockerfile,requirements.txt}`.
    if exclusion == Exclusion::Infrastructure
        && parent != 0
        && has(&|it| it == "Dockerfile")
        && has(&|it| is_of_application(it) && it != "Dockerfile")
        && !tree.own_files(parent).iter().any(|&it| is_of_application(tree.name_of(it)))
    {
        let is_code = |&path: &PathId| Language::of(tree.name_of(path)).is_some();
        let sources = tree
            .subfolders(folder)
            .filter(|&inner| Names::get().has("sources", tree.folder_name(inner)));
        return std::iter::once(folder)
            .chain(sources)
            .any(|it| tree.own_files(it).iter().any(is_code));
    }
    if exclusion == Exclusion::Tooling
        && Names::get().has("folders-of-programs", name)
        && tree.subfolders(folder).filter(|&inner| has_one(inner)).count() > 1
    {
        return true;
    }
    // What tools are called, features of a product are called, too.
    let recipe = || {
        tree.own_files(0).iter().any(|&path| {
            let variant = tree.name_of(path).strip_prefix("Dockerfile.");
            variant.is_some_and(|variant| variant.split('.').next() == Some(name))
        })
    };
    if parent == 0
        && Names::get().has("may-be-applications", name)
        && has(&|it| is_of_application(it) && it != "Dockerfile" || it == "setup.py")
        && (has(&serves) || has(&|it| it == "Dockerfile") || recipe())
    {
        return true;
    }
    may_be && Group::of(tree.folder_name(parent)) == Group::Applications && has_one(folder)
}

/// Whether a folder at the top that is named like infrastructure holds several applications and
/// most of the code: `containers`, with a folder for each service.
fn is_where_the_code_is(tree: &Tree, folder: FolderId) -> bool {
    let has_one = |folder: FolderId| {
        tree.own_files(folder).iter().any(|&path| is_of_application(tree.name_of(path)))
    };
    let several = || tree.subfolders(folder).filter(|&inner| has_one(inner)).count() > 1;
    if tree.parent(folder) != Some(0) || !several() {
        return false;
    }
    let is_code = |path: PathId| Language::of(tree.name_of(path)).is_some();
    let inside = tree.positions(folder).filter(|&at| is_code(tree.path_at(at))).count();
    let all = (0..tree.len() as PathId).filter(|&path| is_code(path)).count();
    inside * 2 > all
}

/// Whether a file is a manifest or builds an image.
fn is_of_application(name: &str) -> bool {
    let known = [
        "package.json",
        "pyproject.toml",
        "requirements.txt",
        "Gemfile",
        "composer.json",
        "go.mod",
        "main.go",
        "Cargo.toml",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
        "mix.exs",
        "Dockerfile",
        "project.json",
    ];
    known.contains(&name) || name.ends_with(".csproj")
}

/// Whether a file named like a manifest is a module of a Python package.
fn is_module(tree: &Tree, folder: FolderId, path: PathId) -> bool {
    let beside = || tree.own_files(folder).iter().any(|&file| tree.name_of(file) == "__init__.py");
    tree.name_of(path) == "setup.py" && beside()
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
