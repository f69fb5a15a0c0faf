//! Plans of many things: made of large repositories, exported, and compared with what is in Sentry.

use super::calls::{exported, request};
use super::repositories::{REPOSITORIES, applications};
use super::{Job, Shape, word};
use sentry_general::api::{self, TreeInput};
use sentry_general::organization::Organization;
use sentry_general::pipeline;
use serde_json::{Map, Value, json};

pub fn list(size: usize, one: impl Fn(usize) -> Value) -> Vec<Value> {
    (0..size).map(one).collect()
}

/// A project of a plan, with everything that a project has.
fn project(at: usize) -> Value {
    json!({
        "slug": format!("p{at}"), "name": format!("P{at}"), "root": format!("apps/a{at}"), "platform": "javascript-nextjs",
        "teams": [format!("t{at}")], "mapping": { "stackRoot": "", "sourceRoot": format!("apps/a{at}/") },
        "rules": format!("path:* #t{at}\n"), "repositoryRules": format!("path:apps/a{at}/* #t{at}\n"), "files": 10,
        "reasons": [{ "principle": "one-app", "text": "x", "evidence": ["a"] }],
    })
}

fn projects(size: usize, change: impl Fn(usize, &mut Value)) -> Vec<Value> {
    list(size, |at| {
        let mut project = project(at);
        change(at, &mut project);
        project
    })
}

type Plan = fn(usize) -> Value;

