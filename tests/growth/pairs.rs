//! Products of two inputs: many of the one beside many of the other.

use super::calls::{request, small_tree};
use super::situations::{SITUATIONS, Situation, each, flat, lines};
use super::{Job, Shape, word};
use sentry_general::api::{self, TreeInput};
use sentry_general::pipeline;
use sentry_general::session::Session;
use serde_json::{Map, Value, json};

/// Functions that a situation can be given to.
const ASKED: &[(&str, fn(Situation) -> Job)] = &[
    ("routeTree", |it| {
        let (tree, asked) = it.split();
        let asked = request(asked);
        Box::new(move || drop(api::route_tree(&tree, asked)))
    }),
    ("explainPath", |it| {
        let path = it.paths.last().cloned().unwrap_or_default();
        let (tree, asked) = it.split();
        let asked = request(asked);
        Box::new(move || drop(api::explain_path(Some(&tree), &path, asked)))
    }),
    ("adviseRules", |it| {
        let people = it.people.clone();
        let (tree, asked) = it.split();
        let asked = request(asked);
        Box::new(move || drop(api::advise_rules(&tree, Some(&people), Some("shop"), asked)))
    }),
    ("coverage", |it| {
        let (tree, asked) = it.split();
        let asked = request(asked);
        Box::new(move || drop(api::coverage(&tree, None, asked)))
    }),
    ("compareReview", |it| {
        let (tree, asked) = it.split();
        let asked = request(asked);
        Box::new(move || drop(api::compare_review(&tree, asked)))
    }),
    ("compareRules", |it| {
        let (tree, asked) = it.split();
        let mut turned = asked.clone();
        if let Some(rules) = asked["rules"].as_str() {
            turned["rules"] =
                json!(rules.lines().rev().map(|line| format!("{line}2\n")).collect::<String>());
        }
        let asked = request(json!({ "before": asked, "after": turned }));
        Box::new(move || drop(api::compare_rules(&tree, asked)))
    }),
    ("simulate", |it| {
        let frames: Vec<Value> =
            it.paths.iter().map(|path| json!({ "filename": path, "in_app": true })).collect();
        let (tree, mut asked) = it.split();
        asked["event"] = json!({ "platform": "node", "exception": { "values": [{ "type": "E", "stacktrace": { "frames": frames } }] } });
        let asked = request(asked);
        Box::new(move || drop(api::simulate(Some(&tree), asked)))
    }),
    ("planProjects", |it| {
        let (tree, asked) = it.split();
        let asked = request(asked);
        Box::new(move || drop(api::plan_projects(&tree, asked)))
    }),
    ("pipelineRun", |it| it.piped("check")),
    ("pipelineRun", |it| it.piped("diff")),
    ("answerFence", |it| {
        let text = |name: &str, text: &str| format!("--- {name}\n{text}\n");
        let fence = [
            "show: coverage\nshow: review\n".to_owned(),
            text("tree", &it.paths.join("\n")),
            text("rules", it.ownership["rules"].as_str().unwrap_or_default()),
            text("codeowners", it.ownership["codeowners"]["text"].as_str().unwrap_or_default()),
            text("teams", &it.people),
        ];
        let fence = fence.concat();
        Box::new(move || drop(Session::embedded(&fence)))
    }),
];

impl Situation {
    fn split(self) -> (TreeInput, Value) {
        (TreeInput::Paths(self.paths.into_iter().collect()), self.ownership)
    }

    fn piped(self, command: &str) -> Job {
        let file = |path: &str, text: &str| match text {
            "" => Value::Null,
            text => json!({ "path": path, "text": text }),
        };
        let rules = self.ownership["rules"].as_str().unwrap_or_default();
        let listing = self.paths.join("\n");
        let snapshot = |rules: &str| {
            json!({
                "listing": file("files", &listing), "rules": file("rules", rules), "teams": file("teams", &self.people),
                "codeowners": file("CODEOWNERS", self.ownership["codeowners"]["text"].as_str().unwrap_or_default()),
            })
        };
        let asked: pipeline::Request = request(json!({
            "command": command, "head": snapshot(rules), "base": snapshot("* #all\n"),
            "formats": ["text", "json", "markdown", "github", "sarif", "junit"], "options": { "notes": true },
        }));
        Box::new(move || drop(pipeline::run(&asked)))
    }
}

