//! The script that fetches what is read, beside a stand-in for `curl`.

use crate::support::{
    PROJECTS, TEAMS, live_of, mappings, monitor, ownership, projects, teams, workflow,
};
use sentry_general::live::{FILENAME, script};
use sentry_general::organization::{Choices, Edition, Organization};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Answers from files of the folder `$STAGE/sentry`, named as the path with `_` for `/`, page by
/// page, and writes down what was called.
const CURL: &str = r#"#!/usr/bin/env bash
while [ $# -gt 0 ]; do
  case $1 in
    --request) method=$2; shift ;;
    --output) output=$2; shift ;;
    --dump-header) headers=$2; shift ;;
    --config) config=$(cat "$2"); shift ;;
    --write-out | --retry) shift ;;
    http*) address=$1 ;;
  esac
  shift
done
printf '%s\t%s\t%s\n' "$method" "$address" "$config" >>"$STAGE/calls"
path=${address#*/api/0/}
page=0
case $path in *cursor=*) page=${path##*cursor=} ;; esac
path=${path%%\?*}
name=$STAGE/sentry/${path//\//_}
if [ ! -e "$name$page" ]; then
  printf '{"detail": "You do not have permission to perform this action."}' >"$output"
  printf '403'
  exit 0
fi
cat "$name$page" >"$output"
next=$((page + 1))
more=false
if [ -e "$name$next" ]; then more=true; fi
printf 'HTTP/2 200\r\nlink: <https://x/?cursor=0:0:1>; rel="previous"; results="false"; cursor="0:0:1", <https://x/?cursor=%s>; rel="next"; results="%s"; cursor="%s"\r\n\r\n' "$next" "$more" "$next" >"$headers"
printf '200'
"#;

struct Stage(PathBuf);

impl Stage {
    fn new(name: &str, organization: &Organization) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("fetch-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("sentry")).expect("a folder");
        fs::write(folder.join(FILENAME), script(organization)).expect("a file");
        fs::write(folder.join("curl"), CURL).expect("a file");
        fs::set_permissions(folder.join("curl"), fs::Permissions::from_mode(0o755))
            .expect("a program");
        Self(folder)
    }

    /// A list, in pages of fifty.
    fn put(&self, path: &str, items: &[Value]) {
        for (page, items) in items.chunks(50).enumerate() {
            self.put_page(path, page, &Value::from(items));
        }
    }

    fn put_page(&self, path: &str, page: usize, value: &Value) {
        let name = format!("{}{page}", path.replace('/', "_"));
        // As a proxy may lay it out.
        let text = serde_json::to_string_pretty(value).expect("plain values");
        fs::write(self.0.join("sentry").join(name), text).expect("a file");
    }

    fn run(&self, environment: &[(&str, &str)]) -> Output {
        let path = format!("{}:{}", self.0.display(), std::env::var("PATH").unwrap_or_default());
        let mut bash = Command::new("bash");
        bash.arg(FILENAME).current_dir(&self.0).env("PATH", path).env("STAGE", &self.0);
        for name in ["SENTRY_AUTH_TOKEN", "SENTRY_ORG", "SENTRY_URL"] {
            bash.env_remove(name);
        }
        bash.envs(environment.iter().copied()).output().expect("bash is installed")
    }

    fn calls(&self) -> Vec<String> {
        let text = fs::read_to_string(self.0.join("calls")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn file(&self) -> String {
        fs::read_to_string(self.0.join("sentry-today.json")).expect("it was written")
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn is_installed(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        eprintln!("skipped: {program} is not installed");
    }
    there
}

fn corner() -> Organization {
    Organization { organization: "corner".into(), ..Organization::default() }
}

#[test]
fn a_large_organization_is_fetched_whole() {
    if !is_installed("jq") {
        return;
    }
    let stage = Stage::new("whole", &corner());
    stage.put("organizations/corner/projects/", &projects());
    stage.put("organizations/corner/teams/", &teams());
    stage.put("organizations/corner/code-mappings/", &mappings());
    stage.put("organizations/corner/detectors/", &[monitor("1", 3)]);
    stage.put("organizations/corner/workflows/", &[workflow(0, "1", "issue_owners", &Value::Null)]);
    for project in 0..PROJECTS {
        stage.put_page(
            &format!("projects/corner/service-{project}/ownership/"),
            0,
            &ownership(project),
        );
        stage.put_page(
            &format!("projects/corner/service-{project}/codeowners/"),
            0,
            &Value::from(Vec::<Value>::new()),
        );
    }
    let output = stage.run(&[("SENTRY_AUTH_TOKEN", "sntrys_abc")]);
    assert!(output.status.success(), "{}", said(&output));
    let (live, reading) = live_of(&stage.file());
    assert!(live.unknown.is_empty(), "{:?}", live.unknown);
    assert_eq!((live.projects.len(), live.teams.len()), (PROJECTS, TEAMS), "all pages");
    assert!(live.projects.values().all(|it| it.rules.is_some()));
    assert_eq!(live.projects_of(&live.alerts["alert:300"]), ["service-3"].into());
    let told: Vec<&str> = reading.problems.iter().map(|it| it.code).collect();
    assert_eq!(told, ["live/refused"], "the repositories, which this token may not read");
    assert!(said(&output).contains("1 refused"), "{}", said(&output));
    let calls = stage.calls();
    assert!(
        calls.iter().all(|call| call.starts_with("GET\thttps://us.sentry.io/api/0/")),
        "only reads"
    );
    assert!(
        calls.iter().all(|call| call.ends_with("header = \"Authorization: Bearer sntrys_abc\""))
    );
    assert!(!stage.file().contains("sntrys_abc"), "no secret in the file");
    assert!(!calls.iter().any(|call| call.contains("/rules/")), "alerts are the organization's");
}

#[test]
fn older_servers_have_rules_of_projects() {
    if !is_installed("jq") {
        return;
    }
    let choices = Choices { edition: Edition::SelfHosted, ..Choices::default() };
    let stage = Stage::new("older", &Organization { choices, ..Organization::default() });
    stage.put("organizations/corner/projects/", &projects()[..1]);
    let rule = serde_json::json!({ "id": "4", "name": "Mail", "conditions": [], "status": "active", "projects": ["service-0"],
        "actions": [{ "id": "sentry.mail.actions.NotifyEmailAction", "targetType": "IssueOwners" }] });
    stage.put("projects/corner/service-0/rules/", &[rule]);
    let missing = stage.run(&[("SENTRY_AUTH_TOKEN", "abc")]);
    assert!(!missing.status.success() && said(&missing).contains("address of your server"));
    let set = [
        ("SENTRY_AUTH_TOKEN", "abc"),
        ("SENTRY_ORG", "corner"),
        ("SENTRY_URL", "https://sentry.corner.example/"),
    ];
    let output = stage.run(&set);
    assert!(output.status.success(), "what is refused does not stop it: {}", said(&output));
    let (live, _) = live_of(&stage.file());
    assert_eq!(live.projects_of(&live.alerts["rule:4"]), ["service-0"].into());
    assert!(stage.calls()[0].contains("https://sentry.corner.example/api/0/"));
}

#[test]
fn a_page_that_is_not_sentrys_is_told() {
    if !is_installed("jq") {
        return;
    }
    let stage = Stage::new("proxy", &corner());
    let name = stage.0.join("sentry/organizations_corner_projects_0");
    fs::write(name, "<html>Log in</html>").expect("a file");
    let output = stage.run(&[("SENTRY_AUTH_TOKEN", "abc")]);
    assert!(output.status.success(), "{}", said(&output));
    let (_, reading) = live_of(&stage.file());
    assert!(
        reading.problems[0].message.contains("no JSON came with the status 200"),
        "{reading:?}"
    );
}

#[test]
fn nothing_typed_is_run() {
    for slug in ["$(touch gone)", "a\"; touch gone; \"", "`touch gone`", "a b", "it's"] {
        let organization = Organization { organization: slug.into(), ..Organization::default() };
        let stage = Stage::new("typed", &organization);
        let output = stage.run(&[("SENTRY_AUTH_TOKEN", "abc")]);
        assert_eq!(output.status.code(), Some(2), "{slug}: {}", said(&output));
        assert!(!stage.0.join("gone").exists() && stage.calls().is_empty(), "{slug}");
    }
}

#[test]
fn shellcheck_has_nothing_to_say() {
    if !is_installed("shellcheck") {
        return;
    }
    let choices = Choices { edition: Edition::SelfHosted, ..Choices::default() };
    let odd = Organization { organization: "it's".into(), ..Organization::default() };
    let own = Organization { choices, ..Organization::default() };
    for (name, organization) in [("check-1", corner()), ("check-2", own), ("check-3", odd)] {
        let stage = Stage::new(name, &organization);
        let mut check = Command::new("shellcheck");
        let output = check.arg(stage.0.join(FILENAME)).output().expect("it is installed");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}