const PLANS: &[(&str, Plan)] = &[
    (
        "projects",
        |n| json!({ "organization": "acme", "projects": projects(n, |_, _| ()), "teams": list(n, |at| json!({ "slug": format!("t{at}") })) }),
    ),
    (
        "projects of one slug",
        |n| json!({ "projects": projects(n, |_, it| it["slug"] = json!("web")) }),
    ),
    (
        "projects of one root",
        |n| json!({ "projects": projects(n, |_, it| it["root"] = json!("")) }),
    ),
    (
        "projects of one team",
        |n| json!({ "projects": projects(n, |_, it| it["teams"] = json!(["web"])) }),
    ),
    (
        "slugs that become one",
        |n| json!({ "projects": projects(n, |at, it| it["slug"] = json!(format!("web{}", "!".repeat(at % 7)))) }),
    ),
    ("projects of no slug", |n| json!({ "projects": projects(n, |_, it| it["slug"] = json!("")) })),
    (
        "projects in a repository each",
        |n| json!({ "projects": projects(n, |at, it| it["repository"] = json!(format!("acme/r{at}"))), "repositories": list(n, |at| json!({ "name": format!("acme/r{at}"), "codeowners": format!("* @acme/t{at}\n") })) }),
    ),
    (
        "repositories of one name",
        |n| json!({ "projects": projects(n, |_, it| it["repository"] = json!("acme/r")), "repositories": list(n, |_| json!({ "name": "acme/r", "codeowners": "* @acme/t\n" })) }),
    ),
    (
        "repositories without projects",
        |n| json!({ "projects": projects(3, |_, it| it["repository"] = json!("acme/r1")), "repositories": list(n, |at| json!({ "name": format!("acme/r{at}") })) }),
    ),
    (
        "one repository",
        |n| json!({ "projects": projects(n, |_, it| it["repository"] = json!("acme/r")), "repositories": [{ "name": "acme/r", "codeowners": "* @acme/t1\n" }] }),
    ),
    (
        "teams of one project",
        |n| json!({ "projects": projects(1, |_, it| it["teams"] = json!(list(n, |at| json!(format!("t{at}"))))) }),
    ),
    (
        "teams of all projects",
        |n| json!({ "projects": projects(n, |at, it| it["teams"] = json!([format!("t{at}"), "all", format!("t{}", at / 2)])) }),
    ),
    (
        "teams",
        |n| json!({ "projects": projects(3, |_, _| ()), "teams": list(n, |at| json!({ "slug": format!("t{at}"), "codeOwners": [format!("@acme/t{at}")] })) }),
    ),
    (
        "teams of one slug",
        |n| json!({ "projects": projects(3, |_, _| ()), "teams": list(n, |at| json!({ "slug": "t", "codeOwners": [format!("@acme/t{at}")] })) }),
    ),
    (
        "names of one team",
        |n| json!({ "projects": projects(3, |_, _| ()), "teams": [{ "slug": "t", "codeOwners": list(n, |at| json!(format!("@acme/t{at}"))) }] }),
    ),
    (
        "people",
        |n| json!({ "projects": projects(3, |_, _| ()), "people": list(n, |at| json!({ "address": format!("jo{at}@acme.example"), "codeOwners": [format!("@jo{at}")] })) }),
    ),
    (
        "mappings of one project",
        |n| json!({ "projects": projects(1, |_, it| it["mappings"] = json!(list(n, |at| json!({ "stackRoot": format!("a{at}/"), "sourceRoot": format!("b{at}/") })))) }),
    ),
    (
        "mappings of all projects",
        |n| json!({ "projects": projects(n, |at, it| it["mappings"] = json!([{ "stackRoot": "", "sourceRoot": format!("apps/a{at}/") }, { "stackRoot": "libs/", "sourceRoot": "libs/" }])) }),
    ),
    (
        "rules of one project",
        |n| json!({ "projects": projects(1, |_, it| it["rules"] = json!((0..n).map(|at| format!("path:a{at}/* #t{at}\n")).collect::<String>())) }),
    ),
    (
        "reasons",
        |n| json!({ "projects": projects(1, |_, it| it["reasons"] = json!(list(n, |at| json!({ "principle": "one-app", "text": format!("x{at}"), "evidence": ["a"] })))) }),
    ),
    (
        "evidence",
        |n| json!({ "projects": projects(1, |_, it| it["reasons"] = json!([{ "principle": "one-app", "text": "x", "evidence": list(n, |at| json!(format!("a{at}"))) }])) }),
    ),
    (
        "rules of projects of one repository",
        |n| json!({ "projects": projects(n, |at, it| { it["repository"] = json!("acme/r"); it["repositoryRules"] = json!(format!("path:* #all\npath:apps/a{at}/* #t{at}\n")); }), "repositories": [{ "name": "acme/r" }], "teams": list(n, |at| json!({ "slug": format!("t{at}"), "codeOwners": [format!("@acme/t{at}")] })) }),
    ),
    (
        "rules of a repository",
        |n| json!({ "projects": projects(n, |at, it| { it["repository"] = json!("acme/r"); it["rules"] = json!(format!("path:* #t{at}\n")); }), "repositories": [{ "name": "acme/r", "codeowners": "* @acme/all\n", "rules": (0..n).map(|at| format!("path:apps/a{at}/* #t{at}\npath:* #all\n")).collect::<String>() }] }),
    ),
    (
        "libraries",
        |n| json!({ "projects": projects(3, |_, _| ()), "libraries": list(n, |at| json!({ "root": format!("libs/l{at}"), "reason": "x" })) }),
    ),
    (
        "libraries and projects",
        |n| json!({ "projects": projects(n, |_, _| ()), "libraries": list(n, |at| json!({ "root": format!("libs/l{at}"), "reason": "x" })) }),
    ),
    (
        "questions",
        |n| json!({ "projects": projects(3, |_, _| ()), "questions": list(n, |at| json!({ "text": format!("q{at}"), "options": [{ "label": "a", "effect": "b", "changes": ["splitAnyway"] }] })) }),
    ),
    (
        "CODEOWNERS of a repository",
        |n| json!({ "projects": projects(2, |_, it| it["repository"] = json!("acme/r")), "repositories": [{ "name": "acme/r", "codeowners": (0..n).map(|at| format!("/a{at}/ @acme/t{at}\n")).collect::<String>() }], "teams": list(n, |at| json!({ "slug": format!("t{at}"), "codeOwners": [format!("@acme/t{at}")] })) }),
    ),
    (
        "channels",
        |n| json!({ "projects": projects(n, |_, _| ()), "choices": { "alerts": { "channels": channels(n) } } }),
    ),
    (
        "processes",
        |n| json!({ "projects": projects(n, |at, it| { it["root"] = json!("app"); it["process"] = json!(format!("worker{at}")); }) }),
    ),
    (
        "platforms",
        |n| json!({ "projects": projects(n, |at, it| it["platform"] = json!(["python-django", "go", "java-spring-boot", "javascript-react", "ruby-rails", "dotnet", "android"][at % 7])) }),
    ),
    (
        "roots in roots",
        |n| json!({ "projects": projects(n, |at, it| it["root"] = json!(vec!["a"; 1 + at % 300].join("/"))) }),
    ),
    (
        "files that route differently",
        |n| json!({ "projects": projects(1, |_, it| it["proof"] = json!({ "files": n, "equal": 0, "different": list(n, |at| json!({ "path": format!("a{at}"), "before": "#a", "after": "#b" })) })) }),
    ),
];

