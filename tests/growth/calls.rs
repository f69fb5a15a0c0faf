//! Functions of one text: every text that a function takes, of every shape, the rest of its request small.

use super::pieces::PIECES;
use super::texts::{Kind, texts};
use super::{Job, Shape};
use sentry_general::api::{self, TreeInput};
use sentry_general::document::Document;
use sentry_general::link::{self, Linked, file};
use sentry_general::live::{Live, read as read_live};
use sentry_general::ownership::codeowners::{Codeowners, Dialect, host, import, tokens};
use sentry_general::ownership::{self, Directory, people};
use sentry_general::pipeline;
use sentry_general::playbook::usage::stats;
use sentry_general::playbook::{filter, release, scrub, self_hosting};
use sentry_general::projects::{self, Inputs};
use sentry_general::routing::mapping_list;
use sentry_general::session::{self, Session};
use sentry_general::trace::{self, batch};
use sentry_general::tree::Tree;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A function, what its text is written in, and how it is called.
type Call = (&'static str, Kind, fn(String) -> Job);

/// Whatever a field's value is, as a request of a function.
pub fn request<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("a request")
}

/// A tree that is small.
pub fn small_tree() -> TreeInput {
    TreeInput::Paths((0..40).map(|at| format!("src/a{at}/b{}.ts", at % 7)).collect())
}

macro_rules! job {
    ($($body:tt)*) => { Box::new(move || { drop({ $($body)* }); }) };
}

const TRACE: &str = "TypeError: no\n    at f (src/a1/b1.ts:1:2)\n    at g (src/a2/b2.ts:1:2)\n";
const RULES: &str = "src/a1/* #web\nsrc/* #all jo@acme.example\n";
const EVENTS: &str = r#"[{"exception": {"values": [{"type": "E", "stacktrace": {"frames": [{"filename": "src/a1/b1.ts", "in_app": true}]}}]}}]"#;

