//! Which files of a tree can raise errors, and what they are.

use super::chance::Chance;
use super::languages::{self, Language};
use crate::tree::Tree;

/// A file with code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'t> {
    pub(super) path: &'t str,
    pub(super) language: &'static Language,
    pub(super) role: Role,
}

/// Where in a stack a file stands, as far as its folders tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It is called from outside.
    Handler,
    /// It is used by many.
    Shared,
    /// Neither.
    Other,
}

/// Folders and names of what is called from outside.
const HANDLERS: [&str; 26] = [
    "api",
    "controllers",
    "controller",
    "handlers",
    "handler",
    "routes",
    "route",
    "router",
    "views",
    "pages",
    "screens",
    "resolvers",
    "endpoints",
    "rest",
    "grpc",
    "http",
    "cmd",
    "bin",
    "cli",
    "commands",
    "jobs",
    "workers",
    "tasks",
    "consumers",
    "main",
    "index",
];

/// Folders of what is used by many.
const SHARED: [&str; 16] = [
    "lib", "libs", "util", "utils", "common", "shared", "core", "helpers", "helper", "internal",
    "pkg", "base", "support", "clients", "db", "storage",
];

/// Folders whose files raise no errors, besides those that no SDK watches.
const IDLE: [&str; 14] = [
    // In whatever case.
    "test",
    "tests",
    "third_party",
    "dist",
    "build",
    "target",
    "out",
    "generated",
    "docs",
    "doc",
    "examples",
    "migrations",
    "bench",
    "benches",
];

/// The files that can raise errors, by path.
pub(super) struct Files<'t> {
    all: Vec<Source<'t>>,
    /// Those that stacks start in, as places in `all`.
    starts: Vec<usize>,
}

impl<'t> Files<'t> {
    pub(super) fn of(tree: &'t Tree) -> Self {
        let mut all: Vec<Source> = tree.paths().iter().filter_map(source).collect();
        all.sort_unstable_by_key(|source| source.path);
        let handled = |language: &Language| {
            all.iter().any(|source| source.role == Role::Handler && source.language.is(language))
        };
        // Where a language has no handlers, its other files are called from outside.
        let handled: Vec<&Language> =
            languages::ALL.iter().filter(|language| handled(language)).collect();
        let starts = |source: &Source| {
            let known = handled.iter().any(|language| language.is(source.language));
            if known { source.role == Role::Handler } else { source.role == Role::Other }
        };
        let mut places: Vec<usize> = (0..all.len()).filter(|at| starts(&all[*at])).collect();
        if places.is_empty() {
            places = (0..all.len()).collect();
        }
        Self { all, starts: places }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A file that a stack starts in. There must be one.
    pub(super) fn start(&self, chance: &mut Chance) -> &Source<'t> {
        &self.all[self.starts[chance.below(self.starts.len())]]
    }

    /// A file of a role and of the same language, near another one: neighbours by
    /// path share most folders. Tries a few places, the nearest first.
    pub(super) fn near(&self, of: &Source, role: Role, chance: &mut Chance) -> Option<&Source<'t>> {
        let at = self.all.partition_point(|source| source.path < of.path);
        for reach in [8, 64, 1_024, self.all.len()] {
            let from = at.saturating_sub(reach);
            let window = &self.all[from..self.all.len().min(at + reach + 1)];
            for _ in 0..12 {
                let source = &window[chance.below(window.len())];
                let fits = source.role == role && source.language.is(of.language);
                if fits && source.path != of.path {
                    return Some(source);
                }
            }
        }
        None
    }
}

fn source(path: &str) -> Option<Source<'_>> {
    let language = languages::of(path)?;
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.split('.').next().unwrap_or(name);
    let idle = |part: &str| IDLE.contains(&part.to_ascii_lowercase().as_str());
    if folders.split('/').any(idle)
        || name.contains("conftest")
        || stem.ends_with("Test")
        || stem.ends_with("Tests")
        || stem.is_empty()
        || stem.ends_with("config")
        || stem == "setup"
        || stem == "__init__"
    {
        return None;
    }
    // The last part that says anything decides.
    let parts = folders.split('/').chain([stem]).map(str::to_ascii_lowercase);
    let role = parts.rev().find_map(|part| role_of(&part)).unwrap_or(Role::Other);
    Some(Source { path, language, role })
}

/// The role that a part of a path gives, if it says anything.
fn role_of(part: &str) -> Option<Role> {
    let ends = |suffix: &str| part.len() > suffix.len() && part.ends_with(suffix);
    if HANDLERS.contains(&part) || ends("controller") || ends("handler") || ends("_view") {
        return Some(Role::Handler);
    }
    let shared = SHARED.contains(&part) || ends("utils") || ends("helper");
    shared.then_some(Role::Shared)
}
