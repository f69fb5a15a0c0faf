//! Programs whose manifest lies further up: `backend/requirements.txt` and
//! `backend/src/shop/manage.py` are one component, `backend`.

use super::super::evidence::{Evidence, Group, Language, Role, Sign};
use super::super::platform::Platform;
use super::super::table::{Id, Names};
use super::candidate::{Candidate, Signal};
use super::candidates::{is_in_a_folder_of_applications, take_out, umbrella_of};
use super::platform::choose;
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet};

/// A manifest is looked for so many folders further up.
const LEVELS: usize = 3;

/// Gives the signals of a folder without a manifest to the one above that has it.
#[inline(never)]
pub fn to_manifests(candidates: &mut Vec<Candidate>, evidence: &Evidence) {
    let mut lifted = vec![false; candidates.len()];
    // What an application's own folder holds beside it is taken in by others, too.
    let mut owns: Vec<bool> = candidates.iter().map(Candidate::owns_folder).collect();
    let apart = folders_of_several(candidates, evidence);
    let mut taken: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..candidates.len() {
        let Some(above) = target(candidates, &lifted, &owns, &apart, at, evidence) else {
            continue;
        };
        lifted[at] = true;
        owns[above] |= owns[at];
        taken.entry(above).or_default().push(at);
    }
    for (above, all) in taken {
        let (before, rest) = candidates.split_at_mut(above + 1);
        let outer = &mut before[above];
        let mut told = outer.platform_is_sure;
        let mut several = false;
        for at in all {
            let inner = &mut rest[at - above - 1];
            outer.signals.append(&mut inner.signals);
            outer.own.add_all(&inner.own);
            if inner.platform_is_sure && !told {
                outer.platform = inner.platform;
                outer.platform_is_sure = true;
            }
            several |= inner.platform_is_sure && told;
            told |= inner.platform_is_sure;
        }
        outer.sort_signals();
        if several {
            // Each is sure of its own files; together they may tell another story.
            (outer.platform, outer.platform_is_sure) = choose(outer, evidence);
        }
    }
    take_out(candidates, lifted);
}

/// The candidate above that has the manifest, if the one at `at` lacks its own.
#[inline(never)]
fn target(
    candidates: &[Candidate],
    lifted: &[bool],
    owns: &[bool],
    several: &BTreeSet<FolderId>,
    at: usize,
    evidence: &Evidence,
) -> Option<usize> {
    let inner = &candidates[at];
    let family = Platform::family(inner.platform);
    let lacks = !inner.has(Sign::Manifest)
        && !inner.is_built()
        && !inner.has(Sign::Declared)
        && !inner.has(Sign::Function);
    if !lacks
        || !matches!(family, "python" | "ruby" | "php" | "electron")
        || is_in_a_folder_of_applications(evidence, inner.root)
    {
        return None;
    }
    if inner.is_configured() && top_of(inner, evidence).is_some_and(|it| several.contains(&it)) {
        return None;
    }
    let mut folder = inner.root;
    for _ in 0..LEVELS {
        folder = evidence.tree.parent(folder)?;
        // Candidates are in the order of their folders.
        let above = candidates[..at].binary_search_by_key(&folder, |candidate| candidate.root);
        if let Ok(above) = above
            && !lifted[above]
        {
            let language = if family == "electron" { "javascript" } else { family };
            let takes = candidates[above].is_manifest_of(language) && !owns[above];
            return takes.then_some(above);
        }
    }
    None
}

/// The folders of applications at the top that hold several with the configuration of their own runtime, however they are
/// sorted: `apps/shop/backend/bin/console` beside `apps/office/backend/bin/console`.
#[inline(never)]
fn folders_of_several(candidates: &[Candidate], evidence: &Evidence) -> BTreeSet<FolderId> {
    let mut configured: BTreeMap<FolderId, usize> = BTreeMap::new();
    for candidate in candidates.iter().filter(|it| it.is_configured()) {
        if let Some(top) = top_of(candidate, evidence).filter(|&it| it != candidate.root) {
            *configured.entry(top).or_default() += 1;
        }
    }
    let tells = |top: FolderId| Group::of(evidence.tree.folder_name(top)) == Group::Applications;
    configured.retain(|&top, count| *count > 1 && tells(top) && !evidence.starts_at_top);
    configured.into_keys().collect()
}

/// The folder at the top that a candidate lies in, or is.
fn top_of(candidate: &Candidate, evidence: &Evidence) -> Option<FolderId> {
    let around = std::iter::successors(Some(candidate.root), |&it| evidence.tree.parent(it));
    around.take_while(|&it| it != 0).last()
}

