//! One file as Sentry sees it.

use super::prove::Through;
use super::sent::{AllSent, Part};
use super::{WithCodeowners, imported};
use crate::ownership::{Rule, Source, parse};
use crate::projects::{Inputs, Plan, Proposal};
use crate::routing::{BySource, ImportRoots};
use crate::trace::sdk::Sdk;
use crate::tree::PathId;

/// A file in the frames of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The project, as a place in the plan.
    pub project: usize,
    /// The paths that frames of the file carry, each once; those of the likeliest way to
    /// build it first. Empty if no SDK names such a file.
    pub frames: Vec<String>,
    /// Who gets its errors there, for each way that differs from the one before: the owner,
    /// and the rule.
    pub reaches: Vec<(Option<String>, Option<String>)>,
}

/// How many projects are told of a file of a library.
const MOST: usize = 5;

/// A file in the frames of its project; of a library, in those of the first projects.
#[must_use]
pub fn seen(inputs: &Inputs, plan: &Plan, path: PathId) -> Vec<Seen> {
    let tree = inputs.tree;
    let is_own = |project: &Proposal| project.has(path);
    let in_any = plan.projects.iter().any(is_own);
    let (imports, mappings) = (ImportRoots::new(tree), BySource::new(inputs.mappings));
    let is_shared = plan.shared.0.binary_search(&path).is_ok();
    let family = |project: &Proposal, path: PathId| {
        Sdk::of(project.platform, tree.paths().get(path)).map(|sdk| sdk.family)
    };
    // A library runs where its language does.
    let has_language = |project: &Proposal| {
        let wanted = family(project, path);
        wanted.is_some() && project.own.0.iter().any(|&own| family(project, own) == wanted)
    };
    let runs = |project: &Proposal| match in_any {
        true => is_own(project),
        false => is_shared && has_language(project),
    };
    let projects = plan.projects.iter().enumerate().filter(|(_, project)| runs(project));
    let one = |(at, project): (usize, &Proposal)| {
        let part = Part {
            tree,
            imports: &imports,
            mappings: &mappings,
            root: &project.place.root,
            platform: project.platform,
            own: &[],
            shared: &[],
        };
        let sent = AllSent::one(&part, path, in_any);
        let through = Through::new(&sent, rules_in(inputs, project));
        let mut reaches: Vec<(Option<String>, Option<String>)> = Vec::new();
        for way in (0..sent.files.len()).flat_map(|at| through.ways(&sent, at)) {
            let owner = through.owners(way.rule).first().map(ToString::to_string);
            let rule = way.rule.map(|rule| through.rules()[rule as usize].to_string());
            if reaches.last().map(|it| &it.0) != Some(&owner) {
                reaches.push((owner, rule));
            }
        }
        let frames = sent.values.iter().map(str::to_owned).collect();
        Seen { project: at, frames, reaches }
    };
    projects.take(MOST).map(one).collect()
}

/// The rules that decide in a project in Sentry: its own, and those of CODEOWNERS as Sentry imports them.
#[must_use]
pub fn rules_in(inputs: &Inputs, project: &Proposal) -> Vec<Rule> {
    let mut rules = parse(&project.rules).rules;
    if inputs.codeowners == WithCodeowners::Imported {
        let file = inputs.rules.iter().filter(|rule| rule.source == Source::Codeowners);
        // Where the user gives code mappings, the file came through one already.
        let mapping = inputs.mappings.is_empty().then_some(&project.mapping);
        rules.extend(file.map(|rule| imported(rule, mapping)));
    }
    rules
}
