//! The script in a Sentry that remembers: what it makes, what it leaves alone, and that the
//! second run changes nothing.

use crate::stage::{SET, Stage, is_installed, said};
use crate::support::shop;
use sentry_general::export::Format;
use sentry_general::organization::{Person, RepositoryHost};
use serde_json::json;

#[test]
fn the_second_run_changes_nothing() {
    if !is_installed("jq") {
        return;
    }
    let stage = Stage::new("second", &shop());
    let first = stage.run_in_sentry(&["--apply"], &["production", "staging"]);
    assert!(first.status.success(), "{}", said(&first));
    assert_eq!(stage.changes().len(), 18, "{}", said(&first));
    for number in 1..=3 {
        let dsn = format!("SENTRY_DSN=https://key@o1.ingest.sentry.io/{number}");
        assert!(said(&first).contains(&dsn), "it shows where programs send: {}", said(&first));
    }
    let kept = stage.project("billing-api");
    assert_eq!(kept["ownership"]["raw"], json!(shop().projects[1].rules.trim()));
    assert_eq!(kept["teams"], json!([{ "slug": "payments" }, { "slug": "web" }]));
    for options in
        [&["--apply"][..], &["--compare"], &["--apply", "--adopt", "shop-web", "--adopt-alerts"]]
    {
        let second = stage.run_in_sentry(options, &["production", "staging"]);
        assert!(second.status.success(), "{}", said(&second));
        assert!(stage.changes().is_empty(), "{options:?} changes nothing: {}", said(&second));
        assert!(said(&second).contains("0 changed, 0 left as they are, 0 waiting, 0 refused."));
    }
}

#[test]
fn alerts_wait_for_the_first_event() {
    if !is_installed("jq") {
        return;
    }
    let stage = Stage::new("waits", &shop());
    let first = stage.run_in_sentry(&["--apply"], &["staging"]);
    assert!(first.status.success(), "waiting is no fault: {}", said(&first));
    assert!(said(&first).contains("waits: no event came from production yet"), "{}", said(&first));
    assert!(!stage.changes().iter().any(|it| it.contains("workflows")), "none is tried");
    let second = stage.run_in_sentry(&["--apply"], &["staging", "production"]);
    assert!(second.status.success(), "{}", said(&second));
    assert_eq!(stage.changes(), ["POST organizations/acme/workflows/"], "only what waited");
}

#[test]
fn a_project_that_was_there_is_left_alone_until_it_is_named() {
    if !is_installed("jq") {
        return;
    }
    let stage = Stage::new("adopt", &shop());
    let theirs = json!({
        "id": "88", "slug": "billing-api", "name": "Old billing", "platform": "php", "teams": [{ "slug": "web" }],
        "options": { "quotas:spike-protection-disabled": false }, "filters": [], "mappings": [],
        "ownership": { "raw": "path:* #web", "fallthrough": true, "autoAssignment": "Auto Assign to Issue Owner", "codeownersAutoSync": false },
    });
    stage.put_project("billing-api", &theirs);
    let first = stage.run_in_sentry(&["--apply"], &["production"]);
    assert!(first.status.success(), "{}", said(&first));
    assert_eq!(stage.project("billing-api"), theirs, "not a letter of it is changed");
    for words in [
        r#"in Sentry: {"name":"Old billing","platform":"php"}"#,
        r#"planned:   {"name":"billing-api","platform":"python-django"}"#,
        "left as it is: ownership rules (differs, and was there before)",
        "left as it is: access for the team payments",
        "as planned: access for the team web",
        "as planned: spike protection",
        "and differ: billing-api.",
    ] {
        assert!(said(&first).contains(words), "it shows {words:?}: {}", said(&first));
    }
    assert!(stage.changes().iter().all(|it| !it.contains("billing-api")));
    let compared = stage.run_in_sentry(&["--compare"], &["production"]);
    assert!(stage.changes().is_empty(), "comparing changes nothing: {}", said(&compared));
    let typo = stage.run_in_sentry(&["--apply", "--adopt", "biling-api"], &["production"]);
    assert_eq!(typo.status.code(), Some(1), "a name that is none of the plan's is told");
    assert!(said(&typo).contains("No project of the plan is called biling-api"), "{}", said(&typo));
    assert_eq!(stage.project("billing-api"), theirs);
    stage.changes();
    let adopted = stage.run_in_sentry(&["--apply", "--adopt", "billing-api"], &["production"]);
    assert!(adopted.status.success(), "{}", said(&adopted));
    let expected = [
        "PUT projects/acme/billing-api/",
        "POST projects/acme/billing-api/teams/payments/",
        "PUT projects/acme/billing-api/ownership/",
        "POST organizations/acme/code-mappings/bulk/",
    ];
    assert_eq!(stage.changes(), expected, "what differed, and nothing else");
    assert_eq!(stage.project("billing-api")["platform"], "python-django");
    let again = stage.run_in_sentry(&["--apply"], &["production"]);
    assert!(stage.changes().is_empty(), "afterwards it is as planned: {}", said(&again));
}