/// Those that read a text alone: every piece is tried on each, as well.
const READERS: &[Call] = &[
    ("parseTree", Kind::Listing, |text| job!(api::parse_tree(&text))),
    ("parseRules", Kind::Rules, |text| job!(api::parse_rules(&text))),
    ("parseTrace", Kind::Trace, |text| job!(api::parse_trace(&text))),
    ("importCodeowners", Kind::Codeowners, |text| codeowners(text, "github")),
    ("importCodeowners", Kind::Codeowners, |text| codeowners(text, "gitlab")),
    ("importCodeowners", Kind::Codeowners, |text| codeowners(text, "bitbucket")),
    ("the editor's tokens", Kind::Rules, |text| job!(ownership::grammar::tokens(&text))),
    ("the editor's tokens", Kind::Codeowners, |text| job!(tokens(&text, Dialect::Gitlab))),
    ("reviewers", Kind::Codeowners, |text| job!(host::read(&text, Dialect::Github).compile())),
    ("reviewers", Kind::Codeowners, |text| job!(host::read(&text, Dialect::Bitbucket).compile())),
    ("teams", Kind::People, |text| {
        job! {
            let people = people::read(&text);
            (people.directory("shop"), people)
        }
    }),
    ("code mappings", Kind::Mappings, |text| {
        job!(mapping_list::print(&mapping_list::read(&text).mappings()))
    }),
    ("many errors", Kind::Errors, |text| job!(batch::read(&text, &trace::Options::default()))),
    ("events", Kind::Event, |text| job!(trace::read_events(&text))),
    ("what is in Sentry", Kind::Live, |text| job!(read_live(&text, &mut Live::default()))),
    ("answerFence", Kind::Fence, |text| job!(Session::embedded(&text))),
    ("links", Kind::Document, linked),
    ("fenceOfLink", Kind::Document, |text| {
        let link = fragment(&text).unwrap_or(text);
        job!(session::fence_of_link(&link))
    }),
    ("works' files", Kind::Document, |text| {
        job!(file::parse(&text).map(|parsed| file::print(&parsed.file)))
    }),
    ("statistics", Kind::Stats, |text| job!(stats::read(&text))),
    ("pipelineReads", Kind::Config, |text| {
        let config = pipeline::File { path: "config.json".into(), text };
        job!(pipeline::reads(pipeline::Command::Check, Some(&config), &pipeline::Config::default()))
    }),
    ("a release's name", Kind::Line, |text| job!(release::name::check(&text))),
    ("a version", Kind::Line, |text| job!(self_hosting::version::read(&text))),
    ("a selector", Kind::Line, |text| job!(scrub::Selector::new(&text))),
    ("a filter", Kind::Line, |text| job!(filter::judge(&text, "a b c d e f"))),
    ("a filter's message", Kind::Line, |text| job!(filter::judge("*a*b*c*d*e", &text))),
    ("an assertion", Kind::Assertions, |text| pipeline_of("assertions", text)),
    ("planProjects", Kind::File("docker-compose.yml"), |text| planned("docker-compose.yml", text)),
    ("planProjects", Kind::File(".github/workflows/ci.yml"), |text| {
        planned(".github/workflows/ci.yml", text)
    }),
    ("planProjects", Kind::File("package.json"), |text| planned("package.json", text)),
    ("planProjects", Kind::File("Cargo.toml"), |text| planned("Cargo.toml", text)),
    ("planProjects", Kind::File("pom.xml"), |text| planned("pom.xml", text)),
    ("planProjects", Kind::File("settings.gradle"), |text| planned("settings.gradle", text)),
    ("planProjects", Kind::File("Gemfile"), |text| planned("Gemfile", text)),
    ("planProjects", Kind::File("Procfile"), |text| planned("Procfile", text)),
    ("planProjects", Kind::File("go.mod"), |text| planned("go.mod", text)),
    ("planProjects", Kind::File("go.work"), |text| planned("go.work", text)),
    ("planProjects", Kind::File("a.sln"), |text| planned("a.sln", text)),
    ("planProjects", Kind::File("requirements.txt"), |text| planned("requirements.txt", text)),
    ("planProjects", Kind::File("Dockerfile"), |text| planned("Dockerfile", text)),
];

