//! Workspaces: which components are built together.
//!
//! npm, yarn, pnpm, Lerna and Rush, Cargo, `go.work`, Maven's modules, Gradle's settings and
//! .NET solutions each list their members, some by globs. What such a list leaves out is
//! most often an example or a leftover, which speaks a little against a project. Nothing
//! follows for a component with a lock file of its own, for one below a further workspace
//! whose list is not known, or where a list is made by a program.

use super::super::decision::Signal;
use super::super::evidence::{Evidence, Sign};
use super::super::table::Id;
use super::{Facts, Reader};
use crate::text::globs::Globs;
use crate::tree::FolderId;
use globset::GlobBuilder;
use std::collections::{BTreeMap, BTreeSet};

/// Who makes the list, and so which manifests are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    JavaScript,
    Cargo,
    Go,
    Maven,
    Gradle,
    Dotnet,
}

/// A list of members.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Workspace {
    /// The file that holds it.
    pub file: String,
    /// The folder that it is about.
    pub folder: FolderId,
    pub kind: Kind,
    /// Globs of folders, or of project files, from the folder on.
    pub members: Vec<String>,
    /// Globs of what is left out all the same.
    pub except: Vec<String>,
    /// Whether what is not listed is no member.
    pub whole: bool,
}

/// Taking notes
impl Reader<'_> {
    /// Takes a list of members; what starts with `!` is left out.
    pub(super) fn workspace<'s>(
        &mut self,
        kind: Kind,
        members: impl IntoIterator<Item = &'s str>,
        whole: bool,
    ) {
        let (except, members): (Vec<&str>, Vec<&str>) =
            members.into_iter().partition(|member| member.starts_with('!'));
        let own = |list: Vec<&str>| {
            list.into_iter().map(|it| it.trim_start_matches('!').to_owned()).collect()
        };
        self.facts.workspaces.push(Workspace {
            file: self.path.to_owned(),
            folder: self.folder,
            kind,
            members: own(members),
            except: own(except),
            whole,
        });
    }
}

/// Notes what the lists leave out, once all are known.
#[inline(never)]
pub(super) fn apply(facts: &mut Facts, evidence: &Evidence) {
    if facts.workspaces.is_empty() {
        return;
    }
    let mut by_place: BTreeMap<(Kind, FolderId), Vec<&Workspace>> = BTreeMap::new();
    for workspace in &facts.workspaces {
        by_place.entry((workspace.kind, workspace.folder)).or_default().push(workspace);
    }
    let lists: BTreeMap<(Kind, FolderId), Listed> = by_place
        .into_iter()
        .map(|(place, lists)| (place, Listed::new(place.0, &lists, evidence)))
        .collect();
    let unknown = unknown(facts, evidence);
    let mut notes: Vec<(FolderId, Signal)> = Vec::new();
    let mut seen = BTreeSet::new();
    for hit in &evidence.hits {
        let path = evidence.path(hit);
        let Some(kind) = Kind::of(evidence.tree.name_of(hit.path)) else { continue };
        let folder = evidence.tree.folder_of(hit.path);
        if folder == 0 || !seen.insert((kind, folder)) || has_lock(evidence, folder) {
            continue;
        }
        // Builds of the JVM run what builds pages, too, and that has no code of theirs.
        let sources = &evidence.sources[folder as usize];
        let of_jvm = matches!(kind, Kind::Maven | Kind::Gradle);
        if of_jvm && sources.total() > 0 && sources.scripts() == sources.total() {
            continue;
        }
        let Some(list) = nearest(&lists, &unknown, evidence, kind, folder) else { continue };
        if let Some(signal) = list.leaves_out(path) {
            notes.push((folder, signal));
        }
    }
    for (folder, signal) in notes {
        facts.signals.entry(folder).or_default().push(signal);
    }
}

/// The list that a component would be in: that of the nearest folder around it. A .NET
/// project may be in any solution around it.
fn nearest<'l>(
    lists: &'l BTreeMap<(Kind, FolderId), Listed>,
    unknown: &BTreeSet<(Kind, FolderId)>,
    evidence: &Evidence,
    kind: Kind,
    folder: FolderId,
) -> Option<&'l Listed> {
    let mut at = if kind == Kind::Dotnet { Some(folder) } else { evidence.tree.parent(folder) };
    while let Some(folder) = at {
        if unknown.contains(&(kind, folder)) {
            return None;
        }
        if let Some(list) = lists.get(&(kind, folder)) {
            return Some(list);
        }
        at = evidence.tree.parent(folder);
    }
    None
}