fn channels(size: usize) -> Map<String, Value> {
    (0..size)
        .map(|at| (format!("t{at}"), json!({ "by": "slack", "to": format!("#t{at}") })))
        .collect()
}

/// What is in Sentry today, beside a plan of as many projects.
const TODAY: &[(&str, fn(usize) -> Value)] = &[
    ("the same projects", |n| {
        json!(list(
            n,
            |at| json!({ "slug": format!("p{at}"), "platform": "javascript-nextjs", "teams": [{ "slug": format!("t{at}") }] })
        ))
    }),
    ("other projects", |n| {
        json!(list(
            n,
            |at| json!({ "slug": format!("old-{}", word(at)), "platform": "python", "teams": [{ "slug": "x" }] })
        ))
    }),
    ("projects of the same teams", |n| {
        json!(list(
            n,
            |at| json!({ "slug": format!("old{at}"), "platform": "javascript-nextjs", "teams": [{ "slug": "t1" }] })
        ))
    }),
    ("similar names", |n| {
        json!(list(
            n,
            |at| json!({ "slug": format!("p{at}-api"), "name": format!("P{at}"), "platform": "javascript", "teams": [] })
        ))
    }),
    ("mappings", |n| {
        json!(list(
            n,
            |at| json!({ "id": at.to_string(), "projectSlug": format!("p{at}"), "repoName": "acme/r", "stackRoot": "", "sourceRoot": format!("apps/a{at}/"), "defaultBranch": "main" })
        ))
    }),
    ("mappings of one project", |n| {
        json!(list(
            n,
            |at| json!({ "id": at.to_string(), "projectSlug": "p1", "repoName": "acme/r", "stackRoot": format!("a{at}"), "sourceRoot": format!("apps/a{at}/"), "defaultBranch": "main" })
        ))
    }),
    ("alerts", |n| {
        json!(list(
            n,
            |at| json!({ "id": at.to_string(), "name": format!("a{at}"), "actionMatch": "all", "conditions": [], "actions": [{ "id": "sentry.mail.actions.NotifyEmailAction", "targetType": "Team", "targetIdentifier": at }], "projects": [format!("p{at}")] })
        ))
    }),
    ("teams", |n| {
        json!(list(
            n,
            |at| json!({ "slug": format!("t{at}"), "id": at.to_string(), "memberCount": 1, "projects": [{ "slug": format!("p{at}") }] })
        ))
    }),
];

fn compared(plan: Value, today: String, paths: Vec<String>) -> Job {
    let tree = TreeInput::Paths(paths.into_iter().collect());
    let request = request(json!({ "plan": plan, "live": [today], "repository": "" }));
    Box::new(move || drop(api::compare_live(Some(&tree), &request)))
}

fn planned(paths: Vec<String>, asked: Value) -> Job {
    let tree = TreeInput::Paths(paths.into_iter().collect());
    let asked = request(asked);
    Box::new(move || drop(api::plan_projects(&tree, asked)))
}

fn organized(repositories: Vec<Value>) -> Job {
    let asked = request(json!({ "organization": "acme", "repositories": repositories }));
    Box::new(move || {
        let _ = api::plan_organization(asked);
    })
}

/// How many of each, at least and at most.
const SIZES: (usize, usize) = (32, 8_192);

