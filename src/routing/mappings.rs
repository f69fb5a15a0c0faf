//! Code mappings between stack traces and a repository: applied, and derived.
//!
//! A frame says `sentry/wsgi.py`, the repository holds `src/sentry/wsgi.py`: the
//! mapping from `sentry/` to `src/sentry/` joins them. Sentry links frames to
//! files by it ([`source_path`]), and on some platforms derives mappings by
//! itself from the frames of errors ([`derive_mappings`]).
//!
//! ```
//! use sentry_general::routing::find_roots;
//!
//! let mapping = find_roots("./app/foo.tsx", "static/app/foo.tsx", None).unwrap();
//! assert_eq!((mapping.stack_root.as_str(), mapping.source_root.as_str()), ("./", "static/"));
//! ```
//!
//! # Not verified
//! The algorithm is that of an older version of
//! `sentry/issues/auto_source_code_config/code_mapping.py`. Newer ones may derive
//! several mappings for Java and Kotlin modules. Ownership itself never maps
//! frames: only the paths of an imported CODEOWNERS file are rewritten.

mod frame_file;
mod roots;

pub use frame_file::FrameFile;
pub use roots::find_roots;

use super::Mapping;
use crate::text::hash::{Map, keyed};
use crate::text::order::Sort as _;
use crate::trace::{Frame, InApp};
use crate::tree::{PathId, Paths};
use frame_file::{extension, with_slashes, without_prefixes};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

/// The files of a repository, to be found by the ends of their paths.
#[derive(Debug)]
pub struct SourceFiles<'t> {
    paths: &'t Paths,
    by_name: Map<&'t str, Vec<PathId>>,
}

/// A mapping derived from frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedMapping {
    /// The repository, as a place in the list given.
    pub repository: usize,
    /// The mapping.
    pub mapping: Mapping,
    /// The frame it was derived from, as a place in the list given.
    pub frame: usize,
    /// The file that this frame points at.
    pub file: PathId,
}

/// Instantiation
impl<'t> SourceFiles<'t> {
    /// Indexes paths by their last part, and those of one name by all their parts from the last on. Linear but for
    /// sorting files of one name.
    #[must_use]
    pub fn new(paths: &'t Paths) -> Self {
        let mut by_name: Map<&str, Vec<PathId>> = Map::with_hasher(keyed(paths.text()));
        for (id, path) in (0..).zip(paths.iter()) {
            by_name.entry(last_part(path)).or_default().push(id);
        }
        for files in by_name.values_mut().filter(|files| files.len() > 1) {
            files.sort_once_by(|&one, &other| {
                paths.get(one).rsplit('/').cmp(paths.get(other).rsplit('/'))
            });
        }
        Self { paths, by_name }
    }
}

/// Finding
impl SourceFiles<'_> {
    /// The file of exactly this path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<PathId> {
        // It is the first of those that end so.
        self.ending(path).first().copied().filter(|&id| self.paths.get(id) == path)
    }

    /// The file that a frame points at: through the mappings in Sentry's order,
    /// else the file of its path, else the one whose path ends as the frame's
    /// does, or the other way round, if there is one that does so for longest. Frames of other people's code have none by their end alone.
    #[must_use]
    pub fn of_frame(&self, frame: &Frame, mappings: &[Mapping]) -> Option<PathId> {
        let mut order: Vec<&Mapping> = mappings.iter().collect();
        order.sort_once_by_key(|mapping| {
            let root = &mapping.stack_root;
            (Reverse(root.starts_with('/')), Reverse(root.len()))
        });
        let mut mapped = order.into_iter().filter_map(|mapping| source_path(frame, mapping));
        mapped.find_map(|path| self.find(&path)).or_else(|| self.by_end(frame))
    }

    fn by_end(&self, frame: &Frame) -> Option<PathId> {
        if frame.in_app == InApp::No {
            return None;
        }
        let values = [&frame.munged, &frame.filename, &frame.abs_path];
        values.into_iter().flatten().find_map(|value| {
            let (path, _) = without_prefixes(&with_slashes(value));
            if let Some(exact) = self.find(&path) {
                return Some(exact);
            }
            let foreign = ["node_modules", "site-packages", "vendor"];
            if path.split('/').any(|part| foreign.contains(&part)) {
                return None;
            }
            match self.ending(&path) {
                [only] => Some(*only),
                // A file at the root is the end of too many paths.
                [] => {
                    suffixes(&path).filter(|end| end.contains('/')).find_map(|end| self.find(end))
                }
                _ => None,
            }
        })
    }

    /// The path of a file.
    pub(super) fn path(&self, file: PathId) -> &str {
        self.paths.get(file)
    }

    /// The files whose paths end so, by whole parts.
    pub(super) fn ending(&self, path: &str) -> &[PathId] {
        let Some(files) = self.by_name.get(last_part(path)) else { return &[] };
        let order = |&id: &PathId| {
            let mut parts = self.paths.get(id).rsplit('/');
            let mut orders = path.rsplit('/').map(|part| match parts.next() {
                Some(own) => own.cmp(part),
                None => Ordering::Less,
            });
            orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        };
        let start = files.partition_point(|id| order(id).is_lt());
        let end = files.partition_point(|id| order(id).is_le());
        &files[start..end]
    }

    /// The files whose paths end as this one does, or the other way round.
    fn tails(&self, path: &str) -> impl Iterator<Item = PathId> {
        let shorter = suffixes(path).filter_map(|end| self.find(end));
        self.ending(path).iter().copied().chain(shorter)
    }
}

