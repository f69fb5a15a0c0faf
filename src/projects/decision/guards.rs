//! Against over-splitting: repositories and groups that deserve fewer projects than they
//! have manifests.

use super::super::evidence::{Evidence, Group, Language, Sign};
use super::candidate::Candidate;
use crate::tree::FolderId;

/// So many sibling folders that look like applications of their own and each bring a
/// README, with nothing that deploys them together, are a collection of samples.
pub const SAMPLES: usize = 12;

/// More applications than this, with nothing that deploys them together, are samples even
/// without READMEs.
pub const MANY: usize = 60;

/// A repository with fewer source files than this, and nothing sure, is no application.
pub const MIN_SOURCES: u32 = 3;

/// Why a repository gets no project at all.
#[must_use]
pub fn refuse(accepted: &[Candidate], evidence: &Evidence) -> Option<String> {
    let sources = evidence.sources[0];
    let sure = accepted.iter().any(|candidate| candidate.score > 1.0);
    if sources.total() < MIN_SOURCES && !sure {
        return Some(
            "There is no code to run: too few source files outside of tests, docs and examples."
                .to_owned(),
        );
    }
    let count = accepted.len();
    if count > MANY && evidence.deploy_names.compose.is_none() {
        return Some(format!(
            "{count} folders look like applications, and nothing deploys them together: a collection of samples."
        ));
    }
    samples(accepted, evidence)
}

fn samples(accepted: &[Candidate], evidence: &Evidence) -> Option<String> {
    let tree = evidence.tree;
    if evidence.deploy_names.compose.as_ref().is_some_and(|path| !path.contains('/')) {
        return None;
    }
    let has_readme = |folder: FolderId| {
        tree.own_files(folder)
            .iter()
            .any(|&path| tree.name_of(path).to_ascii_lowercase().starts_with("readme"))
    };
    // The folder at the top, or at the second level, that a candidate is in.
    for level in [1, 2] {
        let mut tops: Vec<FolderId> = accepted
            .iter()
            .filter(|candidate| !is_among_applications(candidate, evidence))
            .filter_map(|candidate| ancestor_at(evidence, candidate.root, level))
            .filter(|&folder| has_readme(folder))
            .collect();
        tops.dedup();
        if tops.len() >= SAMPLES {
            let count = tops.len();
            return Some(format!(
                "{count} folders look like applications, each with its own README, and nothing deploys them together: a collection of samples."
            ));
        }
    }
    None
}

/// Whether it lies where a product keeps its services, `services` or `src`; samples lie at the
/// top, or in folders of their subject.
fn is_among_applications(candidate: &Candidate, evidence: &Evidence) -> bool {
    let around = evidence.tree.parent(candidate.root);
    candidate.group == Group::Applications
        || around.is_some_and(|around| evidence.tree.folder_path(around) == "src")
}

fn ancestor_at(evidence: &Evidence, mut folder: FolderId, level: usize) -> Option<FolderId> {
    let tree = evidence.tree;
    loop {
        let depth = tree.folder_path(folder).split('/').filter(|part| !part.is_empty()).count();
        if depth == level {
            return Some(folder);
        }
        if depth < level {
            return None;
        }
        folder = tree.parent(folder)?;
    }
}

/// The repository, or its likeliest component, as one application, where nothing else was
/// found: most repositories hold one.
#[must_use]
pub fn fallback(candidates: &[Candidate], evidence: &Evidence) -> Option<Candidate> {
    let sources = evidence.sources[0];
    if sources.total() < 5 || sources.main() == Some(Language::Other) {
        return None;
    }
    let is_image = |candidate: &Candidate| {
        candidate.root == 0
            && (candidate.weight(Sign::Deploy) >= 2.0
                || evidence.deploy_names.root_dockerfile.is_some())
    };
    let fits = |candidate: &&Candidate| {
        let starts = candidate.weight(Sign::Entry) >= 1.2
            || candidate.weight(Sign::Runtime) >= 2.0
            || candidate.weight(Sign::Deploy) >= 2.0
            || is_image(candidate);
        let least = if is_image(candidate) { -3.0 } else { -2.0 };
        let is_published = candidate.weight(Sign::Library) <= -1.0
            && !candidate.signals.iter().any(|signal| signal.path.ends_with("src/main.rs"));
        starts && candidate.score > least && !is_published
    };
    let best = candidates
        .iter()
        .filter(fits)
        .max_by(|a, b| a.score.total_cmp(&b.score).then(b.root.cmp(&a.root)))?;
    let mut best = best.clone();
    // A workspace's roof has no files of its own: its members' language decides.
    if best.own.total() == 0
        && let Some(language) = sources.main()
    {
        best.platform = language.platform();
    }
    Some(best)
}
