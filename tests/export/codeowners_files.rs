//! CODEOWNERS of several repositories, beside a file that is there, and for files in no project.

use crate::support::file;
use sentry_general::api::{OrganizationRequest, plan_organization};
use sentry_general::export::{Format, export_all};
use sentry_general::organization::Organization;
use serde_json::{Value, json};

fn planned(repositories: &Value) -> Organization {
    let request = json!({ "organization": "acme", "repositories": repositories });
    let request: OrganizationRequest = serde_json::from_value(request).expect("sound");
    plan_organization(request).expect("a plan").organization
}

/// A repository of two services.
fn services(name: &str, rules: &str, codeowners: &str) -> Value {
    let names = json!({ "@acme/core": "#core", "@acme/web": "#web" });
    let mut repository = json!({
        "name": name,
        "rules": rules,
        "tree": "apps/web/package.json\napps/web/Dockerfile\napps/web/src/index.js\n\
            apps/api/package.json\napps/api/Dockerfile\napps/api/src/server.js\ndocs/guide.md\n",
    });
    if !codeowners.is_empty() {
        repository["codeowners"] = json!({ "text": codeowners, "owners": names });
    }
    repository
}

/// Who reviews a file, by the file that was written.
fn reviewer(text: &str, path: &str) -> Option<String> {
    let rules = codeowners_rs::parse(text).into_ruleset();
    Some(rules.owners(path)?.first()?.value.clone())
}

#[test]
fn each_repository_of_several_has_its_part_below_a_heading() {
    let organization = planned(&json!([
        services("acme/mono", "path:* #platform\npath:apps/web/* #web\n", ""),
        services("acme/shop", "", "* @acme/core\n/apps/web/ @acme/web\n"),
        services("acme/tools", "path:* #tools\n", ""),
    ]));
    let text = file(&organization, Format::Codeowners);
    let mut parts = text.split("# --- Repository ");
    assert!(
        parts
            .next()
            .is_some_and(|head| head.lines().all(|it| it.starts_with('#') || it.is_empty()))
    );
    let parts: Vec<&str> = parts.collect();
    let files = export_all(&organization);
    let files: Vec<&str> = files
        .iter()
        .filter(|it| it.filename.starts_with("codeowners/"))
        .filter_map(|it| it.text())
        .collect();
    assert_eq!(parts.len(), 3, "{text}");
    for ((part, own), name) in parts.iter().zip(&files).zip(["mono", "shop", "tools"]) {
        let (heading, part) = part.split_once('\n').expect("a heading is a line");
        assert_eq!(heading, format!("acme/{name}: into a file of its own"));
        assert_eq!(part.trim(), own.trim(), "the same as in the archive");
    }
    assert!(parts[1].contains("\n/apps/web/ @acme/web\n"), "a file without rules is in: {text}");
    assert_eq!(reviewer(files[0], "apps/web/src/index.js").as_deref(), Some("@acme/web"));
}

#[test]
fn a_project_of_no_repository_of_the_plan_is_not_lost() {
    let mut organization = planned(&json!([
        services("acme/mono", "path:* #platform\n", ""),
        services("acme/tools", "path:* #tools\n", ""),
    ]));
    organization.projects[0].repository = "acme/gone".into();
    organization.projects[0].repository_rules = "path:apps/api/* #api\n".into();
    let text = file(&organization, Format::Codeowners);
    let rest = text.split_once("# --- Projects of repositories that are not in the plan\n");
    assert!(rest.is_some_and(|(_, rest)| rest.ends_with("\n/apps/api/ @acme/api\n")), "{text}");
}

#[test]
fn rules_for_files_in_no_project_are_in_it() {
    let rules = "path:apps/* #core\npath:docs/* #writers\npath:docs/api/* #core\n";
    let mut organization = planned(&json!([services("acme/mono", rules, "")]));
    let text = file(&organization, Format::Codeowners);
    assert_eq!(reviewer(&text, "docs/guide.md").as_deref(), Some("@acme/writers"), "{text}");
    assert_eq!(reviewer(&text, "docs/api/a.md").as_deref(), Some("@acme/core"), "{text}");
    assert!(!text.contains("in no project"), "{text}");
    // A plan that does not tell the whole says so.
    for repository in &mut organization.repositories {
        repository.rules.clear();
    }
    let text = file(&organization, Format::Codeowners);
    assert_eq!(reviewer(&text, "docs/guide.md"), None);
    assert_eq!(reviewer(&text, "apps/api/src/server.js").as_deref(), Some("@acme/core"));
    assert!(
        text.contains("# Rules for files that are in no project are not in the plan"),
        "{text}"
    );
    organization.left_over = 0;
    let text = file(&organization, Format::Codeowners);
    assert!(!text.contains("in no project"), "no file is left over: {text}");
}

#[test]
fn rules_stand_before_the_sections_of_a_file() {
    let sections = "[Web][2] @acme/web\n/apps/web/\n\n^[Docs] @acme/docs\n*.md\n";
    let rules = "path:apps/* #core\npath:apps/api/* #api\n";
    for own in ["", "* @acme/core\n\n"] {
        let given = format!("{own}{sections}");
        let organization = planned(&json!([services("acme/mono", rules, &given)]));
        let text = file(&organization, Format::Codeowners);
        let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what} is in {text}"));
        assert!(
            at("\n/apps/api/ @acme/api\n") < at("\n[Web][2] @acme/web\n/apps/web/\n"),
            "{text}"
        );
        assert!(text.ends_with("\n^[Docs] @acme/docs\n*.md\n"), "{text}");
        assert!(text.contains("each decides for itself"), "{text}");
        assert_eq!(text.contains("\n* @acme/core\n"), !own.is_empty(), "{text}");
    }
    // Elsewhere brackets are a pattern.
    let given = "* @acme/core\n[ab].js @acme/web\n/app/[id]/ @acme/web\n";
    let text = file(&planned(&json!([services("acme/mono", rules, given)])), Format::Codeowners);
    assert!(!text.contains("decides for itself"), "{text}");
}

#[test]
fn a_rule_that_takes_all_from_the_file_is_told() {
    const WARNING: &str = "# The next line matches every file";
    let check = |rules: &str, given: &str, before: Option<&str>| {
        let text =
            file(&planned(&json!([services("acme/mono", rules, given)])), Format::Codeowners);
        let line = text.split_once(WARNING).map(|(_, rest)| {
            rest.lines()
                .find(|line| !line.starts_with('#') && !line.is_empty() && line.contains('@'))
        });
        assert_eq!(line.map(Option::unwrap_or_default), before, "{text}");
    };
    let all = "path:apps/api/* #api\npath:* #core\npath:apps/web/* #web\n";
    check(all, "* @acme/core\n/apps/web/ @acme/web\n", Some("* @acme/core"));
    check(all, "", None);
    check(all, "# nothing yet\n", None);
    check(all, "[Web] @acme/web\n/apps/web/\n", None);
    check("path:apps/api/* #api\n", "* @acme/core\n", None);
}