/// The path in the repository of a frame by a mapping, if it is about the frame:
/// the munged path, else the file name, else the absolute path must start with
/// the stack root.
///
/// Source: `convert_stacktrace_frame_path_to_source_path`.
#[must_use]
pub fn source_path(frame: &Frame, mapping: &Mapping) -> Option<String> {
    fn present(text: &Option<String>) -> Option<&str> {
        text.as_deref().filter(|text| !text.is_empty())
    }
    let path = present(&frame.munged).or_else(|| present(&frame.filename));
    let map = |path: &str| {
        let rest = path.strip_prefix(mapping.stack_root.as_str())?;
        let path = format!("{}{rest}", mapping.source_root).replace('\\', "/");
        Some(path.trim_start_matches('/').to_owned())
    };
    path.and_then(map).or_else(|| present(&frame.abs_path).and_then(map))
}

/// Derives code mappings from frames, as Sentry does for errors of a project.
///
/// Sentry looks at in-app frames only, and only on the platforms
/// [`derives_mappings`] knows; both are up to the caller. Each frame costs a
/// search among the files of its name that end alike, once per round until nothing new comes.
#[must_use]
pub fn derive_mappings(
    repositories: &[SourceFiles],
    frames: &[Frame],
    platform: Option<&str>,
) -> Vec<DerivedMapping> {
    let mut buckets: Vec<Bucket> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (at, frame) in frames.iter().enumerate() {
        let Some(file) = FrameFile::new(frame, platform) else { continue };
        let place = *places.entry(file.bucket.clone()).or_insert_with(|| {
            buckets.push(Bucket::default());
            buckets.len() - 1
        });
        buckets[place].files.push((at, file));
    }
    let mut order = Vec::new();
    let mut roots: BTreeSet<String> = BTreeSet::new();
    loop {
        let before = order.len();
        for (place, bucket) in buckets.iter_mut().enumerate() {
            if bucket.found.is_none() && bucket.derive(repositories, &mut roots) {
                order.push(place);
            }
        }
        if order.len() == before {
            break;
        }
    }
    order.into_iter().filter_map(|place| buckets[place].found.take()).collect()
}

/// The frames whose paths start alike, and the mapping for them.
#[derive(Default)]
struct Bucket {
    files: Vec<(usize, FrameFile)>,
    found: Option<DerivedMapping>,
}

impl Bucket {
    /// Asks every frame, and keeps the last answer. `roots` are the source roots
    /// that are taken already.
    fn derive(&mut self, repositories: &[SourceFiles], roots: &mut BTreeSet<String>) -> bool {
        for (frame, file) in &self.files {
            let Some(derived) = derive(repositories, *frame, file, roots) else { continue };
            let root = derived.mapping.source_root.trim_end_matches('/');
            if !root.is_empty() {
                roots.insert(format!("{root}/"));
            }
            self.found = Some(derived);
        }
        self.found.is_some()
    }
}

/// One frame: exactly one repository must give a mapping for it.
fn derive(
    repositories: &[SourceFiles],
    frame: usize,
    file: &FrameFile,
    roots: &BTreeSet<String>,
) -> Option<DerivedMapping> {
    let mut derived = repositories.iter().enumerate().filter_map(|(repository, files)| {
        let candidate = |&id: &PathId| {
            let path = files.paths.get(id);
            let folders = path.match_indices('/').map(|(slash, _)| &path[..=slash]);
            is_source(path) && !folders.into_iter().any(|folder| roots.contains(folder))
        };
        let mut matching = files.tails(&file.normalized).filter(candidate);
        let id = matching.next()?;
        if matching.next().is_some() {
            return None;
        }
        let path = files.paths.get(id);
        let mapping = find_roots(&file.raw, path, file.package_root.as_deref())?;
        let mapped = file.raw.replacen(&mapping.stack_root, &mapping.source_root, 1);
        (mapped.replace('\\', "/") == path).then_some(DerivedMapping {
            repository,
            mapping,
            frame,
            file: id,
        })
    });
    let only = derived.next()?;
    derived.next().is_none().then_some(only)
}

/// Whether Sentry derives code mappings for errors of a platform.
#[must_use]
pub fn derives_mappings(platform: &str) -> bool {
    const PLATFORMS: [&str; 10] = [
        "clojure",
        "csharp",
        "go",
        "groovy",
        "java",
        "javascript",
        "node",
        "php",
        "python",
        "ruby",
    ];
    PLATFORMS.contains(&platform)
}

/// Whether Sentry looks at a file of a repository: source code, but no tests.
fn is_source(path: &str) -> bool {
    const EXTENSIONS: [&str; 26] = [
        "clj", "cljc", "cljs", "cs", "csx", "fs", "fsx", "go", "groovy", "java", "js", "jsp",
        "jsx", "kt", "kts", "mjs", "php", "ps1", "py", "rake", "rb", "sc", "scala", "ts", "tsx",
        "vb",
    ];
    !path.starts_with("tests/")
        && !path.ends_with(".spec.jsx")
        && extension(path).is_some_and(|extension| EXTENSIONS.contains(&extension))
}

/// What a path is without its first part, its first two, and so on; the longest first.
pub(super) fn suffixes(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(slash, _)| &path[slash + 1..])
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
