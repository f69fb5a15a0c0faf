//! Today beside the plan: what becomes of each project, and what is amiss already.

use crate::support::{PROJECTS, live_of, monitor, organization, workflow};
use proptest::prelude::*;
use sentry_general::live::{Change, Comparison, Finding, Live, Step, compare};
use sentry_general::organization::Organization;
use sentry_general::tree::Tree;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A project of today: slug, platform, source root of its code mapping (`-` for none).
type Today<'t> = (&'t str, &'t str, &'t str);

fn live(today: &[Today<'_>]) -> Live {
    let projects = today.iter().enumerate().map(|(at, (slug, platform, _))| {
        json!({ "id": at.to_string(), "slug": slug, "name": slug, "platform": platform, "teams": [{ "slug": "shop" }] })
    });
    let mappings = today.iter().filter(|it| it.2 != "-").map(|(slug, _, root)| {
        json!({ "projectSlug": slug, "repoName": "corner/shop", "stackRoot": "", "sourceRoot": root })
    });
    let all = [projects.collect::<Value>(), mappings.collect::<Value>()];
    let (live, reading) = live_of(&format!("{}\n{}", all[0], all[1]));
    assert_eq!(reading.problems, []);
    live
}

/// A plan: slug, folder, platform.
fn plan(projects: &[(&str, &str, &str)]) -> Organization {
    let project = |(slug, root, platform): &(&str, &str, &str)| {
        let source = if root.is_empty() { String::new() } else { format!("{root}/") };
        json!({ "slug": slug, "name": slug, "root": root, "platform": platform, "teams": ["shop"],
            "mapping": { "stackRoot": "", "sourceRoot": source }, "rules": "path:* #shop\n" })
    };
    let projects: Vec<Value> = projects.iter().map(project).collect();
    let plan = json!({ "repositories": [{ "name": "corner/shop" }], "projects": projects });
    Organization::from_json(&plan.to_string()).expect("a plan")
}

fn said(comparison: &Comparison, plan: &Organization) -> Vec<String> {
    let slugs = |row: &[usize]| -> Vec<String> {
        row.iter().map(|&at| plan.projects[at].slug.clone()).collect()
    };
    let rows = comparison.rows.iter();
    rows.map(|row| {
        let (today, proposed) = (row.today.join("+"), slugs(&row.proposed).join("+"));
        format!("{} {today} > {proposed}", row.step.word())
    })
    .collect()
}

#[test]
fn what_becomes_of_each_project() {
    type Plan<'t> = (&'t str, &'t str, &'t str);
    type Row<'t> = (&'t str, &'t [Today<'t>], &'t [Plan<'t>], &'t [&'t str]);
    let table: [Row<'_>; 12] = [
        (
            "the same slug",
            &[("web", "javascript", "web/")],
            &[("web", "web", "javascript")],
            &["As planned web > web"],
        ),
        (
            "another platform",
            &[("web", "javascript", "web/")],
            &[("web", "web", "javascript-react")],
            &["Change web > web"],
        ),
        (
            "no mapping yet",
            &[("web", "javascript", "-"), ("api", "go", "api/")],
            &[("web", "web", "javascript"), ("api", "api", "go")],
            &["Change web > web", "As planned api > api"],
        ),
        (
            "another slug, the same folder",
            &[("frontend-prod", "javascript", "apps/web/")],
            &[("web", "apps/web", "javascript")],
            &["Rename frontend-prod > web"],
        ),
        (
            "punctuation",
            &[("billing_api", "go", "-")],
            &[("billing-api", "svc", "go")],
            &["Rename billing_api > billing-api"],
        ),
        (
            "a word in common",
            &[("acme-billing", "go", "-")],
            &[("billing", "services/billing", "go")],
            &["Rename acme-billing > billing"],
        ),
        (
            "a word in common, another language",
            &[("billing", "python", "-")],
            &[("billing-web", "web/billing", "javascript")],
            &["Create  > billing-web", "Leave alone billing > "],
        ),
        (
            "one of today holds several",
            &[("shop", "go", "services/")],
            &[("orders", "services/orders", "go"), ("pay", "services/pay", "go")],
            &["Split shop > orders+pay"],
        ),
        (
            "a monolith keeps its place",
            &[("shop", "go", "")],
            &[("shop", "", "go"), ("pay", "services/pay", "go")],
            &["Split shop > shop+pay"],
        ),
        (
            "two within one",
            &[("cart", "go", "shop/cart/"), ("till", "go", "shop/till/")],
            &[("store", "shop", "go")],
            &["Merge cart+till > store"],
        ),
        (
            "one within one is a rename",
            &[("till", "go", "shop/till/")],
            &[("store", "shop", "go")],
            &["Rename till > store"],
        ),
        (
            "nothing in common",
            &[("legacy", "ruby", "-")],
            &[("web", "web", "javascript")],
            &["Create  > web", "Leave alone legacy > "],
        ),
    ];
    for (name, today, proposed, expected) in table {
        let (mut live, plan) = (live(today), plan(proposed));
        for project in live.projects.values_mut() {
            project.rules = Some(sentry_general::live::Rules {
                raw: "path:* #shop".into(),
                auto_assignment: None,
            });
        }
        let comparison = compare(&live, &plan, None);
        assert_eq!(said(&comparison, &plan), expected, "{name}: {:#?}", comparison.rows);
        for row in &comparison.rows {
            let alone = row.step == Step::Create || row.step == Step::LeaveAlone;
            assert!(alone || !row.why.is_empty(), "{name}: each pair says why: {row:?}");
            assert!((0.0..=1.0).contains(&row.confidence), "{row:?}");
        }
    }
}

