//! What speaks for or against a candidate because of others beside or around it.

use super::super::evidence::{Group, Language, Role, Sign, words};
use super::super::platform::Platform;
use super::super::table::{Id, LIMITS, Names};
use super::candidate::Candidate;
use super::nesting::crosses_platforms;
use super::weigh::Scales;
use crate::tree::{FolderId, Tree};
use std::collections::BTreeMap;

/// The native halves of packages for both systems, `android` and `ios` beside the code that
/// uses them.
#[inline(never)]
pub fn add_native_halves(scales: &Scales, candidates: &mut [Candidate]) {
    let tree = scales.evidence.tree;
    // Beside a server, native apps are clients of that.
    let serves = |it: &Candidate| {
        let is_server = |folder| Names::get().has("back-in-node", tree.folder_name(folder));
        it.platform.starts_with("node") && tree.subfolders(it.root).any(is_server)
    };
    let packages: Vec<FolderId> = candidates
        .iter()
        .filter(|it| !serves(it))
        .filter(|it| {
            (it.is_manifest_of("javascript") || it.is_manifest_of("dart"))
                && it.own.scripts() + it.own.of(Language::Dart)
                    > if it.has(Sign::Workspace) { LIMITS.small } else { 0 }
        })
        .map(|it| it.root)
        .collect();
    for candidate in candidates.iter_mut() {
        let name = tree.folder_name(candidate.root);
        let parent = tree.parent(candidate.root);
        let folder = if name.eq_ignore_ascii_case("app") { parent } else { Some(candidate.root) };
        let is_half = |it: &FolderId| Names::get().has("native-halves", tree.folder_name(*it));
        // Xcode keeps a project's files in a folder of its name: `ios/Camera`.
        let of_xcode = || parent.filter(|_| Platform::family(candidate.platform) == "apple");
        let half = folder.filter(is_half).or_else(|| of_xcode().filter(is_half));
        let package = half.and_then(|half| tree.parent(half));
        if let Some(package) = package.filter(|it| packages.binary_search(it).is_ok()) {
            let evidence = vec![tree.folder_path(package).to_owned()];
            let evidence = if package == 0 { Vec::new() } else { evidence };
            candidate.add(scales.weights, Id::NativeHalf, None, evidence);
        }
    }
}

/// What lies inside a library with a manifest of its own: samples and previews of it.
#[inline(never)]
pub fn add_inside_libraries(scales: &Scales, candidates: &mut [Candidate]) {
    let tree = scales.evidence.tree;
    // Those around a candidate, the nearest last: candidates are in the order of the tree.
    let mut around: Vec<usize> = Vec::new();
    for at in 0..candidates.len() {
        let root = candidates[at].root;
        while around
            .last()
            .is_some_and(|&it| !tree.with_descendants(candidates[it].root).contains(&root))
        {
            around.pop();
        }
        let outer = around.last().map(|&outer| &candidates[outer]);
        // What is configured as an application of another kind is no preview of a library.
        let apart = |outer: &Candidate| {
            candidates[at].is_configured()
                && Platform::family(outer.platform) != Platform::family(candidates[at].platform)
        };
        let library = outer.filter(|outer| outer.root != 0 && is_library(outer) && !apart(outer));
        if let Some(outer) = library {
            let evidence = vec![tree.folder_path(outer.root).to_owned()];
            candidates[at].add(scales.weights, Id::InLibrary, None, evidence);
        }
        if candidates[at].has(Sign::Manifest) {
            around.push(at);
        }
    }
}

/// Whether a component is built for others, and does not run itself.
fn is_library(candidate: &Candidate) -> bool {
    !Scales::runs(candidate)
        && !candidate.starts()
        && (candidate.is_published()
            || candidate.group == Group::Libraries
                && matches!(candidate.role, Role::Kit | Role::Unknown))
}

