//! Modules of a build of the JVM that run in another one.

use super::super::evidence::{Role, Sign};
use super::super::platform::Platform;
use super::super::table::Id;
use super::candidate::{Candidate, Signal};
use super::size::is_packed;
use super::weigh::Scales;
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet};

/// What builds a module of the JVM, by the names of its manifests.
fn tools_of(candidate: &Candidate) -> BTreeSet<String> {
    let is_manifest =
        |it: &&Signal| it.id == Id::Manifest && matches!(it.platform, Some("java" | "kotlin"));
    let tool = |it: &Signal| {
        let name = it.path.rsplit('/').next().unwrap_or_default();
        name.trim_end_matches(".kts").to_owned()
    };
    candidate.signals.iter().filter(is_manifest).map(tool).collect()
}

/// In a build of several modules of the JVM, what is configured or built as an application is
/// what runs; a module in which nothing starts is a layer of that, whatever it is called:
/// `api` and `web` beside `webapp`. Where a container for servlets runs what is packed, a class
/// called `Main` in another module is a helper, too.
#[inline(never)]
pub fn add_layers(scales: &Scales, candidates: &mut [Candidate]) {
    let tree = scales.evidence.tree;
    let is_module =
        |it: &Candidate| it.is_module_of_jvm() && Platform::family(it.platform) == "java";
    let is_app = |it: &Candidate| {
        // What all share may bring settings for all.
        let shared = it.role == Role::Library && !it.is_configured();
        it.is_likely_configured() && !shared
            || it.is_built()
            || it.says(Id::Hosted)
            || it.has(Sign::Declared)
    };
    let may_run = |it: &Candidate, packed: bool| {
        let named = it.role.is_of_application();
        // Of handlers, only those of a cloud's functions are started by themselves.
        let may_start = |signal: &Signal| {
            let ends = |ends: &[&str]| ends.iter().any(|end| signal.path.ends_with(end));
            let function = || ["/lambda", "/function"].iter().any(|it| signal.path.contains(it));
            signal.id == Id::StartLikely
                && (ends(&["Handler.java", "Handler.kt"]) && function()
                    || ends(&["Main.java", "Main.kt"]) && named)
        };
        it.starts() && (named || !packed) || it.signals.iter().any(may_start)
    };
    // Where another module starts for sure, a class called `…Server` is what that one starts.
    let may_serve = |it: &Candidate| {
        let likely = |signal: &Signal| {
            signal.id == Id::StartLikely
                && (it.role.is_of_application() || !signal.path.ends_with("Server.java"))
        };
        it.signals.iter().any(likely)
    };
    // The outermost module around each: the build.
    let mut builds: Vec<Option<FolderId>> = Vec::new();
    let mut build: Option<FolderId> = None;
    let mut tools = BTreeSet::new();
    for candidate in candidates.iter() {
        let inside = build.is_some_and(|it| tree.with_descendants(it).contains(&candidate.root));
        if !inside {
            build = is_module(candidate).then_some(candidate.root);
            tools = tools_of(candidate);
        }
        // What another tool builds is no module of it: `project.clj` below a `pom.xml`.
        let is_of_it = is_module(candidate) && !tools.is_disjoint(&tools_of(candidate));
        builds.push(build.filter(|_| is_of_it));
    }
    // Per build, the first module that is an application, and whether one is packed.
    let mut apps: BTreeMap<FolderId, (FolderId, bool)> = BTreeMap::new();
    for (candidate, build) in candidates.iter().zip(&builds) {
        if let Some(build) = build
            && candidate.root != *build
            && is_app(candidate)
        {
            let app = apps.entry(*build).or_insert((candidate.root, false));
            app.1 |= is_packed(candidate);
        }
    }
    // Where none is, what starts all the same tells that the others are there for it.
    let starting: BTreeSet<FolderId> = candidates
        .iter()
        .zip(&builds)
        .filter(|&(it, &build)| Some(it.root) != build && may_run(it, false))
        .filter_map(|(_, &build)| build)
        .collect();
    for (candidate, build) in candidates.iter_mut().zip(&builds) {
        let Some(build) = build.filter(|&it| it != candidate.root) else { continue };
        let app = apps.get(&build);
        let packed = app.is_some_and(|it| it.1);
        if is_app(candidate) || may_run(candidate, packed) || candidate.has(Sign::Function) {
            continue;
        }
        if let Some(&(app, _)) = app {
            let evidence = vec![tree.folder_path(app).to_owned()];
            candidate.add(scales.weights, Id::Layer, None, evidence);
        } else if starting.contains(&build) && !may_serve(candidate) {
            candidate.add(scales.weights, Id::NothingStarts, None, Vec::new());
        }
    }
}