#[test]
fn who_can_not_be_told_apart_is_told() {
    let live = live(&[("web", "go", ""), ("api", "go", "")]);
    let plan = plan(&[("web", "web", "go"), ("api", "api", "go"), ("jobs", "jobs", "go")]);
    let comparison = compare(&live, &plan, None);
    let row = comparison.rows.iter().find(|row| row.step == Step::Create).expect("jobs is new");
    assert_eq!(plan.projects[row.proposed[0]].slug, "jobs");
    assert!(row.why[0].contains("`api`, `web`"), "{:?}", row.why);
}

#[test]
fn a_folder_that_many_projects_share_tells_nothing_of_them() {
    let names: Vec<String> = (0..7).map(|at| format!("worker{at}")).collect();
    let planned: Vec<_> = names.iter().map(|name| (name.as_str(), "app", "go")).collect();
    let says = |number: usize| {
        let live = live(&[("worker0", "go", "app/"), ("other", "go", "app/")]);
        let comparison = compare(&live, &plan(&planned[..number]), None);
        let row = comparison.rows.iter().find(|row| row.step != Step::Create);
        let why = row.map(|row| row.why.join(" ")).expect("they are the same");
        (why.contains("code mapping leads to"), said(&comparison, &plan(&planned[..number])))
    };
    let (few, told) = says(6);
    assert!(few, "six share it: {told:?}");
    let (many, told) = says(7);
    assert!(!many && told.contains(&"As planned worker0 > worker0".to_owned()), "{told:?}");
}

#[test]
fn projects_of_their_own_repositories_have_the_root_to_themselves() {
    let repositories: Vec<Value> =
        (0..12).map(|at| json!({ "name": format!("corner/r{at}") })).collect();
    let projects: Vec<Value> = (0..12)
        .map(|at| json!({ "slug": format!("new{}", "x".repeat(at)), "root": "", "platform": "go", "repository": format!("corner/r{at}"), "mapping": { "stackRoot": "", "sourceRoot": "" } }))
        .collect();
    let plan = json!({ "repositories": repositories, "projects": projects });
    let plan = Organization::from_json(&plan.to_string()).expect("a plan");
    let today: Vec<Value> = (0..12)
        .map(|at| json!({ "id": at.to_string(), "slug": format!("old-{}", "y".repeat(at + 2)), "platform": "go", "teams": [] }))
        .collect();
    let mappings: Vec<Value> = (0..12)
        .map(|at| json!({ "projectSlug": format!("old-{}", "y".repeat(at + 2)), "repoName": format!("Corner/R{at}"), "stackRoot": "", "sourceRoot": "" }))
        .collect();
    let (live, _) = live_of(&format!("{}\n{}", json!(today), json!(mappings)));
    let comparison = compare(&live, &plan, None);
    for row in &comparison.rows {
        let (slug, at) = row.pair().unwrap_or_else(|| panic!("{row:?}"));
        assert_eq!(slug.len(), "old-".len() + at + 2, "{slug} is of the repository {at}");
    }
    assert_eq!(comparison.rows.len(), 12);
}

#[test]
fn the_difference_of_a_pair_is_named() {
    let mut live = live(&[("web-old", "javascript", "web/")]);
    let web = live.projects.get_mut("web-old").expect("it is there");
    web.teams.insert("design".into());
    web.rules =
        Some(sentry_general::live::Rules { raw: "path:* #design".into(), auto_assignment: None });
    let mut plan = plan(&[("web", "web", "javascript-react")]);
    plan.projects[0].teams.push("pay".into());
    plan.projects[0].mapping.stack_root = "app/".into();
    let comparison = compare(&live, &plan, None);
    let row = &comparison.rows[0];
    let expected = [
        Change::Slug("web-old".into(), "web".into()),
        Change::Name("web-old".into(), "web".into()),
        Change::Platform(Some("javascript".into()), "javascript-react".into()),
        Change::Team("pay".into()),
        Change::Rules,
        Change::Mapping("app/".into(), "web/".into()),
    ];
    assert_eq!(row.changes, expected);
    assert_eq!(
        row.stays,
        ["Access of `#design`, which the plan does not name.", "Code mappings `` → `web/`."],
        "nothing is taken away"
    );
    assert_eq!(comparison.new_teams, ["pay"], "the other is known by the project");
}