/// Adds them.
pub fn add(shapes: &mut Vec<Shape>) {
    for &(name, plan) in PLANS {
        shapes.push(Shape::new("exportPlan", name, SIZES, move |size| exported(plan(size))));
        shapes.push(Shape::new("playbook", name, SIZES, move |size| {
            let plan: Organization = request(plan(size));
            Box::new(move || drop(api::playbook(&plan)))
        }));
        shapes.push(Shape::new(
            "compareLive",
            format!("{name}, and nothing today"),
            SIZES,
            move |size| compared(plan(size), "[]".into(), Vec::new()),
        ));
    }
    for &(name, today) in TODAY {
        shapes.push(Shape::new("compareLive", name, SIZES, move |size| {
            compared(
                PLANS[0].1(size),
                today(size).to_string(),
                (0..size).map(|at| format!("apps/a{at}/a.ts")).collect(),
            )
        }));
    }
    shapes.push(Shape::new("compareLive", "rules of projects and files", SIZES, |size| {
        let rules: String = (0..size)
            .map(|at| format!("# project: p{at}\npath:apps/a{at}/* #t{at}\npath:gone{at}/* #x\n"))
            .collect();
        compared(PLANS[0].1(size), rules, (0..size).map(|at| format!("apps/a{at}/a.ts")).collect())
    }));
    for &(name, repository) in REPOSITORIES {
        shapes.push(Shape::new("planProjects", name, SIZES, move |size| {
            let (paths, asked) = repository(size);
            planned(paths, asked)
        }));
    }
    shapes.push(Shape::new("compareLive", "alerts of one project with rules", SIZES, |size| {
        let rules: String = (0..size).map(|at| format!("path:a{at}/* #t{at}\\n")).collect();
        let alert = |at: usize| {
            format!(
                "resource \"sentry_issue_alert\" \"a{at}\" {{\n  project = \"p1\"\n  name = \"New\"\n  actions_v2 = [{{ notify_email = {{ target_type = \"IssueOwners\", fallthrough_type = \"NoOne\" }} }}]\n}}\n"
            )
        };
        let alerts: String = (0..size).map(alert).collect();
        let owned = format!(
            "resource \"sentry_project_ownership\" \"p1\" {{\n  project = \"p1\"\n  raw = \"{rules}\"\n}}\n"
        );
        compared(PLANS[0].1(1), owned + &alerts, Vec::new())
    }));
    shapes.push(Shape::new("compareLive", "mappings that lead to the root", SIZES, |size| {
        let plan = json!({ "projects": projects(size, |_, it| { it["root"] = json!(""); it["mapping"] = json!({ "stackRoot": "", "sourceRoot": "" }); }) });
        let one = |at: usize| json!({ "id": at.to_string(), "projectSlug": format!("old{at}"), "repoName": "", "stackRoot": "", "sourceRoot": "", "defaultBranch": "main" });
        let today = json!(list(size, |at| json!({ "slug": format!("old{at}"), "platform": "go", "teams": [] })));
        compared(plan, format!("{today}\n{}", json!(list(size, one))), Vec::new())
    }));
    shapes.push(Shape::new("compareLive", "mappings planned and made", SIZES, |size| {
        let plan = json!({ "projects": projects(1, |_, it| { it["repository"] = json!("acme/r"); it["mappings"] = json!(list(size, |at| json!({ "stackRoot": format!("b{at}/"), "sourceRoot": format!("apps/a{at}/") }))); }), "repositories": [{ "name": "acme/r" }] });
        let one = |at: usize| json!({ "id": at.to_string(), "projectSlug": "p0", "repoName": "acme/r", "stackRoot": format!("a{at}/"), "sourceRoot": format!("apps/a{at}/"), "defaultBranch": "main" });
        let today = json!([{ "slug": "p0", "platform": "go", "teams": [] }]);
        compared(plan, format!("{today}\n{}", json!(list(size, one))), Vec::new())
    }));
    let commands: [(&str, fn(usize) -> Value); 3] = [
        (
            "repositories",
            |at| json!({ "name": format!("acme/r{at}"), "tree": ["package.json", "next.config.js"], "rules": format!("* #t{at}\n") }),
        ),
        (
            "repositories of one slug",
            |at| json!({ "name": format!("o{at}/web"), "tree": ["package.json", "next.config.js"] }),
        ),
        (
            "repositories of applications of one slug",
            |at| json!({ "name": format!("acme/r{at}"), "tree": ["web/package.json", "web/next.config.js", "api/main.go", "api/go.mod"] }),
        ),
    ];
    for (name, one) in commands {
        shapes.push(Shape::new("planOrganization", name, SIZES, move |size| {
            organized(list(size, one))
        }));
    }
    shapes.push(Shape::new("pipelineRun", "a plan of applications", SIZES, |size| {
        let asked: pipeline::Request = request(json!({ "command": "plan", "head": { "listing": { "path": "f", "text": applications(size).join("\n") } }, "formats": ["text", "json", "markdown"] }));
        Box::new(move || drop(pipeline::run(&asked)))
    }));
}
