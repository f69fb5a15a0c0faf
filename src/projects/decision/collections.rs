//! Collections of samples, exercises and chapters: many folders that look like applications,
//! which nobody deploys as a whole.
//!
//! What tells one from a product is structure, not names: a product's applications are tied
//! together by something, and a collection's are not.

use super::super::evidence::{Evidence, Exclusion, Group, Role, Sign, words};
use super::super::table::{Id, LIMITS, Names};
use super::candidate::Candidate;
use super::refusal::Refusal;
use super::repository::Repository;
use super::samples::{exercises, games, scripts};
use crate::tree::{FolderId, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Why what looks like applications is a collection, if it is. Linear in the applications
/// and in the folders at the top.
#[inline(never)]
pub(super) fn of(
    accepted: &[&Candidate],
    evidence: &Evidence,
    repository: &Repository,
) -> Option<Refusal> {
    course(accepted, evidence, repository)
        .or_else(|| games(accepted))
        .or_else(|| exercises(evidence))
        .or_else(|| scripts(accepted, evidence))
        .or_else(|| apart(accepted, evidence))
        .or_else(|| with_readmes(accepted, evidence, |it| !is_of_a_product(it, evidence)))
}

/// What grows from chapter to chapter: numbered folders that hold programs of the same names.
#[inline(never)]
fn course(
    accepted: &[&Candidate],
    evidence: &Evidence,
    repository: &Repository,
) -> Option<Refusal> {
    let numbered: Vec<FolderId> = accepted
        .iter()
        .map(|it| it.root)
        .filter(|&root| repository.is_numbered(evidence, root))
        .collect();
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for &root in &numbered {
        *names.entry(evidence.tree.folder_name(root)).or_default() += 1;
    }
    let again: usize = names.into_values().filter(|&count| count > 1).sum();
    let most = numbered.len() * 2 > accepted.len();
    // Lessons are numbered themselves: `24-structs/01-intro`, `interfaces/02-receivers`.
    let begins = |it: &Candidate| {
        evidence.tree.folder_name(it.root).starts_with(|letter: char| letter.is_ascii_digit())
    };
    let lessons =
        accepted.iter().filter(|it| it.is_weighed(Id::NameNumbered) && begins(it)).count();
    if lessons >= LIMITS.samples && lessons * 2 > accepted.len() {
        return Some(Refusal::course(format_args!(
            "{lessons} folders that look like applications are numbered"
        )));
    }
    (most && again >= LIMITS.chapters).then(|| {
        Refusal::course(format_args!(
            "{again} folders that look like applications have the same names in several of a row of numbered folders"
        ))
    })
}

/// Whether a README lies right in a folder.
pub(super) fn has_readme(tree: &Tree, folder: FolderId) -> bool {
    let is_readme = |name: &str| name.to_ascii_lowercase().starts_with("readme");
    tree.own_files(folder).iter().any(|&path| is_readme(tree.name_of(path)))
}

/// Applications that nothing ties together, in folders by subject or each with all it needs.
#[inline(never)]
fn apart(accepted: &[&Candidate], evidence: &Evidence) -> Option<Refusal> {
    if is_tied(accepted, evidence) {
        return None;
    }
    let tree = evidence.tree;
    let count = accepted.len();
    let stacks = tree.subfolders(0).filter(|&top| {
        let mut files = tree.own_files(top).iter().map(|&path| tree.name_of(path));
        let inside = tree.with_descendants(top);
        files.any(is_compose) && holds_any(accepted, &inside)
    });
    let stacks = stacks.count();
    if stacks >= LIMITS.stacks {
        return Some(Refusal::samples(format_args!(
            "{stacks} folders at the top have a compose file of their own, and none is for all of them"
        )));
    }
    let builds = tree.subfolders(0).filter(|&top| {
        let mut files = tree.own_files(top).iter().map(|&path| tree.name_of(path));
        let inside = tree.with_descendants(top);
        files.any(|it| matches!(it, "gradlew" | "mvnw"))
            && has_readme(tree, top)
            && holds_any(accepted, &inside)
    });
    let builds = builds.count();
    if builds >= LIMITS.stacks {
        return Some(Refusal::samples(format_args!(
            "{builds} folders at the top have a build and a README of their own, and nothing is for all of them"
        )));
    }
    let subjects: BTreeSet<FolderId> =
        accepted.iter().filter_map(|it| tree.parent(it.root)).collect();
    let subjects = subjects.len();
    if count >= LIMITS.samples && subjects >= LIMITS.subjects && subjects * 4 >= count {
        return Some(Refusal::samples(format_args!(
            "{count} folders look like applications, spread over {subjects} folders, and nothing deploys them together or is shared by them"
        )));
    }
    if let Some(samples) = little(accepted, subjects, evidence) {
        return Some(samples);
    }
    let named = |it: &&&Candidate| it.role.is_of_application();
    if accepted.iter().filter(named).count() * 2 < count {
        return with_readmes(accepted, evidence, |it| it.group != Group::Applications);
    }
    None
}

/// Programs of a few files each, which lie at the top and are called like no application, or lie in folders of several
/// subjects among very many others.
fn little(accepted: &[&Candidate], subjects: usize, evidence: &Evidence) -> Option<Refusal> {
    let count = accepted.len();
    let most = |is: &dyn Fn(&Candidate) -> bool| share(accepted, is) * 4 >= count * 3;
    if count < LIMITS.little_samples || !most(&|it| it.is_weighed(Id::FewFiles)) {
        return None;
    }
    let is_one = |it: &Candidate| it.role.is_of_application() || it.is_built();
    let side_by_side =
        most(&|it| evidence.tree.depth(it.root) == 1) && share(accepted, &is_one) == 0;
    let among_many =
        subjects >= LIMITS.little_samples && most(&|it| it.is_weighed(Id::ManyComponents));
    (side_by_side || among_many).then(|| {
        Refusal::samples(format_args!(
            "{count} folders look like applications of a few files each, and nothing deploys them together or is shared by them"
        ))
    })
}

/// How many of the applications are so.
fn share(accepted: &[&Candidate], is: &dyn Fn(&Candidate) -> bool) -> usize {
    accepted.iter().filter(|it| is(it)).count()
}

/// Whether something is for several of the applications at once: a file or a folder that
/// deploys them, a folder that is for applications, or a library beside them.
pub(super) fn is_tied(accepted: &[&Candidate], evidence: &Evidence) -> bool {
    let tree = evidence.tree;
    let count = accepted.len();
    let top_of = |it: &Candidate| ancestor_at(evidence, it.root, 1);
    let mut tops: Vec<Option<FolderId>> = accepted.iter().map(|it| top_of(it)).collect();
    tops.dedup();
    // Where applications lie all over the repository, what ties some of one folder together is
    // that sample's own.
    let scattered = tops.len() >= LIMITS.samples;
    let among = |it: &Candidate| {
        let parent = tree.parent(it.root);
        let around = parent.map_or("", |around| tree.folder_name(around));
        let is_one = it.group == Group::Applications || Names::get().has("sources", around);
        is_one && (!scattered || parent.and_then(|it| tree.parent(it)) == Some(0))
    };
    let deployed = |it: &Candidate| is_deployed_from_outside(it, evidence, scattered);
    let is_library = |top: FolderId| {
        let name = tree.folder_name(top);
        evidence.exclusion[top as usize].is_none()
            && (Group::of(name) == Group::Libraries || Role::of(name, false) == Role::Library)
            // `hello-wasm` is one more sample.
            && (!scattered || words(name).len() == 1)
            && !holds_any(accepted, &tree.with_descendants(top))
            && evidence.hits_below(top).iter().any(|hit| evidence.row(hit).sign == Sign::Manifest)
    };
    let deploys =
        |top: FolderId| evidence.exclusion[top as usize] == Some(Exclusion::Infrastructure);
    // What several packages share lies beside them: `packages/mail-utils`.
    let is_shared = |folder: FolderId| {
        Role::of(tree.folder_name(folder), false) == Role::Library
            && evidence.has_row(folder, |row| row.sign == Sign::Manifest)
            && accepted.binary_search_by_key(&folder, |it| it.root).is_err()
    };
    let shares = || {
        let mut around: Vec<FolderId> =
            accepted.iter().filter_map(|it| tree.parent(it.root)).collect();
        around.sort_unstable();
        around.dedup();
        let packages = |&it: &FolderId| Group::of(tree.folder_name(it)) == Group::Libraries;
        around.into_iter().filter(packages).any(|it| tree.subfolders(it).any(is_shared))
    };
    // Programs of one module that are built or called like services share what is around them.
    let of_one_module = |it: &Candidate| {
        it.says(Id::OneOfPrograms) && (it.role.is_of_application() || it.is_built())
    };
    // Steps of an exercise bring programs of the same names again and again.
    let named = || {
        let programs = accepted.iter().filter(|it| of_one_module(it));
        programs.map(|it| tree.folder_name(it.root)).collect::<BTreeSet<&str>>().len()
    };
    tree.own_files(0).iter().any(|&path| is_compose(tree.name_of(path)))
        || named() * 3 >= count
        || share(accepted, &deployed) * 5 >= count
        || share(accepted, &among) * 2 > count
        || tree.subfolders(0).any(|top| deploys(top) || is_library(top))
        || shares()
}

/// Whether one of the applications, which are in the order of the tree, lies in these folders.
fn holds_any(accepted: &[&Candidate], folders: &Range<FolderId>) -> bool {
    let first = accepted.partition_point(|it| it.root < folders.start);
    accepted.get(first).is_some_and(|it| folders.contains(&it.root))
}

fn is_compose(name: &str) -> bool {
    name.contains("compose") && (name.ends_with(".yml") || name.ends_with(".yaml"))
}

fn is_named_by_a_deployment(candidate: &Candidate) -> bool {
    candidate.is_weighed(Id::NameDeployed)
}

/// Whether a file that deploys it by its name lies where deployments lie. An image's recipe in
/// another folder of its name may be that of another sample; and where applications are
/// `scattered` over the top, so may any file that does not lie in a folder for deployment there.
#[inline(never)]
fn is_deployed_from_outside(candidate: &Candidate, evidence: &Evidence, scattered: bool) -> bool {
    let is_of_a_sample = |path: &String| {
        let top = path.split_once('/').and_then(|(top, _)| evidence.tree.find_folder(top));
        scattered && top.is_some_and(|top| evidence.exclusion[top as usize].is_none())
    };
    let of_another = |path: &String| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = evidence.tree.find_folder(folder);
        name.contains("Dockerfile")
            && folder.is_some_and(|it| evidence.exclusion[it as usize].is_none())
    };
    candidate
        .notes
        .iter()
        .filter(|note| note.id == Id::NameDeployed)
        .any(|note| !note.evidence.iter().any(|path| of_another(path) || is_of_a_sample(path)))
}