#[test]
fn code_of_other_repositories_is_left_alone() {
    let mut live = live(&[("web", "javascript", "web/")]);
    live.mappings = live
        .mappings
        .into_iter()
        .map(|mut it| {
            it.repository = "corner/other".into();
            it
        })
        .collect();
    let plan = plan(&[("front", "web", "javascript")]);
    let comparison = compare(&live, &plan, None);
    assert_eq!(said(&comparison, &plan), ["Create  > front", "Leave alone web > "]);
    assert!(comparison.rows[1].why[0].contains("`corner/other`"), "{:?}", comparison.rows[1].why);
}

#[test]
fn a_large_organization_is_compared_whole() {
    let (live, _) = live_of(&organization());
    // Every third one is as it is, every third one has another name, every third is not there.
    let projects: Vec<Value> = (0..PROJECTS)
        .filter(|number| number % 3 != 2)
        .map(|number| {
            let slug =
                if number % 3 == 0 { format!("service-{number}") } else { format!("unit{number}") };
            json!({ "slug": slug, "root": format!("services/s{number}"), "teams": ["team-1"],
                "mapping": { "stackRoot": "", "sourceRoot": format!("services/s{number}/") } })
        })
        .collect();
    let plan = json!({ "repositories": [{ "name": "corner/monorepo" }], "projects": projects });
    let plan = Organization::from_json(&plan.to_string()).expect("a plan");
    let comparison = compare(&live, &plan, None);
    let count = |step: Step| comparison.rows.iter().filter(|row| row.step == step).count();
    assert_eq!(count(Step::Rename), PROJECTS / 3);
    assert_eq!(count(Step::LeaveAlone), PROJECTS / 3);
    assert_eq!(count(Step::Change) + count(Step::Same), PROJECTS / 3);
    for row in comparison.rows.iter().filter(|row| row.step == Step::Rename) {
        let number = row.today[0].trim_start_matches("service-");
        assert_eq!(plan.projects[row.proposed[0]].slug, format!("unit{number}"));
    }
    let idle: Vec<&Finding> = comparison
        .findings
        .iter()
        .filter(|it| matches!(it, Finding::TeamWithoutProjects(_)))
        .collect();
    let expected =
        ["team-37", "team-38", "team-39"].map(|it| Finding::TeamWithoutProjects(it.into()));
    assert_eq!(idle, expected.iter().collect::<Vec<_>>());
    assert_eq!(comparison, compare(&live, &plan, None), "it says the same twice");
}

#[test]
fn rules_are_held_against_the_files_as_frames_have_them() {
    let mut live = live(&[("web", "javascript", "apps/web/"), ("far", "go", "-")]);
    let rules = "path:src/cart/* #shop\npath:apps/web/src/* #shop\npath:src/gone/* #shop\n";
    for project in live.projects.values_mut() {
        project.rules =
            Some(sentry_general::live::Rules { raw: rules.into(), auto_assignment: None });
    }
    let tree = Tree::new(["apps/web/src/cart/a.ts", "apps/web/src/b.ts"].into_iter().collect());
    let plan = plan(&[("web", "apps/web", "javascript")]);
    let lines = |slug: &str, comparison: &Comparison| -> Vec<u32> {
        let line = |finding: &Finding| match finding {
            Finding::RuleNeverMatches(project, line, _) if project == slug => Some(*line),
            _ => None,
        };
        comparison.findings.iter().filter_map(line).collect()
    };
    let comparison = compare(&live, &plan, Some(("corner/shop", &tree)));
    assert_eq!(lines("web", &comparison), [2, 3], "frames begin behind the source root");
    assert_eq!(lines("far", &comparison), [1, 3], "without a mapping they are the repository's");
    assert_eq!(comparison.rules_not_checked, 0);
    let elsewhere = compare(&live, &plan, Some(("corner/other", &tree)));
    assert!(lines("web", &elsewhere).is_empty(), "its code is not among these files");
    assert_eq!(elsewhere.rules_not_checked, 1);
}

