//! One file as Sentry sees it.

use super::prove::Through;
use super::sent::{AllSent, Part};
use super::{WithCodeowners, imported};
use crate::ownership::{Source, parse};
use crate::projects::{Inputs, Plan};
use crate::routing::ImportRoots;
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
    let text = tree.paths().get(path);
    let inside = |root: &str| {
        root.is_empty() || text.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'))
    };
    let roots = plan.projects.iter().map(|project| project.place.root.as_str());
    let nearest = roots.filter(|root| inside(root)).max_by_key(|root| root.len());
    let holds = |root: &str| nearest.is_none_or(|nearest| nearest == root);
    let imports = ImportRoots::new(tree);
    let projects = plan.projects.iter().enumerate().filter(|(_, it)| holds(&it.place.root));
    let one = |(at, project): (usize, &crate::projects::Proposal)| {
        let part = Part {
            tree,
            imports: &imports,
            mappings: inputs.mappings,
            root: &project.place.root,
            platform: project.platform,
            own: &[],
            shared: &[],
        };
        let sent = AllSent::one(&part, path, nearest.is_some());
        let mut rules = parse(&project.rules).rules;
        if inputs.codeowners == WithCodeowners::Imported {
            let file = inputs.rules.iter().filter(|rule| rule.source == Source::Codeowners);
            let mapping = inputs.mappings.is_empty().then_some(&project.mapping);
            rules.extend(file.map(|rule| imported(rule, mapping)));
        }
        let through = Through::new(&sent, rules);
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
