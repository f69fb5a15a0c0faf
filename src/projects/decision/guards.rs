//! Against over-splitting: repositories and groups that deserve fewer projects than they
//! have manifests.

use super::super::evidence::{Evidence, Exclusion, Group, Language, Role, Sign};
use super::super::platform::Surface;
use super::super::table::{Id, LIMITS};
use super::candidate::{Candidate, Note};
use super::collections;
use super::refusal::{Refusal, RefusalKind};
use super::repository::Repository;
use crate::tree::{FolderId, Tree};

/// So many sibling folders that look like applications of their own and each bring a
/// README, with nothing that deploys them together, are a collection of samples.
pub const SAMPLES: usize = LIMITS.samples;

/// More applications than this, with nothing that deploys them together, are samples even
/// without READMEs.
pub const MANY: usize = LIMITS.many;

/// Why a repository gets no project at all.
#[must_use]
#[inline(never)]
pub fn refuse(
    accepted: &[&Candidate],
    evidence: &Evidence,
    repository: &Repository,
) -> Option<Refusal> {
    let sources = evidence.sources[0];
    let sure = accepted.iter().any(|candidate| candidate.score > 100);
    if sources.total() < LIMITS.sources && !sure {
        let reason =
            "There is no code to run: too few source files outside of tests, docs and examples.";
        return Some(Refusal { kind: RefusalKind::Bare, reason: reason.to_owned() });
    }
    let tree = evidence.tree;
    let is_example =
        |&folder: &FolderId| evidence.exclusion[folder as usize] == Some(Exclusion::Examples);
    let examples = tree.subfolders(Tree::ROOT).filter(is_example).count();
    if examples >= LIMITS.samples {
        return Some(Refusal::samples(format_args!(
            "{examples} folders at the top are samples by their names"
        )));
    }
    if repository.repeats >= LIMITS.repeats {
        return Some(Refusal::samples(format_args!(
            "In {} folders the same is written in several languages",
            repository.repeats
        )));
    }
    let count = accepted.len();
    if count > MANY && !collections::is_tied(accepted, evidence) {
        return Some(Refusal::samples(format_args!(
            "{count} folders look like applications, and nothing deploys them together"
        )));
    }
    let built = |candidate: &Candidate| {
        candidate.is_built()
            || candidate.has(Sign::Function)
            || candidate.is_weighed(Id::NameDeployed)
    };
    if count > LIMITS.unbuilt
        && evidence.deploy_names.compose.is_none()
        && !accepted.iter().any(|it| built(it))
        && !collections::is_tied(accepted, evidence)
    {
        return Some(Refusal::samples(format_args!(
            "{count} folders look like applications, and none of them is built or deployed"
        )));
    }
    collections::of(accepted, evidence, repository)
}

/// Whether the whole repository is built into an image.
#[must_use]
pub fn is_built(candidates: &[Candidate], evidence: &Evidence) -> bool {
    evidence.deploy_names.root_dockerfile.is_some()
        || candidates.first().is_some_and(|it| it.root == 0 && it.is_built())
}

/// So many components of a user interface are no preview or sample.
const PAGES: u32 = 20;

/// At least this share of all components of a user interface makes the front end, in percent.
const MOST_PAGES: u32 = 80;

/// Whether there are applications, and all of them run in one kind of place.
#[must_use]
pub fn all_run_on(accepted: &[Candidate], surface: Surface) -> bool {
    !accepted.is_empty() && accepted.iter().all(|it| it.surface() == surface)
}

/// So many source files are more than what serves a front end in development.
const SERVER: u32 = 20;

/// The server behind front ends, where none was found and the repository as a whole is one by what it is written in: somebody
/// sends what they show.
#[must_use]
#[inline(never)]
pub fn behind_fronts(accepted: &[Candidate], rejected: &[Candidate]) -> Option<Candidate> {
    if !all_run_on(accepted, Surface::Browser) {
        return None;
    }
    let whole = rejected.first().filter(|it| it.root == Tree::ROOT)?;
    let is_it = whole.surface() == Surface::Server
        && !whole.has(Sign::Library)
        && whole.is_weighed(Id::MostSources)
        && whole.own.total() >= SERVER
        && whole.score > LIMITS.threshold - LIMITS.close;
    is_it.then(|| whole.clone())
}

