use super::project::Project;
use super::{Problem, RouteRequest, TreeInput};
use crate::advice::{self, advise};
use crate::ownership::people;
use crate::routing::mapping_list::{self, MappingLine};
use serde::Serialize;

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
        for (name, owner) in &known.names {
            let is_mapped = file.owners.keys().any(|it| it.eq_ignore_ascii_case(name));
            if !is_mapped {
                file.owners.insert(name.clone(), owner.clone());
            }
        }
    }
    let project = Project::new(tree, request, &directory);
    let text = mapping_list::print(&project.mappings);
    let list = mapping_list::read(&text);
    let lines: &[MappingLine] = &list.lines;
    let found = advise(&advice::Project {
        rules: &project.rules,
        parsed: &project.parsed,
        codeowners: project.file.as_ref().map(|(file, import)| (file.text.as_str(), import)),
        tree: &project.tree,
        routing: &project.routing,
        directory: &directory,
        mappings: lines,
    });
    let codeowners = project.file.as_ref().map_or("", |(file, _)| file.text.as_str());
    let mut about_mappings = list.problems;
    about_mappings.extend(found.mappings);
    RulesAdvice {
        rules: Problem::all(&found.rules, &project.rules),
        codeowners: Problem::all(&found.codeowners, codeowners),
        people: Problem::all(&known.problems, known_text),
        mappings: Problem::all(&about_mappings, &text),
        tree: project.tree_problems,
    }
}
