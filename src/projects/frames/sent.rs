//! The frames that a project's files would be in, and what each file's path in them begins
//! with.

use crate::routing::{BySource, ImportRoots};
use crate::text::hash::{Map, keyed};
use crate::trace::Frame;
use crate::trace::sdk::{APP_FOLDERS, Family, Sdk, Source, runs};
use crate::tree::{PathId, Paths, Tree};
use std::collections::BTreeMap;

/// A project's files, as far as its frames depend on them.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The repository.
    pub tree: &'a Tree,
    /// Where code is imported from.
    pub imports: &'a ImportRoots<'a>,
    /// Code mappings that the user knows; rules are written for their stack roots.
    pub mappings: &'a BySource<'a>,
    /// The project's folder.
    pub root: &'a str,
    /// The project's platform.
    pub platform: &'a str,
    /// Its own files.
    pub own: &'a [PathId],
    /// Files of libraries outside of all projects that it may run.
    pub shared: &'a [PathId],
}

/// What frames of files have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Base {
    /// The folder that paths in frames begin behind, with a slash at its end.
    pub(super) source: String,
    /// What stands for that folder where more is known than how paths begin: `package:shop/`.
    pub(super) prefix: String,
    pub(super) start: Start,
    pub(super) family: Family,
}

/// What the paths in frames begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Start {
    /// Nothing: the path below the folder is the whole.
    Nothing,
    /// Whatever the machine is called that builds or runs it.
    Anything,
    /// The user's code mapping says so, and the rules are written for it.
    Mapped,
}

/// A file in frames.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) path: PathId,
    pub(super) own: bool,
    pub(super) base: usize,
    /// The path below the base's folder, as rules name the file.
    pub(super) key: String,
    /// The path below the folder that is deployed, as absolute paths end.
    pub(super) below: String,
    /// For each way to build it: the values that rules look at, as places in the list.
    pub(super) ways: Vec<Vec<PathId>>,
}

/// All files of a project that can be in frames.
#[derive(Debug, Default)]
pub(super) struct AllSent {
    pub(super) files: Vec<Sent>,
    pub(super) bases: Vec<Base>,
    /// All values, each once.
    pub(super) values: Paths,
    /// Files that no SDK names in a frame.
    pub(super) unsent: u32,
}

impl AllSent {
    /// One pass over the files.
    pub(super) fn of(part: &Part) -> Self {
        let mut all = Self::default();
        let mut known = Known {
            bases: BTreeMap::new(),
            values: Map::with_hasher(keyed(part.tree.paths().text())),
        };
        for &path in part.own {
            all.add(part, path, true, &mut known);
        }
        // Which languages run in the project shows in its own files.
        let families: Vec<Family> = all.bases.iter().map(|base| base.family).collect();
        for &path in part.shared {
            let sdk = Sdk::of(part.platform, part.tree.paths().get(path));
            if sdk.is_some_and(|sdk| families.contains(&sdk.family)) {
                all.add(part, path, false, &mut known);
            }
        }
        all
    }

    /// All values of a file, but for those with backslashes, which say the same.
    pub(super) fn values_of<'s>(&'s self, file: &'s Sent) -> impl Iterator<Item = &'s str> {
        let values = file.ways.iter().flatten().map(|&value| self.values.get(value));
        values.filter(|value| !value.contains('\\'))
    }

    /// One file alone; `own`: it is not of a shared library.
    pub(super) fn one(part: &Part, path: PathId, own: bool) -> Self {
        let mut all = Self::default();
        let mut known = Known {
            bases: BTreeMap::new(),
            values: Map::with_hasher(keyed(part.tree.paths().get(path).as_bytes())),
        };
        all.add(part, path, own, &mut known);
        all
    }

