//! What everything costs against the size of its input: the native half of `script/scale`.
//!
//! One object of JSON a line: series, paths, rules, what, and milliseconds (or megabytes). Inputs are made up, the same
//! every time. `limit` looks at every byte of the listing once, which any program must do.

#[allow(dead_code, missing_docs, unreachable_pub, reason = "shared by benches")]
mod support;

use peak_alloc::PeakAlloc;
use sentry_general::projects::{Inputs, plan};
use sentry_general::routing::{Compiled, Options, route};
use sentry_general::session::Session;
use sentry_general::session::protocol::{Explore, Input, Request, TreeOptions};
use sentry_general::tree::map::{Map, Weights};
use sentry_general::tree::{ReadOptions, Tree, read};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::cases::Prepared;
use support::{Corpus, Form};

/// Counts for the figures of memory; the peers' allocations are counted as well.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const PATHS: [usize; 6] = [1_000, 10_000, 100_000, 500_000, 1_000_000, 2_000_000];
const RULES: [usize; 5] = [10, 100, 1_000, 10_000, 30_000];

/// The size that stays, while the other grows.
const PATHS_OF_RULES: usize = 100_000;
const RULES_OF_PATHS: usize = 1_000;

/// A peer that took longer than this is not asked for more.
const PATIENCE: Duration = Duration::from_secs(8);

#[allow(clippy::print_stdout, reason = "the figures are the point")]
fn main() {
    // `cargo bench` hands over words of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    if let [paths, rules, folder] = &words[..] {
        return write(number(paths), number(rules), folder);
    }
    let mut peers = Peers::default();
    for paths in PATHS {
        measure("paths", paths, RULES_OF_PATHS, &mut peers);
    }
    let mut peers = Peers::default();
    for rules in RULES {
        measure("rules", PATHS_OF_RULES, rules, &mut peers);
    }
}

fn number(word: &str) -> usize {
    word.parse().expect("a number")
}

/// The texts of an input, for the page: `tree.txt` and `rules.txt`.
fn write(paths: usize, rules: usize, folder: &str) {
    let corpus = corpus(paths, rules);
    std::fs::write(format!("{folder}/tree.txt"), corpus.paths.join("\n")).expect("room");
    std::fs::write(format!("{folder}/rules.txt"), rules_text(&corpus)).expect("room");
}

/// A tree with an application for every five hundred files.
fn corpus(paths: usize, rules: usize) -> Corpus {
    const WORDS: [&str; 10] =
        ["shop", "mail", "pay", "auth", "stock", "map", "chat", "feed", "bill", "ship"];
    let mut corpus = support::synthetic(paths, rules);
    for at in (0..paths).step_by(500) {
        let digits = (at / 500).to_string();
        let name: Vec<&str> = digits.bytes().map(|it| WORDS[usize::from(it - b'0')]).collect();
        for (file, path) in
            ["manage.py", "requirements.txt", "Dockerfile"].into_iter().zip(&mut corpus.paths[at..])
        {
            *path = format!("apps/{}/{file}", name.join("-"));
        }
    }
    corpus.paths.sort_unstable();
    corpus
}

/// The rules as a person types them.
fn rules_text(corpus: &Corpus) -> String {
    let line = |(at, rule): (usize, sentry_general::ownership::Rule)| {
        format!("path:{} #t{at}\n", rule.matcher.pattern)
    };
    corpus.rules(Form::Path).into_iter().enumerate().map(line).collect()
}

/// Which peers still have patience left.
struct Peers([(&'static str, bool); 2]);

impl Default for Peers {
    fn default() -> Self {
        Self([("codeowners-rs", true), ("ignore", true)])
    }
}

fn measure(series: &str, paths: usize, rules: usize, peers: &mut Peers) {
    let tell = |what: &str, milliseconds: f64| line(series, paths, rules, what, milliseconds);
    let prepared = Prepared::new(corpus(paths, rules));
    let text = prepared.corpus.paths.join("\n");
    let typed = rules_text(&prepared.corpus);
    tell("bytes", text.len() as f64);

    tell("limit", median(|| text.bytes().map(u32::from).sum::<u32>()));
    tell("read", median(|| Tree::new(read(&text, &ReadOptions::default()).files)));
    tell("route", median(|| prepared.run("codeowners")));
    tell("re-route", {
        // Makes what is there before the edit.
        prepared.run("codeowners edit 1");
        median(|| prepared.run("codeowners edit 1"))
    });
    for (peer, patient) in &mut peers.0 {
        if *patient {
            let took = median(|| prepared.run(peer));
            tell(peer, took);
            *patient = took < PATIENCE.as_secs_f64() * 1000.0;
        }
    }

    let tree = Tree::new(prepared.corpus.paths());
    let compiled = Compiled::new(Arc::from(prepared.corpus.rules(Form::Codeowners)));
    let routing = route(&tree, compiled, Options::default());
    let middle = (paths / 2) as u32;
    tell("explain", median(|| routing.explained(&tree, middle)));
    drop(routing);
    tell("plan", median(|| plan(&Inputs::of_tree(&tree), &[])));
    tell("draw", median(|| Map::new(&tree, Tree::ROOT, &Weights::Files, 1200, 800)));
    drop((tree, prepared));

    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let mut session = answered(text, &typed);
    let peak = MEMORY.peak_usage() - before;
    tell("memory at most", peak as f64 / f64::from(1 << 20));
    tell("memory after", (MEMORY.current_usage() - before) as f64 / f64::from(1 << 20));
    tell("search", median(|| session.handle(Request::Explore(search()), None)));
}

/// What the page's worker holds after its first answer. The text is its own, as after it came from the page.
fn answered(text: String, rules: &str) -> Session {
    let mut session = Session::default();
    let request = Request::Input { input: Input::Rules, revision: 1, kept: true };
    session.handle(request, Some(rules.to_owned()));
    let request = Request::Tree { revision: 1, options: TreeOptions::default() };
    session.handle(request, Some(text));
    session
}

/// Another word each time, so that no answer is kept.
fn search() -> Explore {
    use std::sync::atomic::{AtomicU32, Ordering};
    static ROUND: AtomicU32 = AtomicU32::new(0);
    let round = ROUND.fetch_add(1, Ordering::Relaxed);
    Explore { search: format!("pay_{}", round % 10), count: 50, ..Explore::default() }
}

/// Milliseconds: the middle one of five runs, of fewer if they take long.
fn median<T>(run: impl FnMut() -> T) -> f64 {
    let mut run = run;
    let begun = Instant::now();
    let mut times = Vec::new();
    while times.len() < 5 && (times.is_empty() || begun.elapsed() < Duration::from_secs(2)) {
        let start = Instant::now();
        black_box(run());
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[allow(clippy::print_stdout, reason = "the figures are the point")]
fn line(series: &str, paths: usize, rules: usize, what: &str, value: f64) {
    let row = serde_json::json!({ "series": series, "paths": paths, "rules": rules, "what": what, "value": value });
    println!("{row}");
}
