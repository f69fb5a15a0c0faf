use crate::text::order::Sort as _;
use crate::tree::{FolderId, Tree};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A code mapping: errors carry `stack_root` where the repository has
/// `source_root`. Both are plain prefixes, as in Sentry.
///
/// ```
/// use sentry_general::routing::Mapping;
///
/// let mapping = Mapping { stack_root: "app:///".into(), source_root: "src/".into() };
/// assert_eq!(mapping.frame_path("src/pay/api.ts").as_deref(), Some("app:///pay/api.ts"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// What the path in a frame starts with.
    pub stack_root: String,
    /// What the path in the repository starts with instead.
    pub source_root: String,
}

impl Mapping {
    /// The path that a frame of this file carries, if the mapping is about it.
    #[must_use]
    pub fn frame_path(&self, path: &str) -> Option<String> {
        let rest = path.strip_prefix(self.source_root.as_str())?;
        Some(format!("{}{rest}", self.stack_root))
    }
}

/// The path that a frame of the file `path` carries: the mapping with the
/// longest source root that fits decides, the first of equals; without one the
/// path stays as it is.
#[must_use]
pub fn frame_path<'p>(path: &'p str, mappings: &[Mapping]) -> Cow<'p, str> {
    let fits = mappings.iter().rev().filter(|mapping| path.starts_with(&mapping.source_root));
    match fits.max_by_key(|mapping| mapping.source_root.len()) {
        Some(mapping) => {
            Cow::Owned(format!("{}{}", mapping.stack_root, &path[mapping.source_root.len()..]))
        }
        None => Cow::Borrowed(path),
    }
}

/// Mappings by what paths in the repository start with, for who asks for many files: there may be one for each of
/// thousands of projects.
#[derive(Debug, Default)]
pub(crate) struct BySource<'m> {
    all: &'m [Mapping],
    /// By source root, which of them.
    by_root: BTreeMap<&'m str, Vec<usize>>,
    /// How long source roots are, the longest first.
    lengths: Vec<usize>,
}

impl<'m> BySource<'m> {
    /// Sorts mappings.
    pub(crate) fn new(all: &'m [Mapping]) -> Self {
        let mut by_root: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, mapping) in all.iter().enumerate() {
            by_root.entry(&mapping.source_root).or_default().push(at);
        }
        let lengths: BTreeSet<usize> = by_root.keys().map(|root| root.len()).collect();
        Self { all, by_root, lengths: lengths.into_iter().rev().collect() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The path that a frame of a file carries, as by [`frame_path`], if any mapping is about it. Takes a search for each
    /// length that a source root has.
    pub(crate) fn frame_path(&self, path: &str) -> Option<String> {
        self.all[*self.about(path).next()?.first()?].frame_path(path)
    }

    /// Those that are about any of some files, as they were given.
    pub(crate) fn of_any<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Vec<Mapping> {
        if self.is_empty() {
            return Vec::new();
        }
        let found: BTreeSet<usize> =
            paths.flat_map(|path| self.about(path)).flatten().copied().collect();
        found.into_iter().map(|at| self.all[at].clone()).collect()
    }

    /// Which are about a path, by source root, those of the longest first.
    fn about(&self, path: &str) -> impl Iterator<Item = &[usize]> {
        let roots = self.lengths.iter().filter_map(|&length| path.get(..length));
        roots.filter_map(|root| self.by_root.get(root)).map(Vec::as_slice)
    }
}

/// Mappings placed in a tree: in which folders paths start anew.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// Folders in order, each with the restarts of its entries, the longest
    /// name first.
    places: Vec<(FolderId, Vec<Restart>)>,
}

/// Entries of a folder whose names start with `name` carry `stack_root` in
/// place of the path up to there.
#[derive(Debug)]
pub(crate) struct Restart {
    name: String,
    stack_root: String,
}

impl Frames {
    pub(crate) fn new(tree: &Tree, mappings: &[Mapping]) -> Self {
        let mut found: Vec<(FolderId, Restart)> = Vec::new();
        for mapping in mappings {
            let (folder, name) = match mapping.source_root.rsplit_once('/') {
                Some((folder, name)) => (tree.find_inner_folder(folder), name),
                None => (Some(Tree::ROOT), mapping.source_root.as_str()),
            };
            let Some(folder) = folder else { continue };
            let restart = Restart { name: name.to_owned(), stack_root: mapping.stack_root.clone() };
            found.push((folder, restart));
        }
        // Stable: of equals the first stays first.
        found
            .sort_once_by_key(|(folder, restart)| (*folder, std::cmp::Reverse(restart.name.len())));
        let mut places: Vec<(FolderId, Vec<Restart>)> = Vec::new();
        for (folder, restart) in found {
            match places.last_mut() {
                Some((last, restarts)) if *last == folder => restarts.push(restart),
                _ => places.push((folder, vec![restart])),
            }
        }
        Self { places }
    }

    pub(crate) fn of(&self, folder: FolderId) -> &[Restart] {
        let place = self.places.binary_search_by_key(&folder, |place| place.0);
        place.map_or(&[], |at| &self.places[at].1)
    }

    pub(crate) fn any_in(&self, folders: Range<FolderId>) -> bool {
        let at = self.places.partition_point(|place| place.0 < folders.start);
        self.places.get(at).is_some_and(|place| place.0 < folders.end)
    }
}

impl Restart {
    pub(crate) fn find<'r>(restarts: &'r [Self], name: &str) -> Option<&'r Self> {
        restarts.iter().find(|restart| name.starts_with(&restart.name))
    }

    pub(crate) fn frame_path(&self, name: &str) -> String {
        format!("{}{}", self.stack_root, &name[self.name.len()..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_up_is_what_goes_through_all() {
        let roots = ["", "a/", "a/b/", "a/b", "a/é", "a/", "b/c/d/e/f/"];
        let mapping = |(at, root): (usize, &&str)| Mapping {
            stack_root: format!("{at}:"),
            source_root: (*root).to_owned(),
        };
        let all: Vec<Mapping> = roots.iter().enumerate().map(mapping).collect();
        let paths = ["a/b/c.ts", "a/x.ts", "a/é/x.ts", "a", "b/c.ts", "a/bc.ts", "é"];
        for mappings in [&all[..], &all[1..], &all[2..5], &[]] {
            let found = BySource::new(mappings);
            for path in paths {
                let about = |it: &&Mapping| path.starts_with(&it.source_root);
                let of_all: Vec<Mapping> = mappings.iter().filter(about).cloned().collect();
                assert_eq!(found.of_any([path].into_iter()), of_all, "{path}");
                let frame = (!of_all.is_empty()).then(|| frame_path(path, mappings).into_owned());
                assert_eq!(found.frame_path(path), frame, "{path}");
            }
        }
    }
}