#[test]
fn owners_without_access_and_alerts_to_nobody_are_found() {
    let project = |slug: &str, id: &str| json!({ "id": id, "slug": slug, "platform": "go", "teams": [{ "id": "9", "slug": "shop", "name": "Shop" }] });
    let team = |slug: &str, id: &str, members: u32| json!({ "id": id, "slug": slug, "name": slug, "memberCount": members });
    let mut off = workflow(4, "1", "issue_owners", &Value::Null);
    off["enabled"] = false.into();
    let mut empty = workflow(5, "1", "issue_owners", &Value::Null);
    empty["actionFilters"] = json!([]);
    let mut unconnected = workflow(6, "1", "issue_owners", &Value::Null);
    unconnected["detectorIds"] = json!([]);
    let mut slack = workflow(7, "1", "team", &"8".into());
    slack["actionFilters"][0]["actions"][0]["type"] = "slack".into();
    let all = json!({
        "projects": [project("web", "501"), project("api", "502")],
        "teams": [team("shop", "9", 3), team("gone", "8", 0), team("pay", "7", 2)],
        "ownership": { "web": "path:* #shop\npath:a/* #pay #ghost\npath:b/* #pay someone@example.com\n", "api": "" },
        "workflows": [workflow(0, "1", "issue_owners", &Value::Null), workflow(1, "2", "issue_owners", &Value::Null),
            workflow(2, "1", "team", &"8".into()), workflow(3, "1", "team", &"77".into()), off, empty, unconnected, slack,
            workflow(8, "1", "team", &"7".into()), workflow(9, "1", "user", &"5".into())],
        "detectors": [monitor("1", 1), monitor("2", 2)],
    });
    let (live, reading) = live_of(&all.to_string());
    assert_eq!(reading.problems, []);
    let comparison = compare(&live, &Organization::default(), None);
    let found: Vec<String> = comparison.findings.iter().map(Finding::message).collect();
    let expected = [
        "The team `#gone` has no project: nothing can be owned by it.",
        "The team `#pay` has no project: nothing can be owned by it.",
        "`web`, line 2 of its rules: `#pay` has no access to the project, so Sentry passes it over.",
        "`web`, line 2 of its rules: there is no team `#ghost`, so Sentry passes it over.",
        "The alert “Alert 1” reaches nobody: it goes to issue owners or else to no one, and its projects have no ownership rules.",
        "The alert “Alert 2” reaches nobody: nobody is in `#gone`.",
        "The alert “Alert 3” may reach nobody: no team with the number `77` was read.",
        "The alert “Alert 4” reaches nobody: it is switched off.",
        "The alert “Alert 5” reaches nobody: it has no action.",
        "The alert “Alert 6” may reach nobody: no monitor is connected to it, unless it is for all projects.",
    ];
    assert_eq!(found, expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_project_is_in_a_row(
        today in prop::collection::btree_map("(web|api|shop|pay)(-(old|web|jobs))?", ("(go|python|javascript|)", "(-||web/|services/|services/pay/|services/pay/api/|./web)"), 0..8),
        proposed in prop::collection::btree_map("(web|api|shop|pay)(_(new|web|jobs))?", ("(go|python-django|javascript-react)", "(|web|services|services/pay|services/pay/api|jobs)"), 0..8),
    ) {
        let today: Vec<Today<'_>> = today.iter().map(|(slug, (platform, root))| (slug.as_str(), platform.as_str(), root.as_str())).collect();
        let proposed: Vec<_> = proposed.iter().map(|(slug, (platform, root))| (slug.as_str(), root.as_str(), platform.as_str())).collect();
        let (live, plan) = (live(&today), plan(&proposed));
        let comparison = compare(&live, &plan, None);
        let rows = || comparison.rows.iter();
        let of_today: BTreeSet<&str> = rows().flat_map(|row| row.today.iter().map(String::as_str)).collect();
        prop_assert_eq!(of_today, live.projects.keys().map(String::as_str).collect());
        let of_plan: BTreeSet<usize> = rows().flat_map(|row| row.proposed.iter().copied()).collect();
        prop_assert_eq!(of_plan, (0..plan.projects.len()).collect());
        // A project changes into one, and one is made of one.
        let changing: Vec<&str> = rows().filter(|row| !row.changes.is_empty()).map(|row| row.today[0].as_str()).collect();
        prop_assert_eq!(changing.iter().collect::<BTreeSet<_>>().len(), changing.len());
        for row in rows() {
            prop_assert_eq!(row.step == Step::Create, row.today.is_empty());
            prop_assert_eq!(row.step == Step::LeaveAlone, row.proposed.is_empty());
            prop_assert_eq!(row.step == Step::Merge, row.today.len() > 1);
            prop_assert_eq!(row.step == Step::Split && row.proposed.len() > 1, row.proposed.len() > 1);
        }
    }
}
