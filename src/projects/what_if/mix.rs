//! Which errors come in.

use crate::tree::{PathId, Tree};
use std::collections::BTreeMap;

/// Which errors come in.
#[derive(Clone, Copy, Debug)]
pub struct Mix<'a> {
    /// Errors that happened; if there are any, they are the mix.
    pub events: &'a [Happened],
    /// Errors per file or folder; the nearest counts. One per source file if empty.
    pub errors: &'a BTreeMap<String, u32>,
    /// The quota of errors in a month.
    pub quota: Option<u64>,
}

/// An error that happened, maybe often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// The files of the tree that it went through, the outermost first.
    pub files: Vec<PathId>,
    /// The team that gets it; none if that is nobody, or a person.
    pub team: Option<String>,
    /// How often.
    pub count: u64,
}

/// A mix, put on files.
pub struct Errors<'a> {
    events: &'a [Happened],
    /// Per path; empty if there are events.
    weights: Vec<u64>,
    /// Per path.
    teams: &'a [Option<&'a str>],
}

impl<'a> Errors<'a> {
    pub fn new(tree: &Tree, mix: &Mix<'a>, teams: &'a [Option<&'a str>]) -> Self {
        let weights = if mix.events.is_empty() { weights(tree, mix.errors) } else { Vec::new() };
        Self { events: mix.events, weights, teams }
    }

    /// Tells of each: its files, the outermost first, its team, how often it came, and whether it is an event.
    pub fn each<'t>(&'t self, mut tell: impl FnMut(&[PathId], Option<&'t str>, u64, bool)) {
        for event in self.events {
            tell(&event.files, event.team.as_deref(), event.count, true);
        }
        for (path, &errors) in (0..).zip(&self.weights).filter(|(_, errors)| **errors > 0) {
            tell(&[path], self.teams[path as usize], errors, false);
        }
    }
}

/// Reads a quota as people write it: `100000`, `1,000,000`, `500k`, `1.5M`; nothing for none.
///
/// # Errors
/// A sentence on what is not understood.
pub fn read_quota(text: &str) -> Result<Option<u64>, String> {
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | ',' | '_' | '\'' | '’' | '\u{a0}' | '\u{202f}'))
        .collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let refused = || format!("`{}` is no number of errors; write 100000 or 100k.", text.trim());
    let (number, unit) = match plain.char_indices().last() {
        Some((at, 'k' | 'K')) => (&plain[..at], 1e3),
        Some((at, 'm' | 'M')) => (&plain[..at], 1e6),
        _ => (plain.as_str(), 1.0),
    };
    let digits = number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let number: f64 = number.parse().ok().filter(|_| digits).ok_or_else(refused)?;
    let quota = number * unit;
    // Beyond, a number in a browser is not exact, and nobody has such a quota.
    if quota.fract() != 0.0 || quota > 9e15 { Err(refused()) } else { Ok(Some(quota as u64)) }
}

/// Whether a file is code, which errors come from.
pub fn is_source(tree: &Tree, path: PathId) -> bool {
    crate::projects::evidence::Language::of(tree.name_of(path)).is_some()
}

fn weights(tree: &Tree, errors: &BTreeMap<String, u32>) -> Vec<u64> {
    if errors.is_empty() {
        return (0..tree.len() as PathId).map(|path| u64::from(is_source(tree, path))).collect();
    }
    // What is said of a folder is shared out among its files that nothing nearer covers.
    let mut of_path: Vec<Option<&str>> = Vec::with_capacity(tree.len());
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for path in tree.paths().iter() {
        let mut at = path;
        let known = loop {
            if let Some((key, _)) = errors.get_key_value(at) {
                break Some(key.as_str());
            }
            match at.rsplit_once('/') {
                Some((folder, _)) => at = folder,
                None => break errors.get_key_value("").map(|(key, _)| key.as_str()),
            }
        };
        if let Some(key) = known {
            *counts.entry(key).or_default() += 1;
        }
        of_path.push(known);
    }
    let mut given: BTreeMap<&str, u64> = BTreeMap::new();
    of_path
        .into_iter()
        .map(|key| {
            let Some(key) = key else { return 0 };
            let (all, count) = (u64::from(errors[key]), counts[key]);
            let number = given.entry(key).or_default();
            *number += 1;
            all * *number / count - all * (*number - 1) / count
        })
        .collect()
}
