//! The script for what differs from what is in Sentry today, in a Sentry that remembers.

use crate::stage::{Stage, is_installed, said};
use crate::support::{all_of, shop};
use proptest::prelude::*;
use sentry_general::export::today_script;
use sentry_general::live::{Live, compare, read};
use sentry_general::organization::Organization;
use serde_json::{Value, json};
use std::fs;
use std::process::Command;

/// A project as the stand-in keeps it.
fn kept(slug: &str, id: &str, name: &str, platform: &str, teams: &[&str], raw: &str) -> Value {
    let teams: Vec<Value> = teams.iter().map(|team| json!({ "slug": team })).collect();
    json!({
        "id": id, "slug": slug, "name": name, "platform": platform, "teams": teams,
        "options": { "quotas:spike-protection-disabled": false }, "filters": [],
        "mappings": [{ "id": "800", "stackRoot": "old/", "sourceRoot": "legacy/", "defaultBranch": "main" }],
        "ownership": { "raw": raw, "fallthrough": false, "autoAssignment": "Auto Assign to Issue Owner", "codeownersAutoSync": false },
    })
}

/// What is in Sentry: one of the plan's projects under another slug, one that differs, one that
/// nobody planned; one of the two teams.
fn projects() -> [Value; 3] {
    [
        kept("shop_web", "71", "shop-web", "javascript-nextjs", &["web"], "path:* #web\n"),
        kept("billing-api", "72", "Billing", "python", &["web"], "path:* #web\n"),
        kept("legacy", "73", "legacy", "php", &["web"], "path:* #web\n"),
    ]
}

fn known(projects: &[Value]) -> Live {
    let ownership =
        |it: &Value| (it["slug"].as_str().unwrap_or_default().to_owned(), it["ownership"].clone());
    let ownership: serde_json::Map<String, Value> = projects.iter().map(ownership).collect();
    let mappings = projects.iter().map(|it| {
        json!({ "id": "800", "projectSlug": it["slug"], "repoName": "acme/shop", "stackRoot": "old/", "sourceRoot": "legacy/" })
    });
    let text = json!({
        "projects": projects, "ownership": ownership, "codeMappings": mappings.collect::<Vec<_>>(),
        "teams": [{ "id": "41", "slug": "web", "name": "Web", "memberCount": 3 }],
    });
    let mut live = Live::default();
    read(&text.to_string(), &mut live);
    live
}

