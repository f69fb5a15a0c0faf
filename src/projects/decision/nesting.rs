//! Components within components: which of them stand on their own.

use super::super::evidence::{Evidence, Group, Role, Sign};
use super::super::platform::{Platform, Surface};
use super::super::table::{Id, Names};
use super::candidate::Candidate;
use super::candidates::keep_around;
use crate::tree::FolderId;

/// Why a component that could be an application gets no project.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// The folder.
    pub root: FolderId,
    /// Why, as a sentence.
    pub reason: String,
}

/// Keeps of nested components those that stand on their own. `accepted` is in the order
/// of the tree.
#[inline(never)]
pub fn resolve(
    accepted: Vec<Candidate>,
    evidence: &Evidence,
    dropped: &mut Vec<Dropped>,
) -> Vec<Candidate> {
    let kept = drop_roofs(accepted, evidence, dropped);
    drop_parts(kept, evidence, dropped)
}

/// What holds so many times the code of the components inside it is no roof over them.
const MOST_OF_ROOF: u32 = 4;

/// Roofs over components: a workspace's root, an aggregating manifest.
#[inline(never)]
fn drop_roofs(
    accepted: Vec<Candidate>,
    evidence: &Evidence,
    dropped: &mut Vec<Dropped>,
) -> Vec<Candidate> {
    let sizes: Vec<u32> = accepted.iter().map(|c| c.own.total()).collect();
    let roots: Vec<(FolderId, &'static str)> =
        accepted.iter().map(|c| (c.root, c.platform)).collect();
    let runs = |it: &Candidate| it.starts() || it.is_built() || it.is_configured();
    let run: Vec<bool> = accepted.iter().map(runs).collect();
    let built: Vec<bool> = accepted.iter().map(Candidate::is_built).collect();
    let sole: Vec<bool> = accepted.iter().map(Candidate::is_program).collect();
    let is_roof = |candidate: &Candidate| {
        // In the order of the tree, those inside follow it.
        let below = evidence.tree.with_descendants(candidate.root);
        let start = roots.partition_point(|(root, _)| *root <= below.start);
        let end = roots.partition_point(|(root, _)| *root < below.end);
        let inside = roots[start..end].iter();
        let same = inside.clone().filter(|(_, platform)| {
            Platform::family(platform) == Platform::family(candidate.platform)
                || Platform::find(platform).map(|p| p.surface) == Some(candidate.surface())
        });
        // What its image is built of is the one program inside.
        if candidate.root != 0 && candidate.is_built() && sole[start..end] == [true] {
            return false;
        }
        // One project of Xcode that builds an app per system.
        let systems = || {
            let of = |(root, platform): &(FolderId, &'static str)| {
                let own = Platform::family(platform) == "apple"
                    && evidence.tree.parent(*root) == Some(candidate.root);
                own.then_some(*platform)
            };
            inside.clone().filter_map(of).collect::<std::collections::BTreeSet<_>>().len() > 1
        };
        if Platform::family(candidate.platform) == "apple" && systems() {
            return true;
        }
        // Several applications of its workspace share the configuration that it holds.
        let shares = candidate.has(Sign::Workspace)
            && candidate.own.total() < 10
            && same.clone().count() > 1
            && !crosses_platforms(candidate.platform);
        if shares {
            return true;
        }
        // What an umbrella holds is released as a whole, unless its applications have images of their own.
        let apart = || {
            let of_kind = (start..end).filter(|&at| roots[at].1 == "elixir" && built[at]);
            of_kind.count() > 1
        };
        if candidate.platform == "elixir" && apart() {
            return true;
        }
        // The app that a workspace holds has the code, however the workspace is set up for it.
        let few = candidate.own.total() < 10;
        let holds_it = inside.clone().any(|(_, platform)| *platform == candidate.platform);
        if few
            && holds_it
            && candidate.has(Sign::Workspace)
            && crosses_platforms(candidate.platform)
        {
            return true;
        }
        if crosses_platforms(candidate.platform)
            || candidate.owns_folder()
            || candidate.platform == "elixir"
        {
            return false;
        }
        let starts =
            candidate.is_likely_configured() || candidate.starts() || candidate.has(Sign::Function);
        // What may start and holds nearly all of the code itself is no mere roof; programs of Go
        // share the packages around them.
        if !few
            && (candidate.says(Id::StartLikely) || candidate.role == Role::Application)
            && !candidate.is_manifest_of("go")
            && sizes[start..end].iter().sum::<u32>() * MOST_OF_ROOF < candidate.own.total()
        {
            return false;
        }
        // What is built into an image of its own code is none either, whatever smaller programs of its kind lie inside.
        let of_kind: u32 =
            same.clone().map(|(root, _)| evidence.sources[*root as usize].total()).sum();
        if candidate.is_built()
            && !few
            && !candidate.is_manifest_of("go")
            && !candidate.has(Sign::Workspace)
            && of_kind * 2 < candidate.own.total()
        {
            return false;
        }
        // Where nothing inside runs by itself, what holds more code than all of it runs, as does what is called a server.
        let holds_most = sizes[start..end].iter().sum::<u32>() < candidate.own.total();
        let is_called_so = candidate.role == Role::Application && !few;
        if !run[start..end].contains(&true) && (holds_most || is_called_so) {
            return false;
        }
        // What is kept running from the roof of a workspace are its packages.
        let much = sizes[start..end].iter().sum::<u32>() > candidate.own.total() * MOST_OF_ROOF;
        if candidate.has(Sign::Workspace) && much && same.clone().count() > 0 && !candidate.starts()
        {
            return true;
        }
        let (inside, same) = (inside.count(), same.count());
        inside > 0
            && (few && inside > 1
                || !starts && (few || same > 0)
                || candidate.has(Sign::Workspace) && same > 0 && few)
    };
    let (roofs, kept): (Vec<Candidate>, Vec<Candidate>) = accepted.into_iter().partition(is_roof);
    dropped.extend(roofs.iter().map(|roof| Dropped {
        root: roof.root,
        reason: "It is the roof over components that have projects of their own.".to_owned(),
    }));
    kept
}

#[inline(never)]
fn drop_parts(
    accepted: Vec<Candidate>,
    evidence: &Evidence,
    dropped: &mut Vec<Dropped>,
) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::new();
    // Of the kept ones, those around the candidate, by place, the nearest last.
    let mut around: Vec<usize> = Vec::new();
    for candidate in accepted {
        keep_around(&mut around, evidence.tree, candidate.root, |outer| kept[outer].root);
        let outer = around.last().map(|&outer| &kept[outer]);
        match outer.and_then(|outer| part_of(&candidate, outer, evidence)) {
            Some(reason) => dropped.push(Dropped { root: candidate.root, reason }),
            None => {
                around.push(kept.len());
                kept.push(candidate);
            }
        }
    }
    kept
}

