use super::routed::Routed;
use super::{Problem, RouteRequest, RuleUse, TreeInput};
use crate::ownership::Directory;
use crate::routing::{self, Coverage, Overlap};
use serde::Serialize;

/// Who owns how much of a folder, and of each folder in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CoverageAnswer {
    /// The folder that was asked for.
    #[serde(flatten)]
    pub folder: FolderCoverage,
    /// The folders directly in it, by name.
    pub folders: Vec<FolderCoverage>,
    /// The rules with what they do in the whole tree.
    pub rules: Vec<RuleUse>,
    /// Between which owners rules overlap in the whole tree, the most files
    /// first.
    pub overlaps: Vec<OwnerOverlap>,
    /// What is wrong with the inputs.
    pub problems: Vec<Problem>,
}

/// Who owns how much of a folder and everything below.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FolderCoverage {
    /// Its path without a last slash; nothing for the whole tree.
    pub path: String,
    /// How many files there are.
    pub files: u32,
    /// Who gets the errors of how many, the most first.
    pub owners: Vec<OwnerFiles>,
    /// Files that some rule matches, but nobody gets.
    pub unowned: u32,
    /// Files that no rule matches.
    pub unmatched: u32,
    /// The part that somebody owns, from 0 to 1; 1 without files.
    pub share: f64,
}

/// An owner's files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnerFiles {
    /// `#team` or an address.
    pub owner: String,
    /// How many files.
    pub files: u32,
}

/// Files that rules of two owners match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnerOverlap {
    /// Who gets the errors.
    pub winner: String,
    /// Whose rules match as well.
    pub other: String,
    /// How many files.
    pub files: u32,
}

/// Who owns how much of a folder; of the whole tree if none is named.
///
/// # Errors
/// If there is no such folder.
pub fn coverage(
    tree: &TreeInput,
    folder: Option<&str>,
    request: RouteRequest,
) -> Result<CoverageAnswer, String> {
    let routed = Routed::new(tree, request, &Directory::default());
    let path = folder.unwrap_or_default().trim_matches('/');
    let id = routed.tree.find_folder(path);
    let id = id.ok_or_else(|| format!("folder: there is no folder `{path}` in the tree"))?;
    let routing = &routed.routing;
    let found = routing::survey(&routed.tree, routing, id);
    let owner = |id: u32| routing.compiled().owners()[id as usize].to_string();
    let of = |found: &Coverage| {
        let owners = found.owners.iter().map(|&(id, files)| OwnerFiles { owner: owner(id), files });
        FolderCoverage {
            path: routed.tree.folder_path(found.folder).to_owned(),
            files: found.files,
            owners: owners.collect(),
            unowned: found.unowned,
            unmatched: found.unmatched,
            share: found.share(),
        }
    };
    let rules = (0..).zip(&found.rules).map(|(rule, count)| RuleUse {
        rule: routed.rule(rule),
        wins: count.wins,
        matches: count.matches,
    });
    let overlap = |it: &Overlap| OwnerOverlap {
        winner: owner(it.winner),
        other: owner(it.other),
        files: it.files,
    };
    Ok(CoverageAnswer {
        folder: of(&found.folder),
        folders: found.folders.iter().map(of).collect(),
        rules: rules.collect(),
        overlaps: found.overlaps.iter().map(overlap).collect(),
        problems: routed.problems(),
    })
}
