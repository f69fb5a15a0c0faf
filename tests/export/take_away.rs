//! What is taken along besides the plan: the way in days, the file for builds, code for the
//! applications, and how things are called.

use crate::support::{all_of, file, hostile, printable, shop};
use sentry_general::export::{Format, export, export_all, export_project};
use sentry_general::organization::{Ci, Organization};
use sentry_general::playbook::naming;

fn rows(organization: &Organization) -> Vec<Vec<String>> {
    let text = file(organization, Format::Rollout);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    rows.collect()
}

#[test]
fn the_way_has_days_and_dates_once_the_first_is_known() {
    let mut organization = shop();
    let without = rows(&organization);
    assert_eq!(without[0], ["day", "date", "what", "team", "items"]);
    assert!(without[1..].iter().all(|row| row[1].is_empty()), "no day is made up");
    organization.choices.start = "2027-01-29".into();
    let with = rows(&organization);
    let dates: Vec<&str> = with[1..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(dates[0], "2027-01-29");
    assert!(dates.is_sorted(), "{dates:?}");
    let days: Vec<u32> = with[1..].iter().map(|row| row[0].parse().expect("a number")).collect();
    assert!(days.is_sorted() && days[0] == 1, "people count from one: {days:?}");
    let alert = with.iter().position(|row| row[4].contains("workflow/alert")).expect("the alert");
    let event = with.iter().position(|row| row[4] == "projects/first-event").expect("an event");
    assert!(event < alert, "events come before alerts");
    organization.choices.start = "2027-03-01".into();
    let shifted = rows(&organization);
    assert_eq!(shifted[1][1], "2027-03-01", "another first day shifts all");
    assert_eq!(shifted.len(), with.len());
}

#[test]
fn the_build_makes_releases_of_every_project_whichever_is_looked_at() {
    let mut organization = shop();
    organization.choices.release.project = "tools".into();
    for (ci, name, first) in [
        (
            Ci::GithubActions,
            "sentry-release.yml",
            "# Goes into .github/workflows/sentry-release.yml",
        ),
        (Ci::GitlabCi, "gitlab-ci.yml", "# Goes into .gitlab-ci.yml"),
        (Ci::Circleci, "circleci-config.yml", "# Goes into .circleci/config.yml"),
        (Ci::Jenkins, "Jenkinsfile", "// Goes into Jenkinsfile"),
        (Ci::Shell, "sentry-release.sh", "#!/bin/sh"),
    ] {
        organization.choices.ci = ci;
        let made = export(&organization, Format::Ci);
        assert_eq!(made.filename, name);
        let text = made.text().expect("text");
        assert_eq!(text.lines().next(), Some(first));
        for project in &organization.projects {
            assert!(
                text.contains(&format!("-p {}", project.slug)),
                "{} is released by {name}",
                project.slug
            );
        }
    }
}

#[test]
fn each_application_has_its_code() {
    let shop = shop();
    let one = export_project(&shop, Format::Sdk, "billing-api").expect("a file");
    assert_eq!(one.filename, "billing-api.md");
    let text = one.text().expect("text");
    for part in ["# Sentry in `billing-api`", "SENTRY_DSN", "\"payments\"", "services/billing/"] {
        assert!(text.contains(part), "{part:?} is in {text}");
    }
    let all = file(&shop, Format::Sdk);
    assert!(shop.projects.iter().all(|it| all.contains(&format!("# Sentry in `{}`", it.slug))));
}

#[test]
fn the_convention_of_names_is_the_plans_own_and_checked() {
    let mut organization = shop();
    let forms = naming::conventions(&organization);
    assert_eq!(
        forms.iter().map(|it| it.of).collect::<Vec<_>>(),
        ["Teams", "Projects", "Environments", "Releases"]
    );
    assert!(forms[1].examples.contains(&"billing-api".to_owned()), "{forms:?}");
    assert!(naming::check(&organization).is_empty(), "the plan keeps to it");
    organization.projects[0].slug = "shop_web".into();
    organization.projects[2].slug = "tools-production".into();
    organization.choices.environments = "production Production".into();
    let odd: Vec<String> = naming::check(&organization).into_iter().map(|it| it.message).collect();
    let expected = [
        "The project `shop_web` has an underscore where the others have hyphens.",
        "The project `tools-production` is named after the stage `production`.",
        "The environments `production` and `Production` are told apart by hardly anything.",
        "The environment `Production` has capital letters.",
    ];
    assert_eq!(odd, expected);
    let report = file(&organization, Format::Markdown);
    assert!(report.contains("These break the convention:"), "the report shows them");
}

#[test]
fn no_text_breaks_out_of_a_cell_or_a_file() {
    for text in hostile() {
        let organization = all_of(&text);
        for row in rows(&organization) {
            assert_eq!(row.len(), 5, "{text:?} is one cell");
        }
        // The plan itself holds what was typed, to the letter.
        for file in export_all(&organization).iter().filter(|it| it.filename != "plan.json") {
            let Some(written) = file.text() else { continue };
            let written = written.replace("\r\n", "\n");
            assert!(written == printable(&written), "{} of {text:?} is clean", file.filename);
        }
    }
}
