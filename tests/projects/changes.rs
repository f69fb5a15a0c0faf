//! What users change, and the answers to questions.

use super::{lines, planned};
use sentry_general::projects::{Change, Inputs, Place, Plan, plan};
use sentry_general::tree::Tree;

const SHOP: [&str; 9] = [
    "api/manage.py",
    "api/requirements.txt",
    "api/shop/urls.py",
    "web/package.json",
    "web/next.config.js",
    "web/pages/index.tsx",
    "libs/money/package.json",
    "libs/money/index.ts",
    "admin/src/a.rb",
];

#[track_caller]
fn check(changes: &[Change], expected: &[&str]) -> Plan {
    let plan = planned(&SHOP, "", changes);
    assert_eq!(lines(&plan), expected, "after {changes:?}");
    plan
}

fn at(root: &str) -> Place {
    Place::at(root)
}

#[test]
fn without_changes_the_proposal_stands() {
    check(&[], &["api python-django", "web javascript-nextjs"]);
}

#[test]
fn merged_projects_are_one_with_the_files_of_both() {
    let merge = Change::Merge { from: at("web"), into: at("api") };
    let plan = check(&[merge], &["api python-django"]);
    assert_eq!(plan.projects[0].files, 6, "the merged project has the files of both folders");
}

#[test]
fn a_folder_becomes_a_project_with_the_platform_of_its_files() {
    let split = Change::Split { place: at("admin"), platform: None };
    check(&[split], &["admin ruby", "api python-django", "web javascript-nextjs"]);
}

#[test]
fn a_process_becomes_a_project_of_the_same_files() {
    let split = Change::Split { place: Place::process("api", "worker"), platform: None };
    let plan = check(
        &[split],
        &["api python-django", "api python-django worker", "web javascript-nextjs"],
    );
    assert_eq!(plan.projects[1].files, plan.projects[0].files, "a process runs the same code");
    assert_eq!(plan.projects[1].slug, "api-worker");
}

#[test]
fn names_make_slugs_and_platforms_are_sentrys() {
    let changes = [
        Change::Rename { project: at("api"), name: "Shop Backend".into() },
        Change::Retype { project: at("api"), platform: "python-fastapi".into() },
    ];
    let plan = check(&changes, &["api python-fastapi", "web javascript-nextjs"]);
    assert_eq!(plan.projects[0].slug, "shop-backend");
    assert_eq!(plan.projects[0].name, "Shop Backend");
}

#[test]
fn a_taken_name_is_told_apart() {
    let rename = Change::Rename { project: at("api"), name: "web".into() };
    let plan = check(&[rename], &["api python-django", "web javascript-nextjs"]);
    assert_eq!(plan.projects[0].slug, "web-2", "slugs are unique in the organization");
}

#[test]
fn an_excluded_project_is_gone_and_its_files_are_left_over() {
    let before = check(&[], &["api python-django", "web javascript-nextjs"]).left_over;
    let plan = check(&[Change::Exclude { project: at("web") }], &["api python-django"]);
    assert_eq!(plan.left_over, before + 3);
}

#[test]
fn a_folder_moves_to_another_project() {
    let moved = Change::Move { folder: "libs/money".into(), to: at("web") };
    let plan = check(&[moved], &["api python-django", "web javascript-nextjs"]);
    assert_eq!(plan.projects[1].files, 5);
}

#[test]
fn changes_are_applied_in_order_and_the_last_can_be_left_out() {
    let changes = [
        Change::Exclude { project: at("web") },
        Change::Split { place: at("web"), platform: Some("javascript-react".into()) },
    ];
    check(&changes, &["api python-django", "web javascript-react"]);
    check(&changes[..1], &["api python-django"]);
}

#[test]
fn a_change_of_what_is_not_there_is_a_problem_and_no_end() {
    for change in [
        Change::Exclude { project: at("nowhere") },
        Change::Split { place: at("nowhere"), platform: None },
        Change::Split { place: at("api"), platform: None },
        Change::Retype { project: at("api"), platform: "cobol".into() },
        Change::Rename { project: at("api"), name: "!".into() },
        Change::Move { folder: "nowhere".into(), to: at("api") },
        Change::Merge { from: at("api"), into: at("api") },
    ] {
        let plan = check(&[change], &["api python-django", "web javascript-nextjs"]);
        assert_eq!(plan.problems.len(), 1, "a refused change is told");
        assert_eq!(plan.problems[0].1.code, "plan/change");
    }
}