/// Why a component is part of the one around it, if it is.
#[inline(never)]
fn part_of(inner: &Candidate, outer: &Candidate, evidence: &Evidence) -> Option<String> {
    let tree = evidence.tree;
    let outer_name = super::weigh::folder_name(evidence, outer.root);
    if inner.has(Sign::Declared) {
        return None;
    }
    if inner.is_program() && outer.root != 0 && outer.is_built() && !inner.is_built() {
        return Some(format!("It is the program that {outer_name} is built of."));
    }
    let serves = matches!(inner.surface(), Surface::Server | Surface::Function);
    let shell =
        || format!("It is a shell of {outer_name}: one app over several systems is one project.");
    // Quasar keeps each shell of an app in a folder of it: `src-cordova`.
    if crosses_platforms(inner.platform) && tree.folder_name(inner.root).starts_with("src-") {
        return Some(shell());
    }
    if crosses_platforms(outer.platform) {
        let apart = serves
            && (inner.role == Role::Application
                || inner.role == Role::LikeApplication
                || inner.is_built());
        return (!apart).then(shell);
    }
    if inner.platform == "elixir" && outer.platform == "elixir" && !inner.is_built() {
        return Some(format!(
            "It is released together with {outer_name}: an umbrella is one project."
        ));
    }
    if outer.has(Sign::Function)
        && inner.surface() != Surface::Browser
        && (inner.has(Sign::Entry) || inner.surface() == Surface::Function)
        && !inner.is_built()
        && !inner.has(Sign::Function)
    {
        return Some(format!(
            "It is a function of the stack in {outer_name}: one stack, one project."
        ));
    }
    if is_asset_folder(tree.folder_path(inner.root), outer.platform) {
        return None; // judged as an embedded front end
    }
    let same_surface = inner.surface() == outer.surface()
        || outer.surface() == Surface::FullStack && inner.surface() == Surface::Browser;
    let same_family = Platform::family(inner.platform) == Platform::family(outer.platform);
    if !same_surface && !same_family {
        return None;
    }
    if !same_surface && inner.surface() == Surface::Browser && inner.score > 100 {
        return None;
    }
    // What a recipe elsewhere is named after, and starts with what it needs, is built by itself: `docker/Dockerfile.orders`.
    let is_deployed =
        inner.is_weighed(Id::NameDeployed) && inner.has(Sign::Entry) && inner.has(Sign::Manifest);
    let own_deployment =
        inner.is_built() || inner.is_configured() || inner.has(Sign::Function) || is_deployed;
    if inner.is_weighed(Id::FrontAndBack) && !outer.owns_folder() {
        return None;
    }
    // What a server calls its services runs in it, if nothing starts them.
    let in_it = outer.root != 0 && !own_deployment && !inner.starts();
    if inner.group == Group::Applications && !in_it
        || own_deployment && inner.score > 50
        || !same_family && (inner.score > 100 || inner.is_go_main())
    {
        return None;
    }
    // What a configured application of PHP calls its `app` is its code.
    let code = same_family && Platform::family(inner.platform) == "php";
    if inner.role == Role::Application && inner.score > 150 && !outer.owns_folder() && !code {
        return None;
    }
    Some(format!("It runs as part of {outer_name}."))
}

/// Whether one app of the platform runs over several systems from one code base.
#[must_use]
pub fn crosses_platforms(platform: &str) -> bool {
    matches!(
        platform,
        "react-native"
            | "flutter"
            | "electron"
            | "capacitor"
            | "ionic"
            | "cordova"
            | "dotnet-maui"
            | "unity"
            | "unreal"
            | "godot"
    )
}

/// Whether a folder is where a server's framework keeps the code for browsers.
#[must_use]
pub fn is_asset_folder(path: &str, platform: &str) -> bool {
    let frames =
        matches!(Platform::family(platform), "php" | "ruby" | "elixir" | "java" | "python" | "go");
    frames && path.split('/').any(|part| Names::get().has("asset-folders", part))
}
