//! The script, checked by `bash` and `shellcheck`, and run beside a `curl` that only writes
//! down what it is told.

use crate::stage::{SET, Stage, is_installed, said};
use crate::support::{all_of, file, hostile, printable, shop};
use sentry_general::export::Format;
use sentry_general::organization::{Edition, Organization};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

#[test]
fn bash_and_shellcheck_have_nothing_to_say() {
    let mut own = shop();
    own.choices.edition = Edition::SelfHosted;
    own.organization.clear();
    let (plain, texts) = ([shop(), Organization::default(), own], hostile());
    let plans = plain.into_iter().chain(texts.iter().map(|text| all_of(text)));
    // Texts that differ in what is left out alone make the same script.
    let mut seen = BTreeSet::new();
    let scripts: Vec<PathBuf> = plans
        .filter(|plan| seen.insert(file(plan, Format::Shell)))
        .enumerate()
        .map(|(at, plan)| Stage::new(&format!("syntax-{at}"), &plan).folder.join("plan.sh"))
        .collect();
    for script in &scripts {
        let bash = Command::new("bash").arg("-n").arg(script).output().expect("bash is installed");
        assert!(bash.status.success(), "bash reads it: {}", said(&bash));
    }
    if is_installed("shellcheck") {
        let output = Command::new("shellcheck").args(&scripts).output().expect("it runs");
        assert!(output.status.success(), "shellcheck has nothing to say: {}", said(&output));
    }
}

