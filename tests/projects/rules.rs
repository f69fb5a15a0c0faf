//! Each project's own rules: cut from the whole, and proved equal.

use super::planned;
use sentry_general::ownership::parse;

const PATHS: [&str; 10] = [
    "api/manage.py",
    "api/shop/urls.py",
    "api/shop/pay/card.py",
    "web/package.json",
    "web/next.config.js",
    "web/pages/index.tsx",
    "web/pages/pay.tsx",
    "libs/money/package.json",
    "libs/money/index.ts",
    "libs/money/round.ts",
];

const RULES: &str = "# the last match wins\n\
    path:* #platform\n\
    path:api/* #backend\n\
    path:web/* #web\n\
    path:*/pay* #payments   # all sides\n\
    path:docs/* #docs\n\
    path:libs/money/* #money\n\
    tags.tier:gold #vip\n";

#[test]
fn a_project_keeps_what_its_files_need_in_the_same_order() {
    let plan = planned(&PATHS, RULES, &[]);
    let web = &plan.projects[1];
    assert_eq!(
        web.repository_rules,
        "path:* #platform\npath:web/* #web\npath:*/pay* #payments\npath:libs/money/* #money\ntags.tier:gold #vip\n",
        "rules of other projects go; those of a library that it may hold stay"
    );
    assert_eq!(
        web.rules,
        "path:* #web\npath:**/libs/* #platform\npath:**/pay* #payments\npath:**/libs/money/* #money\ntags.tier:gold #vip\n",
        "all of the project comes first, whatever its frames look like"
    );
    assert!(parse(&web.rules).problems.is_empty(), "what is cut can be read by Sentry");
}

#[test]
fn every_file_goes_to_the_same_owner_as_before() {
    let plan = planned(&PATHS, RULES, &[]);
    for project in &plan.projects {
        assert_eq!(project.proof.equal, project.proof.files, "{}", project.place);
        let proof = &project.proof;
        assert!(
            proof.files + proof.unsent >= project.files,
            "all files are compared, or in no frame"
        );
        assert!(project.proof.different.is_empty());
    }
}

#[test]
fn teams_come_from_the_rules_the_largest_part_first() {
    let plan = planned(&PATHS, RULES, &[]);
    let teams: Vec<_> = plan.projects.iter().map(|project| project.teams.clone()).collect();
    assert_eq!(teams[0], ["backend", "payments", "vip"], "Python runs no library of TypeScript");
    assert_eq!(teams[1][0], "web", "the team with most of the files is first");
    let reasons: Vec<_> =
        plan.projects[0].reasons.iter().map(|reason| reason.principle.id()).collect();
    assert!(reasons.contains(&"ownership"), "several teams in one project are explained");
}

#[test]
fn without_rules_there_is_nothing_to_cut() {
    let plan = planned(&PATHS, "", &[]);
    assert!(
        plan.projects.iter().all(|project| project.rules.is_empty() && project.teams.is_empty())
    );
}
