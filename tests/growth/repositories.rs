//! Repositories of many applications.

use super::plans::list;
use serde_json::{Map, Value, json};

/// Repositories from which plans are made: their paths, and the rest of the request.
pub const REPOSITORIES: &[(&str, fn(usize) -> (Vec<String>, Value))] = &[
    ("applications", |n| {
        (
            applications(n),
            json!({ "rules": (0..n).map(|at| format!("path:apps/a{at}/* #t{at}\n")).collect::<String>() }),
        )
    }),
    ("applications of one team", |n| (applications(n), json!({ "rules": "path:apps/* #t\n" }))),
    ("applications of one name", |n| {
        (
            (0..2 * n)
                .map(|at| format!("d{}/web/{}", at / 2, ["package.json", "next.config.js"][at % 2]))
                .collect(),
            json!({}),
        )
    }),
    ("applications and rules that all match", |n| {
        (
            applications(n),
            json!({ "rules": (0..n).map(|at| format!("path:* #t{at}\n")).collect::<String>() }),
        )
    }),
    ("applications and lines of CODEOWNERS", |n| {
        (
            applications(n),
            json!({ "codeowners": { "text": (0..n).map(|at| format!("/apps/a{at}/ @acme/t{at}\n")).collect::<String>(), "owners": (0..n).map(|at| (format!("@acme/t{at}"), json!(format!("#t{at}")))).collect::<Map<_, _>>() } }),
        )
    }),
    ("applications and manifests", |n| {
        let files: Map<String, Value> = (0..n).map(|at| (format!("apps/a{at}/package.json"), json!(format!("{{\"name\": \"a{at}\", \"dependencies\": {{\"next\": \"1\", \"a{}\": \"1\"}}}}", at / 2)))).collect();
        (applications(n), json!({ "files": files }))
    }),
    ("applications and services", |n| {
        let services: String = (0..n)
            .map(|at| {
                format!("  a{at}:\n    build: ./apps/a{at}\n    depends_on: [a0, a{}]\n", at / 2)
            })
            .collect();
        (
            applications(n),
            json!({ "files": { "docker-compose.yml": format!("services:\n{services}") } }),
        )
    }),
    ("applications and services of one build", |n| {
        let services: String = (0..n)
            .map(|at| format!("  s{at}:\n    build: .\n    command: python w{at}.py\n"))
            .collect();
        (
            applications(n),
            json!({ "files": { "docker-compose.yml": format!("services:\n{services}") } }),
        )
    }),
    ("applications and jobs", |n| {
        let jobs: String = (0..n)
            .map(|at| {
                format!("  j{at}:\n    steps:\n      - run: cd apps/a{at} && npm run deploy\n")
            })
            .collect();
        (
            applications(n),
            json!({ "files": { ".github/workflows/ci.yml": format!("jobs:\n{jobs}") } }),
        )
    }),
    ("applications and processes", |n| {
        let processes: String = (0..n).map(|at| format!("p{at}: node a{at}.js\n")).collect();
        (applications(n), json!({ "files": { "Procfile": processes } }))
    }),
    ("applications and globs of a workspace", |n| {
        let globs: Vec<Value> = list(n, |at| json!(format!("apps/*{at}")));
        (
            applications(n),
            json!({ "files": { "package.json": json!({ "workspaces": globs }).to_string() } }),
        )
    }),
    ("applications left out one by one", |n| {
        (
            applications(n),
            json!({ "changes": list(n, |at| json!({ "exclude": { "project": { "root": format!("apps/a{at}") } } })) }),
        )
    }),
    ("applications renamed one by one", |n| {
        (
            applications(n),
            json!({ "changes": list(n, |at| json!({ "rename": { "project": { "root": format!("apps/a{at}") }, "name": "web" } })) }),
        )
    }),
    ("applications merged into one", |n| {
        (
            applications(n),
            json!({ "changes": list(n, |at| json!({ "merge": { "from": { "root": format!("apps/a{at}") }, "into": { "root": "apps/a0" } } })) }),
        )
    }),
    ("folders moved", |n| {
        (
            applications(n),
            json!({ "changes": list(n, |at| json!({ "move": { "folder": format!("apps/a{at}/src"), "to": { "root": "apps/a0" } } })) }),
        )
    }),
    ("applications split off", |n| {
        (
            applications(n),
            json!({ "changes": list(n, |at| json!({ "split": { "place": { "root": format!("apps/a{at}/src") } } })) }),
        )
    }),
    ("errors of applications", |n| {
        let errors: Map<String, Value> =
            (0..n).map(|at| (format!("apps/a{at}/src/index.ts"), json!(at))).collect();
        (
            applications(n),
            json!({ "rules": (0..n).map(|at| format!("path:apps/a{at}/* #t{at}\n")).collect::<String>(), "whatIf": { "folders": "apps/*", "errors": errors, "quota": 1000 } }),
        )
    }),
    ("applications and libraries", |n| {
        let files: Map<String, Value> = (0..n).flat_map(|at| {
            [(format!("apps/a{at}/package.json"), json!(format!("{{\"name\": \"a{at}\", \"dependencies\": {{\"next\": \"1\", \"@acme/l{at}\": \"*\", \"@acme/l0\": \"*\"}}}}"))),
             (format!("libs/l{at}/package.json"), json!(format!("{{\"name\": \"@acme/l{at}\"}}")))]
        }).collect();
        let paths = applications(n)
            .into_iter()
            .chain((0..n).map(|at| format!("libs/l{at}/src/a.ts")))
            .collect();
        (paths, json!({ "files": files, "rules": "path:libs/* #libs\npath:apps/* #apps\n" }))
    }),
    ("mappings and applications", |n| {
        (
            applications(n),
            json!({ "mappings": list(n, |at| json!({ "stackRoot": format!("x{at}/"), "sourceRoot": format!("apps/a{at}/") })), "rules": "path:* #t\n" }),
        )
    }),
    ("folders in folders with manifests", |n| {
        ((0..n).map(|at| format!("{}package.json", "a/".repeat(at % 60))).collect(), json!({}))
    }),
    ("languages", |n| {
        (
            (0..n)
                .map(|at| {
                    format!(
                        "s{at}/{}",
                        [
                            "main.go",
                            "app.py",
                            "pom.xml",
                            "Gemfile",
                            "Cargo.toml",
                            "index.php",
                            "mix.exs"
                        ][at % 7]
                    )
                })
                .collect(),
            json!({}),
        )
    }),
    ("programs of one module", |n| {
        (
            (0..n).map(|at| format!("cmd/c{at}/main.go")).chain(["go.mod".into()]).collect(),
            json!({ "rules": (0..n).map(|at| format!("path:cmd/c{at}/* #t{at}\n")).collect::<String>() }),
        )
    }),
    ("modules of programs", |n| {
        let files = ["go.mod", "cmd/a/main.go", "cmd/b/main.go"];
        ((0..3 * n).map(|at| format!("m{}/{}", at / 3, files[at % 3])).collect(), json!({}))
    }),
    ("names of many words", |n| {
        let name = |at: usize| format!("services/s{at}-{}api/package.json", "a-".repeat(n));
        ((0..8).map(name).collect(), json!({}))
    }),
    ("programs below one manifest", |n| {
        (
            (0..n)
                .map(|at| format!("api/d{at}/manage.py"))
                .chain(["api/requirements.txt".into()])
                .collect(),
            json!({}),
        )
    }),
    ("a solution of nested folders", |n| {
        const FOLDER: &str = "2150E333-8FDC-42A3-9474-1A3956D46DE8";
        let projects: String = (0..n)
            .map(|at| {
                format!(
                    "Project(\"{{{FOLDER}}}\") = \"f{at}\", \"f{at}\", \"{{F{at}}}\"\nEndProject\n\
                     Project(\"{{B}}\") = \"a{at}\", \"a{at}\\a{at}.csproj\", \"{{A{at}}}\"\nEndProject\n"
                )
            })
            .collect();
        let nested: String = (0..n)
            .map(|at| format!("{{A{at}}} = {{F{at}}}\n{{F{}}} = {{F{at}}}\n", at + 1))
            .collect();
        let text = format!("{projects}GlobalSection(NestedProjects)\n{nested}EndGlobalSection\n");
        (
            (0..n).map(|at| format!("a{at}/a{at}.csproj")).chain(["X.sln".into()]).collect(),
            json!({ "files": { "X.sln": text } }),
        )
    }),
    ("functions", |n| {
        ((0..n).map(|at| format!("functions/f{at}/handler.py")).collect(), json!({}))
    }),
    ("microfrontends", |n| {
        (
            (0..3 * n)
                .map(|at| {
                    format!(
                        "apps/a{}/{}",
                        at / 3,
                        ["package.json", "angular.json", "src/main.ts"][at % 3]
                    )
                })
                .collect(),
            json!({}),
        )
    }),
    ("Dockerfiles", |n| {
        (
            (0..2 * n)
                .map(|at| format!("services/s{}/{}", at / 2, ["Dockerfile", "main.py"][at % 2]))
                .collect(),
            json!({ "rules": "path:* #t\n" }),
        )
    }),
];

pub fn applications(size: usize) -> Vec<String> {
    (0..3 * size)
        .map(|at| {
            format!(
                "apps/a{}/{}",
                at / 3,
                ["package.json", "next.config.js", "src/index.ts"][at % 3]
            )
        })
        .collect()
}
