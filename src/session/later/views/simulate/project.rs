//! An error in its project: which one that is, and what the project's own rules say.

use super::{On, people};
use crate::ownership::Owner;
use crate::projects::{Proposal, rules_in, slugify};
use crate::routing::{EventRules, Linked, Simulation};
use crate::session::draw::{code, el, owner, path, root, strong, text};
use crate::session::later::event::{Case, Errors, event_rules};
use crate::session::later::plan::inputs_of;
use crate::session::protocol::Node;
use crate::trace::InApp;
use crate::tree::PathId;

/// How many code mappings are told.
const MOST: usize = 3;

/// The project that an error is of.
pub struct InProject<'s> {
    project: &'s Proposal,
    /// The file that says so; none if the error names its project.
    file: Option<PathId>,
    /// The project's own rules, and CODEOWNERS as Sentry imports it.
    pub rules: EventRules,
}

/// The project that an error names, else the one of its newest frame of one's own; none if neither
/// is known, or there are no rules.
pub fn find<'s>(
    on: &On<'s>,
    errors: &Errors,
    at: usize,
    case: &Case,
    links: &[Linked],
) -> Option<InProject<'s>> {
    let all = on.inputs.all_rules();
    if all.is_empty() {
        return None;
    }
    let projects = &on.plan.projects;
    let named = errors.counted.get(at).and_then(|counted| counted.project.as_deref());
    let named = named.map(slugify);
    let named = named.and_then(|slug| projects.iter().find(|project| project.slug == slug));
    let own =
        case.event.frames.iter().zip(links).rev().filter(|(frame, _)| frame.in_app != InApp::No);
    let of_file = |(_, linked): (_, &Linked)| {
        let file = linked.file?;
        let project = projects.iter().find(|project| project.has(file))?;
        Some((project, Some(file)))
    };
    let found = named.map(|project| (project, None)).or_else(|| own.into_iter().find_map(of_file));
    let only = || match &projects[..] {
        [only] => Some((only, None)),
        _ => None,
    };
    let (project, file) = found.or_else(only)?;
    let inputs = inputs_of(&on.answer.tree, on.inputs, on.settings, &all);
    let rules = event_rules(&rules_in(&inputs, project), &on.settings.simulation);
    Some(InProject { project, file, rules })
}

/// In which paths the rules are that are shown, and whether the others say the same. `other` is
/// what these decide: the rules above where the project's are shown, else the project's.
pub fn note(
    on: &On<'_>,
    case: &Case,
    of: Option<&InProject<'_>>,
    shown: &Simulation<'_>,
) -> Vec<Node> {
    if on.inputs.all_rules().is_empty() || on.answer.tree.is_empty() {
        return Vec::new();
    }
    let Some(of) = of else {
        let mut words = vec![text(
            "This uses the rules above, matched against the frames as they are. The project can’t be told: none of your own \
             frames points to a file in one. In Sentry, the rules of that project decide.",
        )];
        if on.plan.projects.is_empty() {
            words = vec![text(
                "This uses the rules above, matched against the frames as they are: no project is planned.",
            )];
        }
        return vec![el("p", "soft", words)];
    };
    let all = on.rules();
    let others = if on.frames { &all } else { &of.rules };
    let directory = on.inputs.directory();
    let other = Simulation::new(case.event.clone(), others, &directory, people(on.settings, case));
    let gets = |it: &Simulation| it.decision.assignee.as_ref().map(|it| it.owner.clone());
    let is_same = gets(shown) == gets(&other);
    let project = of.project;
    let mut words = Vec::new();
    if on.frames {
        words.extend([text("This uses the rules of the project "), strong(project.slug.as_str())]);
        words.push(text(" as they are exported, in the paths of frames"));
        words.extend(because(on, of));
        words.push(text(". The rules above, matched against the same frames, "));
    } else {
        words.push(text("This uses the rules above, matched against the frames as they are. In Sentry it arises in the project "));
        words.push(strong(project.slug.as_str()));
        words.extend(because(on, of));
        words.push(text(", whose own rules, written for frames, "));
    }
    if is_same {
        words.push(text("say the same."));
    } else {
        words.push(text("give it to "));
        words.push(named(on, gets(&other).as_ref()));
        if let Some(rule) = other.winner() {
            words.extend([text(" by "), code(&other.rule(rule).to_string())]);
        }
        words.push(text("."));
    }
    words.extend(mappings(project));
    vec![el("p", if is_same { "soft" } else { "warning" }, words).keyed("project")]
}

/// Which file says that an error is of a project.
fn because(on: &On<'_>, of: &InProject<'_>) -> Vec<Node> {
    let file = of.file.map(|file| path(on.answer.tree.paths().get(file)));
    file.map(|file| vec![text(" (by "), file, text(")")]).unwrap_or_default()
}

/// By what frames of a project lead to files.
fn mappings(project: &Proposal) -> Vec<Node> {
    let mut words = vec![text(" Its stack links go by ")];
    for (at, mapping) in project.mappings.iter().take(MOST).enumerate() {
        words.push(text(if at > 0 { ", " } else { "" }));
        words.extend([
            code(root(&mapping.stack_root)),
            text(" → "),
            code(root(&mapping.source_root)),
        ]);
    }
    let more = project.mappings.len().saturating_sub(MOST);
    words.push(text(if more > 0 { format!(" and {more} more.") } else { ".".to_owned() }));
    words
}

fn named(on: &On<'_>, who: Option<&Owner>) -> Node {
    match who {
        Some(who) => owner(Some(&who.to_string()), on.answer.place_of(who)),
        None => owner(None, None),
    }
}