/// Many folders at the top, or at the second level, with a README each.
#[inline(never)]
fn with_readmes(
    accepted: &[&Candidate],
    evidence: &Evidence,
    counts: impl Fn(&Candidate) -> bool,
) -> Option<Refusal> {
    let tree = evidence.tree;
    if evidence.deploy_names.compose.as_ref().is_some_and(|path| !path.contains('/')) {
        return None;
    }
    // The folder at the top, or at the second level, that a candidate is in.
    for level in [1, 2] {
        let mut tops: Vec<FolderId> = accepted
            .iter()
            .filter(|candidate| counts(candidate))
            .filter_map(|candidate| ancestor_at(evidence, candidate.root, level))
            .filter(|&folder| has_readme(tree, folder))
            .collect();
        tops.dedup();
        if tops.len() >= LIMITS.samples {
            let count = tops.len();
            return Some(Refusal::samples(format_args!(
                "{count} folders look like applications, each with its own README, and nothing deploys them together"
            )));
        }
    }
    None
}

/// Whether it is a product's: somebody deploys it, by an image or a deployment file of its name,
/// or it lies among applications or where all sources lie. Samples lie in folders of their
/// subjects, and nobody deploys one.
fn is_of_a_product(candidate: &Candidate, evidence: &Evidence) -> bool {
    candidate.group == Group::Applications
        || lies_among_sources(evidence.tree, candidate)
        || candidate.is_built()
        || is_named_by_a_deployment(candidate)
}

/// Whether it lies right in a folder for all sources: `src/cart`.
pub(super) fn lies_among_sources(tree: &Tree, candidate: &Candidate) -> bool {
    let around = tree.parent(candidate.root);
    around.is_some_and(|it| Names::get().has("sources", tree.folder_name(it)))
}

fn ancestor_at(evidence: &Evidence, mut folder: FolderId, level: usize) -> Option<FolderId> {
    let tree = evidence.tree;
    loop {
        let depth = tree.depth(folder);
        if depth == level {
            return Some(folder);
        }
        if depth < level {
            return None;
        }
        folder = tree.parent(folder)?;
    }
}
