//! All files of a repository as Sentry sees them.

use super::prove::{Through, Way};
use super::seen::rules_in;
use super::sent::{AllSent, Part};
use crate::ownership::{Owner, Source};
use crate::projects::plan::MOST_WITH_RULES;
use crate::projects::{Inputs, Plan};
use crate::routing::{BySource, ImportRoots, OwnerId, Routing, RuleId};
use crate::tree::{PathId, Paths};
use std::collections::BTreeMap;

/// The files of a repository that can be in frames, and what becomes of them by the rules of
/// their projects.
#[derive(Debug, Default)]
pub struct Sight {
    /// These files, ascending.
    pub files: Vec<PathId>,
    /// Of each, the path in a frame: in the one that goes elsewhere, if any does.
    pub frames: Paths,
    /// Of each, where its errors go if that is elsewhere than by all rules, in a way to build it
    /// and a project that runs it.
    pub elsewhere: Vec<Option<Elsewhere>>,
    /// How many of those that go elsewhere nobody owns: a project's rule for everything takes them.
    pub fallback: u32,
    /// How many files no SDK names in a frame, or are in no project.
    pub unsent: u32,
}

/// What a project's own rules make of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// Who gets its errors.
    pub owner: Option<OwnerId>,
    /// The rule of the whole that the deciding one comes from; none if there is none.
    pub rule: Option<RuleId>,
}

/// How a file is called in a frame, and where that goes.
struct Found {
    frame: PathId,
    elsewhere: Option<Elsewhere>,
}

/// Looks at all files in the frames of their projects; `routing` is what all rules make of them.
/// Costs about as much as proving the rules of every project once.
#[must_use]
pub fn sight(inputs: &Inputs, plan: &Plan, routing: &Routing) -> Sight {
    let tree = inputs.tree;
    let (imports, mappings) = (ImportRoots::new(tree), BySource::new(inputs.mappings));
    let owners: BTreeMap<&Owner, OwnerId> = routing.compiled().owners().iter().zip(0..).collect();
    let imported =
        inputs.rules.iter().zip(0..).filter(|(rule, _)| rule.source == Source::Codeowners);
    let imported: Vec<RuleId> = imported.map(|(_, at)| at).collect();
    let mut frames = Paths::default();
    let mut found: Vec<Option<Found>> = Vec::new();
    found.resize_with(tree.len(), || None);
    for project in plan.projects.iter().take(MOST_WITH_RULES) {
        let part = Part {
            tree,
            imports: &imports,
            mappings: &mappings,
            root: &project.place.root,
            platform: project.platform,
            own: &project.own.0,
            shared: &plan.shared.0,
        };
        let sent = AllSent::of(&part);
        let through = Through::new(&sent, rules_in(inputs, project));
        let rule_of = |rule: u32| match project.origins.get(rule as usize) {
            Some(origin) => *origin,
            None => imported.get(rule as usize - project.origins.len()).copied(),
        };
        let owner_of = |way: &Way| {
            let owner = through.owners(way.rule).first()?;
            owners.get(owner).copied()
        };
        for (at, file) in sent.files.iter().enumerate() {
            let known = &mut found[file.path as usize];
            if known.as_ref().is_some_and(|it| it.elsewhere.is_some()) {
                continue;
            }
            let whole = routing.owner_of(tree, file.path);
            let other = through.ways(&sent, at).find(|way| owner_of(way) != whole);
            if known.is_some() && other.is_none() {
                continue;
            }
            let elsewhere = other
                .map(|way| Elsewhere { owner: owner_of(&way), rule: way.rule.and_then(rule_of) });
            let way = other.or_else(|| through.ways(&sent, at).next());
            let Some(way) = way else { continue };
            frames.push(sent.values.get(way.value));
            *known = Some(Found { frame: frames.len() as PathId - 1, elsewhere });
        }
    }
    let mut sight = Sight::default();
    for (path, found) in (0..).zip(found) {
        let Some(found) = found else {
            sight.unsent += 1;
            continue;
        };
        sight.files.push(path);
        sight.frames.push(frames.get(found.frame));
        let is_fallback = found.elsewhere.is_some() && routing.owner_of(tree, path).is_none();
        sight.fallback += u32::from(is_fallback);
        sight.elsewhere.push(found.elsewhere);
    }
    sight
}
