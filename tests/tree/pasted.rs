//! Listings as people paste them: `pasted/` holds texts with the files that are in them.
//!
//! A case begins with `=== ` and its title; below `--- files` stand the paths, below
//! `--- text` the text. `--- unsure` instead of paths means that it is no listing. The escape
//! character is written as `␛`.

use crate::support::read_default;
use sentry_general::tree::Listing;
use std::fmt::Write as _;

struct Case<'t> {
    title: &'t str,
    /// None if it is no listing.
    files: Option<Vec<&'t str>>,
    text: String,
}

fn cases(data: &str) -> Vec<Case<'_>> {
    let data = data.strip_prefix("=== ").expect("the file begins with a case");
    let cases: Vec<Case<'_>> = data
        .split("\n=== ")
        .map(|case| {
            let (head, text) = case.split_once("--- text\n").expect("a case has a text");
            let (title, rest) = head.split_once('\n').expect("a case has a title");
            let files = rest.strip_prefix("--- files\n").map(|files| files.lines().collect());
            assert!(files.is_some() || rest.trim() == "--- unsure", "{title} says what it expects");
            Case { title, files, text: text.replace('␛', "\u{1b}") }
        })
        .collect();
    assert!(cases.len() > 3, "the file holds cases");
    cases
}

/// The files without the folder that all are in: whether it is kept is another question.
fn below_common<'p>(paths: impl Iterator<Item = &'p str>) -> Vec<String> {
    let mut paths: Vec<Vec<&str>> = paths.map(|path| path.split('/').collect()).collect();
    while let Some(first) = paths.first().and_then(|path| path.get(..1)).map(<[_]>::to_vec)
        && paths.iter().all(|path| path.len() > 1 && path[..1] == first)
    {
        for path in &mut paths {
            path.remove(0);
        }
    }
    let mut paths: Vec<String> = paths.iter().map(|path| path.join("/")).collect();
    paths.sort_unstable();
    paths
}

fn fault(case: &Case<'_>, listing: &Listing) -> Option<String> {
    let is_sure = listing.sure >= Listing::SURE;
    let said = listing.problems.iter().any(|problem| problem.code == "tree/unsure");
    if !listing.account.is_balanced() {
        return Some(format!("does not account for every line: {:?}", listing.account));
    }
    if !is_sure && !said && !listing.files.is_empty() {
        return Some("does not say that it is unsure".to_owned());
    }
    let Some(files) = &case.files else {
        return is_sure.then(|| format!("is sure by {}: {:?}", listing.sure, listing.files));
    };
    let (found, expected) =
        (below_common(listing.files.iter()), below_common(files.iter().copied()));
    if found != expected {
        return Some(format!("has {found:?} for {expected:?}, skips {:?}", listing.skipped));
    }
    (!is_sure).then(|| format!("is sure by no more than {}", listing.sure))
}

#[track_caller]
fn check(data: &str) {
    let mut faults = String::new();
    for case in cases(data) {
        let listing = read_default(&case.text);
        if let Some(fault) = fault(&case, &listing) {
            writeln!(faults, "{} (read as {}) {fault}", case.title, listing.format.id())
                .expect("a string takes all");
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn decoration() {
    check(include_str!("pasted/decoration.txt"));
}

#[test]
fn columns() {
    check(include_str!("pasted/columns.txt"));
}

#[test]
fn git_and_others() {
    check(include_str!("pasted/tools.txt"));
}

#[test]
fn drawn() {
    check(include_str!("pasted/drawn.txt"));
}

#[test]
fn no_listings() {
    check(include_str!("pasted/no_listings.txt"));
}
