//! Random requests to every function of the interface, and hostile texts in every export.

use crate::chance::{Chance, rounds};
use crate::support::{HOSTILE, all_of};
use crate::texts::{EXAMPLES, LISTINGS, SMALL_FILES, TRACES};
use sentry_general::api::{self, TreeInput};
use sentry_general::export::Format;
use sentry_general::organization::Organization;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Longer than any of these small requests may take, even unoptimised on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

/// What a function asks for, and what is done with it. A request that is refused is answered.
type Call = (&'static str, &'static [&'static str], fn(Value));

fn read<T: DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(value).ok()
}

/// The tree of a request, taken out of it.
fn tree(value: &mut Value) -> TreeInput {
    let tree = value.as_object_mut().and_then(|fields| fields.remove("tree"));
    tree.and_then(read).unwrap_or(TreeInput::Paths(["src/a.ts", "b/é.py"].into_iter().collect()))
}

/// A text of a request, taken out of it.
fn text(value: &mut Value, name: &str) -> String {
    let text = value.as_object_mut().and_then(|fields| fields.remove(name));
    text.and_then(read).unwrap_or_default()
}

const ROUTE: &[&str] = &["tree", "rules", "codeowners", "mappings", "platform"];

const CALLS: &[Call] = &[
    ("parseTree", &["text"], |mut it| drop(api::parse_tree(&text(&mut it, "text")))),
    ("parseRules", &["text"], |mut it| drop(api::parse_rules(&text(&mut it, "text")))),
    ("parseTrace", &["text"], |mut it| drop(api::parse_trace(&text(&mut it, "text")))),
    ("importCodeowners", &["codeowners"], |it| {
        let _ = read(it["codeowners"].clone()).map(|file| api::import_codeowners(&file));
    }),
    ("routeTree", ROUTE, |mut it| {
        let tree = tree(&mut it);
        let _ = read(it).map(|request| api::route_tree(&tree, request));
    }),
    ("adviseRules", ROUTE, |mut it| {
        let tree = tree(&mut it);
        let known = text(&mut it, "known");
        let _ = read(it).map(|request| api::advise_rules(&tree, Some(&known), Some("x"), request));
    }),
    ("coverage", ROUTE, |mut it| {
        let tree = tree(&mut it);
        let folder = text(&mut it, "folder");
        let _ = read(it).map(|request| api::coverage(&tree, Some(&folder), request));
    }),
    ("explainPath", ROUTE, |mut it| {
        let tree = tree(&mut it);
        let path = text(&mut it, "path");
        let _ = read(it).map(|request| api::explain_path(Some(&tree), &path, request));
    }),
    ("compareReview", ROUTE, |mut it| {
        let tree = tree(&mut it);
        let _ = read(it).map(|request| api::compare_review(&tree, request));
    }),
    ("compareRules", &["tree", "before", "after"], |mut it| {
        let tree = tree(&mut it);
        let _ = read(it).map(|request| api::compare_rules(&tree, request));
    }),
    ("guessMappings", &["tree"], |mut it| drop(api::guess_mappings(&tree(&mut it)))),
    ("deriveMappings", &["tree", "event", "frames", "platform"], |mut it| {
        let tree = tree(&mut it);
        let _ = read(it).map(|request| api::derive_mappings(&tree, request));
    }),
    (
        "simulate",
        &[
            "tree",
            "rules",
            "codeowners",
            "mappings",
            "platform",
            "event",
            "trace",
            "projectRoot",
            "suspects",
        ],
        |mut it| {
            let tree = tree(&mut it);
            let _ = read(it).map(|request| api::simulate(Some(&tree), request));
        },
    ),
    (
        "planProjects",
        &["tree", "files", "rules", "codeowners", "repository", "changes"],
        |mut it| {
            let tree = tree(&mut it);
            let Some(request) = read(it) else { return };
            let planned = api::plan_projects(&tree, request);
            let value = serde_json::to_value(&planned).expect("JSON");
            export_all(&read(value).expect("a plan is a document"));
        },
    ),
    ("planOrganization", &["organization", "repositories"], |it| {
        let Some(Ok(planned)) = read(it).map(api::plan_organization) else { return };
        export_all(&planned.organization);
    }),
    ("playbook", &["plan"], |it| {
        let _ = read(it["plan"].clone()).map(|plan: Organization| export_all(&plan));
    }),
];

fn export_all(plan: &Organization) {
    for format in Format::ALL {
        let _ = api::export_plan(plan, format.id());
    }
    let _ = api::export_plan(plan, "ownership@web");
    let _ = api::playbook(plan);
}

/// A text: of some format, spoilt, or one that means something somewhere.
fn some_text(chance: &mut Chance) -> String {
    let mut text = match chance.below(5) {
        0 => chance.pick(&LISTINGS).clone(),
        1 => chance.pick(&TRACES).clone(),
        2 => chance.pick(&EXAMPLES).clone(),
        3 => (*chance.pick(&HOSTILE[..])).to_owned(),
        _ => chance.pick(SMALL_FILES).1.to_owned(),
    };
    for _ in 0..chance.below(3) {
        let at = chance.below(text.chars().count() + 1);
        let at = text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
        let piece: &&str = chance.pick(&HOSTILE[..]);
        text.insert_str(at, piece);
    }
    text.chars().take(3_000).collect()
}

fn short(chance: &mut Chance) -> String {
    some_text(chance).chars().take(1 + chance.below(40)).collect()
}

/// A value for a field: mostly of its kind, now and then of any other.
fn value(name: &str, chance: &mut Chance) -> Value {
    if chance.one_in(40) {
        return match chance.below(6) {
            0 => Value::Null,
            1 => json!(-1.5e300),
            2 => json!([[[[{}]]]]),
            3 => json!({"a": {"b": []}}),
            4 => json!(true),
            _ => json!(u64::MAX),
        };
    }
    match name {
        "tree" if chance.one_in(2) => {
            json!((0..chance.below(30)).map(|_| short(chance)).collect::<Vec<_>>())
        }
        "tree" => json!(chance.pick(&LISTINGS)),
        "codeowners" => json!({
            "text": some_text(chance),
            "dialect": chance.pick(&["github", "gitlab", "bitbucket"]),
            "owners": { "@acme/web": "#web", short(chance): short(chance) },
        }),
        "mappings" => json!([{ "stackRoot": short(chance), "sourceRoot": short(chance) }]),
        "before" | "after" => json!({ "rules": some_text(chance) }),
        "files" => {
            let mut files = Map::new();
            for _ in 0..chance.below(4) {
                files.insert(chance.pick(SMALL_FILES).0.to_owned(), json!(some_text(chance)));
            }
            Value::Object(files)
        }
        "changes" => json!([{ "kind": short(chance), "root": short(chance) }]),
        "suspects" => json!([short(chance)]),
        "frames" => {
            json!([{ "filename": short(chance), "absPath": short(chance), "module": short(chance) }])
        }
        "event" => {
            json!({ "platform": short(chance), "exception": { "values": [{ "type": short(chance),
            "value": some_text(chance), "stacktrace": { "frames": [{ "filename": short(chance),
            "abs_path": short(chance), "module": short(chance), "in_app": true }] } }] } })
        }
        "repositories" => {
            let one = |chance: &mut Chance| {
                json!({ "name": format!("{}{}", short(chance), chance.next()),
                "tree": value("tree", chance), "rules": some_text(chance) })
            };
            json!((0..1 + chance.below(3)).map(|_| one(chance)).collect::<Vec<_>>())
        }
        "plan" => {
            let text = some_text(chance);
            serde_json::to_value(all_of(&text)).unwrap_or_default()
        }
        _ => json!(some_text(chance)),
    }
}

#[test]
fn any_request_is_answered() {
    let mut chance = Chance(1);
    for _ in 0..rounds(20_000, 700) {
        let (name, fields, call) = chance.pick(CALLS);
        let mut request = Map::new();
        for field in *fields {
            if !chance.one_in(8) {
                request.insert((*field).to_owned(), value(field, &mut chance));
            }
        }
        let request = Value::Object(request);
        let start = Instant::now();
        let answer = catch_unwind(AssertUnwindSafe(|| call(request.clone())));
        assert!(answer.is_ok(), "{name} panics at {request}");
        assert!(start.elapsed() < LONGEST, "{name} takes too long at {request}");
    }
}

#[test]
fn any_text_in_any_field_is_exported() {
    let mut chance = Chance(2);
    for _ in 0..rounds(2_000, 60) {
        let text = some_text(&mut chance);
        let plan = all_of(&text);
        let start = Instant::now();
        assert!(catch_unwind(|| export_all(&plan)).is_ok(), "an export panics at {text:?}");
        assert!(start.elapsed() < LONGEST, "an export takes too long at {text:?}");
    }
}
