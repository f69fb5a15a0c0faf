//! Long texts of anything, in one line or in many, are read in a time that grows with their
//! length and no faster; so are plans of many things.

#[path = "../growth/pieces.rs"]
mod pieces;

use self::pieces::PIECES;
use crate::chance::rounds;
use crate::support::{all_of, shop};
use sentry_general::advice;
use sentry_general::api;
use sentry_general::export::{Format, export};
use sentry_general::link;
use sentry_general::organization::Repositories;
use sentry_general::ownership::codeowners::{Codeowners, Dialect, host, import};
use sentry_general::ownership::{self, Directory, people};
use sentry_general::playbook::{filter, release, scrub, self_hosting};
use sentry_general::projects::{self, Inputs};
use sentry_general::routing::{Compiled, Options, mapping_list, route};
use sentry_general::trace;
use sentry_general::tree::{ReadOptions, Tree, read};
use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long a text may take: linear readers take a small part of it, even unoptimised and on
/// a busy machine.
const LONGEST: Duration = Duration::from_secs(25);

type Reader = (&'static str, fn(&str));

const READERS: &[Reader] = &[
    ("listing", |text| drop(Tree::new(read(text, &ReadOptions::default()).files))),
    ("trace", |text| drop(trace::parse(text, &trace::Options::default()))),
    ("batch", |text| drop(trace::batch::read(text, &trace::Options::default()))),
    ("rules", |text| {
        let parsed = ownership::parse(text);
        let tree = Tree::new(["src/pay/a.ts", "web/x.js"].into_iter().collect());
        let routing = route(&tree, Compiled::new(parsed.rules.clone()), Options::default());
        drop(advice::lint(text, &parsed, &tree, &routing));
    }),
    ("tokens", |text| drop(ownership::grammar::tokens(text))),
    ("github", |text| drop(host::read(text, Dialect::Github))),
    ("gitlab", |text| drop(host::read(text, Dialect::Gitlab))),
    ("bitbucket", |text| drop(host::read(text, Dialect::Bitbucket))),
    ("import", |text| drop(import(&Codeowners::new(text), &Directory::default()))),
    ("people", |text| drop(people::read(text))),
    ("mappings", |text| drop(mapping_list::read(text))),
    ("release", |text| drop(release::name::check(text))),
    ("version", |text| drop(self_hosting::version::read(text))),
    ("selector", |text| drop(scrub::Selector::new(text))),
    ("filter", |text| drop(filter::judge(text, "a b c d e f"))),
    ("link", |text| drop(link::decode(text))),
    ("parseTree", |text| drop(api::parse_tree(text))),
    ("parseRules", |text| drop(api::parse_rules(text))),
    ("parseTrace", |text| drop(api::parse_trace(text))),
    ("importCodeowners", |text| {
        let file = serde_json::json!({ "text": text, "owners": { "@a": "#a" } });
        drop(api::import_codeowners(&serde_json::from_value(file).expect("a file")));
    }),
    ("simulate", |text| {
        let request = serde_json::json!({ "trace": text, "rules": text });
        drop(api::simulate(None, serde_json::from_value(request).expect("a request")));
    }),
    ("planProjects", |text| {
        drop(api::plan_projects(
            &api::TreeInput::Listing(text.to_owned()),
            api::PlanRequest::default(),
        ));
    }),
    ("yaml", |text| file("docker-compose.yml", text)),
    ("toml", |text| file("Cargo.toml", text)),
    ("json", |text| file("package.json", text)),
    ("xml", |text| file("pom.xml", text)),
    ("gradle", |text| file("settings.gradle", text)),
    ("gemfile", |text| file("Gemfile", text)),
    ("procfile", |text| file("Procfile", text)),
    ("gomod", |text| file("go.mod", text)),
    ("solution", |text| file("x.sln", text)),
    ("requirements", |text| file("requirements.txt", text)),
];

fn file(path: &str, text: &str) {
    let files = BTreeMap::from([(path.to_owned(), text.to_owned())]);
    let tree = Tree::new([path, "apps/web/a.js"].into_iter().collect());
    drop(projects::plan(&Inputs { files: &files, ..Inputs::of_tree(&tree) }, &[]));
}

#[test]
fn a_long_line_of_anything_takes_no_longer_than_it_is_long() {
    // In `cargo test` every reader gets a fifth of the pieces, and shorter texts.
    let (length, step) = (rounds(160_000, 30_000), rounds(1, 5));
    let of_reader = |(at, reader): (usize, &Reader)| {
        slow_pieces(*reader, length, PIECES.iter().skip(at % step).step_by(step))
    };
    // The longest of all tests, so it uses more than one processor. Readers side by side are about equally slow.
    let lanes = 4;
    let slow: Vec<String> = thread::scope(|scope| {
        let running: Vec<_> = (0..lanes)
            .map(|lane| {
                let readers = READERS.iter().enumerate().skip(lane).step_by(lanes);
                scope.spawn(move || readers.flat_map(of_reader).collect::<Vec<_>>())
            })
            .collect();
        running.into_iter().flat_map(|it| it.join().expect("it ends")).collect()
    });
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// The pieces of which a reader takes too long, or panics. What hangs is left behind.
fn slow_pieces(
    (name, read): Reader,
    length: usize,
    pieces: impl Iterator<Item = &'static &'static str>,
) -> Vec<String> {
    let mut slow = Vec::new();
    for piece in pieces {
        let line = piece.repeat(length / piece.len());
        let lines = format!("{piece}\n").repeat(length / (piece.len() + 1));
        for text in [line.clone(), format!("a\n{line}\nb"), lines] {
            let (done, wait) = mpsc::channel();
            thread::spawn(move || {
                read(&text);
                let _ = done.send(());
            });
            if wait.recv_timeout(LONGEST).is_err() {
                eprintln!("{name} of {piece:?}");
                slow.push(format!("{name} of {piece:?}"));
                break;
            }
        }
    }
    slow
}

#[test]
fn a_line_of_prose_with_accents_is_no_scan_for_every_problem() {
    let prose = ["é sed ut "].iter();
    let readers = READERS.iter().filter(|(name, _)| !["rules", "planProjects"].contains(name));
    let slow: Vec<String> =
        readers.flat_map(|reader| slow_pieces(*reader, 160_000, prose.clone())).collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn a_path_of_brackets_is_no_scan_for_each_of_them() {
    let line = "[".repeat(400_000);
    let (done, wait) = mpsc::channel();
    thread::spawn(move || {
        drop(import(&Codeowners::new(line), &Directory::default()));
        let _ = done.send(());
    });
    assert!(wait.recv_timeout(LONGEST).is_ok(), "it takes too long");
}

#[test]
fn plans_of_many_things_are_exported_in_time() {
    let many = rounds(4_000, 800);
    let mut plan = shop();
    let (project, repository) = (plan.projects[1].clone(), plan.repositories[0].clone());
    (plan.projects, plan.repositories) = (Vec::new(), Repositories::default());
    for at in 0..many {
        let mut project = project.clone();
        project.slug = format!("project-{at}");
        project.teams = vec![format!("team-{at}"), "web".into()];
        project.repository = format!("acme/r{at}");
        project.rules = format!("path:a{at}/* #team-{at}\npath:*.py #web\n");
        plan.projects.push(project);
        let mut repository = repository.clone();
        repository.name = format!("acme/r{at}");
        plan.repositories.push(repository);
    }
    let same = plan.projects.iter().map(|it| (it.clone(), String::from("same")));
    let same =
        same.map(|(it, slug)| sentry_general::organization::Project { slug, ..it }).collect();
    let twins = sentry_general::organization::Organization { projects: same, ..plan.clone() };
    for (what, plan) in [("many", plan), ("twins", twins), ("hostile", all_of(&"a/".repeat(many)))]
    {
        for format in Format::ALL {
            let (done, wait) = mpsc::channel();
            let plan = plan.clone();
            thread::spawn(move || {
                drop(export(&plan, format));
                let _ = done.send(());
            });
            let answer = wait.recv_timeout(LONGEST);
            assert!(answer.is_ok(), "{format:?} of {what} takes too long");
        }
    }
}
