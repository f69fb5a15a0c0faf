//! Folders and files that no repository tracks.
//!
//! What only a tool would name so (`node_modules`, `__pycache__`) is noise
//! wherever it is. A name that may be source (`build`, `target`, `vendor`,
//! `bin`) is noise only beside the manifest of the tool that writes it, or with
//! contents that only that tool writes.

use super::LeftOut;
use super::NoiseKind::{self, BuildOutput, Cache, Dependencies, System, VersionControl};
use super::folders::Folders;
use super::sink::{Kind, Sink};
use crate::text::hash::{Keyed, Map};
use crate::text::order::Sort as _;
use crate::text::shapes::Shapes;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Folders that are noise wherever they are.
const FOLDERS: [(&str, NoiseKind); 53] = [
    (".git", VersionControl),
    (".hg", VersionControl),
    (".svn", VersionControl),
    (".jj", VersionControl),
    ("CVS", VersionControl),
    ("node_modules", Dependencies),
    ("bower_components", Dependencies),
    ("jspm_packages", Dependencies),
    (".pnpm-store", Dependencies),
    (".venv", Dependencies),
    (".virtualenv", Dependencies),
    (".eggs", Dependencies),
    ("Pods", Dependencies),
    ("elm-stuff", Dependencies),
    (".bundle", Dependencies),
    (".next", BuildOutput),
    (".nuxt", BuildOutput),
    (".output", BuildOutput),
    (".svelte-kit", BuildOutput),
    (".docusaurus", BuildOutput),
    (".vercel", BuildOutput),
    (".netlify", BuildOutput),
    (".serverless", BuildOutput),
    (".aws-sam", BuildOutput),
    (".expo", BuildOutput),
    (".stack-work", BuildOutput),
    ("dist-newstyle", BuildOutput),
    ("DerivedData", BuildOutput),
    (".dart_tool", BuildOutput),
    ("zig-out", BuildOutput),
    ("storybook-static", BuildOutput),
    ("cmake-build-debug", BuildOutput),
    ("cmake-build-release", BuildOutput),
    ("__pycache__", Cache),
    (".mypy_cache", Cache),
    (".pytest_cache", Cache),
    (".ruff_cache", Cache),
    (".hypothesis", Cache),
    (".ipynb_checkpoints", Cache),
    (".tox", Cache),
    (".nox", Cache),
    (".turbo", Cache),
    (".parcel-cache", Cache),
    (".angular", Cache),
    (".nyc_output", Cache),
    (".gradle", Cache),
    (".terraform", Cache),
    (".zig-cache", Cache),
    ("zig-cache", Cache),
    (".elixir_ls", Cache),
    (".direnv", Cache),
    (".sass-cache", Cache),
    ("__MACOSX", System),
];

/// Folders that are noise beside one of these files.
const BESIDE: [(&str, NoiseKind, &[&str]); 10] = [
    ("target", BuildOutput, &["Cargo.toml", "pom.xml", "build.sbt", "project.clj"]),
    (
        "build",
        BuildOutput,
        &["build.gradle", "build.gradle.kts", "settings.gradle", "pubspec.yaml"],
    ),
    ("dist", BuildOutput, &["package.json", "pyproject.toml", "setup.py"]),
    ("out", BuildOutput, &["next.config.js", "next.config.mjs", "next.config.ts", "foundry.toml"]),
    ("_build", BuildOutput, &["mix.exs", "dune-project", "rebar.config"]),
    ("deps", Dependencies, &["mix.exs"]),
    (".build", BuildOutput, &["Package.swift"]),
    (".cache", Cache, &["package.json"]),
    ("Library", Cache, &["ProjectSettings/ProjectVersion.txt"]),
    ("obj", BuildOutput, &[PROJECT_FILE]),
];

