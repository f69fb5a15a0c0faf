//! The page's views of many things, and its commands.

use super::{Job, Shape, word};
use sentry_general::session::protocol::{
    Completing, Explore, Filter, Input, Open, Request, TreeOptions, View, encode,
};
use sentry_general::session::{Command, RoutingCommand, Session, SplitCommand};

/// The texts of a page.
#[derive(Default)]
struct Page {
    tree: String,
    rules: String,
    codeowners: String,
    mappings: String,
    people: String,
    error: String,
}

fn lines(size: usize, one: impl Fn(usize) -> String) -> String {
    (0..size).map(|at| one(at) + "\n").collect()
}

const PAGES: &[(&str, fn(usize) -> Page)] = &[
    ("a rule for each file", |n| Page {
        tree: lines(n, |at| format!("d{at}/a.ts")),
        rules: lines(n, |at| format!("path:d{at}/* #t{at}")),
        error: format!("E: no\n{}", lines(n, |at| format!("    at f (d{at}/a.ts:1:2)"))),
        ..Page::default()
    }),
    ("rules that all match", |n| Page {
        tree: lines(n, |at| format!("src/a{at}.ts")),
        rules: lines(n, |at| format!("path:src/* #t{at}")),
        error: "E: no\n    at f (src/a1.ts:1:2)\n".into(),
        ..Page::default()
    }),
    ("lines of CODEOWNERS", |n| Page {
        tree: lines(n, |at| format!("src/a{at}.ts")),
        rules: "src/* #all\n".into(),
        codeowners: lines(n, |at| format!("/src/a{at}.ts @acme/t{at}")),
        people: lines(n, |at| format!("#t{at} = @acme/t{at}")),
        ..Page::default()
    }),
    ("owners whom nobody knows", |n| Page {
        tree: "src/a.ts\n".into(),
        rules: lines(n, |at| format!("src/a{at}.ts #team-{}", word(at))),
        codeowners: lines(n, |at| format!("/src/a{at}.ts @acme/{}", word(at))),
        people: lines(n, |at| format!("#tema-{}", word(at * 7))),
        ..Page::default()
    }),
    ("code mappings", |n| Page {
        tree: lines(n, |at| format!("d{at}/a.ts")),
        rules: "*.ts #t\n".into(),
        mappings: lines(n, |at| format!("a{at}/ -> d{at}/")),
        error: format!("E: no\n{}", lines(n, |at| format!("    at f (a{at}/a.ts:1:2)"))),
        ..Page::default()
    }),
    ("applications", |n| Page {
        tree: lines(3 * n, |at| {
            format!(
                "apps/a{}/{}",
                at / 3,
                ["package.json", "next.config.js", "src/index.ts"][at % 3]
            )
        }),
        rules: lines(n, |at| format!("path:apps/a{at}/* #t{at}")),
        error: format!(
            "title,culprit,count()\n{}",
            lines(n, |at| format!("E{at},apps/a{at}/src/index.ts in f,3"))
        ),
        ..Page::default()
    }),
    ("files of one name", |n| Page {
        tree: lines(n, |at| format!("d{at}/index.ts")),
        rules: "index.ts #t\n".into(),
        error: format!("E: no\n{}", lines(n, |at| format!("    at f{at} (index.ts:1:2)"))),
        ..Page::default()
    }),
    ("mistakes", |n| Page {
        tree: lines(n, |at| format!("src/a{at}.ts")),
        rules: lines(n, |at| format!("scr/a{at}.ts t{at}")),
        codeowners: lines(n, |at| format!("!/src/a{at} t")),
        mappings: lines(n, |at| format!("a{at}")),
        people: lines(n, |at| format!("team {at}")),
        ..Page::default()
    }),
    ("many errors", |n| Page {
        tree: lines(n, |at| format!("src/a{at}.ts")),
        rules: lines(n, |at| format!("src/a{at}.ts #t{at}")),
        error: lines(n, |at| format!("TypeError: no {}\n    at f (src/a{at}.ts:1:2)\n", word(at))),
        ..Page::default()
    }),
];