/// Those that do more with it, or read another file by the same reader.
const CALLS: &[Call] = &[
    ("planProjects", Kind::File("pnpm-workspace.yaml"), |text| {
        planned("pnpm-workspace.yaml", text)
    }),
    ("planProjects", Kind::File("serverless.yml"), |text| planned("serverless.yml", text)),
    ("planProjects", Kind::File("k8s/app.yaml"), |text| planned("k8s/app.yaml", text)),
    ("planProjects", Kind::File(".gitlab-ci.yml"), |text| planned(".gitlab-ci.yml", text)),
    ("planProjects", Kind::File("render.yaml"), |text| planned("render.yaml", text)),
    ("planProjects", Kind::File("pubspec.yaml"), |text| planned("pubspec.yaml", text)),
    ("planProjects", Kind::File("nx.json"), |text| planned("nx.json", text)),
    ("planProjects", Kind::File("angular.json"), |text| planned("angular.json", text)),
    ("planProjects", Kind::File("lerna.json"), |text| planned("lerna.json", text)),
    ("planProjects", Kind::File("rush.json"), |text| planned("rush.json", text)),
    ("planProjects", Kind::File("composer.json"), |text| planned("composer.json", text)),
    ("planProjects", Kind::File("pyproject.toml"), |text| planned("pyproject.toml", text)),
    ("planProjects", Kind::File("fly.toml"), |text| planned("fly.toml", text)),
    ("planProjects", Kind::File("apps/web/Web.csproj"), |text| {
        planned("apps/web/Web.csproj", text)
    }),
    ("planProjects", Kind::File("build.gradle"), |text| planned("build.gradle", text)),
    ("planProjects", Kind::File("mix.exs"), |text| planned("mix.exs", text)),
    ("planProjects", Kind::File("ecosystem.config.js"), |text| {
        planned("ecosystem.config.js", text)
    }),
    ("planProjects", Kind::Listing, |text| {
        job!(api::plan_projects(&TreeInput::Listing(text), api::PlanRequest::default()))
    }),
    ("planProjects", Kind::Rules, |rules| {
        let (tree, request) = (small_tree(), request(json!({ "rules": rules })));
        job!(api::plan_projects(&tree, request))
    }),
    ("planProjects", Kind::Codeowners, |text| {
        let (tree, request) = (small_tree(), request(json!({ "codeowners": { "text": text } })));
        job!(api::plan_projects(&tree, request))
    }),
    ("planOrganization", Kind::Listing, |text| {
        let request = request(json!({ "repositories": [{ "name": "a/b", "tree": text }] }));
        job!(api::plan_organization(request))
    }),
    ("routeTree", Kind::Listing, |text| {
        let request = request(json!({ "rules": RULES }));
        job!(api::route_tree(&TreeInput::Listing(text), request))
    }),
    ("routeTree", Kind::Rules, |rules| {
        let (tree, request) = (small_tree(), request(json!({ "rules": rules })));
        job!(api::route_tree(&tree, request))
    }),
    ("routeTree", Kind::Codeowners, |text| {
        let (tree, request) = (small_tree(), request(json!({ "codeowners": { "text": text } })));
        job!(api::route_tree(&tree, request))
    }),
    ("explainPath", Kind::Rules, |rules| {
        let (tree, request) = (small_tree(), request(json!({ "rules": rules })));
        job!(api::explain_path(Some(&tree), "src/a1/b1.ts", request))
    }),
    ("explainPath", Kind::Codeowners, |text| {
        let file = json!({ "codeowners": { "text": text, "dialect": "gitlab" } });
        let (tree, request) = (small_tree(), request(file));
        job!(api::explain_path(Some(&tree), "src/a1/b1.ts", request))
    }),
    ("adviseRules", Kind::Rules, |rules| {
        let (tree, request) = (small_tree(), request(json!({ "rules": rules })));
        job!(api::advise_rules(&tree, Some("#web\n#all\n"), Some("shop"), request))
    }),
    ("adviseRules", Kind::Codeowners, |text| {
        let (tree, request) = (small_tree(), request(json!({ "codeowners": { "text": text } })));
        job!(api::advise_rules(&tree, Some("#web = @acme/t1\n"), None, request))
    }),
    ("adviseRules", Kind::People, |people| {
        let file = json!({ "rules": RULES, "codeowners": { "text": "* @acme/t1\n" } });
        let (tree, request) = (small_tree(), request(file));
        job!(api::advise_rules(&tree, Some(&people), Some("shop"), request))
    }),
    ("adviseRules", Kind::Listing, |text| {
        let request = request(json!({ "rules": RULES }));
        job!(api::advise_rules(&TreeInput::Listing(text), None, None, request))
    }),
    ("coverage", Kind::Listing, |text| {
        let request = request(json!({ "rules": RULES }));
        job!(api::coverage(&TreeInput::Listing(text), None, request))
    }),
    ("coverage", Kind::Rules, |rules| {
        let (tree, request) = (small_tree(), request(json!({ "rules": rules })));
        job!(api::coverage(&tree, None, request))
    }),
    ("compareReview", Kind::Listing, |text| {
        let request = request(json!({ "rules": RULES, "codeowners": { "text": "* @acme/web\n" } }));
        job!(api::compare_review(&TreeInput::Listing(text), request))
    }),
    ("compareReview", Kind::Codeowners, |text| {
        let file = json!({ "rules": RULES, "codeowners": { "text": text } });
        let (tree, request) = (small_tree(), request(file));
        job!(api::compare_review(&tree, request))
    }),
    ("compareRules", Kind::Rules, |rules| {
        let states = json!({ "before": { "rules": rules }, "after": { "rules": "src/* #web\n" } });
        let (tree, request) = (small_tree(), request(states));
        job!(api::compare_rules(&tree, request))
    }),
    ("compareRules", Kind::Listing, |text| {
        let states = json!({ "before": { "rules": RULES }, "after": { "rules": "* #web\n" } });
        let request = request(states);
        job!(api::compare_rules(&TreeInput::Listing(text), request))
    }),
    ("guessMappings", Kind::Listing, |text| job!(api::guess_mappings(&TreeInput::Listing(text)))),
    ("deriveMappings", Kind::Event, |text| {
        let event = serde_json::from_str::<Value>(&text).unwrap_or_default();
        let (tree, request) = (small_tree(), request(json!({ "event": event, "frames": [] })));
        job!(api::derive_mappings(&tree, request))
    }),
    ("simulate", Kind::Trace, |trace| {
        let (tree, request) = (small_tree(), request(json!({ "trace": trace, "rules": RULES })));
        job!(api::simulate(Some(&tree), request))
    }),
    ("simulate", Kind::Event, |text| {
        let event = serde_json::from_str::<Value>(&text).unwrap_or_default();
        let (tree, request) = (small_tree(), request(json!({ "event": event, "rules": RULES })));
        job!(api::simulate(Some(&tree), request))
    }),
    ("simulate", Kind::Rules, |rules| {
        let (tree, request) = (small_tree(), request(json!({ "trace": TRACE, "rules": rules })));
        job!(api::simulate(Some(&tree), request))
    }),
    ("simulate", Kind::Codeowners, |text| {
        let asked = json!({ "trace": TRACE, "codeowners": { "text": text } });
        let (tree, request) = (small_tree(), request(asked));
        job!(api::simulate(Some(&tree), request))
    }),
    ("simulate", Kind::Listing, |text| {
        let request = request(json!({ "trace": TRACE, "rules": RULES }));
        job!(api::simulate(Some(&TreeInput::Listing(text)), request))
    }),
    ("compareLive", Kind::Live, |text| {
        let plan = json!({ "repositories": [{ "name": "acme/shop" }], "projects": [{ "slug": "web", "teams": ["a"], "rules": "path:* #a\n" }] });
        let (tree, request) = (small_tree(), request(json!({ "plan": plan, "live": [text] })));
        job!(api::compare_live(Some(&tree), &request))
    }),
    ("previewAlerts", Kind::Errors, |errors| {
        let plan = json!({ "projects": [{ "slug": "web", "teams": ["a"], "rules": RULES }] });
        let (tree, request) = (small_tree(), request(json!({ "plan": plan, "errors": errors })));
        job!(api::preview_alerts(Some(&tree), request))
    }),
    ("previewAlerts", Kind::Rules, |rules| {
        let asked = json!({ "plan": {}, "errors": EVENTS, "rules": rules });
        let (tree, request) = (small_tree(), request(asked));
        job!(api::preview_alerts(Some(&tree), request))
    }),
    ("pipelineRun", Kind::Rules, |text| pipeline_of("rules", text)),
    ("pipelineRun", Kind::Codeowners, |text| pipeline_of("codeowners", text)),
    ("pipelineRun", Kind::Listing, |text| pipeline_of("listing", text)),
    ("pipelineRun", Kind::People, |text| pipeline_of("teams", text)),
    ("pipelineRun", Kind::Mappings, |text| pipeline_of("mappings", text)),
    ("pipelineRun", Kind::Config, |text| pipeline_of("config", text)),
    ("exportPlan", Kind::Rules, |rules| {
        exported(
            json!({ "projects": [{ "slug": "web", "rules": rules, "repositoryRules": rules }] }),
        )
    }),
    ("exportPlan", Kind::Codeowners, |text| {
        exported(
            json!({ "repositories": [{ "name": "a/b", "codeowners": text }], "projects": [{ "slug": "web", "teams": ["t1"], "rules": "path:* #t1\n" }] }),
        )
    }),
];

