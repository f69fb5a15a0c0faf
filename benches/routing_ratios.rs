//! How many times faster than the peers: every corpus routed by all, in one run.
//!
//! Prints a Markdown table with medians, and the geometric mean of the ratios
//! to the faster peer. `cargo bench --bench routing_ratios`.

#[allow(dead_code, missing_docs, unreachable_pub, reason = "shared by benches")]
mod support;

use sentry_general::routing::{Compiled, Options, route};
use sentry_general::tree::Tree;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;
use support::{Corpus, Form};

#[allow(clippy::print_stdout, reason = "the table is the point")]
fn main() {
    println!(
        "| corpus | files x rules | read once | tree | codeowners: compile + route | path: compile + route \
         | codeowners-rs | ignore, one set | ratio, codeowners | ratio, path | ratio with tree |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    let mut ratios = [Vec::new(), Vec::new(), Vec::new()];
    let corpora = support::corpora();
    for corpus in &corpora {
        let row = measure(corpus, true);
        for (ratios, ratio) in ratios.iter_mut().zip(row) {
            ratios.push(ratio);
        }
    }
    for (ratios, name) in ratios.iter().zip(["codeowners", "path", "codeowners with tree"]) {
        let mean = ratios.iter().map(|ratio: &f64| ratio.ln()).sum::<f64>() / ratios.len() as f64;
        println!("\n{name}: {:.1} times the faster peer (geometric mean)", mean.exp());
    }
    measure(&support::synthetic(1_000_000, 10_000), false);
    measure(&support::substrings(100_000, 10_000), false);
}

/// Measures a corpus, prints its row, and gives the ratios to the faster peer.
#[allow(clippy::print_stdout, reason = "the table is the point")]
fn measure(corpus: &Corpus, with_peers: bool) -> [f64; 3] {
    let paths = corpus.paths();
    let tree = Tree::new(corpus.paths());
    let rules = [Form::Codeowners, Form::Path].map(|form| Arc::from(corpus.rules(form)));
    let runs = if with_peers { 11 } else { 3 };
    let read = median(runs, || paths.iter().flat_map(str::bytes).map(u64::from).sum::<u64>());
    let build = median(runs, || Tree::new(paths.clone()).folders());
    let ours = rules.clone().map(|rules| {
        median(runs, || {
            route(&tree, Compiled::new(Arc::clone(&rules)), Options::default()).counts().unmatched
        })
    });
    let peers = if with_peers {
        let peer_rules = corpus.peer();
        let peer = median(runs, || {
            let rules = codeowners_rs::RuleSet::new(peer_rules.clone());
            corpus.paths.iter().filter(|path| rules.matching_rule(path).is_some()).count()
        });
        let ignore = median(runs, || {
            let set = corpus.ignore();
            let matched = corpus
                .paths
                .iter()
                .filter(|path| set.matched_path_or_any_parents(path.as_str(), false).is_ignore());
            matched.count()
        });
        [peer, ignore]
    } else {
        [f64::NAN; 2]
    };
    let best = peers[0].min(peers[1]);
    let row = [best / ours[0], best / ours[1], best / (ours[0] + build)];
    println!(
        "| {} | {} x {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.1} | {:.1} | {:.1} |",
        corpus.name,
        paths.len(),
        rules[0].len(),
        read,
        build,
        ours[0],
        ours[1],
        peers[0],
        peers[1],
        row[0],
        row[1],
        row[2],
    );
    row
}

/// The median of so many runs, in milliseconds.
fn median<T>(runs: usize, mut run: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