/// Products that only one function has.
const PAIRS: &[(&str, &str, fn(usize) -> Job)] = &[
    ("simulate", "in-app prefixes and frames", |n| {
        let trace =
            format!("TypeError: no\n{}", lines(n, |at| format!("    at f (src/a{at}.ts:1:2)")));
        let prefixes = each(n, |at| format!("lib{at}/"));
        simulated(
            flat(n),
            json!({ "trace": trace, "inAppInclude": prefixes, "inAppExclude": prefixes }),
        )
    }),
    ("simulate", "modules in-app and frames", |n| {
        let trace = format!(
            "a.E: no\n{}",
            lines(n, |at| format!("\tat com.acme.b{}.C.d(C.java:3)", word(at)))
        );
        let prefixes = each(n, |at| format!("org.b{}", word(at)));
        simulated(
            Vec::new(),
            json!({ "trace": trace, "inAppInclude": prefixes, "inAppExclude": prefixes }),
        )
    }),
    ("simulate", "frames switched by hand", |n| {
        let trace =
            format!("TypeError: no\n{}", lines(n, |at| format!("    at f (src/a{at}.ts:1:2)")));
        let by_hand: Map<String, Value> = (0..n).map(|at| (at.to_string(), json!(true))).collect();
        simulated(flat(n), json!({ "trace": trace, "inApp": by_hand }))
    }),
    ("simulate", "suspects", |n| {
        simulated(
            flat(9),
            json!({ "trace": "E: no\n    at f (a.ts:1:2)\n", "suspects": each(n, |at| format!("jo{at}@acme.example")), "assignment": "suspect-commits" }),
        )
    }),
    ("simulate", "frames of files of one name", |n| {
        let trace = format!(
            "TypeError: no\n{}",
            lines(n, |at| format!("    at f (build/x{at}/index.ts:1:2)"))
        );
        simulated(
            each(n, |at| format!("d{at}/index.ts")),
            json!({ "trace": trace, "rules": "path:*d1* #t\n" }),
        )
    }),
    ("simulate", "bare names of files of one name", |n| {
        let trace =
            format!("TypeError: no\n{}", lines(n, |at| format!("    at f{at} (index.ts:1:2)")));
        simulated(each(n, |at| format!("d{at}/index.ts")), json!({ "trace": trace }))
    }),
    ("simulate", "Java frames and files", |n| {
        let trace =
            format!("a.E: no\n{}", lines(n, |at| format!("\tat com.acme.C.d{at}(C.java:3)")));
        simulated(
            each(n, |at| format!("m{at}/src/main/java/com/acme/C.java")),
            json!({ "trace": trace, "rules": lines(n, |at| format!("module:com.acme.{at} #t")) }),
        )
    }),
    ("simulate", "mappings and frames", |n| {
        let trace =
            format!("TypeError: no\n{}", lines(n, |at| format!("    at f (a{at}/b.ts:1:2)")));
        let mappings: Vec<Value> = (0..n)
            .map(|at| json!({ "stackRoot": format!("a{at}/"), "sourceRoot": format!("d{at}/") }))
            .collect();
        simulated(
            each(n, |at| format!("d{at}/b.ts")),
            json!({ "trace": trace, "mappings": mappings, "rules": "*.ts #t\n" }),
        )
    }),
    ("simulate", "mappings that all fit", |n| {
        let trace =
            format!("TypeError: no\n{}", lines(n, |at| format!("    at f (a/b{at}.ts:1:2)")));
        let mappings: Vec<Value> = (0..n)
            .map(|at| json!({ "stackRoot": "a/", "sourceRoot": format!("d{at}/") }))
            .collect();
        simulated(flat(n), json!({ "trace": trace, "mappings": mappings }))
    }),
    ("simulate", "tags and rules", |n| {
        let tags: Vec<Value> = (0..n).map(|at| json!([format!("t{at}"), "x"])).collect();
        let asked = json!({ "event": { "tags": tags }, "rules": lines(n, |at| format!("tags.t{at}:x #t")) });
        simulated(Vec::new(), asked)
    }),
    ("simulate", "addresses and rules", |n| {
        let asked = json!({ "event": { "request": { "url": format!("https://acme.example/{}", "a/".repeat(n)) } }, "rules": lines(n, |at| format!("url:*/b{at}/* #t")) });
        simulated(Vec::new(), asked)
    }),
    ("deriveMappings", "frames and files", |n| {
        derived(each(n, |at| format!("d{at}/index.ts")), n, |at| format!("build/x{at}/index.ts"))
    }),
    ("deriveMappings", "frames and files of other names", |n| {
        derived(flat(n), n, |at| format!("app/a{at}.ts"))
    }),
    ("deriveMappings", "one file, many frames", |n| derived(flat(n), n, |_| "app/a1.ts".into())),
    ("guessMappings", "roots", |n| {
        guessed(each(n, |at| format!("apps/a{at}/src/main/java/com/acme/a{at}/C.java")))
    }),
    ("guessMappings", "packages", |n| {
        guessed(each(n, |at| format!("p{at}/src/p{at}/__init__.py")))
    }),
    ("guessMappings", "modules of Go", |n| {
        guessed(each(2 * n, |at| format!("m{}/{}", at / 2, ["go.mod", "main.go"][at % 2])))
    }),
    ("guessMappings", "web applications", |n| {
        guessed(each(2 * n, |at| {
            format!("apps/a{}/{}", at / 2, ["package.json", "src/index.ts"][at % 2])
        }))
    }),
    ("previewAlerts", "errors and rules", |n| {
        alerts(
            json!({ "projects": [{ "slug": "web" }] }),
            n,
            lines(n, |at| format!("path:src/a{at}.ts #t{at}")),
        )
    }),
    ("previewAlerts", "errors and rules that all match", |n| {
        alerts(json!({}), n, lines(n, |at| format!("path:src/* #t{at}")))
    }),
    ("previewAlerts", "errors and projects", |n| {
        let projects: Vec<Value> = (0..n).map(|at| json!({ "slug": format!("p{at}"), "root": format!("d{at}"), "teams": [format!("t{at}")], "rules": format!("path:* #t{at}\n") })).collect();
        alerts(json!({ "projects": projects }), n, String::new())
    }),
    ("previewAlerts", "errors and projects whose frames begin alike", |n| {
        let projects: Vec<Value> = (0..n)
            .map(|at| json!({ "slug": format!("p{at}"), "root": format!("d{at}"), "mapping": { "stackRoot": "", "sourceRoot": format!("d{at}/") } }))
            .collect();
        alerts(json!({ "projects": projects }), n, String::new())
    }),
    ("importCodeowners", "lines and names", |n| {
        let owners: Map<String, Value> =
            (0..n).map(|at| (format!("@acme/t{at}"), json!(format!("#t{at}")))).collect();
        let file = request(
            json!({ "text": lines(n, |at| format!("/src/a{at} @acme/t{at}")), "owners": owners }),
        );
        Box::new(move || drop(api::import_codeowners(&file)))
    }),
    ("importCodeowners", "lines and names nearly known", |n| {
        let owners: Map<String, Value> = (0..n)
            .map(|at| (format!("@acme/taem-{}", word(at * 7)), json!(format!("#t{at}"))))
            .collect();
        let file = request(
            json!({ "text": lines(n, |at| format!("/src/a{at} @acme/team-{}", word(at))), "owners": owners }),
        );
        Box::new(move || drop(api::import_codeowners(&file)))
    }),
    ("importCodeowners", "a mapping and lines", |n| {
        let file = request(
            json!({ "text": lines(n, |at| format!("/src/a{at} @acme/t")), "mapping": { "stackRoot": "a/".repeat(n.min(400)), "sourceRoot": "src/" } }),
        );
        Box::new(move || drop(api::import_codeowners(&file)))
    }),
    ("answerFence", "paths asked and rules that all match", |n| {
        let text = format!(
            "{}--- tree\n{}--- rules\n{}",
            lines(n, |at| format!("path: src/a{at}.ts")),
            lines(n, |at| format!("src/a{at}.ts")),
            lines(n, |at| format!("path:src/* #t{at}"))
        );
        Box::new(move || drop(Session::embedded(&text)))
    }),
    ("answerFence", "expectations and rules", |n| {
        let text = format!(
            "{}--- tree\n{}--- rules\n{}",
            lines(n, |at| format!("expect: src/a{at}.ts -> #t{at}")),
            lines(n, |at| format!("src/a{at}.ts")),
            lines(n, |at| format!("path:src/a{at}.ts #t{at}"))
        );
        Box::new(move || drop(Session::embedded(&text)))
    }),
    ("answerFence", "expectations of all rules", |n| {
        expecting(n, |_| "Sentry accepts the rules".into())
    }),
    ("answerFence", "expectations of one rule each", |n| {
        expecting(n, |at| format!("rule {} decides", at + 1))
    }),
    ("answerFence", "expectations of an error", |n| {
        expecting(n, |_| "the error goes to #t1".into())
    }),
    ("pipelineRun", "assertions and files", |n| {
        let asked: pipeline::Request = request(json!({ "head": {
            "listing": { "path": "files", "text": lines(n, |at| format!("d{at}/a.ts")) },
            "rules": { "path": "rules", "text": lines(n, |at| format!("path:d{at}/* #t{at}")) },
            "assertions": { "path": "a", "text": lines(n, |at| format!("d{at}/ -> #t{at}\nd{at}/a.ts -> #t\n")) },
        }, "formats": ["text", "json"] }));
        Box::new(move || drop(pipeline::run(&asked)))
    }),
    ("pipelineRun", "assertions about all rules", |n| {
        let asked: pipeline::Request = request(json!({ "head": {
            "listing": { "path": "files", "text": lines(n, |at| format!("d{at}/a.ts")) },
            "rules": { "path": "rules", "text": lines(n, |at| format!("path:d{at}/* #t{at}")) },
            "teams": { "path": "teams", "text": "#t0\n#t1\n" },
            "assertions": { "path": "a", "text": lines(n, |at| format!("rule {at} decides\nevery rule decides\nevery file has an owner\nSentry accepts the rules")) },
        }, "formats": ["json"] }));
        Box::new(move || drop(pipeline::run(&asked)))
    }),
    ("pipelineRun", "frames and rules that match", |n| {
        let asked: pipeline::Request = request(json!({ "command": "simulate", "head": {
            "listing": { "path": "files", "text": lines(n, |at| format!("d{at}/a.ts")) },
            "rules": { "path": "rules", "text": lines(n, |at| format!("path:d{at}/* #t{at}")) },
        }, "trace": { "path": "t", "text": format!("TypeError: no\n{}", lines(n, |at| format!("    at f (d{at}/a.ts:1:2)"))) }, "formats": ["json", "text"] }));
        Box::new(move || drop(pipeline::run(&asked)))
    }),
    ("pipelineRun", "exempt globs and files", |n| {
        let asked: pipeline::Request = request(json!({ "head": {
            "listing": { "path": "files", "text": lines(n, |at| format!("d{at}/a.ts")) },
            "rules": { "path": "rules", "text": "path:x/* #t\n" },
        }, "options": { "exempt": each(n, |at| format!("d{at}/**")), "unowned": 0 }, "formats": ["text", "json"] }));
        Box::new(move || drop(pipeline::run(&asked)))
    }),
];

