//! How much memory is in use at most. One test, since the allocator counts for the whole program.

use peak_alloc::PeakAlloc;
use sentry_general::api;

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

/// What is done with a text: its name, the text, the most megabytes it may take, and how.
type Work<'t> = (&'t str, &'t str, f64, fn(&str));

#[test]
fn no_text_fills_the_memory() {
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
