//! Which components are applications, and deserve a project.

mod candidate;
mod frontends;
mod guards;
mod lift;
mod mains;
mod nesting;
mod platform;
mod score;

pub use candidate::{Candidate, Note, Signal};
pub use frontends::MIN_COMPONENTS;
pub use guards::{MANY, SAMPLES};
pub use nesting::{Dropped, crosses_platforms};

use super::evidence::{Evidence, Group, Sign};
use super::facts::Facts;
use crate::tree::FolderId;
use std::collections::BTreeMap;

/// What becomes of the components of a tree.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// Those that get a project, in the order of the tree.
    pub accepted: Vec<Candidate>,
    /// Those that are unlikely to be deployed on their own.
    pub rejected: Vec<Candidate>,
    /// Those that look like applications and are none.
    pub dropped: Vec<Dropped>,
    /// Why there is no project at all, if that is so.
    pub refusal: Option<String>,
}

/// So many siblings that are applications make a further one of the same make likely.
const SIBLINGS: usize = 3;

/// Decides about every component; `anyway` passes over the guard against samples.
#[must_use]
pub fn decide(evidence: &Evidence, facts: &Facts, anyway: bool) -> Decision {
    let mut candidates = candidate::candidates(evidence, facts);
    lift::to_manifests(&mut candidates, evidence);
    mains::assign(&mut candidates, evidence);
    mains::assign_workspace(&mut candidates, evidence);
    for candidate in &mut candidates {
        score::weigh(candidate, evidence);
    }
    among_siblings(&mut candidates, evidence);
    let fallback = guards::fallback(&candidates, evidence);
    let (mut accepted, mut rejected): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|candidate| candidate.score > 0.0);
    if !anyway && let Some(refusal) = guards::refuse(&accepted, evidence) {
        rejected.append(&mut accepted);
        return Decision { rejected, refusal: Some(refusal), ..Decision::default() };
    }
    if accepted.is_empty()
        && let Some(fallback) = fallback
    {
        rejected.retain(|candidate| candidate.root != fallback.root);
        accepted.push(fallback);
    }
    let mut dropped = Vec::new();
    let accepted = nesting::resolve(accepted, &rejected, evidence, &mut dropped);
    let accepted = frontends::add(accepted, evidence, &mut dropped);
    Decision { accepted, rejected, dropped, refusal: None }
}

/// A component among siblings that are applications is probably one, too.
fn among_siblings(candidates: &mut [Candidate], evidence: &Evidence) {
    let tree = evidence.tree;
    let mut applications: BTreeMap<FolderId, usize> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.score > 0.0) {
        if let Some(parent) = tree.parent(candidate.root) {
            *applications.entry(parent).or_default() += 1;
        }
    }
    for candidate in candidates.iter_mut().filter(|candidate| candidate.score <= 0.0) {
        let parent = tree.parent(candidate.root);
        let siblings = parent.and_then(|parent| applications.get(&parent)).copied().unwrap_or(0);
        let published = candidate.has(Sign::Library) && !candidate.has(Sign::Function);
        if siblings >= SIBLINGS && candidate.group != Group::Applications && !published {
            candidate.add(
                1.2,
                format!("{siblings} folders beside it are applications."),
                Vec::new(),
            );
        }
    }
}
