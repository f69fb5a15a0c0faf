//! Whether reading takes as long as the text is: each listing and stack trace of the tests,
//! repeated to one length, twice and four times that. `script/growth [PART OF A NAME | FILE]` runs it;
//! of a file, it prints what each length takes.
//!
//! A reader that takes more than 2.2 times as long for twice the text is a finding. What is
//! measured is the processor time of this thread, so that other programs hardly count: the least
//! of several runs, each length in turn.

#![allow(clippy::print_stdout)] // it is a program that prints

use rustix::time::{ClockId, clock_gettime};
use sentry_general::api;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Bytes of the shortest text.
const LENGTH: usize = 100_000;
/// How many times as long twice the text may take.
const MOST: f64 = 2.2;
/// What takes less than this is not told from noise.
const LEAST: Duration = Duration::from_millis(1);
const ROUNDS: usize = 5;

fn main() -> ExitCode {
    let only = std::env::args().nth(1).unwrap_or_default();
    if let Ok(text) = std::fs::read_to_string(&only) {
        for length in [text.len() / 4, text.len() / 2, text.len()] {
            let end = (0..=length).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
            let parts = [api_tree, api_trace].map(|read| took(&text[..end], read));
            println!("{end} bytes: listing {:?}, stack trace {:?}", parts[0], parts[1]);
        }
        return ExitCode::SUCCESS;
    }
    let mut findings = 0;
    let mut readers = 0;
    for (name, text, read) in samples().into_iter().filter(|(name, ..)| name.contains(&only)) {
        readers += 1;
        // What grows with the square does so at every length; what is recognized by a few lines
        // may be read in another way once, where these change.
        let grown = grown(&text, read);
        if grown > MOST {
            findings += 1;
            println!("{name}: twice the text takes {grown:.2} times as long");
        }
    }
    println!("{readers} texts, {findings} findings");
    if findings > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// How many times as long twice the text takes: the least of two doublings.
fn grown(text: &str, read: Read) -> f64 {
    let texts = [1, 2, 4].map(|times| {
        let copies = (LENGTH * times).div_ceil(text.len() + 1);
        format!("{text}\n").repeat(copies)
    });
    let mut times = [Duration::MAX; 3];
    for _ in 0..ROUNDS {
        for (time, text) in times.iter_mut().zip(&texts) {
            *time = took(text, read).min(*time);
        }
    }
    let grown = |at: usize| {
        let longer = texts[at + 1].len() as f64 / texts[at].len() as f64;
        times[at + 1].as_secs_f64() / times[at].max(LEAST).as_secs_f64() / longer * 2.0
    };
    grown(0).min(grown(1))
}

fn took(text: &str, read: Read) -> Duration {
    let begun = now();
    read(text);
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
