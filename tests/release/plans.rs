//! Plans to make files from: a usual one, and one whose names would do harm.

use sentry_general::organization::{Ci, Organization};

/// An organization with a project of every kind of upload.
pub fn usual() -> Organization {
    read(
        r#"{"organization": "acme", "repositories": [{"name": "acme/shop"}], "projects": [
        {"slug": "web", "name": "web", "root": "apps/web", "platform": "javascript-nextjs", "teams": ["shop"]},
        {"slug": "billing-api", "name": "billing-api", "root": "services/billing", "platform": "python-django"},
        {"slug": "ios", "name": "ios", "root": "ios", "platform": "apple-ios"},
        {"slug": "android", "name": "android", "root": "android", "platform": "android"},
        {"slug": "app", "name": "app", "root": "app", "platform": "flutter"},
        {"slug": "native-app", "name": "native-app", "root": "rn", "platform": "react-native"},
        {"slug": "engine", "name": "engine", "root": "", "platform": "rust"},
        {"slug": "game", "name": "game", "root": "game", "platform": "unity"},
        {"slug": "desk", "name": "desk", "root": "desk", "platform": "dotnet-wpf"}]}"#,
    )
}

/// Names that nobody should have, and that nobody should suffer from.
pub const HARMFUL: [&str; 7] = [
    "\"; touch harm; #",
    "'; touch harm; #",
    "$(touch harm)",
    "`touch harm`",
    "a\ntouch harm",
    "${{ secrets.SENTRY_AUTH_TOKEN }}",
    "<< pipeline.id >> '''",
];

/// An organization in which everything is called so.
pub fn harmful(name: &str) -> Organization {
    let text = serde_json::to_string(name).expect("a text is JSON");
    read(&format!(
        r#"{{"organization": {text}, "repositories": [{{"name": {text}}}, {{"name": "other/one"}}], "projects": [
        {{"slug": {text}, "name": {text}, "root": {text}, "platform": "javascript-react", "repository": {text}}},
        {{"slug": "api", "name": "api", "root": {text}, "platform": "rust", "repository": "other/one"}},
        {{"slug": {second}, "name": {text}, "root": {text}, "platform": "android", "repository": {text}}}],
        "choices": {{"branch": {text}, "environments": {env}}}}}"#,
        second = serde_json::to_string(&format!("{name}2")).expect("a text is JSON"),
        env =
            serde_json::to_string(&name.replace(char::is_whitespace, "_")).expect("a text is JSON"),
    ))
}

fn read(json: &str) -> Organization {
    Organization::from_json(json).expect("the fixture is a plan")
}

/// Every way in which releases can be made, each with its description.
pub fn variants(organization: &Organization) -> Vec<(String, Organization)> {
    let mut all = Vec::new();
    for scheme in ["semver", "commit"] {
        for train in ["own", "shared"] {
            for edition in ["us", "self-hosted"] {
                for project in ["", "web"] {
                    let mut made = organization.clone();
                    let choices = serde_json::json!({ "scheme": scheme, "train": train, "project": project,
                        "cli": "older" });
                    made.choices.release = serde_json::from_value(choices).expect("choices");
                    made.choices.edition =
                        serde_json::from_value(serde_json::json!(edition)).expect("an edition");
                    all.push((format!("{scheme} {train} {edition} {project:?}"), made));
                }
            }
        }
    }
    all
}

/// Every CI service.
pub const SERVICES: [Ci; 5] =
    [Ci::GithubActions, Ci::GitlabCi, Ci::Circleci, Ci::Jenkins, Ci::Shell];
