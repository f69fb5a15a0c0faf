//! Folder names that many parts of a repository use for their own.

use super::facts::{Facts, Item};
use crate::ownership::MatcherKind;
use crate::text::Problem;
use crate::text::numbers::{files, plural};
use crate::text::order::Sort as _;
use std::collections::BTreeMap;

/// Names that say what kind of code is in a folder, not what it is about.
const NAMES: [&str; 30] = [
    "api",
    "base",
    "common",
    "components",
    "config",
    "controllers",
    "core",
    "data",
    "helper",
    "helpers",
    "hooks",
    "internal",
    "lib",
    "libs",
    "middleware",
    "misc",
    "models",
    "schemas",
    "scripts",
    "services",
    "shared",
    "src",
    "styles",
    "test",
    "tests",
    "types",
    "util",
    "utils",
    "vendor",
    "views",
];

/// In how many places a name must occur to be worth a word.
const PLACES: usize = 3;

pub(super) fn check(facts: &Facts<'_>, out: &mut Vec<Problem>) {
    let candidate = |item: &Item| {
        let matcher = &facts.rule(item.rule).matcher;
        let name = match matcher.kind {
            MatcherKind::Path | MatcherKind::Codeowners => name_of(&matcher.pattern)?,
            _ => return None,
        };
        (facts.count(item.rule).matches > 0).then_some((item.rule, (*item, name)))
    };
    let candidates: BTreeMap<_, _> = facts.items.iter().filter_map(candidate).collect();
    if candidates.is_empty() {
        return;
    }
    let per_set: Vec<Vec<u32>> = (0..facts.routing.sets() as u32)
        .map(|set| {
            let rules = facts.routing.rules_of(set).iter().copied();
            rules.filter(|rule| candidates.contains_key(rule)).collect()
        })
        .collect();
    let mut places: BTreeMap<u32, BTreeMap<&str, u32>> = BTreeMap::new();
    for (&path, &set) in facts.tree.order().iter().zip(facts.routing.set_at()) {
        for rule in &per_set[set as usize] {
            let path = facts.tree.paths().get(path);
            if let Some(place) = place(path, candidates[rule].1) {
                *places.entry(*rule).or_default().entry(place).or_default() += 1;
            }
        }
    }
    for (rule, places) in &places {
        if places.len() >= PLACES {
            let (item, name) = &candidates[rule];
            out.push(problem(facts, item, name, places));
        }
    }
}

fn problem(facts: &Facts<'_>, item: &Item, name: &str, places: &BTreeMap<&str, u32>) -> Problem {
    let mut largest: Vec<_> = places.iter().collect();
    largest.sort_once_by_key(|&(place, &files)| (std::cmp::Reverse(files), place));
    let named: Vec<_> =
        largest.iter().take(3).map(|(place, files)| format!("`{place}/` ({files})")).collect();
    let more = if places.len() > 3 { ", …" } else { "" };
    let total: u32 = places.values().sum();
    Problem::info(
        facts.code("rules/generic-folder", "codeowners/generic-folder"),
        format!(
            "`{name}` is a name for any part's own code: this takes in {} from {} called so: {}{more}.",
            files(total), plural(places.len() as u32, "folder", "folders"), named.join(", ")
        ),
    )
    .at(item.pattern)
    .hint("Write the path of the one that is meant, from the start of the path.")
}

/// The generic name that a pattern looks for at any depth.
fn name_of(pattern: &str) -> Option<&'static str> {
    let floats = pattern.starts_with('*') || !pattern.trim_end_matches('/').contains('/');
    let lower = pattern.to_lowercase();
    let mut parts =
        lower.split('/').map(|part| part.trim_matches('*')).filter(|part| !part.is_empty());
    let (first, second) = (parts.next()?, parts.next());
    let whole = second.is_none() && (pattern.ends_with('*') || pattern.ends_with('/'));
    NAMES.into_iter().find(|&name| floats && whole && name == first)
}

/// The path up to the first folder called `name`.
fn place<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    let mut end = 0;
    for part in path.split('/') {
        let start = end;
        end = start + part.len();
        if end == path.len() {
            return None;
        }
        if part.eq_ignore_ascii_case(name) {
            return Some(&path[..end]);
        }
        end += 1;
    }
    None
}
