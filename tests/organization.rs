//! The organization as a document.

#[path = "organization/picture.rs"]
mod picture;

use sentry_general::api::{self, PlanRequest, TreeInput};
use sentry_general::organization::{Ci, Organization, Repository};
use sentry_general::playbook::Choice;
use sentry_general::projects::{Inputs, plan};
use sentry_general::tree::Tree;

const SHOP: [&str; 6] = [
    "web/next.config.js",
    "web/package.json",
    "web/pages/index.tsx",
    "api/manage.py",
    "api/requirements.txt",
    "api/shop/views.py",
];

fn of(repositories: &[&str]) -> Organization {
    let mut organization = Organization::default();
    for name in repositories {
        let tree = Tree::new(SHOP.into_iter().collect());
        let repository = Repository { name: (*name).to_owned(), files: 6, ..Repository::default() };
        organization.add(repository, &plan(&Inputs::of_tree(&tree), &[]));
    }
    organization
}

#[test]
fn what_plan_projects_answers_is_such_a_document() {
    let tree = TreeInput::Paths(SHOP.iter().map(|path| (*path).to_owned()).collect());
    let request = serde_json::json!({"rules": "path:web/* #web", "whatIf": {}, "files": {"web/package.json": "{"}});
    let request: PlanRequest = serde_json::from_value(request).expect("a request");
    let answer = serde_json::to_string(&api::plan_projects(&tree, request)).expect("plain values");
    let organization = Organization::from_json(&answer);
    let organization = organization.unwrap_or_else(|error| panic!("{error} in {answer}"));
    assert_eq!(organization.projects.len(), 2, "the projects are taken over");
    assert_eq!(organization.all_teams(), ["web"]);
}

#[test]
fn it_comes_back_from_json_as_it_was() {
    let mut organization = of(&["acme/shop", "acme/games"]);
    organization.choices.choose(&Choice::Ci, "jenkins");
    organization.choices.choose(&Choice::Done("releases/name".to_owned()), "true");
    assert_eq!(organization.choices.ci, Ci::Jenkins, "a choice goes by its name");
    let text = serde_json::to_string(&organization).expect("plain values");
    assert_eq!(Organization::from_json(&text).expect("its own JSON"), organization);
}

#[test]
fn slugs_are_unique_in_the_organization() {
    let organization = of(&["acme/shop", "acme/games", "other/games"]);
    let slugs: Vec<_> = organization.projects.iter().map(|it| it.slug.as_str()).collect();
    let expected = ["api", "web", "games-api", "games-web", "games-api-2", "games-web-2"];
    assert_eq!(slugs, expected, "a slug belongs to one project of an organization");
    let in_which = organization.projects.iter().map(|it| organization.repository_of(it));
    let in_which: Vec<_> = in_which.flatten().map(|it| it.name.as_str()).collect();
    assert_eq!(in_which[..3], ["acme/shop", "acme/shop", "acme/games"]);
}

#[test]
fn what_is_unknown_is_refused_by_name() {
    let error =
        Organization::from_json(r#"{"projects": [{"slag": 1}]}"#).expect_err("no such field");
    assert!(error.to_string().contains("slag"), "{error} names the field");
}

#[test]
fn with_several_repositories_everything_says_where_it_is() {
    let organization = of(&["", "acme/shop", "acme/shop", ""]);
    let names: Vec<_> = organization.repositories.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["repository-1", "acme/shop", "acme/shop-2", "repository-4"]);
    for project in &organization.projects {
        let found = organization.repository_of(project).map(|it| it.name.as_str());
        assert_eq!(found, Some(project.repository.as_str()), "{} has its own", project.slug);
    }
    assert_eq!(of(&[""]).projects[0].repository, "", "one repository need not be named");
}
