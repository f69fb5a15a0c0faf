//! One project, the proposal, one per folder: side by side.

use sentry_general::ownership::parse;
use sentry_general::projects::what_if::{
    Foreign, Happened, Mix, Scenario, Way, advise, check_glob, compare, kinds, read_quota,
    spike_floor,
};
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
    let inputs = Inputs { files: &files, text: rules, rules: &parsed, ..Inputs::of_tree(&tree) };
    let errors = errors.iter().map(|(path, count)| ((*path).to_owned(), *count)).collect();
    compare(
        &inputs,
        &plan(&inputs, &[]),
        folders,
        &Mix { events: &[], errors: &errors, quota: Some(7_200_000) },
    )
}

#[test]
fn three_ways_are_compared() {
    let ways = compared(&[], None);
    let counts: Vec<_> = ways.iter().map(|way| (way.kind, way.projects, way.keys)).collect();
    assert_eq!(counts, [(Way::One, 1, 1), (Way::Proposal, 2, 2), (Way::Folders, 4, 4)]);
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

#[test]
fn an_error_belongs_to_the_project_that_ran() {
    let tree = Tree::new(PATHS.into_iter().collect());
    let rules = "path:api/* #api\npath:web/* #web\n";
    let parsed = parse(rules).rules;
    let none = BTreeMap::new();
    let inputs = Inputs { files: &none, text: rules, rules: &parsed, ..Inputs::of_tree(&tree) };
    let at = |path: &str| (0..).find(|&id| tree.paths().get(id) == path).expect("in the tree");
    let happened = |files: &[&str], team: Option<&str>, count: u64| Happened {
        files: files.iter().map(|path| at(path)).collect(),
        team: team.map(str::to_owned),
        count,
    };
    let events = [
        happened(&["tools/x.py", "web/index.tsx", "api/urls.py"], Some("api"), 30),
        happened(&["web/pay.tsx"], Some("web"), 70),
        happened(&["tools/x.py"], None, 100),
    ];
    let mix = Mix { events: &events, errors: &BTreeMap::from([("api".into(), 9)]), quota: None };
    let ways = compare(&inputs, &plan(&inputs, &[]), None, &mix);
    let team = |way: &Scenario, name: &str| {
        let team = way.foreign.iter().find(|team| team.team == name).expect("a team");
        (team.sees, team.foreign)
    };
    assert_eq!(team(&ways[1], "web"), (100, 30), "what ran is the outermost file in a project");
    assert_eq!(team(&ways[1], "api"), (100, 70), "a team sees the project where its errors are");
    assert!((ways[1].uncovered - 0.5).abs() < 1e-6, "that of tools is in no project");
    assert!((ways[1].largest - 0.5).abs() < 1e-6, "all others are in one");
}

/// A way to split, with the share of others' errors per team.
fn way(kind: Way, projects: u32, uncovered: f32, shares: &[f32]) -> Scenario {
    let foreign = shares.iter().zip(0..).map(|(&share, team)| Foreign {
        team: format!("team-{team}"),
        sees: 1000,
        foreign: (share * 1000.0) as u64,
        share,
    });
    Scenario {
        kind,
        projects,
        keys: projects,
        alerts: projects,
        releases: projects,
        rules: [1, 1, 1],
        uncovered,
        largest: 0.5,
        foreign: foreign.collect(),
        shared_files: 0,
        spike_floor: None,
        consequences: Vec::new(),
        folders: Vec::new(),
        of_events: Vec::new(),
    }
}

#[track_caller]
fn check_advice(ways: &[Scenario; 3], take: Way, said: &[&str]) {
    let advice = advise(ways).expect("all three ways");
    let all = format!("{} {}", advice.sentence, advice.why.join(" "));
    assert_eq!(advice.take, take, "{all}");
    for words in said {
        assert!(all.contains(words), "{words} in: {all}");
    }
}

#[test]
fn the_advice_follows_from_the_figures_and_gives_them() {
    let one = || way(Way::One, 1, 0.0, &[0.9, 0.6, 0.36]);
    let quiet = || way(Way::Proposal, 4, 0.0, &[0.1, 0.0, 0.02]);
    let folders = |projects, uncovered, share| way(Way::Folders, projects, uncovered, &[share; 3]);
    check_advice(
        &[one(), quiet(), folders(4, 0.0, 0.3)],
        Way::Proposal,
        &[
            "Take the proposal: 4 projects. With one project, 2 of 3 teams would see mostly other teams’ errors (62% of what teams see); with the proposal none (4%).",
        ],
    );
    check_advice(
        &[one(), way(Way::Proposal, 4, 0.3, &[0.6, 0.6, 0.6]), folders(4, 0.9, 0.0)],
        Way::Proposal,
        &[
            "with the proposal 3 of 3 (",
            "hardly spares teams",
            "30% of the errors come from files in no project",
        ],
    );
    let loud = || way(Way::Proposal, 4, 0.0, &[0.5, 0.3, 0.3]);
    check_advice(
        &[one(), loud(), folders(3, 0.0, 0.1)],
        Way::Folders,
        &[
            "Take a project per folder: 3 projects.",
            "other teams’ errors are 10% of what teams see",
        ],
    );
    check_advice(&[one(), loud(), folders(9, 0.0, 0.1)], Way::Proposal, &["more to maintain"]);
    check_advice(
        &[one(), way(Way::Proposal, 0, 1.0, &[]), folders(2, 0.0, 0.0)],
        Way::One,
        &["nothing to split"],
    );
    check_advice(
        &[
            way(Way::One, 1, 0.0, &[]),
            way(Way::Proposal, 2, 0.0, &[]),
            way(Way::Folders, 2, 0.0, &[]),
        ],
        Way::Proposal,
        &["no rule gives a team any of them"],
    );
    check_advice(
        &[way(Way::One, 1, 0.0, &[0.0]), way(Way::Proposal, 2, 0.0, &[0.0]), folders(2, 0.0, 0.0)],
        Way::Proposal,
        &["There is one team"],
    );
}

#[test]
fn a_quota_is_read_as_people_write_it() {
    for (text, quota) in [
        ("", Some(None)),
        (" 100000 ", Some(Some(100_000))),
        ("1,000,000", Some(Some(1_000_000))),
        ("50 000", Some(Some(50_000))),
        ("500k", Some(Some(500_000))),
        ("1.5M", Some(Some(1_500_000))),
        ("0", Some(Some(0))),
        ("-1", None),
        ("many", None),
        ("1.5", None),
        ("1e99", None),
        ("k", None),
        ("99999999999999999999M", None),
    ] {
        assert_eq!(read_quota(text).ok(), quota, "{text:?}");
    }
}

#[test]
fn a_glob_that_cannot_be_read_says_why_and_counts_for_none() {
    let error = check_glob("apps/[").expect_err("it is open");
    assert!(error.starts_with("`apps/[` is no glob of folders: "), "{error}");
    assert_eq!(check_glob("apps/*"), Ok(()));
    assert_eq!(compared(&[], Some("apps/["))[2], compared(&[], None)[2]);
    assert_eq!(compared(&[], Some("  "))[2], compared(&[], None)[2], "blanks are no glob");
}

#[test]
fn folders_that_hold_projects_are_proposed_as_a_kind() {
    let paths = [
        "apps/web/next.config.js",
        "apps/web/pages/a.tsx",
        "apps/api/manage.py",
        "apps/api/shop/views.py",
        "libs/a/x.py",
        "libs/b/y.py",
        "libs/c/z.py",
        ".github/a/b",
        "deep/er/a/x.txt",
        "deep/er/b/x.txt",
    ];
    let tree = Tree::new(paths.into_iter().collect());
    let plan = plan(&Inputs::of_tree(&tree), &[]);
    assert_eq!(kinds(&tree, &plan), ["apps/*", "*", "libs/*"]);
}
