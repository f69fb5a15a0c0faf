//! Which project an error came from, by its file.

use crate::organization::{Organization, Project};
use crate::projects::slugify;
use crate::routing::Mapping;
use crate::trace::batch::Counted;
use crate::trace::{Frame, InApp};
use crate::tree::{FolderId, PathId, Tree};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which project each folder of a repository belongs to.
pub struct Places<'a> {
    tree: &'a Tree,
    /// Per folder, the projects there, as places in the organization's list.
    of_folder: Vec<Option<usize>>,
    /// Projects with one root, one group.
    groups: Vec<Vec<usize>>,
    /// Per slug, the first project of the organization that has it.
    by_slug: HashMap<String, usize>,
    /// By what paths of frames start with.
    mappings: BTreeMap<String, Sources>,
    /// The lengths of what paths of frames start with, the longest first.
    lengths: Vec<usize>,
}

/// What paths in the repository start with, where those of frames start alike.
struct Sources {
    all: BTreeSet<String>,
    /// Of many, the files by the rest of their paths.
    by_rest: Option<HashMap<String, Fit>>,
}

/// The file that a path means, and the group of projects that it belongs to.
#[derive(Clone, Copy)]
struct Fit {
    file: PathId,
    group: Option<usize>,
    /// Whether files of several groups fit.
    unclear: bool,
}

impl Fit {
    /// A file of projects goes before one of none; of two of the same, the later.
    fn or(self, other: Self) -> Self {
        match (self.group, other.group) {
            (Some(one), Some(two)) if one != two => Self { unclear: true, ..self },
            (Some(_), None) => self,
            _ => Self { unclear: self.unclear, ..other },
        }
    }
}

/// So many are gone through for each path.
const FEW: usize = 8;

impl<'a> Places<'a> {
    /// Of the repository in the place `at` among all, whose files are in `tree`. `known` are code
    /// mappings besides those of the projects.
    #[must_use]
    pub fn new(organization: &Organization, at: usize, tree: &'a Tree, known: &[Mapping]) -> Self {
        let here = organization.repositories.get(at);
        let is_here = |project: &Project| match organization.repository_of(project) {
            Some(repository) => here.is_some_and(|here| std::ptr::eq(here, repository)),
            None => true,
        };
        let mut by_root: BTreeMap<&str, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut by_slug: HashMap<String, usize> = HashMap::new();
        let mut mappings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut map = |stack: &str, source: &str| {
            mappings.entry(stack.to_owned()).or_default().insert(source.to_owned());
        };
        map("", "");
        for (at, project) in organization.projects.iter().enumerate() {
            by_slug.entry(project.slug.clone()).or_insert(at);
            if !is_here(project) {
                continue;
            }
            let group = *by_root.entry(project.root.trim_end_matches('/')).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(at);
            for mapping in project.all_mappings() {
                map(&mapping.stack_root, &mapping.source_root);
            }
        }
        for mapping in known {
            map(&mapping.stack_root, &mapping.source_root);
        }
        let mut of_folder: Vec<Option<usize>> = vec![None; tree.folders()];
        for folder in 0..tree.folders() as FolderId {
            let above = tree.parent(folder).and_then(|parent| of_folder[parent as usize]);
            of_folder[folder as usize] =
                by_root.get(tree.folder_path(folder).trim_end_matches('/')).copied().or(above);
        }
        let lengths: BTreeSet<usize> = mappings.keys().map(String::len).collect();
        let lengths = lengths.into_iter().rev().collect();
        let mut places =
            Self { tree, of_folder, groups, by_slug, mappings: BTreeMap::new(), lengths };
        places.mappings = mappings
            .into_iter()
            .map(|(stack, all)| {
                let by_rest = (all.len() > FEW).then(|| places.by_rest(&all));
                (stack, Sources { all, by_rest })
            })
            .collect();
        places
    }

    /// The files below folders, by the rest of their paths.
    fn by_rest(&self, sources: &BTreeSet<String>) -> HashMap<String, Fit> {
        let lengths: BTreeSet<usize> = sources.iter().map(String::len).collect();
        let mut by_rest: HashMap<String, Fit> = HashMap::new();
        for &file in self.tree.order() {
            let path = self.tree.paths().get(file);
            for &length in lengths.iter().take_while(|&&length| length <= path.len()) {
                if path.get(..length).is_some_and(|source| sources.contains(source)) {
                    let fit = self.fit(file);
                    let known = by_rest.entry(path[length..].to_owned());
                    known.and_modify(|it| *it = it.or(fit)).or_insert(fit);
                }
            }
        }
        by_rest
    }

    fn fit(&self, file: PathId) -> Fit {
        let group = self.of_folder[self.tree.folder_of(file) as usize];
        Fit { file, group, unclear: false }
    }

    /// Projects with one root, as places in the organization's list; each a group.
    #[must_use]
    pub fn groups(&self) -> &[Vec<usize>] {
        &self.groups
    }

    /// The projects that a file belongs to.
    #[must_use]
    pub fn of_file(&self, path: PathId) -> &[usize] {
        let group = self.of_folder[self.tree.folder_of(path) as usize];
        group.map_or(&[], |group| &self.groups[group])
    }

    /// The project that an error came from, by its place in the plan: the one that is named, else
    /// the one in which the newest frame of one's own lies. `of_path` is kept from one to the next.
    pub fn project_of<'e>(
        &self,
        counted: &'e Counted,
        of_path: &mut HashMap<&'e str, Option<PathId>>,
    ) -> Option<usize> {
        if let Some(name) = &counted.project {
            let of = |slug: &str| self.by_slug.get(slug).copied();
            let named = of(name).into_iter().chain(of(&slugify(name))).min();
            if named.is_some() {
                return named;
            }
        }
        let own = |frame: &&Frame| frame.in_app != InApp::No;
        let mut frames = counted.event.frames.iter().rev().filter(own);
        let file = frames.find_map(|frame| {
            let path = frame.filename.as_deref()?;
            *of_path.entry(path).or_insert_with(|| self.file_of(path))
        })?;
        self.of_file(file).first().copied()
    }

    /// The file of the repository that a frame's path means. None if files of several projects fit
    /// equally well.
    fn file_of(&self, path: &str) -> Option<PathId> {
        let mut fits = self.lengths.iter().filter_map(|&length| {
            let (stack, rest) = path.split_at_checked(length)?;
            let sources = self.mappings.get(stack)?;
            if let Some(by_rest) = &sources.by_rest {
                return by_rest.get(rest).copied();
            }
            let files = sources.all.iter();
            let files = files.filter_map(|it| self.tree.find_file(&format!("{it}{rest}")));
            files.map(|file| self.fit(file)).reduce(Fit::or)
        });
        fits.next().filter(|it| !it.unclear).map(|it| it.file)
    }
}