/// What shells for several systems share: `app` beside `electron` and `cordova`, where no page
/// of its own starts it.
#[inline(never)]
pub fn add_in_shells(scales: &Scales, candidates: &mut [Candidate]) {
    let tree = scales.evidence.tree;
    let is_shell =
        |it: &Candidate| crosses_platforms(it.platform) || it.is_shell() && it.has(Sign::Manifest);
    let mut shells: BTreeMap<FolderId, Vec<FolderId>> = BTreeMap::new();
    for candidate in candidates.iter().filter(|it| is_shell(it) && it.root != 0) {
        if let Some(parent) = tree.parent(candidate.root) {
            shells.entry(parent).or_default().push(candidate.root);
        }
    }
    for candidate in candidates.iter_mut().filter(|it| !is_shell(it)) {
        let Some(beside) = tree.parent(candidate.root).and_then(|it| shells.get(&it)) else {
            continue;
        };
        let runs = candidate.starts() || Scales::runs(candidate) || candidate.has(Sign::Served);
        if beside.len() > 1
            && !runs
            && candidate.is_manifest_of("javascript")
            && candidate.role == Role::Application
            && Names::get().has("of-shells", tree.folder_name(candidate.root))
        {
            let paths = beside.iter().map(|&it| tree.folder_path(it).to_owned()).collect();
            candidate.add(scales.weights, Id::InShells, None, paths);
        }
    }
}

/// Front ends and back ends side by side, each with a manifest: `client` beside `server`.
#[inline(never)]
pub fn add_pairs_of_folders(scales: &Scales, candidates: &mut [Candidate]) {
    let tree = scales.evidence.tree;
    let names = Names::get();
    let side = |candidate: &Candidate| {
        let name = words(tree.folder_name(candidate.root)).concat();
        // A layer of a build, in which nothing starts, is no end of anything.
        let is = |list| {
            names.has(list, &name)
                && candidate.has(Sign::Manifest)
                && !candidate.is_weighed(Id::Layer)
        };
        (is("pair-front"), is("pair-back"))
    };
    let mut beside: BTreeMap<FolderId, (Option<FolderId>, Option<FolderId>)> = BTreeMap::new();
    for candidate in candidates.iter() {
        let (front, back) = side(candidate);
        if let Some(parent) = tree.parent(candidate.root) {
            let known = beside.entry(parent).or_default();
            known.0 = known.0.or(front.then_some(candidate.root));
            known.1 = known.1.or(back.then_some(candidate.root));
        }
    }
    for candidate in candidates.iter_mut() {
        let (front, back) = side(candidate);
        let pair = tree.parent(candidate.root).and_then(|parent| beside.get(&parent));
        if (front || back)
            && let Some((Some(one), Some(other))) = pair
        {
            let evidence = [one, other].map(|&folder| tree.folder_path(folder).to_owned());
            candidate.add(scales.weights, Id::FrontAndBack, None, evidence.to_vec());
        }
    }
}

/// The nearest folder around, or the folder itself, in which Gradle looks for what it builds together.
fn build_around(tree: &Tree, folder: FolderId) -> Option<FolderId> {
    let has = |it: FolderId, name: &str| tree.find_own_file(it, name).is_some();
    let is_build = |&it: &FolderId| has(it, "settings.gradle") || has(it, "settings.gradle.kts");
    std::iter::successors(Some(folder), |&it| tree.parent(it)).find(is_build)
}

/// Among modules for one system, those beside the one that is shipped: an app's module has
/// the app's name or nothing else is.
#[inline(never)]
pub fn add_shipped_elsewhere(scales: &Scales, candidates: &mut [Candidate]) {
    let tree = scales.evidence.tree;
    for family in ["android"] {
        let is_app = |candidate: &Candidate| {
            let name = tree.folder_name(candidate.root).to_ascii_lowercase();
            Platform::family(candidate.platform) == family
                && (candidate.has(Sign::Runtime) || candidate.has(Sign::Entry))
                && (name == "app" || name.ends_with("-app") || name.ends_with("_app"))
        };
        // What runs on a wrist or in a car is shipped by itself.
        let is_apart = |candidate: &Candidate| {
            let name = tree.folder_name(candidate.root).to_ascii_lowercase();
            candidate.is_configured() && Names::get().has("of-wrists", &name)
        };
        let Some(app) = candidates.iter().find(|candidate| is_app(candidate)) else { continue };
        let evidence = vec![tree.folder_path(app.root).to_owned()];
        // A server in another folder has a build of its own.
        let build = build_around(tree, app.root);
        // At the top, a back end is no module of it, though it may be built together with it.
        let is_back = |candidate: &Candidate| {
            tree.parent(candidate.root) == Some(0)
                && Names::get().has("pair-back", tree.folder_name(candidate.root))
        };
        // Modules without Android of their own are parts of the app, too, unless they run.
        let is_module = |candidate: &Candidate| {
            candidate.is_module_of_jvm()
                && !Scales::runs(candidate)
                && !candidate.starts()
                && !is_back(candidate)
                && build_around(tree, candidate.root) == build
        };
        let others = candidates.iter_mut().filter(|candidate| {
            let family = Platform::family(candidate.platform) == family;
            (family || is_module(candidate)) && !is_app(candidate) && !is_apart(candidate)
        });
        for other in others {
            other.add(scales.weights, Id::ShipsElsewhere, None, evidence.clone());
        }
    }
}

