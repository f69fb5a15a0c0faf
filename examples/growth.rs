//! Whether work takes as long as its input is large: every shape of `tests/growth`, and every listing and stack
//! trace of the tests, at a size, twice and four times that. `script/growth [PART OF A NAME | FILE]` runs it; of a file, it
//! prints what each length takes.
//!
//! What is measured is the processor time of this thread, so that other programs hardly count: the least of several
//! runs, each size in turn, from the first size on that takes long enough. A finding is what grows by more than
//! [`MOST`] of its size's exponent, over both doublings, and again when it is measured at larger sizes.

#![allow(clippy::print_stdout, clippy::print_stderr)] // it is a program that prints

#[path = "../tests/growth/mod.rs"]
mod growth;

use growth::{functions, shapes};
use rustix::time::{ClockId, clock_gettime};
use sentry_general::api;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::Duration;

/// The exponent above which cost grows too fast; what is linear has 1.
const MOST: f64 = 1.25;
/// What takes less than this is not told from noise; `LEAST=20` has sizes that take 20 ms, where growth shows that has
/// a small share of small ones.
static LEAST: LazyLock<Duration> = LazyLock::new(|| {
    let given = std::env::var("LEAST").ok().and_then(|it| it.parse().ok());
    Duration::from_millis(given.unwrap_or(1))
});
/// What takes longer than this is measured once.
const LONG: Duration = Duration::from_millis(200);
/// What takes longer than this is not measured at larger sizes, where a limit may hold.
const TOO_LONG: Duration = Duration::from_secs(4);
const ROUNDS: usize = 2;
/// How often a finding is measured again.
const AGAIN: usize = 2;

fn main() -> ExitCode {
    let only = std::env::args().nth(1).unwrap_or_default();
    if let Ok(text) = std::fs::read_to_string(&only) {
        for length in [text.len() / 4, text.len() / 2, text.len()] {
            let end = (0..=length).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
            let parts = [api_tree, api_trace].map(|read| took(|| read(&text[..end])));
            println!("{end} bytes: listing {:?}, stack trace {:?}", parts[0], parts[1]);
        }
        return ExitCode::SUCCESS;
    }
    let mut findings = 0;
    let mut worst: BTreeMap<String, f64> = BTreeMap::new();
    let shapes = shapes();
    let counts = functions(&shapes);
    for shape in &shapes {
        let name = format!("{}: {}", shape.function, shape.name);
        if !name.contains(&only) {
            continue;
        }
        if std::env::var_os("VERBOSE").is_some() {
            eprintln!("{name}");
        }
        let mut least = measured(&|size| shape.job(size), shape.least, shape.most);
        // Again and larger, so that what happened once, or where memory runs out of caches or is first given back, is no
        // finding: what grows too fast does so all the more.
        for _ in 0..AGAIN {
            let (exponent, times, size) = least;
            if exponent > MOST && times[2] < TOO_LONG {
                least = measured(&|size| shape.job(size), size * 4, size * 4);
            }
        }
        let (exponent, times, size) = least;
        let function = worst.entry(shape.function.to_owned()).or_insert(0.0);
        *function = function.max(exponent);
        if exponent > MOST {
            let bounded = if shape.is_bounded() { ", until a limit holds" } else { "" };
            findings += usize::from(!shape.is_bounded());
            let (least, most) = (times[0], times[2]);
            println!(
                "{exponent:.2}  {name}: {least:.1?} at {size}, {most:.1?} at {}{bounded}",
                size * 4
            );
        }
    }
    for (name, text, read) in samples().into_iter().filter(|(name, ..)| name.contains(&only)) {
        let make = move |copies: usize| -> growth::Job {
            let text = format!("{text}\n").repeat(copies);
            Box::new(move || read(&text))
        };
        let (mut exponent, ..) = measured(&make, 1, 4096);
        for _ in 0..AGAIN {
            if exponent > MOST {
                exponent = measured(&make, 1, 4096).0.min(exponent);
            }
        }
        if exponent > MOST {
            findings += 1;
            println!("{exponent:.2}  {name}");
        }
    }
    for (function, shapes) in counts {
        if let Some(worst) = worst.get(&function) {
            println!("{shapes:5} shapes, worst exponent {worst:.2}  {function}");
        }
    }
    println!("{findings} findings");
    if findings > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

type Measured = (f64, [Duration; 3], usize);

/// The exponent by which cost grows, from the first size on that takes long enough; the lesser of two doublings
/// where they differ by much, since a limit that is reached, or another way that is taken, is no growth.
fn measured(make: &dyn Fn(usize) -> growth::Job, least: usize, most: usize) -> Measured {
    let mut size = least.max(1);
    while took(make(size)) < *LEAST && size * 2 <= most {
        size *= 2;
    }
    let mut times = [Duration::MAX; 3];
    for round in 0..ROUNDS {
        for (at, time) in times.iter_mut().enumerate() {
            if round == 0 || *time < LONG {
                *time = took(make(size << at)).min(*time);
            }
        }
    }
    let grown =
        |at: usize| (times[at + 1].as_secs_f64() / times[at].max(*LEAST).as_secs_f64()).log2();
    let both = (grown(0) + grown(1)) / 2.0;
    let exponent = if (grown(0) - grown(1)).abs() > 0.7 { grown(0).min(grown(1)) } else { both };
    (exponent, times, size)
}

fn took(work: impl FnOnce()) -> Duration {
    let begun = now();
    work();
    now().saturating_sub(begun)
}
/// The processor time that this thread has had.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

fn api_tree(text: &str) {
    drop(api::parse_tree(text));
}

fn api_trace(text: &str) {
    drop(api::parse_trace(text));
}

type Read = fn(&str);
type Sample = (String, String, Read);

/// Every text that the tests hold.
fn samples() -> Vec<Sample> {
    let tree: Read = api_tree;
    let trace: Read = api_trace;
    let mut samples: Vec<Sample> = Vec::new();
    for file in files("tests/tree/listings") {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        samples.push((format!("listing {}", name(&file)), text, tree));
    }
    for file in files("tests/tree/pasted") {
        let Ok(all) = std::fs::read_to_string(&file) else { continue };
        for case in all.split("\n=== ") {
            let title = case.lines().next().unwrap_or_default().trim_start_matches("=== ");
            let Some((_, text)) = case.split_once("--- text\n") else { continue };
            samples.push((format!("listing {title}"), text.to_owned(), tree));
        }
    }
    for file in files("tests/trace/samples") {
        let Ok(all) = std::fs::read_to_string(&file) else { continue };
        for line in all.lines() {
            let Ok(case) = serde_json::from_str::<serde_json::Value>(line) else { continue };
            let Some(text) = case["text"].as_str() else { continue };
            let title = case["id"].as_str().unwrap_or_default();
            samples.push((format!("trace {} {title}", name(&file)), text.to_owned(), trace));
        }
    }
    samples.retain(|(_, text, _)| !text.trim().is_empty());
    samples
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
