//! How much memory is in use at most. One test at a time, since the allocator counts for the whole program.

use peak_alloc::PeakAlloc;
use sentry_general::api;
use sentry_general::session::Session;
use sentry_general::session::protocol::{Input, Request, TreeOptions, View};
use std::fmt::Write as _;
use std::sync::Mutex;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The most megabytes that are in use beside `text` while something is done with it.
fn peak(text: &str, work: fn(&str)) -> f64 {
    let before = MEMORY.current_usage_as_mb();
    MEMORY.reset_peak_usage();
    work(text);
    f64::from(MEMORY.peak_usage_as_mb() - before)
}

const MEGABYTE: usize = 1 << 20;

/// Prose of so many megabytes, with a line now and then.
fn prose(megabytes: usize) -> String {
    let line =
        "Lorem ipsum dolor sit amet, consectetur: adipiscing elit.\n\tsed do é eiusmod #tempor\n";
    line.repeat(megabytes * MEGABYTE / line.len())
}

/// Held by the test that measures.
static MEASURING: Mutex<()> = Mutex::new(());

/// Paths as they are in large repositories, 48 bytes on average.
fn paths(count: usize) -> Vec<String> {
    let folder =
        |at: usize| format!("services/team_{:02}/component_{:03}", at / 2000 % 50, at / 40);
    (0..count)
        .map(|at| format!("{}/src/module_{:05}.ts", folder(at), at * 7919 % 100_000))
        .collect()
}

/// As `tree` prints them: each folder once, each name behind its branch.
fn drawn(paths: &[String]) -> String {
    let mut text = String::from(".\n");
    let mut above: Vec<&str> = Vec::new();
    for path in paths {
        let names: Vec<&str> = path.split('/').collect();
        let same = above.iter().zip(&names).take_while(|(a, b)| a == b).count();
        for (depth, name) in names.iter().enumerate().skip(same) {
            let _ = writeln!(text, "{}├── {name}", "│   ".repeat(depth));
        }
        above = names;
    }
    text
}

/// What the page's worker does with a listing, and with a text beside it: it answers, splits and draws.
fn pasted(tree: &str, input: Input, beside: &str) {
    let mut session = Session::default();
    let request = Request::Input { input, revision: 1, kept: true };
    session.handle(request, Some(beside.to_owned()));
    let request = Request::Tree { revision: 1, options: TreeOptions::default() };
    session.handle(request, Some(tree.to_owned()));
    for view in [View::Projects, View::Map] {
        session.handle(Request::View(view), None);
    }
}

#[test]
fn a_paste_takes_at_most_twelve_times_its_length() {
    let _alone = MEASURING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let is_all = std::env::var("HOSTILE").as_deref() == Ok("all");
    let paths = paths(if is_all { 1_000_000 } else { 50_000 });
    let lines = paths.join("\n");
    let mut mixed = paths.clone();
    mixed.sort_by_key(|path| path.bytes().rev().collect::<Vec<_>>());
    let rules: String = (0..paths.len() / 50)
        .map(|at| format!("path:services/team_{:02}/component_{at:03}/* #team{at}\n", at % 50))
        .collect();
    let few = "services/* #all\n";
    let listings = [
        ("a plain list", lines.clone(), few),
        ("a list in no order", mixed.join("\n"), few),
        ("lines of Windows", lines.replace('\n', "\r\n"), few),
        ("find", format!("./{}", lines.replace('\n', "\n./")), few),
        ("a drawn tree", drawn(&paths), few),
        ("JSON", serde_json::to_string(&paths).expect("JSON"), few),
        ("a list and many rules", lines, rules.as_str()),
    ];
    let mut over = Vec::new();
    for (what, tree, rules) in &listings {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        pasted(tree, Input::Rules, rules);
        let peak = MEMORY.peak_usage() - before;
        let times = peak as f64 / (tree.len() + rules.len()) as f64;
        eprintln!("{what}: {times:.1} times {} KB", tree.len() >> 10);
        if times > 12.0 {
            over.push(format!("{what}: {times:.1} times the text"));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}

/// What is done with a text: its name, the text, the most megabytes it may take, and how.
type Work<'t> = (&'t str, &'t str, f64, fn(&str));

#[test]
fn no_text_fills_the_memory() {
    let _alone = MEASURING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    // All of it under `script/hostile`; in `cargo test` as much as shows that it is bounded.
    let is_all = std::env::var("HOSTILE").as_deref() == Ok("all");
    let (large, small) = if is_all { (prose(50), prose(8)) } else { (prose(6), prose(1)) };
    let shortest = "a b\n".repeat(if is_all { 8 } else { 2 } * MEGABYTE / 4);
    let names = "x #a\n".repeat(if is_all { 8 } else { 2 } * MEGABYTE / 5);
    let works: [Work; 9] = [
        ("much prose as rules", &large, 120.0, |it| drop(api::parse_rules(it))),
        ("the shortest rules", &shortest, 600.0, |it| drop(api::parse_rules(it))),
        ("rules of three words", &names, 600.0, |it| drop(api::parse_rules(it))),
        ("much prose as a listing", &large, 400.0, |it| drop(api::parse_tree(it))),
        ("prose as CODEOWNERS", &small, 150.0, |it| {
            let file = serde_json::json!({ "text": it });
            drop(api::import_codeowners(&serde_json::from_value(file).expect("a file")));
        }),
        ("prose as teams", &small, 150.0, |it| drop(sentry_general::ownership::people::read(it))),
        ("prose as mappings", &small, 150.0, |it| {
            drop(sentry_general::routing::mapping_list::read(it));
        }),
        ("prose as a trace", &small, 150.0, |it| drop(api::parse_trace(it))),
        ("prose as many errors", &small, 150.0, |it| {
            drop(sentry_general::trace::batch::read(
                it,
                &sentry_general::trace::Options::default(),
            ));
        }),
    ];
    let mut over = Vec::new();
    for (what, text, most, work) in works {
        let megabytes = peak(text, work);
        eprintln!("{what}: {megabytes:.0} MB");
        if megabytes > most {
            over.push(format!("{what}: {megabytes:.0} MB, and {most} at most"));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}
