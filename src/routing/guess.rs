//! Code mappings guessed from the names of files alone.
//!
//! What path an SDK reports depends on the language, on where code is imported
//! from and on how it was built. Much of that shows in the tree: a chain of
//! `__init__.py`, a `src/main/java`, a `package.json`.
//!
//! ```
//! use sentry_general::routing::guess_mappings;
//! use sentry_general::tree::Tree;
//!
//! let files = ["api/src/shop/__init__.py", "api/src/shop/pay.py"];
//! let guesses = guess_mappings(&Tree::new(files.into_iter().collect()));
//! let mapping = &guesses[0].mapping;
//! assert_eq!((mapping.stack_root.as_str(), mapping.source_root.as_str()), ("shop/", "api/src/shop/"));
//! assert_eq!(guesses[0].frame_path, "shop/__init__.py");
//! ```
//!
//! | code | begins | because |
//! |---|---|---|
//! | Python | `shop/` | the path below the folder that packages are imported from |
//! | Java, Kotlin, Scala | `com/acme/` | Sentry makes the path of module and file name |
//! | browser | `./` | webpack names modules from the project's folder; Vite's maps go up from `dist/assets` |
//! | a library in `packages/` | `../../packages/ui/` | the bundler of the app names it from there |
//! | Node, React Native, Electron | `app:///` | as `RewriteFrames` makes it |
//! | Go, Rust | `/app/` | the folder in which most container images are built |
//! | Ruby | `app/` | the path below the application's folder |
//! | PHP | `/app/` | the same, with its slash |
//! | Flutter | nothing | Sentry cuts `package:name/` off, which stands for `lib/` |
//! | Elixir | `lib/` | the path below the application's folder; in an umbrella `lib/shop/`, since all its applications have a `lib/` |
//! | .NET | `/src/` | the folder in which the usual container images are built |
//! | iOS, macOS | `Shop/` | Sentry cuts the path at the target's name |
//!
//! # Guesses, no more
//! A single stack trace beats them: see [`super::derive_mappings`]. Node, Go, Rust
//! and .NET depend on the machine that builds, which no tree tells.
//!
//! # Not modelled
//! What configuration files say (module paths of Go, names of Dart packages,
//! aliases of bundlers): only names are read. Tests, dependencies and build
//! output are passed over.

mod context;
mod imports;
mod parts;

pub(crate) use imports::ImportRoots;

use super::Mapping;
use crate::text::order::Sort as _;
use crate::tree::{FolderId, PathId, Tree};
use context::Context;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A code mapping that is likely, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The mapping.
    pub mapping: Mapping,
    /// The platform of the project that would report such paths, as Sentry names
    /// it: `python-django`, `android`.
    pub platform: &'static str,
    /// Why, as a sentence.
    pub reason: &'static str,
    /// How many files of code it is about.
    pub files: u32,
    /// The first of them.
    pub sample: PathId,
    /// The path that a frame of the sample would carry.
    pub frame_path: String,
}

/// Guesses code mappings for each part of the tree, the one with the most files
/// first. A file of code counts for one guess. One pass over folders and files.
#[must_use]
pub fn guess_mappings(tree: &Tree) -> Vec<Guess> {
    let contexts = context::contexts(tree);
    let mut parts = Parts::default();
    for (folder, context) in (0..).zip(&contexts).filter(|(_, context)| !context.passed_over) {
        parts.add_folder(tree, folder, context);
    }
    parts.finish(tree)
}

/// A part of the tree whose files get one mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'t> {
    /// Files below `root` in `first`, or directly in it if that is empty.
    Below { root: &'t str, first: &'t str, kind: Kind },
    /// The whole of `root`.
    Whole { root: &'t str, kind: Kind },
    /// A source folder of the JVM: the package root is what its files share.
    Jvm { root: &'t str, platform: &'static str },
    /// A package of JavaScript.
    Package { folder: FolderId },
}

/// Which SDK reports the paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Python,
    Django,
    Go,
    Rust,
    Ruby,
    Rails,
    Php,
    Laravel,
    Dart,
    Flutter,
    Elixir,
    Umbrella,
    Dotnet,
    Apple,
}

/// The files of one part.
#[derive(Debug)]
struct Files<'t> {
    count: u32,
    sample: PathId,
    /// The folder that all of them share.
    common: &'t str,
    /// Whether one of them is for a browser.
    browser: bool,
}

#[derive(Default)]
struct Parts<'t> {
    files: BTreeMap<Part<'t>, Files<'t>>,
}

impl<'t> Parts<'t> {
    /// Adds the files directly in a folder: nearly always they are of one part.
    #[inline(never)]
    fn add_folder(&mut self, tree: &'t Tree, folder: FolderId, context: &Context) {
        let files = tree.own_files(folder);
        let part_of = |file: &PathId| parts::part_of(tree, folder, context, *file);
        let known = files.iter().filter_map(|file| Some((part_of(file)?, *file)));
        let known: Vec<(Part<'_>, PathId)> = known.collect();
        for run in known.chunk_by(|before, after| before.0 == after.0) {
            self.add(tree, folder, run);
        }
    }

    /// Adds files of one folder and of one part.
    fn add(&mut self, tree: &'t Tree, folder: FolderId, run: &[(Part<'t>, PathId)]) {
        let Some(&(part, sample)) = run.first() else { return };
        let path = tree.folder_path(folder);
        let browser = run.iter().any(|&(_, file)| parts::is_for_browsers(tree.name_of(file)));
        let known = self.files.entry(part);
        let files = known.or_insert(Files { count: 0, sample, common: path, browser });
        files.count += run.len() as u32;
        files.common = common(files.common, path);
        files.browser |= browser;
    }

    fn finish(self, tree: &Tree) -> Vec<Guess> {
        let apps = parts::App::deepest(tree, &self.files);
        let guess = |(part, files): (&Part<'_>, &Files<'_>)| {
            let (mapping, platform, reason) = parts::mapping(tree, *part, files, apps)?;
            let sample = tree.paths().get(files.sample);
            let frame_path = mapping.frame_path(sample)?;
            let (files, sample) = (files.count, files.sample);
            Some(Guess { mapping, platform, reason, files, sample, frame_path })
        };
        let mut guesses: Vec<Guess> = self.files.iter().filter_map(guess).collect();
        guesses.sort_once_by(|a, b| {
            let key = |guess: &Guess| Reverse(guess.files);
            let roots = |guess: &Guess| (guess.mapping.source_root.clone(), guess.platform);
            key(a).cmp(&key(b)).then_with(|| roots(a).cmp(&roots(b)))
        });
        guesses
    }
}

/// The folder that holds both.
fn common<'t>(left: &'t str, right: &str) -> &'t str {
    let mut end = 0;
    for (at, (one, other)) in left.split('/').zip(right.split('/')).enumerate() {
        if one != other {
            break;
        }
        end += one.len() + usize::from(at > 0);
    }
    &left[..end]
}

/// A folder's path with a slash at its end; nothing for the root.
fn with_slash(folder: &str) -> String {
    if folder.is_empty() { String::new() } else { format!("{folder}/") }
}
