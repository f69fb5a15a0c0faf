//! Programs whose manifest lies further up: `backend/requirements.txt` and
//! `backend/src/shop/manage.py` are one component, `backend`.

use super::super::evidence::{Evidence, Sign};
use super::super::platform::Platform;
use super::candidate::Candidate;

/// A manifest is looked for so many folders further up.
const LEVELS: usize = 3;

/// Gives the signals of a folder without a manifest to the one above that has it.
pub fn to_manifests(candidates: &mut Vec<Candidate>, evidence: &Evidence) {
    let mut lifted = vec![false; candidates.len()];
    for at in 0..candidates.len() {
        let Some(above) = target(candidates, &lifted, at, evidence) else { continue };
        lifted[at] = true;
        let (before, rest) = candidates.split_at_mut(at);
        let (outer, inner) = (&mut before[above], &mut rest[0]);
        outer.signals.append(&mut inner.signals);
        // The next one asks for the heaviest.
        outer.sort_signals();
        outer.own.add_all(&inner.own);
        if inner.platform_is_sure && !outer.platform_is_sure {
            outer.platform = inner.platform;
            outer.platform_is_sure = true;
        }
    }
    let mut lifted = lifted.into_iter();
    candidates.retain(|_| lifted.next() == Some(false));
}

/// The candidate above that has the manifest, if the one at `at` lacks its own.
fn target(
    candidates: &[Candidate],
    lifted: &[bool],
    at: usize,
    evidence: &Evidence,
) -> Option<usize> {
    let inner = &candidates[at];
    let family = Platform::family(inner.platform);
    let lacks = !inner.has(Sign::Manifest)
        && inner.weight(Sign::Deploy) < 2.0
        && !inner.has(Sign::Declared)
        && !inner.has(Sign::Function);
    if !lacks || !matches!(family, "python" | "ruby" | "php") {
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
            let outer = &candidates[above];
            let takes = outer.is_manifest_of(family) && outer.weight(Sign::Runtime) < 5.0;
            return takes.then_some(above);
        }
    }
    None
}
