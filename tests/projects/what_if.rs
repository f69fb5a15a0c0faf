//! One project, the proposal, one per folder: side by side.

use sentry_general::ownership::parse;
use sentry_general::projects::what_if::{Mix, Scenario, compare, spike_floor};
use sentry_general::projects::{Inputs, plan};
use sentry_general::tree::Tree;
use std::collections::BTreeMap;

const PATHS: [&str; 7] = [
    "api/manage.py",
    "api/urls.py",
    "web/next.config.js",
    "web/index.tsx",
    "web/pay.tsx",
    "docs/a.md",
    "tools/x.py",
];

fn compared(errors: &[(&str, u32)], folders: Option<&str>) -> Vec<Scenario> {
    let tree = Tree::new(PATHS.into_iter().collect());
    let rules = "path:api/* #api\npath:web/* #web\n";
    let parsed = parse(rules).rules;
    let files = BTreeMap::new();
    let inputs =
        Inputs { tree: &tree, files: &files, text: rules, rules: &parsed, repository: None };
    let errors = errors.iter().map(|(path, count)| ((*path).to_owned(), *count)).collect();
    compare(&inputs, &plan(&inputs, &[]), folders, &Mix { errors: &errors, quota: Some(7_200_000) })
}

#[test]
fn three_ways_are_compared() {
    let ways = compared(&[], None);
    let counts: Vec<_> = ways.iter().map(|way| (way.kind, way.projects, way.keys)).collect();
    assert_eq!(counts, [("one", 1, 1), ("proposal", 2, 2), ("folders", 4, 4)]);
    assert_eq!(ways[0].rules, [2, 2, 2], "one project holds all rules");
    assert_eq!(ways[1].rules, [1, 1, 1], "each project holds its own");
}

#[test]
fn a_team_sees_fewer_foreign_errors_in_its_own_project() {
    let ways = compared(&[("api", 30), ("web", 70)], None);
    let shares = |way: &Scenario| -> Vec<(String, u64, u64)> {
        way.foreign.iter().map(|team| (team.team.clone(), team.sees, team.foreign)).collect()
    };
    assert_eq!(shares(&ways[0]), [("api".into(), 100, 70), ("web".into(), 100, 30)]);
    assert_eq!(shares(&ways[1]), [("api".into(), 30, 0), ("web".into(), 70, 0)]);
}

#[test]
fn errors_of_files_in_no_project_are_told() {
    let ways = compared(&[("api", 1), ("web", 1), ("tools", 2)], None);
    assert!((ways[1].uncovered - 0.5).abs() < 1e-6, "half of the errors reach no project");
    assert!(ways[0].uncovered.abs() < 1e-6, "one project holds everything");
}

#[test]
fn folders_of_a_kind_are_found_by_a_glob() {
    assert_eq!(compared(&[], Some("a*"))[2].projects, 1);
    assert_eq!(compared(&[], Some("nothing/*"))[2].projects, 0);
}

#[test]
fn the_floor_of_spike_protection_falls_with_projects() {
    assert_eq!(spike_floor(7_200_000, 1), 30_000);
    assert_eq!(spike_floor(7_200_000, 5), 6_000);
    assert_eq!(spike_floor(7_200_000, 40), 6_000, "from five projects on it stays");
    assert_eq!(spike_floor(50_000, 3), 500, "never under 500");
}
