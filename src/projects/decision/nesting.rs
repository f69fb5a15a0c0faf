//! Components within components: which of them stand on their own.

use super::super::evidence::{Evidence, Group, Role, Sign};
use super::super::platform::{Platform, Surface};
use super::candidate::Candidate;
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
pub fn resolve(
    accepted: Vec<Candidate>,
    rejected: &[Candidate],
    evidence: &Evidence,
    dropped: &mut Vec<Dropped>,
) -> Vec<Candidate> {
    let accepted = lower_stacks(accepted, rejected, evidence, dropped);
    let kept = drop_roofs(accepted, evidence, dropped);
    drop_parts(kept, evidence, dropped)
}

/// A stack described at the top whose handlers are a component further down: the project
/// is that component.
fn lower_stacks(
    accepted: Vec<Candidate>,
    all: &[Candidate],
    evidence: &Evidence,
    dropped: &mut Vec<Dropped>,
) -> Vec<Candidate> {
    let mut result = Vec::new();
    for candidate in accepted {
        let described = candidate.signals.iter().any(|signal| {
            let name = signal.path.rsplit('/').next().unwrap_or_default();
            signal.sign == Sign::Function && (name.starts_with("sst.") || name == "cdk.json")
        });
        if !described {
            result.push(candidate);
            continue;
        }
        let handlers: Vec<&Candidate> = all
            .iter()
            .filter(|other| {
                let name = evidence.tree.folder_name(other.root);
                evidence.tree.parent(other.root) == Some(candidate.root)
                    && other.is_manifest_of("javascript")
                    && matches!(
                        name,
                        "services"
                            | "functions"
                            | "backend"
                            | "api"
                            | "lambda"
                            | "lambdas"
                            | "server"
                    )
            })
            .collect();
        match handlers[..] {
            [handlers] => {
                dropped.push(Dropped {
                    root: candidate.root,
                    reason: "It describes a stack whose code is a component of its own.".to_owned(),
                });
                let mut lower = handlers.clone();
                lower.signals.extend(
                    candidate
                        .signals
                        .iter()
                        .filter(|signal| signal.sign == Sign::Function)
                        .cloned(),
                );
                lower
                    .notes
                    .extend(candidate.notes.iter().filter(|note| note.weight > 0.0).cloned());
                lower.score = candidate.score;
                lower.platform = candidate.platform;
                lower.platform_is_sure = candidate.platform_is_sure;
                result.push(lower);
            }
            _ => result.push(candidate),
        }
    }
    result.sort_by_key(|candidate| candidate.root);
    result.dedup_by_key(|candidate| candidate.root);
    result
}

/// Roofs over components: a workspace's root, an aggregating manifest.
fn drop_roofs(
    accepted: Vec<Candidate>,
    evidence: &Evidence,
    dropped: &mut Vec<Dropped>,
) -> Vec<Candidate> {
    let roots: Vec<(FolderId, &'static str)> =
        accepted.iter().map(|c| (c.root, c.platform)).collect();
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
        if crosses_platforms(candidate.platform)
            || candidate.weight(Sign::Runtime) >= 5.0
            || candidate.platform == "elixir"
        {
            return false;
        }
        let starts = candidate.weight(Sign::Runtime) >= 2.5
            || candidate.weight(Sign::Entry) >= 1.5
            || candidate.has(Sign::Function);
        let few = candidate.own.total() < 10;
        let (inside, same) = (inside.count(), same.count());
        inside > 0
            && (!starts && (few || same > 0) || candidate.has(Sign::Workspace) && same > 0 && few)
    };
    let (roofs, kept): (Vec<Candidate>, Vec<Candidate>) = accepted.into_iter().partition(is_roof);
    dropped.extend(roofs.iter().map(|roof| Dropped {
        root: roof.root,
        reason: "It is the roof over components that have projects of their own.".to_owned(),
    }));
    kept
}

fn drop_parts(
    accepted: Vec<Candidate>,
    evidence: &Evidence,
    dropped: &mut Vec<Dropped>,
) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::new();
    // Of the kept ones, those around the candidate, by place, the nearest last.
    let mut around: Vec<usize> = Vec::new();
    for candidate in accepted {
        let holds = |&outer: &usize| {
            evidence.tree.with_descendants(kept[outer].root).contains(&candidate.root)
        };
        while around.last().is_some_and(|outer| !holds(outer)) {
            around.pop();
        }
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
fn part_of(inner: &Candidate, outer: &Candidate, evidence: &Evidence) -> Option<String> {
    let tree = evidence.tree;
    let outer_name = super::score::folder_name(evidence, outer.root);
    if inner.has(Sign::Declared) {
        return None;
    }
    let serves = matches!(inner.surface(), Surface::Server | Surface::Function);
    if crosses_platforms(outer.platform) {
        let apart = serves
            && (inner.role == Role::Application
                || inner.role == Role::LikeApplication
                || inner.weight(Sign::Deploy) > 2.0);
        if !apart {
            return Some(format!(
                "It is a shell of {outer_name}: one app over several systems is one project."
            ));
        }
        return None;
    }
    if inner.platform == "elixir" && outer.platform == "elixir" && inner.weight(Sign::Deploy) < 2.0
    {
        return Some(format!(
            "It is released together with {outer_name}: an umbrella is one project."
        ));
    }
    if outer.has(Sign::Function)
        && inner.surface() != Surface::Browser
        && (inner.has(Sign::Entry) || inner.surface() == Surface::Function)
        && inner.weight(Sign::Deploy) < 2.0
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
    if !same_surface && inner.surface() == Surface::Browser && inner.score > 1.0 {
        return None;
    }
    let own_deployment = inner.weight(Sign::Deploy) >= 2.0
        || inner.weight(Sign::Runtime) >= 4.0
        || inner.has(Sign::Function);
    if inner.group == Group::Applications
        || own_deployment && inner.score > 0.5
        || !same_family && inner.score > 1.0
    {
        return None;
    }
    if inner.role == Role::Application && inner.score > 1.5 && outer.weight(Sign::Runtime) < 5.0 {
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
    let parts: Vec<&str> = path.split('/').collect();
    let ends = |ending: &[&str]| {
        parts.len() >= ending.len() && parts[parts.len() - ending.len()..] == *ending
    };
    match Platform::family(platform) {
        "php" => parts.contains(&"resources") || ends(&["assets"]),
        "ruby" => {
            ends(&["app", "javascript"])
                || ends(&["app", "webpacker"])
                || ends(&["app", "frontend"])
                || parts.contains(&"javascript")
        }
        "elixir" => ends(&["assets"]),
        "java" => parts.contains(&"webapp") || parts.contains(&"webui"),
        "python" | "go" => parts.contains(&"static"),
        _ => false,
    }
}
