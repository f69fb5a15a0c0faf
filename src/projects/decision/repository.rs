//! What kind of repository it is: one that publishes libraries, one that sets machines up,
//! a course in chapters.

use super::super::evidence::{Evidence, Exclusion};
use super::super::table::{Id, LIMITS, Names};
use crate::tree::{FolderId, PathId};
use std::collections::BTreeMap;

/// What holds for the repository as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repository {
    /// How many source files it has, those of tests, docs and examples left out.
    pub sources: u32,
    /// A file that tells that it publishes libraries, where nothing in it deploys anything.
    pub publishes: Option<String>,
    /// A file that tells that it is about setting up machines or clusters, where it holds more
    /// of such files than of source files.
    pub sets_up: Option<String>,
    /// A text, where the repository holds far more of them than of source files.
    pub prose: Option<String>,
    /// How often folders named after languages lie side by side below the top.
    pub repeats: usize,
    /// Folders named after languages, side by side, and what lies beside them below the top:
    /// the same for each of them.
    languages: Vec<FolderId>,
    /// Folders that are numbered in a row, in the order of the tree.
    numbered: Vec<FolderId>,
}

/// Instantiation
impl Repository {
    /// Looks at every path and every folder once.
    #[must_use]
    #[inline(never)]
    pub fn of(evidence: &Evidence) -> Self {
        let (repeats, languages) = languages(evidence);
        Self {
            sources: evidence.sources[0].total(),
            publishes: publishes(evidence),
            sets_up: sets_up(evidence),
            prose: prose(evidence),
            repeats,
            languages,
            numbered: numbered(evidence),
        }
    }
}

/// Access
impl Repository {
    /// Whether a folder, or one around it, is one of a numbered row.
    #[must_use]
    pub fn is_numbered(&self, evidence: &Evidence, folder: FolderId) -> bool {
        let mut around =
            std::iter::successors(Some(folder), |&folder| evidence.tree.parent(folder));
        around.any(|folder| self.numbered.binary_search(&folder).is_ok())
    }
}

impl Repository {
    /// Whether a folder, or one around it, is named after a language beside others that are.
    #[must_use]
    pub fn is_among_languages(&self, evidence: &Evidence, folder: FolderId) -> bool {
        let mut around =
            std::iter::successors(Some(folder), |&folder| evidence.tree.parent(folder));
        around.any(|folder| self.languages.binary_search(&folder).is_ok())
    }
}

#[inline(never)]
fn languages(evidence: &Evidence) -> (usize, Vec<FolderId>) {
    let tree = evidence.tree;
    let mut beside: BTreeMap<FolderId, Vec<FolderId>> = BTreeMap::new();
    for folder in 1..tree.folders() as FolderId {
        let name = tree.folder_name(folder);
        if name.len() <= 10
            && evidence.exclusion[folder as usize].is_none()
            && Names::get().may_have(name)
            && Names::get().has("languages", &name.to_ascii_lowercase())
            && let Some(parent) = tree.parent(folder)
        {
            beside.entry(parent).or_default().push(folder);
        }
    }
    beside.retain(|_, row| row.len() >= LIMITS.languages);
    let repeats = beside.keys().filter(|&&parent| parent != 0).count();
    let rows = beside.into_iter().map(|(parent, row)| match parent {
        0 => row,
        parent => tree.subfolders(parent).collect(),
    });
    let mut languages: Vec<FolderId> = rows.flatten().collect();
    languages.sort_unstable();
    (repeats, languages)
}

fn publishes(evidence: &Evidence) -> Option<String> {
    let names = &evidence.deploy_names;
    let deploys = evidence
        .hits
        .iter()
        .any(|hit| matches!(evidence.row(hit).id, Id::Host | Id::Image | Id::Stack))
        || names.root_dockerfile.is_some();
    if deploys {
        return None;
    }
    // `python -m orders` runs a program that is installed as packages are.
    let runs = evidence.hits.iter().filter(|hit| hit.root == 0).any(|hit| {
        evidence.row(hit).id == Id::StartLikely && evidence.path(hit).ends_with("/__main__.py")
    });
    let tells = |path: &str, id: Id| {
        id == Id::Published
            || path.starts_with(".changeset/")
            || path == "lerna.json"
            || path == ".spi.yml"
            || path == "setup.py" && !runs
    };
    let hits = evidence.hits.iter().filter(|hit| hit.root == 0);
    hits.map(|hit| (evidence.path(hit), evidence.row(hit).id))
        .find(|(path, id)| tells(path, *id))
        .map(|(path, _)| path.to_owned())
}