/// A fence that expects something of each of its rules.
fn expecting(n: usize, words: impl Fn(usize) -> String) -> Job {
    let text = format!(
        "{}--- tree\n{}--- rules\n{}--- teams\n#t0\n--- error\nTypeError: no\n    at f (src/a1.ts:1:2)\n",
        lines(n, |at| format!("expect: {}", words(at))),
        lines(n, |at| format!("src/a{at}.ts")),
        lines(n, |at| format!("path:src/a{at}.ts #t{at}"))
    );
    Box::new(move || drop(Session::embedded(&text)))
}

fn simulated(paths: Vec<String>, asked: Value) -> Job {
    let tree = TreeInput::Paths(paths.into_iter().collect());
    let asked = request(asked);
    Box::new(move || drop(api::simulate(Some(&tree), asked)))
}

fn derived(paths: Vec<String>, frames: usize, file: impl Fn(usize) -> String) -> Job {
    let frames: Vec<Value> =
        (0..frames).map(|at| json!({ "filename": file(at), "inApp": true })).collect();
    let tree = TreeInput::Paths(paths.into_iter().collect());
    let asked = request(json!({ "frames": frames, "platform": "node" }));
    Box::new(move || drop(api::derive_mappings(&tree, asked)))
}

fn guessed(paths: Vec<String>) -> Job {
    let tree = TreeInput::Paths(paths.into_iter().collect());
    Box::new(move || drop(api::guess_mappings(&tree)))
}

fn alerts(plan: Value, errors: usize, rules: String) -> Job {
    let events: Vec<Value> = (0..errors)
        .map(|at| json!({ "exception": { "values": [{ "type": format!("E{at}"), "stacktrace": { "frames": [{ "filename": format!("src/a{at}.ts"), "in_app": true }] } }] } }))
        .collect();
    let mut asked = json!({ "plan": plan, "errors": json!(events).to_string() });
    if !rules.is_empty() {
        asked["rules"] = json!(rules);
    }
    let (tree, asked) = (small_tree(), request(asked));
    Box::new(move || drop(api::preview_alerts(Some(&tree), asked)))
}

/// How many of each, at least and at most.
const SIZES: (usize, usize) = (64, 16_384);

/// Adds them.
pub fn add(shapes: &mut Vec<Shape>) {
    for &(name, make) in SITUATIONS {
        for &(function, ask) in ASKED {
            shapes.push(Shape::new(function, name, SIZES, move |size| ask(make(size))));
        }
    }
    for &(function, name, make) in PAIRS {
        shapes.push(Shape::new(function, name, SIZES, make));
    }
}