#[test]
fn every_answer_changes_the_plan_as_it_says() {
    let paths = [
        "Gemfile",
        "config/application.rb",
        "config/sidekiq.yml",
        "app/models/order.rb",
        "web/package.json",
        "web/next.config.js",
        "web/pages/index.tsx",
        "tools-api/package.json",
        "tools-api/Dockerfile",
        "tools-api/index.js",
        "tools-api/a.js",
        "tools-api/b.js",
    ];
    let plan = planned(&paths, "", &[]);
    assert!(plan.questions.len() >= 2, "doubts become questions: {:?}", plan.questions);
    for question in &plan.questions {
        assert!(
            question.options[0].changes.is_empty(),
            "the first answer is what the plan assumes"
        );
        for option in &question.options[1..] {
            let answered = planned(&paths, "", &option.changes);
            assert_ne!(lines(&answered), lines(&plan), "{}: {}", question.text, option.label);
            assert!(answered.problems.is_empty(), "answers can be applied");
        }
    }
}

#[test]
fn whatever_gets_no_project_can_be_planned_anyway_and_says_what_it_is() {
    let paths = |text: &'static str| -> Vec<&'static str> {
        let (_, paths) = text.split_once("\n\n").expect("a principle comes first");
        paths.lines().take_while(|line| *line != "---").collect()
    };
    let course = paths(include_str!("repositories/lessons_that_are_numbered.txt"));
    let helpers = paths(include_str!("repositories/many_scripts_of_which_some_are_deployed.txt"));
    for (paths, what) in [(course, "a course"), (helpers, "a collection of helpers")] {
        let plan = planned(&paths, "", &[]);
        assert!(plan.projects.is_empty(), "{what}: {:?}", lines(&plan));
        assert!(plan.why_none().ends_with(&format!(": {what}.")), "{}", plan.why_none());
        let question = &plan.questions[0];
        assert!(question.text.starts_with(&format!("Is this {what}")), "{}", question.text);
        let answered = planned(&paths, "", &question.options[1].changes);
        assert!(!answered.projects.is_empty(), "{what}");
    }
    let bare = planned(&["README.md", "docs/index.md"], "", &[]);
    assert!(bare.why_none().starts_with("There is no code to run"), "{}", bare.why_none());
    assert!(bare.questions.is_empty(), "nothing could become a project");
}

#[test]
fn samples_can_be_planned_anyway() {
    let paths: Vec<String> = (0..15)
        .flat_map(|number| {
            ["README.md", "next.config.js", "pages/index.tsx"]
                .map(|file| format!("app{number:02}/{file}"))
        })
        .collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let plan = planned(&paths, "", &[]);
    assert!(plan.projects.is_empty(), "samples get no projects");
    let answer = &plan.questions[0].options[1].changes;
    assert_eq!(planned(&paths, "", answer).projects.len(), 15);
}

#[test]
fn a_folder_named_after_a_process_is_asked_about_and_none_unasked() {
    let files =
        ["Dockerfile", "src/app.py", "src/cart/views.py", "src/cart/models.py", "worker/mails.py"];
    let tree = Tree::new(files.into_iter().collect());
    let inputs = Inputs::of_tree(&tree);
    let proposal = plan(&inputs, &[]);
    assert_eq!(proposal.projects.len(), 1, "a folder's name alone starts no process");
    let asked = proposal.questions.iter().find(|question| question.text.contains("`worker/`"));
    let asked = asked.expect("it is asked whether it runs by itself");
    let answered = plan(&inputs, &asked.options[1].changes);
    let places: Vec<_> = answered.projects.iter().map(|it| it.place.to_string()).collect();
    assert_eq!(places.len(), 2, "{places:?}: yes makes it a project");
    assert!(answered.questions.iter().all(|question| question.text != asked.text), "asked once");
}