    fn add(&mut self, part: &Part, path: PathId, own: bool, known: &mut Known) {
        let Some(placed) = place(part, path, own) else {
            self.unsent += 1;
            return;
        };
        let Placed { base, key, below, frames } = placed;
        let bases = &mut self.bases;
        let base = *known.bases.entry(base).or_insert_with_key(|base| {
            bases.push(base.clone());
            bases.len() - 1
        });
        let way = |frame: Frame| {
            let mut values: Vec<PathId> = Vec::with_capacity(3);
            for value in [frame.munged, frame.filename, frame.abs_path].into_iter().flatten() {
                let next = self.values.len() as PathId;
                let at = *known.values.entry(value).or_insert_with_key(|value| {
                    self.values.push(value);
                    next
                });
                if !values.contains(&at) {
                    values.push(at);
                }
            }
            values
        };
        let ways = frames.into_iter().map(way).collect();
        self.files.push(Sent { path, own, base, key, below, ways });
    }
}

struct Known {
    bases: BTreeMap<Base, usize>,
    values: Map<String, PathId>,
}

struct Placed {
    base: Base,
    key: String,
    below: String,
    frames: Vec<Frame>,
}

/// Where a file is in frames; none if no SDK names it.
fn place(part: &Part, path: PathId, own: bool) -> Option<Placed> {
    let text = part.tree.paths().get(path);
    let sdk = Sdk::of(part.platform, text)?;
    let inside = own.then(|| below(text, part.root)).flatten();
    let around = if inside.is_some() { part.root } else { common(part.root, text) };
    let below_root = below(text, around)?;
    if !runs(below_root) || is_of_other_system(below_root, part.platform) {
        return None;
    }
    if let Some(placed) = mapped(part, text, sdk) {
        return Some(placed);
    }
    let depth = |folder: &str| folder.split('/').filter(|name| !name.is_empty()).count();
    let folder = part.tree.folder_of(path);
    let source = Source {
        path: text,
        below: below_root,
        ups: depth(part.root) - depth(around).min(depth(part.root)),
        ..Source::default()
    };
    let mut prefix = String::new();
    let (source, begin, start, key) = match sdk.family {
        Family::Python => {
            let package = part.imports.python_package(folder);
            let here = part.tree.folder_path(folder);
            let lone = (part.imports.is_python_root(folder) || here == part.root).then_some(here);
            match package.or(lone) {
                Some(root) => {
                    let import = below(text, root)?;
                    (Source { import: Some(import), ..source }, root, Start::Nothing, import)
                }
                None => (source, around, Start::Anything, below_root),
            }
        }
        Family::Jvm => {
            let found = part.imports.jvm(folder).or_else(|| package_root(text));
            match found.and_then(|root| Some((root, below(text, root)?))) {
                // Kotlin's folders may leave out what all packages begin with.
                Some((root, import)) if text.ends_with(".kt") && !begins_as_package(import) => {
                    (Source { below: import, ..source }, root, Start::Anything, import)
                }
                Some((root, import)) => {
                    (Source { import: Some(import), ..source }, root, Start::Nothing, import)
                }
                None => (source, around, Start::Anything, below_root),
            }
        }
        Family::Elixir => {
            let root = part.imports.elixir(folder).unwrap_or(around);
            let import = below(text, root)?;
            (Source { import: Some(import), ..source }, root, Start::Nothing, import)
        }
        Family::Ruby if own && is_app(below_root) => (source, around, Start::Nothing, below_root),
        Family::Dart | Family::Flutter => match part.imports.dart(folder) {
            Some(lib) => {
                let import = below(text, lib)?;
                let package = lib.strip_suffix("/lib").unwrap_or("app");
                let package = package.rsplit('/').next().unwrap_or(package);
                let source = Source { import: Some(import), package, ..source };
                // Paths of one's own package are known without its name, which is a guess.
                let start = if own && inside.is_some() && lib == own_lib(part.root) {
                    Start::Anything
                } else {
                    prefix = format!("package:{package}/");
                    Start::Nothing
                };
                (source, lib, start, import)
            }
            // Its bare name is all there is.
            None => (source, around, Start::Anything, part.tree.name_of(path)),
        },
        Family::Dotnet => {
            let project = part.imports.dotnet(folder);
            let import = project.and_then(|project| below(text, project));
            (Source { import, ..source }, around, Start::Anything, below_root)
        }
        Family::Node
        | Family::Browser
        | Family::FullStack
        | Family::ReactNative
        | Family::Unity
        | Family::Go
        | Family::Ruby
        | Family::Php
        | Family::Rust
        | Family::Apple
        | Family::Native
        | Family::PowerShell
        | Family::Godot => (source, around, Start::Anything, below_root),
    };
    let begin = if begin.is_empty() { String::new() } else { format!("{begin}/") };
    Some(Placed {
        key: format!("{prefix}{key}"),
        base: Base { source: begin, prefix, start, family: sdk.family },
        below: below_root.to_owned(),
        frames: sdk.frames(&source),
    })
}