/// What the page asks when all texts are there.
const ASKED: &[(&str, fn() -> Request)] = &[
    ("coverage", || Request::View(View::Coverage)),
    ("review", || Request::View(View::Review)),
    ("simulation", || Request::View(View::Simulate)),
    ("projects", || Request::View(View::Projects)),
    ("playbook", || Request::View(View::Playbook)),
    ("exports", || Request::View(View::Export)),
    ("comparison", || Request::View(View::Compare)),
    ("map", || Request::View(View::Map)),
    ("under the rules", || Request::View(View::Under(Input::Rules))),
    ("under CODEOWNERS", || Request::View(View::Under(Input::Codeowners))),
    ("under the mappings", || Request::View(View::Under(Input::Mappings))),
    ("under the teams", || Request::View(View::Under(Input::People))),
    ("under the error", || Request::View(View::Under(Input::Event))),
    ("all advice", || Request::Advise),
    ("the explorer", || {
        Request::Explore(Explore {
            open: Open::AllBut(Vec::new()),
            count: 50,
            ..Explore::default()
        })
    }),
    ("a search", || {
        Request::Explore(Explore {
            search: "a1".into(),
            open: Open::AllBut(Vec::new()),
            count: 50,
            ..Explore::default()
        })
    }),
    ("what moved", || {
        Request::Explore(Explore {
            filter: Filter::Moved,
            open: Open::AllBut(Vec::new()),
            count: 50,
            ..Explore::default()
        })
    }),
    ("what goes elsewhere", || {
        Request::Explore(Explore {
            filter: Filter::Elsewhere,
            open: Open::AllBut(Vec::new()),
            count: 50,
            ..Explore::default()
        })
    }),
    ("why", || Request::Explain { path: "src/a1.ts".into() }),
    ("why a folder", || Request::Explain { path: "src".into() }),
    ("completion of paths", || Request::Complete {
        id: 1,
        kind: Completing::Path,
        prefix: "s".into(),
    }),
    ("completion of owners", || Request::Complete {
        id: 1,
        kind: Completing::Owner,
        prefix: "#t".into(),
    }),
    ("a folder given away", || command(RoutingCommand::Give("src".into()), "#x")),
    ("teams proposed", || command(RoutingCommand::ProposePeople, "")),
    ("all mistakes of a kind mended", || {
        command(
            RoutingCommand::MendKind(
                sentry_general::session::RoutingInput::Rules,
                "rules/missing-owner".into(),
            ),
            "",
        )
    }),
    ("a folder split off", || command(SplitCommand::SplitFolder, "src")),
];

fn command(command: impl Into<Command>, text: &str) -> Request {
    Request::Do { command: encode(&command.into()), text: text.into() }
}

fn opened(page: Page) -> Session {
    let mut session = Session::default();
    let inputs = [
        (Input::People, page.people),
        (Input::Mappings, page.mappings),
        (Input::Codeowners, page.codeowners),
        (Input::Rules, page.rules),
    ];
    for (input, text) in inputs {
        drop(session.handle(Request::Input { input, revision: 1, kept: true }, Some(text)));
    }
    drop(
        session.handle(
            Request::Tree { revision: 1, options: TreeOptions::default() },
            Some(page.tree),
        ),
    );
    drop(
        session.handle(
            Request::Input { input: Input::Event, revision: 1, kept: true },
            Some(page.error),
        ),
    );
    session
}

/// How many of each, at least and at most.
const SIZES: (usize, usize) = (64, 8_192);

/// Adds them.
pub fn add(shapes: &mut Vec<Shape>) {
    for &(name, page) in PAGES {
        shapes.push(Shape::new("the page: all texts", name, SIZES, move |size| {
            let page = page(size);
            Box::new(move || drop(opened(page)))
        }));
        shapes.push(Shape::new("the page: an edit", name, SIZES, move |size| {
            let page = page(size);
            let edited = format!("{}src/* #new\n", page.rules);
            let mut session = opened(page);
            let job: Job = Box::new(move || {
                drop(session.handle(
                    Request::Input { input: Input::Rules, revision: 2, kept: false },
                    Some(edited),
                ));
            });
            job
        }));
        for &(asked, request) in ASKED {
            shapes.push(Shape::new(
                "the page: a view",
                format!("{asked}, {name}"),
                SIZES,
                move |size| {
                    let mut session = opened(page(size));
                    Box::new(move || drop(session.handle(request(), None)))
                },
            ));
        }
    }
}