#[test]
fn an_alert_of_the_same_name_is_left_alone_until_it_is_said() {
    if !is_installed("jq") {
        return;
    }
    let mut plan = shop();
    let last = plan.projects.pop().expect("three projects");
    let stage = Stage::new("alert", &plan);
    stage.run_in_sentry(&["--apply"], &["production"]);
    plan.projects.push(last);
    stage.plan(&plan);
    stage.changes();
    let first = stage.run_in_sentry(&["--apply"], &["production"]);
    assert!(said(&first).contains("--adopt-alerts sets it as planned"), "{}", said(&first));
    assert!(!stage.changes().iter().any(|it| it.contains("workflows")), "it stays as it is");
    let second = stage.run_in_sentry(&["--apply", "--adopt-alerts"], &["production"]);
    assert_eq!(stage.changes(), ["PUT organizations/acme/workflows/31/"], "{}", said(&second));
    stage.run_in_sentry(&["--apply", "--adopt-alerts"], &["production"]);
    assert!(stage.changes().is_empty(), "then it is as planned");
}

#[test]
fn a_comparison_names_what_is_to_be_done_and_does_nothing() {
    if !is_installed("jq") {
        return;
    }
    let stage = Stage::new("compare", &shop());
    let output = stage.run_in_sentry(&["--compare"], &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(stage.changes().is_empty(), "nothing is changed");
    let words = "to be done: POST https://us.sentry.io/api/0/teams/acme/payments/projects/";
    assert!(said(&output).contains(words), "{}", said(&output));
}

/// A server, or a proxy before it, may do what it is asked and answer that it could not.
#[test]
fn nothing_is_made_twice_if_an_answer_gets_lost() {
    if !is_installed("jq") {
        return;
    }
    let run = |stage: &Stage, variable: &str, addresses: &str| {
        let folder = stage.folder.join("sentry").display().to_string();
        let environments = ("ENVIRONMENTS", r#"[{"name":"production"}]"#);
        let set = [SET[0], SET[1], ("SENTRY", &*folder), environments, (variable, addresses)];
        stage.run(&["--apply"], &set)
    };
    for (at, (variable, addresses)) in
        [("LOST", "."), ("BUSY", "/projects/$"), ("BUSY", "/workflows/$")].into_iter().enumerate()
    {
        let stage = Stage::new(&format!("lost-{at}"), &shop());
        let first = run(&stage, variable, addresses);
        assert!(said(&first).contains("0 waiting"), "{}", said(&first));
        let files = |kind: &str| {
            let files = std::fs::read_dir(stage.folder.join("sentry").join(kind));
            files.expect("a folder").count()
        };
        assert_eq!((files("teams"), files("projects"), files("alerts")), (2, 3, 1));
        assert!(!said(&first).contains("was there before"), "{}", said(&first));
        let kept = stage.project("billing-api");
        assert!(kept["ownership"]["raw"].is_string(), "it goes on with what it made: {kept}");
        if variable == "BUSY" {
            assert!(first.status.success(), "it tries again: {}", said(&first));
        }
    }
    // What was made is seen, so that it is not told as refused.
    let stage = Stage::new("lost-project", &shop());
    let output = run(&stage, "LOST", "/(teams|projects|workflows)/$");
    assert!(output.status.success(), "{}", said(&output));
    stage.changes();
    let second = stage.run_in_sentry(&["--apply"], &["production"]);
    assert!(stage.changes().is_empty(), "{}", said(&second));
    // What was not made is refused with the server's own words.
    let stage = Stage::new("down", &shop());
    let output = stage.run(&["--apply"], &[SET[0], SET[1], ("STATUS", "503")]);
    assert!(said(&output).contains("refused (503): {\"id\":\"5\",\"detail\":\"no\"}"));
}

/// The code host may be connected after the first run, which says how the second finishes.
#[test]
fn what_waited_for_the_code_host_is_finished_by_the_run_that_is_named() {
    if !is_installed("jq") {
        return;
    }
    let mut plan = shop();
    plan.repositories[0].codeowners = "/web/ @acme/web\n".into();
    let stage = Stage::new("finish", &plan);
    let run = |options: &[&str], no_host: &str| {
        let folder = stage.folder.join("sentry").display().to_string();
        let environments = ("ENVIRONMENTS", r#"[{"name":"production"}]"#);
        let integrations =
            ("INTEGRATIONS", r#"[{"id":"42","status":"active","provider":{"key":"github"}}]"#);
        let set = [SET[0], SET[1], ("SENTRY", &*folder), environments, ("NO_HOST", no_host)];
        match no_host {
            "" => stage.run(options, &[&set[..], &[integrations]].concat()),
            _ => stage.run(options, &set),
        }
    };
    let first = run(&["--apply"], "yes");
    assert_eq!(first.status.code(), Some(1), "{}", said(&first));
    let named = said(&first);
    let named = named.lines().find(|line| line.starts_with("  --apply --adopt"));
    let named = named.unwrap_or_else(|| panic!("it names what it made: {}", said(&first)));
    assert_eq!(named.trim(), "--apply --adopt shop-web --adopt billing-api --adopt tools");
    stage.changes();
    let second = run(&named.split_whitespace().collect::<Vec<_>>(), "");
    assert!(second.status.success(), "{}", said(&second));
    let changes = stage.changes();
    let count = |end: &str| changes.iter().filter(|it| it.ends_with(end)).count();
    assert_eq!((count("/bulk/"), count("/codeowners/")), (3, 2), "{changes:?}");
    assert!(!said(&second).contains("lack something"), "{}", said(&second));
    let third = run(&["--apply"], "");
    assert!(third.status.success() && stage.changes().is_empty(), "{}", said(&third));
}

/// On Bitbucket names stand for nobody in Sentry: a file with some is not imported, since the lines that
/// are left would get the files of those that are dropped.
#[test]
fn codeowners_of_bitbucket_is_imported_only_if_it_names_addresses_alone() {
    if !is_installed("jq") {
        return;
    }
    for (at, (file, is_imported)) in [
        ("* jo@acme.io\n", true),
        ("* jo@acme.io\n/web/ @acme/web\n", false),
        ("* jo@acme.io\n/web/ @jo\n", false),
    ]
    .into_iter()
    .enumerate()
    {
        let mut plan = shop();
        plan.choices.host = RepositoryHost::Bitbucket;
        plan.repositories[0].codeowners = file.into();
        plan.teams[1].code_owners = vec!["@acme/Payments".into()];
        plan.people =
            vec![Person { address: "jo@acme.io".into(), code_owners: vec!["@jo".into()] }];
        let stage = Stage::new(&format!("bitbucket-{at}"), &plan);
        let output = stage.run_in_sentry(&["--apply"], &["production"]);
        assert!(output.status.success(), "{}", said(&output));
        let changes = stage.changes();
        assert!(!changes.iter().any(|it| it.contains("external-")), "{changes:?}");
        let imports = changes.iter().any(|it| it.ends_with("/codeowners/"));
        assert_eq!(imports, is_imported, "{file:?}: {changes:?}");
        for format in [Format::Shell, Format::Terraform, Format::Markdown] {
            let text = crate::support::file(&plan, format).replace("\n# ", " ");
            let told = text.contains("so nothing here imports the file");
            assert_eq!(told, !is_imported, "{format:?} says so: {text}");
        }
        let report = crate::support::file(&plan, Format::Markdown);
        assert_eq!(report.contains("Attach CODEOWNERS"), is_imported, "{report}");
        assert!(!report.contains("Team Mappings"), "{report}");
    }
}

#[test]
fn codeowners_is_imported_once_and_its_names_stand_for_teams_and_people() {
    if !is_installed("jq") {
        return;
    }
    let mut plan = shop();
    plan.repositories[0].codeowners = "/web/ @acme/web\n".into();
    plan.teams[1].code_owners = vec!["@acme/Payments".into()];
    plan.people = vec![Person { address: "jo@acme.io".into(), code_owners: vec!["@jo".into()] }];
    let stage = Stage::new("codeowners", &plan);
    let run = |options: &[&str], connected: bool| {
        let folder = stage.folder.join("sentry").display().to_string();
        let integrations = r#"[{"id":"42","status":"active","provider":{"key":"github"}}]"#;
        let members = r#"[{"email":"Jo@acme.io","user":{"id":"7"}}]"#;
        stage.run(
            options,
            &[
                SET[0],
                SET[1],
                ("SENTRY", &folder),
                ("ENVIRONMENTS", r#"[{"name":"production"}]"#),
                ("INTEGRATIONS", if connected { integrations } else { "[]" }),
                ("MEMBERS", members),
            ],
        )
    };
    let dry = stage.run(&[], &[]);
    assert!(said(&dry).contains("/external-teams/"), "{}", said(&dry));
    let first = run(&["--apply"], false);
    assert!(said(&first).contains("waits: github is not connected"), "{}", said(&first));
    assert!(!stage.changes().iter().any(|it| it.contains("external-")), "{}", said(&first));
    let second = run(&["--apply"], true);
    let changes = stage.changes();
    for call in
        ["POST teams/acme/payments/external-teams/", "POST organizations/acme/external-users/"]
    {
        assert!(changes.iter().any(|it| it == call), "{call}: {changes:?} {}", said(&second));
    }
    let project = stage.project("shop-web");
    assert_eq!(project["codeowners"][0]["raw"], "/web/ @acme/web\n", "as the repository has it");
    assert_eq!(project["codeowners"][0]["codeMappingId"], "900");
    let names = std::fs::read_to_string(stage.folder.join("sentry/teams/payments.names"));
    let names: serde_json::Value = serde_json::from_str(&names.expect("names")).expect("JSON");
    let named =
        json!({ "integrationId": 42, "provider": "github", "externalName": "@acme/Payments" });
    assert_eq!(names[0], named);
    let third = run(&["--apply"], true);
    assert!(third.status.success(), "{}", said(&third));
    assert!(stage.changes().is_empty(), "{}", said(&third));
}