#[test]
fn a_dry_run_calls_nothing_and_needs_no_token() {
    let stage = Stage::new("dry", &shop());
    let output = stage.run(&[], &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(stage.calls().is_empty(), "nothing is called without --apply");
    let said = said(&output);
    let first = "POST https://us.sentry.io/api/0/organizations/acme/teams/\n    {\"name\":\"payments\",\"slug\":\"payments\"}";
    assert!(said.contains(first), "it says what it would do: {said}");
    assert!(said.contains("teams/acme/SENTRY_TEAM/projects/"), "what is missing goes by its name");
    assert!(said.ends_with("Run it with --apply to do this.\n"), "{said}");
}

#[test]
fn it_asks_for_what_the_plan_does_not_know_before_it_calls() {
    let stage = Stage::new("asks", &shop());
    for (environment, missing) in
        [(&[][..], "SENTRY_TEAM"), (&[("SENTRY_TEAM", "web")][..], "SENTRY_AUTH_TOKEN")]
    {
        let output = stage.run(&["--apply"], environment);
        assert!(!output.status.success(), "it stops");
        assert!(said(&output).contains(&format!("Set {missing}")), "{}", said(&output));
    }
    let bad = [("SENTRY_TEAM", "web"), ("SENTRY_AUTH_TOKEN", "a\"\nurl = x")];
    assert!(!stage.run(&["--apply"], &bad).status.success(), "a token is no option of curl");
    assert!(!stage.run(&["--aply"], &[]).status.success(), "an unknown option is refused");
    assert!(stage.calls().is_empty(), "nothing was called");
}

#[test]
fn applied_it_makes_the_calls_in_order() {
    let stage = Stage::new("apply", &shop());
    let output = stage.run_in_sentry(&["--apply"], &["production"]);
    let calls = stage.calls();
    for [.., config] in &calls {
        assert_eq!(
            config, "header = \"Authorization: Bearer sntrys_abc\"",
            "the token goes by a file"
        );
    }
    let expected = [
        "POST organizations/acme/teams/",
        "POST organizations/acme/teams/",
        "POST teams/acme/web/projects/",
        "PUT projects/acme/shop-web/ownership/",
        "PUT projects/acme/shop-web/filters/browser-extensions/",
        "PUT projects/acme/shop-web/filters/localhost/",
        "PUT projects/acme/shop-web/filters/web-crawlers/",
        "POST organizations/acme/code-mappings/bulk/",
        "POST organizations/acme/spike-protections/",
        "POST teams/acme/payments/projects/",
        "POST projects/acme/billing-api/teams/web/",
        "PUT projects/acme/billing-api/ownership/",
        "POST organizations/acme/code-mappings/bulk/",
        "POST organizations/acme/spike-protections/",
        "POST teams/acme/web/projects/",
        "POST organizations/acme/code-mappings/bulk/",
        "POST organizations/acme/spike-protections/",
        "POST organizations/acme/workflows/",
    ];
    let body = |path: &str| -> Value {
        let call = calls.iter().find(|it| it[0] != "GET" && it[1].ends_with(path));
        serde_json::from_str(&call.expect(path)[2]).expect("JSON")
    };
    assert_eq!(body("acme/teams/"), json!({ "name": "payments", "slug": "payments" }));
    let rules = json!({
        "raw": "path:* #web\n", "fallthrough": false,
        "autoAssignment": "Auto Assign to Issue Owner", "codeownersAutoSync": false,
    });
    assert_eq!(body("shop-web/ownership/"), rules);
    let bulk = json!({
        "project": "shop-web", "repository": "acme/shop", "provider": "github", "defaultBranch": "main",
        "mappings": [{ "stackRoot": "", "sourceRoot": "apps/web/" }],
    });
    assert_eq!(body("code-mappings/bulk/"), bulk);
    if is_installed("jq") {
        assert!(output.status.success(), "{}", said(&output));
        let alert = body("/workflows/");
        assert_eq!(alert["detector_ids"], json!([71, 72, 73]), "on the monitors that Sentry named");
        assert_eq!(alert["name"], "New or back in production", "one alert for all projects");
        assert_eq!(alert["environment"], "production");
        assert_eq!(stage.changes(), expected, "each call finds what it needs: {}", said(&output));
    }
}

#[test]
fn without_jq_projects_are_made_and_what_has_to_be_read_is_left_to_the_user() {
    let stage = Stage::new("no-jq", &shop());
    let hidden = "command() { [ \"$2\" != jq ] && builtin command \"$@\"; }\n";
    let script = stage.folder.join("plan.sh");
    let text = std::fs::read_to_string(&script).expect("the script");
    std::fs::write(
        &script,
        text.replacen("set -euo pipefail\n", &format!("set -euo pipefail\n{hidden}"), 1),
    )
    .expect("a file");
    let output = stage.run(&["--apply"], &SET);
    assert!(said(&output).contains("left to you: install jq"), "{}", said(&output));
    assert_eq!(stage.changes().len(), 17, "all but the alert: {}", said(&output));
    let again = stage.run(&["--apply"], &[SET[0], SET[1], ("STATUS", "200")]);
    assert!(
        said(&again).contains("install jq, and run this again to compare it"),
        "{}",
        said(&again)
    );
    assert!(stage.changes().is_empty(), "what can't be compared is left alone");
}

#[test]
fn an_answer_that_is_not_sentrys_stops_nothing_and_is_said() {
    if !is_installed("jq") {
        return;
    }
    for (at, page) in
        ["<html>Sign in</html>", "{\"a\": [", "[]", "{\"id\": {}}", "[{\"id\": \"x y\"}]"]
            .into_iter()
            .enumerate()
    {
        let stage = Stage::new(&format!("page-{at}"), &shop());
        let output = stage.run(&["--apply"], &[SET[0], SET[1], ("STATUS", "200"), ("PAGE", page)]);
        assert_eq!(output.status.code(), Some(1), "it ends with a fault: {}", said(&output));
        let last = |call: &[String; 4]| call[0] == "GET" && call[1].ends_with("/acme/tools/");
        assert!(stage.calls().iter().any(last), "it comes to the last one");
        assert!(said(&output).contains("not one of Sentry: "), "{}", said(&output));
        assert!(stage.changes().is_empty(), "nothing is made or set on what is unknown");
    }
}

#[test]
fn what_is_refused_is_said_counted_and_gone_past() {
    let stage = Stage::new("refused", &shop());
    let output = stage.run(&["--apply"], &[SET[0], SET[1], ("STATUS", "403")]);
    assert_eq!(output.status.code(), Some(1), "it ends with a fault");
    assert!(said(&output).contains("refused (403): {\"id\":\"5\",\"detail\":\"no\"}"));
    let looked = stage.calls().into_iter().filter(|call| !call[1].contains("environments"));
    assert_eq!(looked.count(), 5, "one refusal stops no other team or project");
    let output = stage.run_in_sentry(&["--apply"], &[]);
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn no_text_is_run_and_every_text_arrives() {
    for (at, text) in hostile().iter().enumerate() {
        let mut organization = all_of(text);
        organization.projects.truncate(1);
        let stage = Stage::new(&format!("run-{at}"), &organization);
        let canary = stage.folder.join("x");
        let set = [SET[0], SET[1], ("SENTRY_ORG", "acme"), ("HOME", "/nonexistent")];
        let output = stage.run(&["--apply"], &set);
        assert!(!canary.exists(), "nothing typed was run");
        let calls = stage.calls();
        let team = calls.iter().find(|call| call[0] == "POST");
        let team = team.unwrap_or_else(|| panic!("{text:?}: {}", said(&output)));
        let body: Value = serde_json::from_str(&team[2]).expect("a body is JSON");
        assert_eq!(body["slug"], json!(printable(text)), "the very text arrives");
        for [_, address, ..] in &calls {
            let path = address.trim_start_matches("https://us.sentry.io/api/0/");
            let plain = |it: char| it.is_ascii_alphanumeric() || "/._-~%?=&:".contains(it);
            assert!(path.chars().all(plain) && !path.contains("/../"), "{path} is one address");
        }
    }
}
