//! Collections that show themselves by what lies at the top: games, exercises, scripts.

use super::super::evidence::{Evidence, Hit, Language, Sign};
use super::super::table::{Id, LIMITS};
use super::candidate::Candidate;
use super::collections::has_readme;
use super::refusal::Refusal;
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet};

/// A game is one project of its engine, and perhaps a second one for its server or its tools.
pub(super) fn games(accepted: &[&Candidate]) -> Option<Refusal> {
    let count = accepted.iter().filter(|it| it.says(Id::Engine)).count();
    (count > LIMITS.games).then(|| {
        Refusal::samples(format_args!(
            "{count} folders are projects of a game engine, and a game is one"
        ))
    })
}

/// Folders at the top with a README and a program of the same name each, though neither a manifest
/// nor a recipe: exercises or samples that share one manifest.
#[inline(never)]
pub(super) fn exercises(evidence: &Evidence) -> Option<Refusal> {
    let tree = evidence.tree;
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for top in tree.subfolders(0) {
        if evidence.exclusion[top as usize].is_some() || !has_readme(tree, top) {
            continue;
        }
        let hits = evidence.hits_below(top);
        let is_component =
            |hit: &Hit| matches!(evidence.row(hit).sign, Sign::Manifest | Sign::Deploy);
        if hits.iter().any(is_component) {
            continue;
        }
        let programs: BTreeSet<&str> = hits
            .iter()
            .filter(|hit| evidence.row(hit).id == Id::Main && hit.root != top)
            .map(|hit| tree.folder_name(hit.root))
            .collect();
        for program in programs {
            *named.entry(program).or_default() += 1;
        }
    }
    let (name, count) = named.into_iter().max_by_key(|&(_, count)| count)?;
    (count >= LIMITS.samples).then(|| {
        Refusal::samples(format_args!(
            "{count} folders at the top have a README and a program called `{name}` each, and one manifest for all"
        ))
    })
}

/// Folders at the top with a README and a few scripts each, of which hardly one has what an application has.
#[inline(never)]
pub(super) fn scripts(accepted: &[&Candidate], evidence: &Evidence) -> Option<Refusal> {
    let tree = evidence.tree;
    let is_script = |top: FolderId| {
        let mut files = tree.own_files(top).iter().map(|&path| tree.name_of(path));
        has_readme(tree, top)
            && files.any(|name| Language::of(name).is_some())
            && evidence.sources[top as usize].total() < LIMITS.small
    };
    let tops: Vec<FolderId> = tree.subfolders(0).filter(|&it| is_script(it)).collect();
    let apart = accepted.iter().filter(|it| tops.binary_search(&it.root).is_ok()).count();
    (apart == accepted.len() && tops.len() >= LIMITS.many && apart * 4 < tops.len()).then(|| {
        Refusal::helpers(format_args!(
            "{} folders at the top have a README and a few scripts each",
            tops.len()
        ))
    })
}