fn stage(name: &str, projects: &[Value]) -> Stage {
    let stage = Stage::new(name, &shop());
    for project in projects {
        stage.put_project(project["slug"].as_str().expect("a slug"), project);
    }
    let teams = stage.folder.join("sentry/teams");
    fs::create_dir_all(&teams).expect("a folder");
    fs::write(teams.join("web.json"), r#"{"id":"41","slug":"web","name":"Web"}"#).expect("a file");
    put(&stage, &shop(), &known(projects));
    stage
}

/// Puts the script of a difference in place.
fn put(stage: &Stage, plan: &Organization, live: &Live) {
    let file = today_script(plan, live, &compare(live, plan, None));
    assert_eq!(file.filename, "sentry-today.sh");
    fs::write(stage.folder.join("plan.sh"), file.text().expect("a text")).expect("a file");
}

#[test]
fn a_dry_run_names_what_differs_and_calls_nothing() {
    let stage = stage("difference-dry", &projects());
    let dry = stage.run(&[], &[]);
    assert!(dry.status.success(), "{}", said(&dry));
    assert!(stage.calls().is_empty(), "nothing is called");
    for words in [
        r#"PUT https://us.sentry.io/api/0/projects/acme/shop_web/"#,
        r#"{"slug":"shop-web"}"#,
        "PUT https://us.sentry.io/api/0/projects/acme/billing-api/ownership/",
        "POST https://us.sentry.io/api/0/organizations/acme/teams/",
        "POST https://us.sentry.io/api/0/teams/acme/SENTRY_TEAM/projects/",
    ] {
        assert!(said(&dry).contains(words), "{words}: {}", said(&dry));
    }
    for words in ["legacy/", "DELETE"] {
        assert!(!said(&dry).contains(&format!("projects/acme/{words}")), "{}", said(&dry));
    }
    let script = fs::read_to_string(stage.folder.join("plan.sh")).expect("a script");
    assert!(script.contains("# legacy is not in the plan, and stays."), "{script}");
    assert!(!script.contains("DELETE"), "nothing is ever deleted");
}

#[test]
fn only_what_differs_is_changed_and_the_second_run_changes_nothing() {
    if !is_installed("jq") {
        return;
    }
    let [_, _, legacy] = projects();
    let stage = stage("difference", &projects());
    let compared = stage.run_in_sentry(&["--compare"], &["production"]);
    assert!(compared.status.success(), "{}", said(&compared));
    assert!(stage.changes().is_empty(), "comparing changes nothing: {}", said(&compared));
    assert!(said(&compared).contains(r#"in Sentry: {"name":"Billing","platform":"python"}"#));
    let first = stage.run_in_sentry(&["--apply"], &["production"]);
    assert!(first.status.success(), "{}", said(&first));
    let changes = stage.changes();
    let of = |slug: &str| {
        changes.iter().filter(|it| it.contains(slug)).map(String::as_str).collect::<Vec<_>>()
    };
    assert_eq!(
        of("shop_web"),
        ["PUT projects/acme/shop_web/"],
        "it is called as planned: {}",
        said(&first)
    );
    assert_eq!(
        of("billing-api"),
        [
            "PUT projects/acme/billing-api/",
            "POST projects/acme/billing-api/teams/payments/",
            "PUT projects/acme/billing-api/ownership/",
        ],
        "{}",
        said(&first)
    );
    assert!(changes[0].starts_with("POST organizations/acme/teams/"), "{changes:?}");
    assert!(changes.iter().any(|it| it == "POST teams/acme/web/projects/"), "{changes:?}");
    let renamed = stage.project("shop-web");
    assert_eq!(renamed["id"], "71", "the same project, with its issues");
    let roots = |project: &Value| -> Vec<String> {
        let list = project["mappings"].as_array().cloned().unwrap_or_default();
        list.iter().map(|it| it["sourceRoot"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(roots(&stage.project("billing-api")), ["legacy/", "services/billing/billing/"]);
    assert_eq!(
        stage.project("billing-api")["ownership"]["raw"],
        json!(shop().projects[1].rules.trim())
    );
    assert_eq!(stage.project("legacy"), legacy, "what is not in the plan stays");
    for options in [&["--apply"][..], &["--compare"], &["--apply", "--adopt", "shop-web"]] {
        let second = stage.run_in_sentry(options, &["production"]);
        assert!(second.status.success(), "{}", said(&second));
        assert!(stage.changes().is_empty(), "{options:?}: {}", said(&second));
    }
}

#[test]
fn what_somebody_changed_since_is_left_until_it_is_named() {
    if !is_installed("jq") {
        return;
    }
    let stage = stage("difference-since", &projects());
    let [_, mut billing, _] = projects();
    billing["ownership"]["raw"] = json!("path:* #web\npath:new/* #web\n");
    stage.put_project("billing-api", &billing);
    let first = stage.run_in_sentry(&["--apply"], &["production"]);
    assert!(first.status.success(), "{}", said(&first));
    let left = "left as it is: ownership rules (differs, and was there before)";
    assert!(said(&first).contains(left), "{}", said(&first));
    assert!(!stage.changes().iter().any(|it| it.contains("ownership/") && it.contains("billing")));
    assert_eq!(
        stage.project("billing-api")["platform"],
        "python-django",
        "what is as it was is set"
    );
    let second = stage.run_in_sentry(&["--apply", "--adopt", "billing-api"], &["production"]);
    assert_eq!(stage.changes(), ["PUT projects/acme/billing-api/ownership/"], "{}", said(&second));
}

#[test]
fn another_project_of_the_slug_is_never_taken_for_the_one_that_was_compared() {
    if !is_installed("jq") {
        return;
    }
    let stage = stage("difference-other", &projects());
    let other = kept("shop-web", "99", "Other", "go", &["web"], "");
    stage.put_project("shop-web", &other);
    let output = stage.run_in_sentry(&["--apply"], &["production"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(
        said(&output).contains("left to you: shop-web is another project by now"),
        "{}",
        said(&output)
    );
    assert_eq!(stage.project("shop-web"), other);
    assert!(
        !stage.changes().iter().any(|it| it.contains("shop_web") || it.contains("acme/shop-web"))
    );
}

#[test]
fn what_is_as_planned_makes_no_call() {
    let plan = shop();
    let projects: Vec<Value> = plan
        .projects
        .iter()
        .map(|it| {
            let teams: Vec<&str> = it.teams.iter().map(String::as_str).collect();
            kept(&it.slug, "1", &it.slug, &it.platform, &teams, &it.rules)
        })
        .collect();
    let mut plan = plan;
    plan.repositories.iter_mut().for_each(|it| it.name.clear());
    plan.projects.iter_mut().for_each(|it| it.repository.clear());
    let mut live = known(&projects);
    read(
        r#"{"teams": [{"id": "42", "slug": "payments", "name": "payments", "memberCount": 1}]}"#,
        &mut live,
    );
    let text = today_script(&plan, &live, &compare(&live, &plan, None));
    let text = text.text().expect("a text").to_owned();
    let (_, calls) = text.split_once("# --- The plan ---").expect("its calls");
    for call in ["\nteam ", "\nproject ", "\nexisting ", "\nsetting ", "\nmade_with "] {
        assert!(!calls.contains(call), "{call:?} in {calls}");
    }
}

#[test]
fn shellcheck_has_nothing_to_say() {
    if !is_installed("shellcheck") {
        return;
    }
    let whole = stage("difference-lint", &projects());
    let mut imports = shop();
    imports.repositories[0].codeowners = "/web/ @acme/web\n".into();
    imports.teams[1].code_owners = vec!["@acme/Payments".into()];
    for (name, plan, live) in [
        ("all", shop(), known(&projects())),
        ("codeowners", imports, known(&projects())),
        ("nothing", Organization::default(), known(&[])),
        ("made", shop(), Live::default()),
    ] {
        put(&whole, &plan, &live);
        let output = Command::new("shellcheck").arg("plan.sh").current_dir(&whole.folder).output();
        let output = output.expect("shellcheck runs");
        assert!(output.status.success(), "{name}: {}", said(&output));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is called whatever, the script does what it says and no more.
    #[test]
    fn no_name_of_the_plan_or_of_today_is_run(text in "[a-z'\"`$(){};&|\\\\\\n ]{1,16}") {
        let text = format!("x{text}$(touch made-by-a-name)`touch made-by-a-name`';touch made-by-a-name;'");
        let today = kept(&text, &text, &text, &text, &[&text], &text);
        let stage = Stage::new("difference-names", &shop());
        let mut plan = all_of(&text);
        put(&stage, &plan, &known(std::slice::from_ref(&today)));
        stage.run(&[], &[("SENTRY_ORG", "acme")]);
        plan.projects[0].slug = "web".into();
        put(&stage, &plan, &known(&[today]));
        let output = stage.run(&[], &[("SENTRY_ORG", "acme")]);
        prop_assert!(stage.calls().is_empty(), "{}", said(&output));
        prop_assert!(!stage.folder.join("made-by-a-name").exists(), "{}", said(&output));
    }
}