/// Folders that are noise if one of these is in them.
const HOLDING: [(&str, NoiseKind, &[&str]); 10] = [
    ("build", BuildOutput, &["CMakeCache.txt", "asset-manifest.json", "build.ninja"]),
    ("target", BuildOutput, &["CACHEDIR.TAG", ".rustc_info.json", "maven-status"]),
    ("out", BuildOutput, &["build.ninja", "_next"]),
    ("coverage", BuildOutput, &["lcov.info", "lcov-report", "coverage-final.json"]),
    ("htmlcov", BuildOutput, &["index.html", "status.json"]),
    ("venv", Dependencies, &["pyvenv.cfg", "bin/activate", "Scripts/activate"]),
    ("env", Dependencies, &["pyvenv.cfg", "bin/activate", "Scripts/activate"]),
    ("vendor", Dependencies, &["modules.txt", "autoload.php", "bundle/ruby"]),
    ("Carthage", Dependencies, &["Build", "Checkouts"]),
    ("bin", BuildOutput, &["Debug", "Release"]),
];

/// What the names of folders above look like.
const SHAPES: Shapes = {
    let mut shapes = Shapes::NONE;
    let mut at = 0;
    while at < FOLDERS.len() {
        shapes.add(FOLDERS[at].0);
        at += 1;
    }
    at = 0;
    while at < BESIDE.len() {
        shapes.add(BESIDE[at].0);
        at += 1;
    }
    at = 0;
    while at < HOLDING.len() {
        shapes.add(HOLDING[at].0);
        at += 1;
    }
    shapes
};

/// Whether a folder may be noise by its name.
fn may_be_noise(name: &str) -> bool {
    SHAPES.may_be(name) || name.ends_with(".egg-info")
}

/// Stands for any project file of .NET.
const PROJECT_FILE: &str = "*.csproj";
/// The extensions of those.
const PROJECTS: [&str; 3] = [".csproj", ".fsproj", ".vbproj"];

/// The group of a file that is noise by its own name.
fn file_noise(name: &str) -> Option<(&'static str, NoiseKind)> {
    match name {
        ".DS_Store" => return Some((".DS_Store", System)),
        "Thumbs.db" => return Some(("Thumbs.db", System)),
        "desktop.ini" => return Some(("desktop.ini", System)),
        ".eslintcache" => return Some((".eslintcache", Cache)),
        // In a submodule or a work tree it is a file.
        ".git" => return Some((".git", VersionControl)),
        _ => {}
    }
    let dot = memchr::memrchr(b'.', name.as_bytes())?;
    match &name[dot..] {
        ".pyc" => Some(("*.pyc", Cache)),
        ".pyo" => Some(("*.pyo", Cache)),
        ".swp" => Some(("*.swp", System)),
        ".tsbuildinfo" => Some(("*.tsbuildinfo", Cache)),
        _ => None,
    }
}

/// A set of paths, as the table that [`Folders`] has: another kind would be compiled beside it, and
/// the first answer waits for this code.
type Known<'s> = Map<&'s str, u32>;

fn known<'s>(paths: impl Iterator<Item = &'s str>, keyed: Keyed) -> Known<'s> {
    let mut known = Map::with_hasher(keyed);
    for path in paths {
        known.insert(path, 0);
    }
    known
}

/// What is noise, looked up folder by folder.
pub(super) struct Finder<'s> {
    sink: &'s Sink,
    /// The entries that are evidence for noise, collected when some is first asked for.
    evidence: Option<Known<'s>>,
    /// The folders with a project file of .NET, likewise.
    projects: Option<Known<'s>>,
    /// Per folder that was asked for, the group it is in.
    known: Vec<Option<Option<usize>>>,
    keyed: Keyed,
    groups: Vec<LeftOut>,
}

/// Instantiation
impl<'s> Finder<'s> {
    pub(super) fn new(sink: &'s Sink, keyed: Keyed) -> Self {
        let (known, groups) = (Vec::new(), Vec::new());
        Self { sink, evidence: None, projects: None, known, keyed, groups }
    }
}

/// Asking
impl<'s> Finder<'s> {
    /// Counts the file as left out if it is noise, and says whether it is. `folder` is what it is
    /// in, `folders` are all that any entry is in.
    #[inline(never)]
    pub(super) fn takes(&mut self, path: &str, folder: u32, folders: &Folders<'s>) -> bool {
        let known = self.known.get(folder as usize).copied().flatten();
        let group = known.unwrap_or_else(|| self.group_of(folder, folders));
        let group = group.or_else(|| self.file_group(last_part(path), path));
        if let Some(group) = group {
            self.groups[group].files += 1;
        }
        group.is_some()
    }

