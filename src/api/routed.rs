//! What the functions on a tree and its rules have in common: the request, read and
//! routed.

use super::codeowners::all_mappings;
use super::read::tree_problems;
use super::{Codeowners, Mapping, Problem, RouteRequest, Rule, TreeInput};
use crate::ownership::codeowners::Import;
use crate::ownership::{self, Directory, Parsed};
use crate::routing::{self, Compiled, Options, Routing, RuleId};
use crate::tree::{self, Group, PathId, Paths, ReadOptions, Tree};
use serde::Serialize;

/// A request's inputs, read, and its tree, routed.
pub(super) struct Routed {
    pub(super) tree: Tree,
    pub(super) rules: String,
    pub(super) parsed: Parsed,
    /// The CODEOWNERS file, and what came of it but for the rules.
    pub(super) file: Option<(Codeowners, Import)>,
    pub(super) mappings: Vec<routing::Mapping>,
    pub(super) routing: Routing,
    /// What is wrong with the listing.
    pub(super) tree_problems: Vec<Problem>,
}

/// Instantiation
impl Routed {
    pub(super) fn new(tree: &TreeInput, request: RouteRequest, directory: &Directory) -> Self {
        let mut problems = Vec::new();
        let tree = Tree::new(take_paths(tree, &mut problems));
        Self { tree_problems: problems, ..Self::of(tree, request, directory) }
    }

    /// The same for a tree that is read already.
    pub(super) fn of(tree: Tree, request: RouteRequest, directory: &Directory) -> Self {
        let rules = request.rules.unwrap_or_default();
        let parsed = ownership::parse(&rules);
        let mappings = all_mappings(request.mappings, request.codeowners.as_ref());
        let mut file = request.codeowners.map(|file| {
            let import = file.import_for(directory);
            (file, import)
        });
        let mut all = parsed.rules.clone();
        // They are among the compiled ones from here on.
        all.extend(file.iter_mut().flat_map(|(_, import)| std::mem::take(&mut import.rules)));
        let options = Options { mappings: mappings.clone(), ..Options::default() };
        let routing = routing::route(&tree, Compiled::new(all), options);
        Self { tree, rules, parsed, file, mappings, routing, tree_problems: Vec::new() }
    }
}

/// Access
impl Routed {
    /// What is wrong with the tree and both texts.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let mut problems = self.tree_problems.clone();
        problems.extend(Problem::all(&self.parsed.problems, &self.rules));
        if let Some((file, import)) = &self.file {
            problems.extend(Problem::all(&import.problems, &file.text));
        }
        problems
    }

    pub(super) fn rule(&self, rule: RuleId) -> Rule {
        (&self.routing.compiled().rules()[rule as usize]).into()
    }
}

pub(super) fn take_paths(tree: &TreeInput, problems: &mut Vec<Problem>) -> Paths {
    match tree {
        TreeInput::Listing(text) => {
            let listing = tree::read(text, &ReadOptions::default());
            problems.extend(tree_problems(&listing, text));
            listing.files
        }
        TreeInput::Paths(paths) => paths.clone(),
    }
}

/// A folder all of whose files are meant, or one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilePlace {
    /// The path; of a folder with a slash at the end, of the whole tree nothing.
    pub path: String,
    /// How many files.
    pub files: u32,
}

/// How many places an answer lists.
const MOST_PLACES: usize = 100;

/// Where files are, the first of very many.
pub(super) fn places(tree: &Tree, files: &[PathId]) -> Vec<FilePlace> {
    let place = |group: Group| FilePlace { path: group.path(tree), files: group.files() };
    tree.groups(files).map(place).take(MOST_PLACES).collect()
}

impl From<Mapping> for routing::Mapping {
    fn from(mapping: Mapping) -> Self {
        Self { stack_root: mapping.stack_root, source_root: mapping.source_root }
    }
}

impl From<routing::Mapping> for Mapping {
    fn from(mapping: routing::Mapping) -> Self {
        Self { stack_root: mapping.stack_root, source_root: mapping.source_root }
    }
}