/// Whether only those have a file who set up machines or clusters: at the top, or where roles
/// and charts lie.
fn is_set_up(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    if let [.., "roles", _, "tasks" | "handlers", _] = parts[..] {
        return true;
    }
    matches!(
        parts[..],
        ["ansible.cfg" | "galaxy.yml" | "Chart.yaml" | "main.tf" | "versions.tf"]
            | ["charts", _, "Chart.yaml"]
            | [_, _, "configuration.nix"]
            | [_, "playbook.yml" | "playbook.yaml"]
    )
}

#[inline(never)]
fn sets_up(evidence: &Evidence) -> Option<String> {
    let tree = evidence.tree;
    let mut declarative = 0_u32;
    let mut known = None;
    for path in 0..tree.len() as PathId {
        let name = tree.name_of(path);
        let Some((_, end)) = name.rsplit_once('.') else { continue };
        if !matches!(end, "yml" | "yaml" | "tf" | "j2" | "tpl" | "hcl" | "nix")
            && name != "ansible.cfg"
        {
            continue;
        }
        let excluded = evidence.exclusion[tree.folder_of(path) as usize];
        if matches!(excluded, None | Some(Exclusion::Infrastructure)) {
            declarative += 1;
            let text = tree.paths().get(path);
            if known.is_none() && is_set_up(text) {
                known = Some(text.to_owned());
            }
        }
    }
    known.filter(|_| declarative > evidence.sources[0].total())
}

/// A text, where texts outnumber source files by far and those are few.
#[inline(never)]
fn prose(evidence: &Evidence) -> Option<String> {
    let tree = evidence.tree;
    let sources = evidence.sources[0].total();
    if sources > LIMITS.prose {
        return None;
    }
    let is_text = |&path: &PathId| {
        let excluded = evidence.exclusion[tree.folder_of(path) as usize];
        let end = tree.name_of(path).rsplit_once('.').map_or("", |(_, end)| end);
        matches!(end, "md" | "mdx" | "rst" | "adoc" | "tex" | "ipynb")
            && !matches!(
                excluded,
                Some(Exclusion::Vendored | Exclusion::Generated | Exclusion::Tests)
            )
    };
    let mut texts = (0..tree.len() as PathId).filter(is_text);
    let first = texts.next()?;
    let count = texts.count() as u32 + 1;
    (count >= LIMITS.texts && count > sources * LIMITS.texts_a_source)
        .then(|| tree.paths().get(first).to_owned())
}

#[inline(never)]
fn numbered(evidence: &Evidence) -> Vec<FolderId> {
    let tree = evidence.tree;
    let mut rows: BTreeMap<(FolderId, String), Vec<FolderId>> = BTreeMap::new();
    for folder in 1..tree.folders() as FolderId {
        let name = tree.folder_name(folder);
        if let (Some(stem), Some(parent)) = (stem_of_numbered(name), tree.parent(folder)) {
            rows.entry((parent, stem)).or_default().push(folder);
        }
    }
    let rows = rows.into_values().filter(|row| row.len() >= LIMITS.chapters);
    let mut numbered: Vec<FolderId> = rows.flatten().collect();
    numbered.sort_unstable();
    numbered
}

/// What is left of a numbered name, `chapter` of `chapter3`: of `01-basics` nothing, and `None` for `v1`, which is a version.
#[inline(never)]
fn stem_of_numbered(name: &str) -> Option<String> {
    let number = |c: char| c.is_ascii_digit();
    if name.len() < 3 {
        return None;
    }
    if name.starts_with(number) {
        return Some(String::new());
    }
    // `chapter-3-payments`
    let mut parts = name.split(['-', '_']);
    if let (Some(first), Some(second), Some(_)) = (parts.next(), parts.next(), parts.next())
        && !first.is_empty()
        && second.len() < 3
        && second.chars().all(|c| c.is_ascii_digit())
    {
        return Some(first.to_ascii_lowercase());
    }
    name.ends_with(number).then(|| name.trim_end_matches(number).to_ascii_lowercase())
}
