//! What starts a job, what the release is named after, and where all that happens.

use super::plans::{SERVICES, usual};
use sentry_general::organization::{Ci, Organization};
use sentry_general::playbook::release::{Group, ci, commands};
use std::path::Path;
use std::process::Command;

/// Two repositories with a project each.
fn two(scheme: &str) -> Organization {
    let json = format!(
        r#"{{"organization": "acme", "repositories": [{{"name": "acme/shop"}}, {{"name": "acme/rails"}}],
        "projects": [{{"slug": "web", "platform": "go", "repository": "acme/shop"}},
            {{"slug": "pay", "platform": "go", "repository": "acme/rails"}}],
        "choices": {{"release": {{"scheme": "{scheme}"}}}}}}"#
    );
    Organization::from_json(&json).expect("a plan")
}

fn text(organization: &Organization, service: Ci) -> String {
    ci::file_for(organization, service).expect("there are projects").text
}

#[test]
fn a_release_is_named_after_the_tag_that_started_its_job() {
    let organization = usual();
    let group = &Group::all(&organization)[0];
    let named = |service| commands::steps(group, service)[0].lines[0].clone();
    assert_eq!(named(Ci::GithubActions), r#"TAG="$GITHUB_REF_NAME""#);
    assert_eq!(named(Ci::GitlabCi), r#"TAG="$CI_COMMIT_TAG""#);
    assert_eq!(named(Ci::Circleci), r#"TAG="$CIRCLE_TAG""#);
    assert_eq!(named(Ci::Jenkins), r#"TAG="$TAG_NAME""#);
    assert!(named(Ci::Shell).contains("git describe"), "nothing but a person starts it");
    for service in SERVICES {
        let text = text(&organization, service);
        assert_eq!(text.contains("git describe"), service == Ci::Shell, "{service:?}: {text}");
    }
}

#[test]
fn only_a_tag_with_a_version_starts_a_job() {
    let organization = usual();
    for (service, filter) in [
        (Ci::GithubActions, "\"web@[0-9]*\", \"billing-api@[0-9]*\""),
        (Ci::GitlabCi, "$CI_COMMIT_TAG =~ /^web@[0-9]/"),
        (Ci::Circleci, "only: \"/^web@[0-9].*/\""),
        (Ci::Jenkins, "tag pattern: '^web@[0-9].*', comparator: 'REGEXP'"),
    ] {
        let text = text(&organization, service);
        assert!(text.contains(filter), "{service:?}: {text}");
    }
}

#[test]
fn of_several_repositories_each_has_its_own_jobs() {
    for scheme in ["commit", "semver"] {
        let organization = two(scheme);
        for (service, condition) in [
            (Ci::GithubActions, "if: \"github.repository == 'acme/rails'"),
            (Ci::GitlabCi, r#"- if: "$CI_PROJECT_PATH == \"acme/rails\" && $CI_COMMIT_"#),
            (Ci::Circleci, "*[/:]acme/rails | *[/:]acme/rails.git) ;;"),
            (Ci::Jenkins, "*[/:]acme/rails | *[/:]acme/rails.git) ;;"),
        ] {
            let text = text(&organization, service);
            assert_eq!(text.matches(condition).count(), 1, "{scheme}, {service:?}: {text}");
        }
    }
    let both = "github.repository == 'acme/rails' && startsWith(github.ref_name, 'pay@')";
    assert!(text(&two("semver"), Ci::GithubActions).contains(both));
    for service in SERVICES {
        let text = text(&usual(), service);
        for condition in ["github.repository", "CI_PROJECT_", "remote get-url"] {
            assert!(!text.contains(condition), "one repository needs no condition: {text}");
        }
    }
}

#[test]
fn a_repository_whose_name_is_no_path_is_named_in_a_remark() {
    let mut organization = two("commit");
    organization.repositories[1].name = "Acme / Ruby on Rails".into();
    organization.projects[1].repository = "Acme / Ruby on Rails".into();
    for service in SERVICES {
        let text = text(&organization, service);
        assert!(text.contains("# Belongs into Acme / Ruby on Rails only."), "{service:?}: {text}");
    }
    organization.repositories[1].name = "rails".into();
    organization.projects[1].repository = "rails".into();
    assert!(
        text(&organization, Ci::GithubActions).contains("endsWith(github.repository, '/rails')")
    );
    assert!(text(&organization, Ci::GitlabCi).contains(r#"$CI_PROJECT_NAME == \"rails\""#));
}

/// Runs the plain script in a clone that git itself made, with a tag of `web` and a later one that
/// is none of its releases; what it made, and what it said. None without git.
fn run(
    organization: &Organization,
    name: &str,
    arguments: &[&str],
) -> Option<(String, String, bool)> {
    let base = std::env::temp_dir().join(format!("sentry-general-{name}-{}", std::process::id()));
    drop(std::fs::remove_dir_all(&base));
    std::fs::create_dir_all(&base).ok()?;
    let shell = |script: &str, arguments: &[&str], folder: &Path| {
        Command::new("bash")
            .args(["-c", script, "bash"])
            .args(arguments)
            .current_dir(folder)
            .env("HOME", folder)
            .env("SENTRY_AUTH_TOKEN", "t")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .ok()
    };
    let made = "git init -q . && git remote add origin git@github.com:acme/shop.git \
        && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m one \
        && git tag web@1.4.2 && git tag pay@latest";
    if !shell(made, &[], &base)?.status.success() {
        return None;
    }
    let stubs = "npm() { :; }\nsentry-cli() { echo \"$@\"; }\n";
    let script = format!("{stubs}{}", text(organization, Ci::Shell));
    let output = shell(&script, arguments, &base)?;
    drop(std::fs::remove_dir_all(&base));
    let read = |it: Vec<u8>| String::from_utf8_lossy(&it).into_owned();
    Some((read(output.stdout), read(output.stderr), output.status.success()))
}

#[test]
fn the_plain_script_makes_what_it_is_asked_for_and_what_it_can() {
    let one = r#"{"organization": "acme", "repositories": [{"name": "acme/shop"}],
        "projects": [{"slug": "pay", "platform": "go"}, {"slug": "web", "platform": "go"}]}"#;
    let one = Organization::from_json(one).expect("a plan");
    let Some((made, said, done)) = run(&one, "all", &[]) else { return };
    assert!(done, "{said}");
    assert!(made.contains("releases new -p web web@1.4.2+1"), "{made}");
    assert!(!made.contains("pay"), "it has no tag with a version: {made}");
    assert_eq!(said.trim(), "Left out: pay, which has no tag like pay@1.4.2 yet.");
    assert!(!made.contains("deploys"), "nobody said that it is live: {made}");

    let Some((made, _, done)) = run(&one, "deploy", &["--deploy", "web"]) else { return };
    assert!(done && made.contains("deploys new --release web@1.4.2+1 -e production -p web"));

    let Some((made, said, done)) = run(&one, "typo", &["web", "wbe"]) else { return };
    assert!(!done && made.is_empty(), "nothing is begun: {made}");
    assert_eq!(said.trim(), "There is no project wbe here.");
}

#[test]
fn the_plain_script_makes_the_releases_of_the_clone_it_is_run_in() {
    let organization = two("commit");
    let Some((made, said, done)) = run(&organization, "clone", &[]) else { return };
    assert!(done && made.contains("-p web web@") && !made.contains("pay"), "{made}");
    let expected =
        "Left out: pay, which is released in acme/rails. Name the project to do it here.";
    assert_eq!(said.trim(), expected);
    let Some((made, _, done)) = run(&organization, "named", &["pay"]) else { return };
    assert!(done && made.contains("-p pay pay@") && !made.contains("web"), "{made}");
}