/// The front end of servers, where none was found and one package holds nearly all that browsers show, though nothing tells
/// how it starts.
#[must_use]
#[inline(never)]
pub fn only_front(
    accepted: &[Candidate],
    rejected: &[Candidate],
    evidence: &Evidence,
) -> Option<Candidate> {
    if !all_run_on(accepted, Surface::Server) {
        return None;
    }
    let all = evidence.sources[0].components();
    let is_it = |candidate: &&Candidate| {
        let components = evidence.sources[candidate.root as usize].components();
        candidate.surface() == Surface::Browser
            && candidate.root != Tree::ROOT
            && candidate.is_manifest_of("javascript")
            && !candidate.is_published()
            && candidate.group != Group::Libraries
            && !matches!(candidate.role, Role::Library | Role::Kit | Role::Tool)
            && candidate.score > -200
            && components >= PAGES
            && components * 100 >= all * MOST_PAGES
    };
    rejected.iter().filter(is_it).max_by_key(|it| it.score).cloned()
}

/// The repository, or its likeliest component, as one application, where nothing else was
/// found: most repositories hold one.
#[must_use]
#[inline(never)]
pub fn fallback(
    candidates: &[Candidate],
    evidence: &Evidence,
    only_fronts: bool,
) -> Option<Candidate> {
    let sources = evidence.sources[0];
    if sources.total() < 5 || sources.main() == Some(Language::Other) {
        return None;
    }
    let is_image = |candidate: &Candidate| {
        candidate.root == 0
            && (candidate.is_built() || evidence.deploy_names.root_dockerfile.is_some())
    };
    let fits = |candidate: &&Candidate| {
        let starts = candidate.starts()
            || candidate.says(Id::StartLikely)
            || candidate.says(Id::Runs)
            || candidate.has(Sign::Runtime)
            || candidate.has(Sign::Function)
            || candidate.is_built()
            || is_image(candidate);
        let is_program = candidate.says(Id::Main) || candidate.says(Id::OneOfPrograms);
        let least = if is_image(candidate) || is_program { -350 } else { -200 };
        // What helps with something else is not what the repository is for.
        let of_others = |note: &Note| {
            // The host of a .NET product starts what its libraries hold.
            if note.id == Id::LittleStarts && candidate.is_manifest_of("dotnet") {
                return !candidate.role.is_of_application();
            }
            matches!(
                note.id,
                Id::InLibraries
                    | Id::InLibrary
                    | Id::InInfrastructure
                    | Id::InProse
                    | Id::NameLibrary
                    | Id::NameNumbered
                    | Id::LittleStarts
                    | Id::LittleSources
            ) || note.id == Id::NoManifest && candidate.root != 0
        };
        let is_published = candidate.is_published() && !candidate.has_main_of_rust();
        starts
            && (!only_fronts || candidate.surface() == Surface::Server && candidate.own.total() > 0)
            && candidate.score > least
            && !is_published
            && !candidate.notes.iter().any(of_others)
    };
    // A roof over packages for others is what they are published from.
    let publishes = candidates.iter().any(|it| it.root != 0 && it.says(Id::Imported));
    let is_roof = |it: &Candidate| publishes && it.root == 0 && it.has(Sign::Workspace);
    let best = candidates
        .iter()
        .filter(|it| fits(it) && !is_roof(it))
        .max_by(|a, b| a.score.cmp(&b.score).then(b.root.cmp(&a.root)))?;
    let mut best = best.clone();
    // A workspace's roof has no files of its own: its members' language decides.
    if best.own.total() == 0
        && let Some(language) = sources.main()
    {
        best.platform = language.platform();
    }
    Some(best)
}
