//! No file of any format holds what is to be left out, whatever stands in the plan; and what is
//! left says the same as before.

use crate::support::{all_of, file, hostile, printable, shop};
use sentry_general::export::{Content, Format, export_all};
use sentry_general::organization::{Organization, Repository};
use sentry_general::ownership;
use serde_json::Value;

#[test]
fn no_file_holds_what_is_left_out() {
    for text in hostile() {
        for file in export_all(&all_of(&text)) {
            let (Content::Text(written), false) = (&file.content, file.filename == "plan.json")
            else {
                continue;
            };
            // CSV ends its lines as its standard says.
            let written = written.replace("\r\n", "\n");
            assert_eq!(written, printable(&written), "{} of {text:?}", file.filename);
        }
    }
}

#[test]
fn rules_are_the_same_rules_without_what_is_left_out() {
    for text in hostile() {
        let mut plan = all_of(&text);
        plan.projects.truncate(1);
        let written = file(&plan, Format::Ownership);
        let rules = |text: &str| -> Vec<String> {
            ownership::parse(text).rules.iter().map(ToString::to_string).collect()
        };
        assert_eq!(rules(&written), rules(&printable(&text)), "{text:?}");
    }
}

#[test]
fn code_mappings_say_just_the_roots() {
    for text in hostile() {
        let written: Value =
            serde_json::from_str(&file(&all_of(&text), Format::CodeMappings)).expect("JSON");
        for mapping in written.as_array().expect("a list") {
            for field in ["stackRoot", "sourceRoot", "project", "repository"] {
                assert_eq!(mapping[field], Value::from(printable(&text)), "{field} of {text:?}");
            }
        }
    }
}

#[test]
fn as_many_files_as_there_are_numbers_are_counted() {
    let mut plan = shop();
    let large =
        |name: &str| Repository { name: name.into(), files: u32::MAX, ..Repository::default() };
    plan.repositories = vec![large("acme/shop"), large("acme/tools")].into();
    let report = file(&plan, Format::Markdown);
    assert!(report.contains("8,589,934,590 files"), "{}", &report[..600]);
}

/// Two repositories, each with projects of the same names, and a name of which nothing but
/// its beginning fits into a slug.
fn twins(name: &str) -> Organization {
    let repository = |name: String| {
        serde_json::json!({ "name": name,
            "tree": ["apps/api/package.json", "apps/api/server.js", "apps/web/package.json", "apps/web/next.config.js",
                "apps/web/pages/index.js", "services/pay/go.mod", "services/pay/main.go", "services/pay/Dockerfile",
                "apps/api/Dockerfile", "apps/web/Dockerfile"] })
    };
    let repositories: Vec<Value> =
        (0..4).map(|at| repository(format!("{}/{name}", ["a", "b", "c", "d"][at]))).collect();
    let request = serde_json::json!({ "organization": "acme", "repositories": repositories });
    let request = serde_json::from_value(request).expect("a request");
    sentry_general::api::plan_organization(request).expect("a plan").organization
}

#[test]
fn equal_projects_of_repositories_with_long_names_have_slugs_of_their_own() {
    for length in [3, 40, 47, 48, 49, 50, 51, 90] {
        let plan = twins(&"r".repeat(length));
        assert!(plan.projects.len() >= 12, "{} projects", plan.projects.len());
        let mut slugs: Vec<&str> = plan.projects.iter().map(|it| it.slug.as_str()).collect();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), plan.projects.len(), "no two alike: {slugs:?}");
        assert!(slugs.iter().all(|slug| slug.len() <= 50), "as long as Sentry takes: {slugs:?}");
        assert!(!export_all(&plan).is_empty());
    }
}

#[test]
fn ten_thousand_projects_of_one_slug_are_exported_without_a_scan() {
    let mut plan = shop();
    let mut one = plan.projects[0].clone();
    one.slug = "a".repeat(90);
    plan.projects = vec![one; 10_000];
    let start = std::time::Instant::now();
    let written = file(&plan, Format::TerraformImports);
    assert_eq!(written.matches("sentry_project.").count(), 10_000);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