    /// The groups with most files first.
    pub(super) fn finish(self) -> Vec<LeftOut> {
        let mut groups = self.groups;
        groups.retain(|group| group.files > 0);
        groups.sort_once_by_key(|group| (Reverse(group.files), group.name));
        groups
    }

    /// The group that a folder is in, by its own name or that of one above.
    #[inline(never)]
    fn group_of(&mut self, folder: u32, folders: &Folders<'s>) -> Option<usize> {
        self.known.resize(folders.len() as usize + 1, None);
        // From the top, so that the outermost noise counts; what is known is a short cut.
        let mut unknown = Vec::new();
        let mut above = Some(folder);
        while let Some(at) = above.filter(|&at| self.known[at as usize].is_none()) {
            unknown.push(at);
            above = folders.parent(at);
        }
        let mut group = above.and_then(|at| self.known[at as usize].flatten());
        while let Some(at) = unknown.pop() {
            group = group.or_else(|| self.classify(folders.path(at), folders));
            self.known[at as usize] = Some(group);
        }
        group
    }

    fn classify(&mut self, folder: &'s str, folders: &Folders<'s>) -> Option<usize> {
        let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        if !may_be_noise(name) {
            return None;
        }
        if let Some(&(name, kind)) = FOLDERS.iter().find(|(noise, _)| *noise == name) {
            return Some(self.folder_group(name, kind, folder));
        }
        if name.ends_with(".egg-info") {
            return Some(self.folder_group("*.egg-info", BuildOutput, folder));
        }
        for (noise, kind, manifests) in BESIDE {
            if noise == name && manifests.iter().any(|file| self.has(parent, file, folders)) {
                return Some(self.folder_group(noise, kind, folder));
            }
        }
        for (noise, kind, contents) in HOLDING {
            if noise == name && contents.iter().any(|inner| self.has(folder, inner, folders)) {
                return Some(self.folder_group(noise, kind, folder));
            }
        }
        None
    }

    /// Whether there is a file or folder `name` in `folder`.
    fn has(&mut self, folder: &str, name: &str, folders: &Folders<'s>) -> bool {
        let (sink, keyed) = (self.sink, self.keyed);
        if name == PROJECT_FILE {
            let projects = self.projects.get_or_insert_with(|| {
                let paths = sink.entries.iter().map(|&entry| sink.path(entry));
                let projects = paths.filter(|path| PROJECTS.iter().any(|end| path.ends_with(end)));
                let folders =
                    projects.map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder));
                known(folders, keyed)
            });
            return projects.contains_key(folder);
        }
        let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let evidence = self.evidence.get_or_insert_with(|| evidence(sink, keyed));
        evidence.contains_key(path.as_str()) || folders.has(&path)
    }

    fn folder_group(&mut self, name: &'static str, kind: NoiseKind, folder: &str) -> usize {
        let group = self.group(name, kind, folder, |group| group.folders > 0);
        self.groups[group].folders += 1;
        group
    }

    fn file_group(&mut self, name: &str, path: &str) -> Option<usize> {
        let (name, kind) = file_noise(name)?;
        Some(self.group(name, kind, path, |group| group.folders == 0))
    }

    /// The number of a group, made if it is not there yet.
    fn group(
        &mut self,
        name: &'static str,
        kind: NoiseKind,
        example: &str,
        is_same: impl Fn(&LeftOut) -> bool,
    ) -> usize {
        let found = self.groups.iter().position(|group| group.name == name && is_same(group));
        found.unwrap_or_else(|| {
            let example = example.to_owned();
            self.groups.push(LeftOut { name, kind, example, folders: 0, files: 0 });
            self.groups.len() - 1
        })
    }
}

/// The entries whose names [`BESIDE`] and [`HOLDING`] ask for.
fn evidence(sink: &Sink, keyed: Keyed) -> Known<'_> {
    let asked = BESIDE.iter().chain(&HOLDING).flat_map(|(.., names)| names.iter());
    let asked: BTreeSet<&str> = asked.map(|name| last_part(name)).collect();
    let entries = sink.entries.iter().filter(|entry| entry.kind != Kind::Heading);
    let paths = entries.map(|&entry| sink.path(entry));
    known(paths.filter(|path| asked.contains(last_part(path))), keyed)
}

fn last_part(path: &str) -> &str {
    memchr::memrchr(b'/', path.as_bytes()).map_or(path, |end| &path[end + 1..])
}