/// Gives what a mere `src` holds to the component around it: `orders/src/requirements.txt` beside
/// `orders/docker-entrypoint.sh` are of `orders`.
#[inline(never)]
pub fn to_owners(candidates: &mut Vec<Candidate>, evidence: &Evidence) {
    let mut lifted = vec![false; candidates.len()];
    for at in 0..candidates.len() {
        let inner = &candidates[at];
        // At the top, `src` holds what the repository's manifest is of, or applications.
        let at_top = evidence.tree.parent(inner.root) == Some(0)
            && Names::get().has("sources", evidence.tree.folder_name(inner.root))
            && !inner.has(Sign::Manifest);
        if inner.named == inner.root && !at_top || inner.is_built() || inner.has(Sign::Declared) {
            continue;
        }
        let owner = if at_top { 0 } else { inner.named };
        let around = candidates[..at].binary_search_by_key(&owner, |it| it.root);
        let Some(above) = around.ok().filter(|&above| !lifted[above]) else { continue };
        if at_top && !candidates[above].has(Sign::Manifest) {
            continue;
        }
        lifted[at] = true;
        let (before, rest) = candidates.split_at_mut(at);
        let (outer, inner) = (&mut before[above], &mut rest[0]);
        let alone = outer.own.total() <= inner.own.total();
        outer.signals.append(&mut inner.signals);
        outer.sort_signals();
        outer.own.add_all(&inner.own);
        if (inner.platform_is_sure, alone) >= (outer.platform_is_sure, true) {
            outer.platform = inner.platform;
            outer.platform_is_sure = inner.platform_is_sure;
        }
    }
    take_out(candidates, lifted);
}

/// Gives umbrellas of Elixir and Erlang the code of their parts: what is released and started is the whole.
#[inline(never)]
pub fn to_umbrellas(candidates: &mut [Candidate], evidence: &Evidence) {
    for at in 0..candidates.len() {
        if candidates[at].platform != "elixir" {
            continue;
        }
        // An umbrella lies before its parts.
        let (before, rest) = candidates.split_at_mut(at);
        let umbrella = umbrella_of(evidence, rest[0].root)
            .and_then(|root| before.binary_search_by_key(&root, |it| it.root).ok());
        let Some(umbrella) = umbrella.map(|at| &mut before[at]) else { continue };
        umbrella.own.add_all(&rest[0].own);
        let manifest = umbrella.signals.iter().find(|it| it.id == Id::Manifest).cloned();
        if !umbrella.says(Id::StartLikely)
            && let Some(manifest) = manifest
        {
            umbrella.signals.push(Signal { id: Id::StartLikely, ..manifest });
            umbrella.sort_signals();
        }
    }
}

/// Gives the one program below an image's recipe to the folder of the recipe, where that
/// holds neither code nor a manifest of its own, or nothing but packages of Go: what is built is that program, with the
/// libraries beside it.
#[inline(never)]
pub fn to_images(candidates: &mut Vec<Candidate>, evidence: &Evidence) {
    let mut lifted = vec![false; candidates.len()];
    for at in 0..candidates.len() {
        let outer = &candidates[at];
        if !outer.is_built()
            || outer.has(Sign::Manifest)
            || outer.own.total() > outer.own.of(Language::Go)
            || outer.root == 0
        {
            continue;
        }
        // Those inside follow it.
        let below = evidence.tree.with_descendants(outer.root);
        let end = at + candidates[at..].partition_point(|it| it.root < below.end);
        let runs = |it: &&usize| {
            let inner = &candidates[**it];
            inner.role != Role::Tool && (inner.starts() || inner.is_configured())
        };
        let all: Vec<usize> = (at + 1..end).collect();
        let program = match &all[..] {
            [only] => *only,
            // Go's packages around it tell that the program of Go is what is built, whatever pages lie beside it.
            several => match several
                .iter()
                .filter(|it| runs(it) && (outer.own.total() == 0 || candidates[**it].is_go_main()))
                .collect::<Vec<_>>()[..]
            {
                [only] => *only,
                _ => continue,
            },
        };
        // Go's packages lie beside the folder of the program; other code is what is built itself.
        let shares = candidates[at].own.total() == 0 || candidates[program].is_go_main();
        if !shares || candidates[program].is_built() || lifted[program] {
            continue;
        }
        lifted[program] = true;
        let (before, rest) = candidates.split_at_mut(program);
        let (outer, inner) = (&mut before[at], &mut rest[0]);
        outer.signals.append(&mut inner.signals);
        outer.sort_signals();
        outer.own.add_all(&inner.own);
        outer.platform = inner.platform;
        outer.platform_is_sure = inner.platform_is_sure;
    }
    take_out(candidates, lifted);
}