fn codeowners(text: String, dialect: &str) -> Job {
    let owners = json!({ "@acme/t1": "#t1", "@acme/t": "#t", "@jo1": "jo@acme.example" });
    let file = request(json!({ "text": text, "dialect": dialect, "owners": owners }));
    Box::new(move || {
        drop(api::import_codeowners(&file));
        drop(import(&Codeowners::new(file.text), &Directory::default()));
    })
}

fn planned(path: &'static str, text: String) -> Job {
    let tree =
        Tree::new([path, "apps/a1/package.json", "apps/a1/b.js", "src/c.py"].into_iter().collect());
    let files = BTreeMap::from([(path.to_owned(), text)]);
    Box::new(move || drop(projects::plan(&Inputs { files: &files, ..Inputs::of_tree(&tree) }, &[])))
}

/// A document in the fragment of a link, if the text is one.
fn fragment(text: &str) -> Option<String> {
    let Ok(Value::Object(mut fields)) = serde_json::from_str(text) else { return None };
    let view = fields.remove("view");
    Some(link::encode(&Linked { document: Document::from_fields(fields), view }))
}

fn linked(text: String) -> Job {
    match fragment(&text) {
        Some(fragment) => job!(link::decode(&fragment).map(|linked| link::encode(&linked))),
        None => job!(link::decode(&text)),
    }
}

