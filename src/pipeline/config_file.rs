//! The configuration file: key by key, so that all that is wrong with it is told at once.

use super::File;
use super::config::Config;
use super::report::Stop;
use crate::text::{LineIndex, json};
use serde::de::IgnoredAny;
use serde_json::{Deserializer, Value};
use std::collections::BTreeSet;

/// The keys of the file.
const KEYS: [&str; 14] = [
    "$schema",
    "rules",
    "codeowners",
    "host",
    "mappings",
    "teams",
    "project",
    "assertions",
    "unowned",
    "exempt",
    "base",
    "failOn",
    "ignore",
    "notes",
];

const MANUAL: &str = "What each key takes stands in docs/pipeline.md.";

/// What can be read of a file, and what is wrong with the rest. What is no JSON is told at the first such place only.
pub(super) fn read(file: &File) -> (Config, Vec<Stop>) {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
    if let Err(error) = serde_json::from_str::<Value>(text) {
        let place = LineIndex::new(text).position(json::place(text, &error) as u32);
        let stop = Stop::new(json::reason(&error));
        let stop = stop.at(&file.path, place.line, place.column);
        return (Config::default(), vec![stop.hint(MANUAL)]);
    }
    let Some(entries) = entries(text) else {
        let stop = Stop::new("the configuration must be an object: { … }").at(&file.path, 1, 1);
        return (Config::default(), vec![stop.hint(MANUAL)]);
    };
    let lines = LineIndex::new(text);
    let (mut config, mut faults, mut met) = (Config::default(), Vec::new(), BTreeSet::new());
    for Entry { key, key_at, value, value_at } in &entries {
        let at = |stop: Stop, offset: usize| {
            let place = lines.position(offset as u32);
            stop.at(&file.path, place.line, place.column)
        };
        if !KEYS.contains(&key.as_str()) {
            let stop = at(Stop::new(format!("there is no key `{key}`")), *key_at);
            faults.push(did_you_mean(stop, key, KEYS.into_iter()));
            continue;
        }
        if !met.insert(key) {
            faults.push(at(Stop::new(format!("the key `{key}` stands here again")), *key_at));
            continue;
        }
        match serde_json::from_str::<Config>(&format!("{{\"{key}\":{value}}}")) {
            Ok(read) => {
                faults.extend(read.unknown_codes().into_iter().map(|stop| at(stop, *value_at)));
                config = config.or(read);
            }
            Err(error) => {
                let told = json::reason(&error);
                let message = match told.starts_with(&format!("{key}: ")) {
                    true => told,
                    false => format!("{key}: {told}"),
                };
                faults.push(at(Stop::new(message), *value_at).hint(MANUAL));
            }
        }
    }
    (config, faults)
}

/// A key and its value, with where they begin.
struct Entry<'t> {
    key: String,
    key_at: usize,
    value: &'t str,
    value_at: usize,
}

/// Those of an object, in the order of the text, which is JSON; none if it is something else.
fn entries(text: &str) -> Option<Vec<Entry<'_>>> {
    let place = |rest: &str| text.len() - rest.len();
    let mut rest = after(text, '{')?;
    let mut entries = Vec::new();
    while !rest.starts_with('}') {
        let key_at = place(rest);
        let mut keys = Deserializer::from_str(rest).into_iter::<String>();
        let key = keys.next()?.ok()?;
        rest = after(rest.get(keys.byte_offset()..)?, ':')?;
        let value_at = place(rest);
        let mut values = Deserializer::from_str(rest).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        let (value, behind) = rest.split_at_checked(values.byte_offset())?;
        entries.push(Entry { key, key_at, value, value_at });
        rest = after(behind, ',').unwrap_or_else(|| skip_blank(behind));
    }
    Some(entries)
}

/// What follows a character and the white space on both sides of it, if it comes next.
fn after(text: &str, wanted: char) -> Option<&str> {
    skip_blank(text).strip_prefix(wanted).map(skip_blank)
}

fn skip_blank(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\r', '\n'])
}

/// With the nearest of what there is, if one is near.
pub(super) fn did_you_mean<'k>(
    stop: Stop,
    given: &str,
    known: impl Iterator<Item = &'k str>,
) -> Stop {
    let lower = given.to_ascii_lowercase();
    let near = known
        .map(|it| (strsim::damerau_levenshtein(&it.to_ascii_lowercase(), &lower), it))
        .min_by_key(|it| it.0);
    match near.filter(|(distance, _)| *distance <= 1 + given.chars().count() / 3) {
        Some((_, it)) => stop.hint(format!("Is `{it}` meant?")),
        None => stop.hint("All that there are stand in docs/pipeline.md."),
    }
}
