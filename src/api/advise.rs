use super::routed::Routed;
use super::{Problem, RouteRequest, TreeInput};
use crate::advice::{File, Setup, advise};
use crate::ownership::codeowners::host;
use crate::ownership::people;
use crate::routing::mapping_list;
use serde::Serialize;
use std::collections::BTreeSet;

/// All advice on a project, by the text that it is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RulesAdvice {
    /// About the ownership rules; places are those of that text.
    pub rules: Vec<Problem>,
    /// About the CODEOWNERS file.
    pub codeowners: Vec<Problem>,
    /// About the list of people.
    pub people: Vec<Problem>,
    /// About the code mappings: places are those of the mappings written one a
    /// line, as `stackRoot -> sourceRoot`.
    pub mappings: Vec<Problem>,
    /// About the listing.
    pub tree: Vec<Problem>,
}

/// Advises on everything at once. `known` is a list of teams, people and their
/// names in CODEOWNERS files, in the form of [`people`]; names that the file of the
/// request maps itself come first. `slug` is the project's.
#[must_use]
pub fn advise_rules(
    tree: &TreeInput,
    known: Option<&str>,
    slug: Option<&str>,
    mut request: RouteRequest,
) -> RulesAdvice {
    let known_text = known.unwrap_or_default();
    let known = people::read(known_text);
    let directory = known.directory(slug.unwrap_or("project"));
    if let Some(file) = &mut request.codeowners {
        let mut mapped: BTreeSet<String> =
            file.owners.keys().map(|name| name.to_ascii_lowercase()).collect();
        for (name, owner) in &known.names {
            if mapped.insert(name.to_ascii_lowercase()) {
                file.owners.insert(name.clone(), owner.clone());
            }
        }
    }
    let routed = Routed::new(tree, request, &directory);
    let text = mapping_list::print(&routed.mappings);
    let (codeowners, host) = match &routed.file {
        Some((file, _)) => (file.text.as_str(), host::read(&file.text, file.dialect.dialect())),
        None => ("", host::HostRules::default()),
    };
    let found = advise(&Setup {
        rules: &routed.rules,
        parsed: &routed.parsed,
        codeowners: routed.file.as_ref().map(|(_, import)| File {
            text: codeowners,
            import,
            host: &host.problems,
        }),
        tree: &routed.tree,
        routing: &routed.routing,
        directory: &directory,
        people: &known,
        mappings: &mapping_list::read(&text),
    });
    RulesAdvice {
        rules: Problem::all(&found.rules, &routed.rules),
        codeowners: Problem::all(&found.codeowners, codeowners),
        people: Problem::all(&found.people, known_text),
        mappings: Problem::all(&found.mappings, &text),
        tree: routed.tree_problems,
    }
}