/// Where several folders side by side, each with a manifest, are named like applications, that
/// is how this repository names its applications: `orders-api`, `stock-api`, `users-api`. What
/// shares the rest of its name with a folder beside it is rather a layer of that: `orders-api`
/// beside `orders-core`.
#[inline(never)]
pub fn add_named_alike(scales: &Scales, candidates: &mut [Candidate]) {
    let tree = scales.evidence.tree;
    // A library's samples are named alike, too.
    let may_be = |it: &Candidate| it.role == Role::LikeApplication && it.has(Sign::Manifest);
    if scales.repository.publishes.is_some() || !candidates.iter().any(may_be) {
        return;
    }
    let stem = |name: &str| {
        let mut parts = words(name);
        parts.pop();
        parts
    };
    // Per folder, the words of what lies in it, in their order: those that begin alike follow each
    // other.
    let mut beside: BTreeMap<FolderId, Vec<Vec<String>>> = BTreeMap::new();
    let mut parents: Vec<FolderId> =
        candidates.iter().filter(|it| may_be(it)).filter_map(|it| tree.parent(it.named)).collect();
    parents.dedup();
    parents.sort_unstable();
    parents.dedup();
    for &parent in &parents {
        let may_count = |&it: &FolderId| scales.evidence.exclusion[it as usize].is_none();
        let names = tree.subfolders(parent).filter(may_count);
        let mut names: Vec<Vec<String>> = names.map(|it| words(tree.folder_name(it))).collect();
        names.sort_unstable();
        beside.insert(parent, names);
    }
    let begins_alone = |parent: FolderId, stem: &[String]| {
        let names = beside.get(&parent).map_or(&[][..], Vec::as_slice);
        let start = names.partition_point(|it| it.as_slice() < stem);
        names[start..].iter().take(2).filter(|it| it.starts_with(stem)).count() == 1
    };
    // What an image around them is built of are its parts.
    let images: Vec<FolderId> =
        candidates.iter().filter(|it| it.is_built()).map(|it| it.root).collect();
    let is_part = |candidate: &Candidate| {
        let mut around = std::iter::successors(tree.parent(candidate.root), |&it| tree.parent(it));
        !candidate.is_built() && around.any(|it| it != 0 && images.binary_search(&it).is_ok())
    };
    let is_one = |candidate: &Candidate| {
        let Some(parent) = tree.parent(candidate.named) else { return false };
        let stem = stem(tree.folder_name(candidate.named));
        let starts = !candidate.is_weighed(Id::NothingStarts);
        may_be(candidate)
            && starts
            && !stem.is_empty()
            && begins_alone(parent, &stem)
            && !is_part(candidate)
    };
    let alike: Vec<usize> = (0..candidates.len()).filter(|&at| is_one(&candidates[at])).collect();
    let mut rows: BTreeMap<Option<FolderId>, usize> = BTreeMap::new();
    for &at in &alike {
        *rows.entry(tree.parent(candidates[at].named)).or_default() += 1;
    }
    for at in alike {
        let count = rows.get(&tree.parent(candidates[at].named)).copied().unwrap_or(0);
        if count > LIMITS.siblings {
            candidates[at].add(scales.weights, Id::NamedAlike, None, Vec::new());
        }
    }
}