/// A file that the user's code mappings are about: its frames carry what they say.
fn mapped(part: &Part, path: &str, sdk: &Sdk) -> Option<Placed> {
    let key = part.mappings.frame_path(path)?;
    let frame = Frame {
        filename: Some(key.clone()),
        abs_path: Some(key.clone()),
        in_app: sdk.own_in_app(),
        ..Frame::default()
    };
    let (source, prefix) = (String::new(), String::new());
    let base = Base { source, prefix, start: Start::Mapped, family: sdk.family };
    Some(Placed { base, below: key.clone(), key, frames: vec![frame] })
}

/// The `lib` of the Dart package in a folder.
fn own_lib(root: &str) -> String {
    if root.is_empty() { "lib".to_owned() } else { format!("{root}/lib") }
}

/// Kotlin's source sets that are compiled for other systems than the platform's.
fn is_of_other_system(below: &str, platform: &str) -> bool {
    let Some(set) = below.split('/').find_map(|part| part.strip_suffix("Main")) else {
        return false;
    };
    let phone = platform == "android";
    match platform.split('-').next().unwrap_or_default() {
        "android" | "java" | "kotlin" => match set {
            "ios" | "apple" | "macos" | "native" | "linux" | "mingw" | "js" | "wasmJs" | "web" => {
                true
            }
            "android" => !phone,
            "desktop" | "jvm" => phone,
            _ => false,
        },
        "javascript" => !matches!(set, "common" | "js" | "wasmJs" | "web"),
        "apple" => !matches!(set, "common" | "ios" | "apple" | "macos" | "native"),
        _ => false,
    }
}

/// What a path has below a folder.
fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    match folder.is_empty() {
        true => Some(path),
        false => path.strip_prefix(folder)?.strip_prefix('/'),
    }
}

/// The folder that holds both a folder and a file.
fn common<'p>(folder: &str, path: &'p str) -> &'p str {
    let mut end = 0;
    for (at, (one, other)) in path.split('/').zip(folder.split('/')).enumerate() {
        if one != other || one.is_empty() {
            break;
        }
        end += one.len() + usize::from(at > 0);
    }
    path.get(..end).unwrap_or_default()
}

/// The folder above the first one that packages begin with, where no `src/main` tells it.
fn package_root(path: &str) -> Option<&str> {
    let mut end = 0;
    for part in path.split('/') {
        if begins_as_package(part) && end + part.len() < path.len() {
            return Some(path.get(..end)?.trim_end_matches('/'));
        }
        end += part.len() + 1;
    }
    None
}

/// Whether a package may begin so: with the end of an address on the net.
fn begins_as_package(path: &str) -> bool {
    const TOPS: [&str; 16] = [
        "ai", "app", "ch", "co", "com", "de", "dev", "edu", "eu", "fr", "gov", "io", "me", "net",
        "org", "uk",
    ];
    TOPS.contains(&path.split('/').next().unwrap_or_default())
}

fn is_app(below: &str) -> bool {
    APP_FOLDERS.contains(&below.split('/').next().unwrap_or_default())
}
