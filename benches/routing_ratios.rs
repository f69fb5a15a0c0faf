//! How many times faster than the peers: every corpus routed by all, in one run.
//!
//! Prints a Markdown table with medians in milliseconds, and the geometric mean
//! of the ratios to the faster peer: `cargo bench --bench routing_ratios`.
//!
//! `script/bench` compiles the same file for the browser as well and lets both
//! take turns: `benches/browser_ratios.mjs` asks this program, started with
//! `--serve`, and the page in the same words.

#[allow(dead_code, missing_docs, unreachable_pub, reason = "shared by benches")]
mod support;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

/// In the browser nothing starts by itself.
#[cfg(target_arch = "wasm32")]
fn main() {}

/// What the page calls.
#[cfg(target_arch = "wasm32")]
mod browser {
    use super::support::{Corpus, cases::Prepared};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// A corpus in the browser.
    #[wasm_bindgen]
    #[allow(missing_debug_implementations, reason = "a bench")]
    pub struct Case(Prepared);

    #[wasm_bindgen]
    impl Case {
        /// A corpus by its texts.
        #[wasm_bindgen(constructor)]
        #[must_use]
        pub fn new(name: &str, listing: &str, codeowners: String) -> Self {
            Self(Prepared::new(Corpus::new(name, listing, codeowners)))
        }

        /// A synthetic one by its name.
        #[must_use]
        pub fn synthetic(name: &str) -> Option<Self> {
            Corpus::synthetic(name).map(|corpus| Self(Prepared::new(corpus)))
        }

        /// See [`Prepared::run`].
        #[must_use]
        pub fn run(&self, case: &str) -> Option<u32> {
            self.0.run(case)
        }

        /// See [`Prepared::edits_are_exact`].
        #[must_use]
        pub fn edits_are_exact(&self) -> bool {
            self.0.edits_are_exact()
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::print_stdout, reason = "the figures are the point")]
mod native {
    use super::support::{self, Corpus, cases::Prepared};
    use std::hint::black_box;
    use std::io::BufRead as _;
    use std::time::Instant;

    const COLUMNS: [&str; 10] = [
        "read",
        "tree",
        "codeowners",
        "codeowners compile",
        "path",
        "path compile",
        "fill",
        "codeowners edit 3",
        "codeowners-rs",
        "ignore",
    ];

    pub(super) fn main() {
        if std::env::args().any(|argument| argument == "--serve") {
            return serve();
        }
        println!(
            "| corpus | files x rules | {} | ratio, codeowners | ratio, path | with tree |",
            COLUMNS.join(" | ")
        );
        println!("|---|{}", "--:|".repeat(COLUMNS.len() + 4));
        let mut ratios = [Vec::new(), Vec::new(), Vec::new()];
        for corpus in support::corpora() {
            let row = print_row(&Prepared::new(corpus), &COLUMNS, 11);
            let best = row[8].min(row[9]);
            let of_row = [best / row[2], best / row[4], best / (row[1] + row[2])];
            println!(" {:.1} | {:.1} | {:.1} |", of_row[0], of_row[1], of_row[2]);
            for (ratios, ratio) in ratios.iter_mut().zip(of_row) {
                ratios.push(ratio);
            }
        }
        // The peers would take minutes.
        for synthetic in ["synthetic 1000000 x 10000", "substrings 100000 x 10000"] {
            let corpus = Corpus::synthetic(synthetic).expect("a synthetic corpus");
            print_row(&Prepared::new(corpus), &COLUMNS[..8], 3);
            println!();
        }
        for (ratios, name) in ratios.iter().zip(["codeowners", "path", "codeowners with tree"]) {
            let mean =
                ratios.iter().map(|ratio: &f64| ratio.ln()).sum::<f64>() / ratios.len() as f64;
            println!("\n{name}: {:.2} times the faster peer (geometric mean)", mean.exp());
        }
    }

    /// Prints a row without its end and gives its medians. The cases take turns,
    /// so that whatever else the machine does meets all of them.
    fn print_row(corpus: &Prepared, cases: &[&str], rounds: usize) -> Vec<f64> {
        let mut times = vec![Vec::new(); cases.len()];
        for _ in 0..rounds {
            for (times, case) in times.iter_mut().zip(cases) {
                times.push(time(corpus, case).expect("a case that runs natively"));
            }
        }
        let (paths, rules) = corpus.size();
        print!("| {} | {paths} x {rules} |", corpus.corpus.name);
        let median = |times: &mut Vec<f64>| {
            times.sort_by(f64::total_cmp);
            times[times.len() / 2]
        };
        let medians: Vec<f64> = times.iter_mut().map(median).collect();
        for median in &medians {
            print!(" {median:.2} |");
        }
        medians
    }

    /// Milliseconds of one run.
    fn time(corpus: &Prepared, case: &str) -> Option<f64> {
        let start = Instant::now();
        black_box(corpus.run(case))?;
        Some(start.elapsed().as_secs_f64() * 1000.0)
    }

    /// Reads requests line by line: `load NAME`, answered with the numbers of
    /// paths and rules; `run TIMES CASE`, answered with the milliseconds of each
    /// run. What can't be done is answered with an empty line.
    fn serve() {
        let mut corpus = None;
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let answer = match (line.split_once(' '), &corpus) {
                (Some(("load", name)), _) => {
                    corpus = load(name).map(Prepared::new);
                    corpus.as_ref().map(|corpus| {
                        let (paths, rules) = corpus.size();
                        format!("{paths} {rules}")
                    })
                }
                (Some(("run", request)), Some(corpus)) => run(corpus, request),
                _ => None,
            };
            println!("{}", answer.unwrap_or_default());
        }
    }

    fn load(name: &str) -> Option<Corpus> {
        Corpus::synthetic(name)
            .or_else(|| support::corpora().into_iter().find(|corpus| corpus.name == name))
    }

    fn run(corpus: &Prepared, request: &str) -> Option<String> {
        let (times, case) = request.split_once(' ')?;
        let times = (0..times.parse().ok()?).map(|_| time(corpus, case));
        let times: Option<Vec<_>> = times.map(|time| Some(format!("{:.6}", time?))).collect();
        Some(times?.join(" "))
    }
}
