//! Compares the pattern matchers with answers of Sentry's own, read from
//! standard input as `tests/pattern/differential.py` prints them.
//!
//! Ends with an error if a single answer differs; `script/differential` runs it.

use sentry_general::ownership::pattern::{CodeownersPattern, Glob};
use std::io::{BufRead, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut out = std::io::stdout().lock();
    let (mut pairs, mut wrong) = (0_u64, 0_u64);
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("standard input can be read");
        let (kind, pattern, text, expected): (String, String, String, bool) =
            serde_json::from_str(&line).expect("a line is [kind, pattern, text, answer]");
        let answer = match kind.as_str() {
            "path" => Glob::path(&pattern).is_match(&text),
            "url" => Glob::url(&pattern).is_match(&text),
            "tag" => Glob::tag(&pattern).is_match(&text),
            _ => CodeownersPattern::new(&pattern).is_match(&text),
        };
        pairs += 1;
        if answer != expected {
            wrong += 1;
            if wrong <= 40 {
                writeln!(out, "{line}, but here {answer}").expect("standard output is open");
            }
        }
    }
    writeln!(out, "{pairs} pairs, {wrong} differ").expect("standard output is open");
    if wrong == 0 && pairs > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
