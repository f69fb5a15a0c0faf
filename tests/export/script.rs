//! The script, checked by `bash` and `shellcheck`, and run beside a `curl` that only writes
//! down what it is told.

use crate::support::{all_of, file, hostile, printable, shop};
use sentry_general::export::Format;
use sentry_general::organization::{Edition, Organization};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Writes down method, address and body of each call, and answers as `$STATUS` and `$ALERTS`
/// say; with `$PAGE`, as something that is not Sentry.
const CURL: &str = r#"#!/usr/bin/env bash
while [ $# -gt 0 ]; do
  case $1 in
    --request) method=$2; shift ;;
    --output) output=$2; shift ;;
    --config) config=$(cat "$2"); shift ;;
    --data-binary) body=$(cat); shift ;;
    --header|--write-out|--retry) shift ;;
    http*) address=$1 ;;
  esac
  shift
done
printf '%s\t%s\t%s\t%s\n' "$method" "$address" "${body-}" "$config" >>"$CALLS"
case ${PAGE:+page}$address in
  page*) printf '%s' "$PAGE" >"$output" ;;
  */detectors/*) printf '[{"id":"77","type":"issue_stream"}]' >"$output" ;;
  */workflows/\?*) printf '%s' "${ALERTS:-[]}" >"$output" ;;
  *) printf '{"id":"5","detail":"no"}' >"$output" ;;
esac
printf '%s' "${STATUS:-201}"
"#;

/// A folder with a script of a plan and that `curl`.
struct Stage {
    folder: PathBuf,
}

impl Stage {
    fn new(name: &str, organization: &Organization) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("script-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("plan.sh"), file(organization, Format::Shell)).expect("a file");
        fs::write(folder.join("curl"), CURL).expect("a file");
        let runs = fs::Permissions::from_mode(0o755);
        fs::set_permissions(folder.join("curl"), runs).expect("a program");
        Self { folder }
    }

    fn run(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let path =
            format!("{}:{}", self.folder.display(), std::env::var("PATH").unwrap_or_default());
        let mut bash = Command::new("bash");
        bash.arg("plan.sh").args(arguments).current_dir(&self.folder).env("PATH", path);
        for name in ["SENTRY_AUTH_TOKEN", "SENTRY_ORG", "SENTRY_URL", "SENTRY_TEAM", "CALLS"] {
            bash.env_remove(name);
        }
        bash.env("CALLS", self.folder.join("calls")).envs(environment.iter().copied());
        bash.output().expect("bash is installed")
    }

