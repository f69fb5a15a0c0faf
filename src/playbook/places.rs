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
    /// What paths of frames start with, and what those in the repository do.
    mappings: BTreeSet<(String, String)>,
}

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
        let mut mappings = BTreeSet::from([(String::new(), String::new())]);
        for (at, project) in organization.projects.iter().enumerate() {
            if !is_here(project) {
                continue;
            }
            let group = *by_root.entry(project.root.trim_end_matches('/')).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(at);
            for mapping in project.all_mappings() {
                mappings.insert((mapping.stack_root.clone(), mapping.source_root.clone()));
            }
        }
        for mapping in known {
            mappings.insert((mapping.stack_root.clone(), mapping.source_root.clone()));
        }
        let mut of_folder: Vec<Option<usize>> = vec![None; tree.folders()];
        for folder in 0..tree.folders() as FolderId {
            let above = tree.parent(folder).and_then(|parent| of_folder[parent as usize]);
            of_folder[folder as usize] =
                by_root.get(tree.folder_path(folder).trim_end_matches('/')).copied().or(above);
        }
        Self { tree, of_folder, groups, mappings }
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
        organization: &Organization,
        of_path: &mut HashMap<&'e str, Option<PathId>>,
    ) -> Option<usize> {
        if let Some(name) = &counted.project {
            let slug = slugify(name);
            let is = |it: &Project| it.slug == *name || it.slug == slug;
            let named = organization.projects.iter().position(is);
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

    /// The file of the repository that a frame's path means.
    fn file_of(&self, path: &str) -> Option<PathId> {
        self.mappings.iter().rev().find_map(|(stack, source)| {
            let rest = path.strip_prefix(stack.as_str())?;
            self.tree.find_file(&format!("{source}{rest}"))
        })
    }
}