/// Workspaces whose lists are not known: their files are in the tree and not given. Of
/// several solutions any may list a project.
#[inline(never)]
fn unknown(facts: &Facts, evidence: &Evidence) -> BTreeSet<(Kind, FolderId)> {
    let known: BTreeSet<&str> = facts.workspaces.iter().map(|it| it.file.as_str()).collect();
    let mut unknown = BTreeSet::new();
    for hit in evidence.hits.iter().filter(|hit| evidence.row(hit).sign == Sign::Workspace) {
        let path = evidence.path(hit);
        let name = path.rsplit('/').next().unwrap_or(path);
        let kind = match name {
            "pnpm-workspace.yaml" | "pnpm-workspace.yml" | "lerna.json" | "rush.json" => {
                Kind::JavaScript
            }
            "go.work" => Kind::Go,
            "settings.gradle" | "settings.gradle.kts" => Kind::Gradle,
            _ if name.ends_with(".sln") || name.ends_with(".slnx") => Kind::Dotnet,
            _ => continue,
        };
        if !known.contains(path) {
            let folder = if kind == Kind::Dotnet { 0 } else { evidence.tree.folder_of(hit.path) };
            unknown.insert((kind, folder));
        }
    }
    // One solution that is not known leaves nothing to be said of any.
    if unknown.contains(&(Kind::Dotnet, 0)) {
        unknown.extend(facts.workspaces.iter().map(|it| (Kind::Dotnet, it.folder)));
    }
    unknown
}

/// What is built and locked by itself is no forgotten member.
fn has_lock(evidence: &Evidence, folder: FolderId) -> bool {
    const LOCKS: [&str; 7] = [
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lock",
        "bun.lockb",
        "Cargo.lock",
        "gradlew",
    ];
    let files = evidence.tree.own_files(folder);
    files.iter().any(|&file| LOCKS.contains(&evidence.tree.name_of(file)))
}

/// Access
impl Kind {
    /// Whose manifest a file of this name is.
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "package.json" => Self::JavaScript,
            "Cargo.toml" => Self::Cargo,
            "go.mod" => Self::Go,
            "pom.xml" => Self::Maven,
            "build.gradle" | "build.gradle.kts" => Self::Gradle,
            _ if name.ends_with(".csproj")
                || name.ends_with(".fsproj")
                || name.ends_with(".vbproj") =>
            {
                Self::Dotnet
            }
            _ => return None,
        })
    }
}

/// The lists of one folder, together.
#[derive(Debug)]
struct Listed {
    file: String,
    kind: Kind,
    members: Members,
    except: Members,
    whole: bool,
}

/// What a list names: most name thousands of folders as they are, some name them by globs.
#[derive(Debug, Default)]
struct Members {
    /// Folders; of .NET, project files.
    names: BTreeSet<String>,
    globs: Globs,
}

/// Instantiation
impl Listed {
    fn new(kind: Kind, lists: &[&Workspace], evidence: &Evidence) -> Self {
        // A glob that can't be read may stand for anything.
        let mut understood = true;
        let mut all = |list: fn(&Workspace) -> &Vec<String>| {
            let (mut names, mut globs) = (BTreeSet::new(), Vec::new());
            for workspace in lists {
                let folder = evidence.tree.folder_path(workspace.folder);
                let base = globset::escape(folder);
                for pattern in list(workspace) {
                    if !pattern.contains(['*', '?', '[', ']', '{', '}', '\\']) {
                        names.insert(join(folder, pattern));
                        continue;
                    }
                    let joined = join(&base, pattern);
                    // A folder's manifest is meant; what names a file means that one.
                    let glob = if kind == Kind::Dotnet { joined } else { format!("{joined}/*") };
                    let glob = GlobBuilder::new(glob.trim_start_matches('/'))
                        .literal_separator(true)
                        .backslash_escape(true)
                        .build();
                    match glob {
                        Ok(glob) => globs.push(glob),
                        Err(_) => understood = false,
                    }
                }
            }
            let globs = Globs::new(&globs).unwrap_or_else(|_| {
                understood = false;
                Globs::default()
            });
            Members { names, globs }
        };
        let (members, except) = (all(|it| &it.members), all(|it| &it.except));
        Self {
            file: lists.first().map(|it| it.file.clone()).unwrap_or_default(),
            kind,
            members,
            except,
            whole: understood && lists.iter().all(|it| it.whole),
        }
    }
}

/// Access
impl Members {
    /// Whether the folder of a manifest is named; of .NET, the manifest itself.
    fn has(&self, kind: Kind, manifest: &str) -> bool {
        let folder = manifest.rsplit_once('/').map_or("", |(folder, _)| folder);
        let named = if kind == Kind::Dotnet { manifest } else { folder };
        self.names.contains(named) || self.globs.is_match(manifest)
    }
}

/// Access
impl Listed {
    fn leaves_out(&self, manifest: &str) -> Option<Signal> {
        let except = self.except.has(self.kind, manifest);
        if !except && (!self.whole || self.members.has(self.kind, manifest)) {
            return None;
        }
        let fact = format!("`{}` does not list it among what is built together.", self.file);
        Some(Signal::told(Id::LeftOut, 0, None, &self.file, fact))
    }
}

/// A relative path joined to a folder, `.` and `..` resolved; never above the top.
pub(super) fn join(base: &str, path: &str) -> String {
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