    /// Method, address, body, and the file of options that held the token.
    fn calls(&self) -> Vec<[String; 4]> {
        let text = fs::read_to_string(self.folder.join("calls")).unwrap_or_default();
        let call = |line: &str| {
            let mut cells = line.split('\t').map(str::to_owned);
            std::array::from_fn(|_| cells.next().unwrap_or_default())
        };
        text.lines().map(call).collect()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn is_installed(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        eprintln!("skipped: {program} is not installed");
    }
    there
}

#[test]
fn bash_and_shellcheck_have_nothing_to_say() {
    let mut own = shop();
    own.choices.edition = Edition::SelfHosted;
    own.organization.clear();
    let (plain, texts) = ([shop(), Organization::default(), own], hostile());
    let plans = plain.into_iter().chain(texts.iter().map(|text| all_of(text)));
    let scripts: Vec<PathBuf> = plans
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

const SET: [(&str, &str); 2] = [("SENTRY_TEAM", "web"), ("SENTRY_AUTH_TOKEN", "sntrys_abc")];

#[test]
fn applied_it_makes_the_calls_in_order() {
    let stage = Stage::new("apply", &shop());
    let output = stage.run(&["--apply"], &SET);
    let calls = stage.calls();
    let made: Vec<String> = calls
        .iter()
        .map(|[method, address, ..]| {
            format!("{method} {}", address.trim_start_matches("https://us.sentry.io/api/0/"))
        })
        .filter(|it| !it.contains("/workflows/") && !it.contains("/detectors/"))
        .filter(|it| !it.starts_with("GET"))
        .collect();
    let expected = [
        "POST organizations/acme/teams/",
        "POST organizations/acme/teams/",
        "POST teams/acme/web/projects/",
        "PUT projects/acme/shop-web/ownership/",
        "PUT projects/acme/shop-web/filters/browser-extensions/",
        "PUT projects/acme/shop-web/filters/localhost/",
        "PUT projects/acme/shop-web/filters/web-crawlers/",
        "POST organizations/acme/code-mappings/bulk/",
        "POST teams/acme/payments/projects/",
        "POST projects/acme/billing-api/teams/web/",
        "PUT projects/acme/billing-api/ownership/",
        "POST organizations/acme/code-mappings/bulk/",
        "POST teams/acme/web/projects/",
        "POST organizations/acme/code-mappings/bulk/",
    ];
    assert_eq!(made, expected, "each call finds what it needs: {}", said(&output));
    for [.., config] in &calls {
        assert_eq!(
            config, "header = \"Authorization: Bearer sntrys_abc\"",
            "the token goes by a file"
        );
    }
    let body = |at: usize| -> Value { serde_json::from_str(&calls[at][2]).expect("JSON") };
    assert_eq!(body(0), json!({ "name": "payments", "slug": "payments" }));
    let rules = json!({
        "raw": "path:* #web\n", "fallthrough": false,
        "autoAssignment": "Auto Assign to Issue Owner", "codeownersAutoSync": false,
    });
    assert_eq!(body(3), rules);
    let bulk = json!({
        "project": "shop-web", "repository": "acme/shop", "provider": "github", "defaultBranch": "main",
        "mappings": [{ "stackRoot": "", "sourceRoot": "apps/web/" }],
    });
    assert_eq!(body(7), bulk);
    if is_installed("jq") {
        assert!(output.status.success(), "{}", said(&output));
        let is_alert = |call: &&[String; 4]| call[0] == "POST" && call[1].ends_with("/workflows/");
        let alerts: Vec<_> = calls.iter().filter(is_alert).collect();
        assert_eq!(alerts.len(), 3, "an alert for each project");
        let alert: Value = serde_json::from_str(&alerts[0][2]).expect("JSON");
        assert_eq!(alert["detector_ids"], json!([77]), "on the monitor that Sentry named");
        assert_eq!(alert["name"], "shop-web: new or back in production");
        assert_eq!(alert["environment"], "production");
    } else {
        assert!(
            said(&output).contains("install jq"),
            "what needs jq is left to the user, and said"
        );
    }
}

#[test]
fn it_may_run_again() {
    let stage = Stage::new("again", &shop());
    let alerts = r#"[{"name":"shop-web: new or back in production"}]"#;
    let set = [SET[0], SET[1], ("STATUS", "409"), ("ALERTS", alerts)];
    let output = stage.run(&["--apply"], &set);
    assert!(said(&output).contains("there already"), "{}", said(&output));
    assert!(!said(&output).contains("refused ("), "what is there is no fault: {}", said(&output));
    let is_alert = |call: &[String; 4]| call[0] == "POST" && call[1].ends_with("/workflows/");
    if is_installed("jq") {
        assert_eq!(
            stage.calls().iter().filter(|it| is_alert(it)).count(),
            2,
            "two of three are new"
        );
    }
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
        let is_project = |call: &&[String; 4]| call[0] == "POST" && call[1].ends_with("/projects/");
        assert_eq!(stage.calls().iter().filter(is_project).count(), 3, "it comes to the last one");
        assert!(said(&output).contains("not one of Sentry: "), "{}", said(&output));
        let alerts = |call: &&[String; 4]| call[0] == "POST" && call[1].ends_with("/workflows/");
        assert_eq!(stage.calls().iter().filter(alerts).count(), 0, "no alert on what is unknown");
    }
}

#[test]
fn what_is_refused_is_said_counted_and_gone_past() {
    let stage = Stage::new("refused", &shop());
    let output = stage.run(&["--apply"], &[SET[0], SET[1], ("STATUS", "403")]);
    assert_eq!(output.status.code(), Some(1), "it ends with a fault");
    assert!(said(&output).contains("refused (403): {\"id\":\"5\",\"detail\":\"no\"}"));
    assert!(stage.calls().len() > 10, "one refusal stops no other call");
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
        let team = calls.first().unwrap_or_else(|| panic!("{text:?}: {}", said(&output)));
        let body: Value = serde_json::from_str(&team[2]).expect("a body is JSON");
        assert_eq!(body["slug"], json!(printable(text)), "the very text arrives");
        for [_, address, ..] in &calls {
            let path = address.trim_start_matches("https://us.sentry.io/api/0/");
            let plain = |it: char| it.is_ascii_alphanumeric() || "/._-~%?=&:".contains(it);
            assert!(path.chars().all(plain) && !path.contains("/../"), "{path} is one address");
        }
    }
}
