//! Rules of today held against the files of a repository.

use super::facts::Facts;
use super::findings::Finding;
use crate::advice::lint;
use crate::organization::Organization;
use crate::ownership::parse;
use crate::routing::{Compiled, Mapping, Options, route};
use crate::text::LineIndex;
use crate::tree::Tree;
use std::collections::BTreeMap;

/// How many files all rules together are held against: some seconds.
const MOST_FILES: usize = 20_000_000;

/// Rules, and the stack roots and source roots that they are read by.
type Read<'l> = (&'l str, Vec<(&'l str, &'l str)>);

/// Finds rules that match no file. Answers how many projects' rules could not be held against
/// the files.
pub fn check(
    facts: &Facts<'_>,
    plan: &Organization,
    listing: Option<(&str, &Tree)>,
    findings: &mut Vec<Finding>,
) -> u32 {
    let mut unchecked = 0;
    let mut left = MOST_FILES;
    // Many projects have the same rules.
    let mut known: BTreeMap<Read<'_>, Vec<(u32, String)>> = BTreeMap::new();
    for (slug, project) in &facts.live.projects {
        let Some(rules) = project.rules.as_ref().filter(|it| !it.raw.trim().is_empty()) else {
            continue;
        };
        let Some(tree) = listing.and_then(|it| tree_of(facts, plan, slug, it)) else {
            unchecked += 1;
            continue;
        };
        let roots = facts.mappings(slug).iter();
        let roots = roots.map(|it| (it.stack_root.as_str(), it.source_root.as_str())).collect();
        let read: Read<'_> = (&rules.raw, roots);
        if !known.contains_key(&read) {
            if tree.len() > left {
                unchecked += 1;
                continue;
            }
            left -= tree.len();
            let silent = silent(&read, tree);
            known.insert(read.clone(), silent);
        }
        for (line, why) in &known[&read] {
            findings.push(Finding::RuleNeverMatches(slug.clone(), *line, why.clone()));
        }
    }
    unchecked
}

/// The files, if a project's code is among them.
fn tree_of<'t>(
    facts: &Facts<'_>,
    plan: &Organization,
    slug: &str,
    (name, tree): (&str, &'t Tree),
) -> Option<&'t Tree> {
    let mut mappings = facts.mappings(slug).iter().peekable();
    let is_here = match mappings.peek() {
        // Where there is one repository, it is that.
        None => plan.repositories.len() <= 1,
        Some(_) => mappings.any(|it| {
            it.repository.is_empty() || name.is_empty() || it.repository.eq_ignore_ascii_case(name)
        }),
    };
    (is_here && !tree.is_empty()).then_some(tree)
}

/// The lines of rules that match no file, each with the reason.
fn silent((raw, roots): &Read<'_>, tree: &Tree) -> Vec<(u32, String)> {
    let parsed = parse(raw);
    let mappings = roots.iter().map(|(stack, source)| Mapping {
        stack_root: (*stack).to_owned(),
        source_root: (*source).to_owned(),
    });
    let options = Options { mappings: mappings.collect(), ..Options::default() };
    let routing = route(tree, Compiled::new(parsed.rules.clone()), options);
    let problems = lint(raw, &parsed, tree, &routing);
    let lines = LineIndex::new(raw);
    problems
        .into_iter()
        .filter(|problem| problem.code == "rules/matches-nothing")
        .filter_map(|problem| {
            let line = lines.position(problem.span?.start).line;
            Some((line, problem.message))
        })
        .collect()
}
