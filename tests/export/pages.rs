//! How much there is to read before the part where one only looks things up.

use crate::support::file;
use sentry_general::export::Format;
use sentry_general::organization::{Organization, Repository, Team};
use sentry_general::ownership;
use sentry_general::projects::{Inputs, WithCodeowners, plan};
use sentry_general::tree::Tree;
use std::collections::BTreeMap;

/// Letters on a line, and lines on a page: A4 at the size the report is printed in.
const LETTERS: usize = 95;
const LINES: usize = 52;

/// A repository as companies have it: a dozen applications, as many teams, some libraries.
fn medium() -> Organization {
    let mut tree = String::from("docker-compose.yml README.md docs/setup.md infra/main.tf ");
    let mut rules = String::from("path:* #platform\n");
    let services = ["orders", "billing", "search", "mail", "stock", "tax", "login", "reports"];
    for (at, name) in services.iter().enumerate() {
        let files = match at % 4 {
            0 => format!("services/{name}/go.mod services/{name}/main.go services/{name}/db/db.go"),
            1 => format!(
                "services/{name}/pom.xml services/{name}/src/main/java/io/acme/{name}/Run.java"
            ),
            2 => format!(
                "services/{name}/manage.py services/{name}/requirements.txt services/{name}/{name}/views.py"
            ),
            _ => format!(
                "services/{name}/package.json services/{name}/src/index.ts services/{name}/src/queue.ts"
            ),
        };
        tree.push_str(&format!("{files} services/{name}/Dockerfile "));
        rules.push_str(&format!("path:services/{name}/* #team-{name}\n"));
    }
    for name in ["shop", "office", "partner"] {
        tree.push_str(&format!("apps/{name}/package.json apps/{name}/vite.config.ts apps/{name}/index.html apps/{name}/src/main.tsx "));
        rules.push_str(&format!("path:apps/{name}/* #web\n"));
    }
    for at in 0..34 {
        tree.push_str(&format!("packages/kit-{at}/package.json packages/kit-{at}/src/index.ts "));
    }
    let tree = Tree::new(tree.split_whitespace().collect());
    let parsed = ownership::parse(&rules);
    let inputs = Inputs {
        tree: &tree,
        files: &BTreeMap::new(),
        text: &rules,
        rules: &parsed.rules,
        repository: Some("acme"),
        mappings: &[],
        codeowners: WithCodeowners::default(),
    };
    let repository =
        Repository { name: "acme/acme".into(), files: tree.len() as u32, ..Repository::default() };
    let mut organization = Organization { organization: "acme".into(), ..Organization::default() };
    organization.add(repository, &plan(&inputs, &[]));
    organization.teams = vec![Team { slug: "platform".into(), ..Team::default() }];
    organization
}

/// Lines on paper of a report's text.
fn lines(text: &str) -> usize {
    let wrapped = |text: &str, width: usize| text.chars().count().div_ceil(width.max(1)).max(1);
    let line = |line: &str| match line.strip_prefix('|') {
        // A cell wraps in its share of the width; what is short leaves room to the others.
        Some(row) => {
            let cells: Vec<&str> = row.split('|').filter(|it| !it.trim().is_empty()).collect();
            let long = cells.iter().filter(|it| it.chars().count() > LETTERS / 4).count();
            cells.iter().map(|it| wrapped(it, LETTERS / (long + 1))).max().unwrap_or(1)
        }
        None => wrapped(line, LETTERS) + usize::from(line.starts_with('#')) * 2,
    };
    text.lines().map(line).sum()
}

#[test]
fn what_is_to_be_read_fits_eight_pages() {
    let organization = medium();
    assert!((10..=14).contains(&organization.projects.len()), "{}", organization.projects.len());
    let report = file(&organization, Format::Markdown);
    let (front, reference) =
        report.split_once("\n# Reference\n").expect("a part to look things up in");
    assert!(lines(reference) > 0, "there is a reference part");
    let front = lines(front);
    assert!(front <= 8 * LINES, "{front} lines are {} pages", front.div_ceil(LINES));
}

#[test]
fn hundreds_of_teams_are_looked_up_and_not_read() {
    let mut organization = medium();
    let team = |at: usize| Team {
        slug: format!("component-{at}"),
        code_owners: vec![format!("@acme/component-{at}")],
    };
    organization.teams.extend((0..300).map(team));
    for project in &mut organization.projects[..6] {
        project.teams.push("component-7".into());
    }
    let report = file(&organization, Format::Markdown);
    let (front, reference) = report.split_once("\n# Reference\n").expect("two parts");
    assert!(lines(front) <= 8 * LINES, "{} lines", lines(front));
    assert!(front.contains("more teams are in the reference."), "{front}");
    assert!(front.contains("| `component-7` |"), "whoever has most projects is read of");
    for at in [0, 7, 299] {
        assert!(reference.contains(&format!("| `component-{at}` |")), "{at} is looked up");
    }
}

#[test]
fn shared_code_is_not_said_to_raise_no_errors() {
    let organization = medium();
    assert!(!organization.libraries.is_empty() && organization.left_over > 0);
    let report = file(&organization, Format::Markdown);
    assert!(
        report.contains("shared code runs inside the projects, where its errors are"),
        "{report}"
    );
}

#[test]
fn what_holds_for_several_is_said_once() {
    let report = file(&medium(), Format::Markdown);
    let mut sentences: BTreeMap<&str, usize> = BTreeMap::new();
    for line in report.lines().filter(|line| !line.starts_with('|')) {
        // What stands behind the names.
        for sentence in line.split(['`', '\\']).filter(|it| it.trim().len() > 45) {
            *sentences.entry(sentence.trim()).or_default() += 1;
        }
    }
    let often: Vec<_> = sentences.iter().filter(|(_, times)| **times > 14).collect();
    assert!(often.is_empty(), "said more often than there are projects: {often:#?}");
}
