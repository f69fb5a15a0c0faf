//! Which components are applications, and deserve a project.
//!
//! What speaks for and against one is data, [`TABLE`](super::table::TABLE); this is the
//! machine that reads it. Then nested components, front ends inside servers, and guards
//! against over-splitting.

mod candidate;
mod candidates;
mod cargo;
mod collections;
mod files;
mod frontends;
mod guards;
mod languages;
mod layers;
mod lift;
mod mains;
mod makes;
mod native;
mod neighbours;
mod nesting;
mod platform;
mod programs;
mod refusal;
mod repository;
mod rows;
mod samples;
mod scripts;
mod size;
mod spoken;
mod starting;
mod weigh;

pub use candidate::{Candidate, Note, Signal};
pub use frontends::MIN_COMPONENTS;
pub use guards::{MANY, SAMPLES};
pub use nesting::{Dropped, crosses_platforms};
pub use refusal::{Refusal, RefusalKind};

use super::evidence::{Evidence, Sign};
use super::facts::Facts;
use super::platform::Surface;
use super::table::{Id, LIMITS, Weights};
use crate::tree::FolderId;
use repository::Repository;
use std::collections::BTreeMap;
use weigh::Scales;

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
    pub refusal: Option<Refusal>,
}

/// All components, weighed, in the order of the tree. Linear in the paths, and sorted by
/// components.
#[must_use]
pub fn weighed(evidence: &Evidence, facts: &Facts, weights: &Weights) -> Vec<Candidate> {
    weighed_in(&Repository::of(evidence), evidence, facts, weights)
}

#[inline(never)]
fn weighed_in(
    repository: &Repository,
    evidence: &Evidence,
    facts: &Facts,
    weights: &Weights,
) -> Vec<Candidate> {
    let programs_of_go = starting::mains(evidence);
    let mut candidates = candidates::find(evidence, facts, &programs_of_go);
    lift::to_manifests(&mut candidates, evidence);
    lift::to_owners(&mut candidates, evidence);
    lift::to_images(&mut candidates, evidence);
    lift::to_umbrellas(&mut candidates, evidence);
    mains::assign(&mut candidates, evidence, facts, &programs_of_go);
    cargo::assign(&mut candidates, evidence);
    native::to_builds(&mut candidates, evidence);
    let components = candidates.len();
    let scales = Scales { evidence, facts, repository, components, weights };
    for candidate in &mut candidates {
        scales.weigh(candidate);
    }
    neighbours::add_native_halves(&scales, &mut candidates);
    neighbours::add_inside_libraries(&scales, &mut candidates);
    layers::add_layers(&scales, &mut candidates);
    neighbours::add_in_shells(&scales, &mut candidates);
    neighbours::add_pairs_of_folders(&scales, &mut candidates);
    neighbours::add_named_alike(&scales, &mut candidates);
    neighbours::add_shipped_elsewhere(&scales, &mut candidates);
    among_siblings(&mut candidates, evidence, weights);
    candidates
}

/// Decides about every component; `anyway` passes over the guard against samples.
#[must_use]
#[inline(never)]
pub fn decide(evidence: &Evidence, facts: &Facts, anyway: bool, weights: &Weights) -> Decision {
    let repository = Repository::of(evidence);
    let candidates = weighed_in(&repository, evidence, facts, weights);
    // Chapters look like applications but for their numbers, and a collection of them is told.
    let unnumbered = |candidate: &Candidate| {
        let numbers = candidate.notes.iter().filter(|note| note.id == Id::NameNumbered);
        candidate.score - numbers.map(|note| note.weight).sum::<i32>()
    };
    let looks = |candidate: &Candidate| unnumbered(candidate) > LIMITS.threshold;
    let is_close = |candidate: &&Candidate| unnumbered(candidate) > LIMITS.threshold - LIMITS.close;
    let looking: Vec<&Candidate> = candidates.iter().filter(is_close).collect();
    if !anyway && let Some(refusal) = guards::refuse(&looking, evidence, &repository) {
        let rejected = candidates;
        return Decision { rejected, refusal: Some(refusal), ..Decision::default() };
    }
    let (mut accepted, mut rejected): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|candidate| {
            if anyway { looks(candidate) } else { candidate.score > LIMITS.threshold }
        });
    // What is built into an image holds more than pages.
    let only_fronts =
        guards::all_run_on(&accepted, Surface::Browser) && guards::is_built(&rejected, evidence);
    if (accepted.is_empty() || only_fronts)
        && let Some(fallback) = guards::fallback(&rejected, evidence, only_fronts)
    {
        accept(fallback, &mut accepted, &mut rejected);
    }
    if let Some(server) = guards::behind_fronts(&accepted, &rejected) {
        accept(server, &mut accepted, &mut rejected);
    }
    if let Some(front) = guards::only_front(&accepted, &rejected, evidence) {
        accept(front, &mut accepted, &mut rejected);
    }
    let mut dropped = Vec::new();
    if !anyway {
        accepted = rows::drop_alike(accepted, evidence, &mut dropped);
    }
    let accepted = nesting::resolve(accepted, evidence, &mut dropped);
    let mut accepted = frontends::add(accepted, evidence, &mut dropped);
    mains::to_services(&mut accepted, evidence);
    Decision { accepted, rejected, dropped, refusal: None }
}

/// Takes one of the rejected among the accepted, in the order of the tree.
fn accept(candidate: Candidate, accepted: &mut Vec<Candidate>, rejected: &mut Vec<Candidate>) {
    rejected.retain(|it| it.root != candidate.root);
    accepted.push(candidate);
    accepted.sort_by_key(|it| it.root);
}

/// Whether a module of Java or Kotlin starts in a class called so: libraries have none.
fn is_program_of_jvm(candidate: &Candidate) -> bool {
    candidate.says(Id::Start) && candidate.is_module_of_jvm()
}

/// A component among siblings that are applications is probably one, too.
#[inline(never)]
fn among_siblings(candidates: &mut [Candidate], evidence: &Evidence, weights: &Weights) {
    let tree = evidence.tree;
    // Close calls of one make support each other.
    let support = weights.of(Id::AmongSiblings);
    let counts = |candidate: &Candidate| {
        candidate.score > LIMITS.threshold
            || (candidate.says(Id::Main) || candidate.is_program() || is_program_of_jvm(candidate))
                && candidate.has(Sign::Manifest)
                && candidate.score + support > LIMITS.threshold
    };
    let mut applications: BTreeMap<FolderId, usize> = BTreeMap::new();
    for candidate in candidates.iter().filter(|it| counts(it)) {
        if let Some(parent) = tree.parent(candidate.root) {
            *applications.entry(parent).or_default() += 1;
        }
    }
    for candidate in candidates.iter_mut() {
        let parent = tree.parent(candidate.root);
        let siblings = parent.and_then(|parent| applications.get(&parent)).copied().unwrap_or(0);
        let siblings = siblings - usize::from(counts(candidate)).min(siblings);
        let published = candidate.has(Sign::Library) && !candidate.has(Sign::Function);
        let layer = candidate.is_weighed(Id::Layer);
        if siblings >= LIMITS.siblings && !published && !layer {
            let text = format!("{siblings} folders beside it are applications.");
            candidate.add(weights, Id::AmongSiblings, Some(text), Vec::new());
        }
    }
}