/// A check of the command line, with the text as one of its files.
fn pipeline_of(field: &str, text: String) -> Job {
    let mut head = json!({
        "listing": { "path": "files", "text": (0..40).map(|at| format!("src/a{at}.ts\n")).collect::<String>() },
        "rules": { "path": "rules", "text": RULES },
    });
    let file = json!({ "path": field, "text": text });
    let mut asked = json!({ "command": "check", "formats": ["text", "json", "sarif", "junit", "github", "markdown"] });
    match field {
        "config" => asked["config"] = file,
        _ => head[field] = file,
    }
    asked["head"] = head;
    let request: pipeline::Request = request(asked);
    job!(pipeline::run(&request))
}

/// Every file of a plan, and its playbook.
pub fn exported(plan: Value) -> Job {
    let plan: sentry_general::organization::Organization = request(plan);
    Box::new(move || {
        for format in sentry_general::export::Format::ALL {
            drop(api::export_plan(&plan, format.id()));
        }
    })
}

/// How long texts are at least and at most, in bytes.
const LENGTHS: (usize, usize) = (4_000, 1_500_000);

/// Adds what there is of a text's own language.
pub fn add(shapes: &mut Vec<Shape>) {
    for &(function, kind, call) in READERS.iter().chain(CALLS) {
        for text in texts(kind) {
            let sizes = |length: usize| (length / text.weight()).max(8);
            let name = format!("{} ({kind:?})", text.name);
            let sizes = (sizes(LENGTHS.0), sizes(LENGTHS.1));
            shapes.push(Shape::new(function, name, sizes, move |size| call(text.of(size))));
        }
    }
}

/// Adds every piece in one line, and in many.
pub fn add_pieces(shapes: &mut Vec<Shape>) {
    for &(function, kind, call) in READERS {
        for piece in PIECES {
            let sizes = (LENGTHS.0 / piece.len(), LENGTHS.1 / piece.len());
            let name = format!("a line of {piece:?} ({kind:?})");
            shapes.push(Shape::new(function, name, sizes, move |size| {
                call(format!("a\n{}\nb", piece.repeat(size)))
            }));
            let sizes = (LENGTHS.0 / (piece.len() + 1), LENGTHS.1 / (piece.len() + 1));
            let name = format!("lines of {piece:?} ({kind:?})");
            shapes.push(Shape::new(function, name, sizes, move |size| {
                call(format!("{piece}\n").repeat(size))
            }));
        }
    }
}
