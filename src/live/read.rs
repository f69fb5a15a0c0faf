//! From a text to its values.

use super::Live;
use super::salvage::salvage;
use super::source;
use super::take::Taker;
use crate::text::{Problem, Span, json};
use serde_json::Value;
use std::collections::BTreeMap;

/// What came of reading a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// How many things of each kind were met, those that nothing could be made of included.
    pub counts: BTreeMap<String, u32>,
    /// What could not be read, and where.
    pub problems: Vec<Problem>,
}

/// How often reading goes on behind a break: each may cost as much as what is left.
const MOST_BREAKS: usize = 16;

/// How a call begins that the script wrote down.
const RECORD: &str = "\n{\"get\":";

/// How a project's rules are headed in a text that is no JSON; our own export writes the first.
const HEADINGS: [&str; 2] = ["# rules of the project ", "# project: "];

/// Reads a text into what is known already. Linear but for texts with several breaks, each of
/// which costs at most one more pass; after sixteen the rest is left unread, and that is said.
pub fn read(text: &str, live: &mut Live) -> Reading {
    let mut taker = Taker::new(live);
    // What programs on Windows begin a file with is no part of what stands in it.
    let plain = text.trim_start_matches('\u{feff}');
    let start = plain.trim_start();
    if start.starts_with(['{', '[']) {
        values(plain, plain.len() - start.len(), &mut taker);
    } else if source::is_source(plain) {
        source::take(plain, &mut taker);
    } else {
        rules(plain, &mut taker);
    }
    let (counts, mut problems) = taker.done();
    let mark = text.len() - plain.len();
    for span in problems.iter_mut().filter_map(|it| it.span.as_mut()) {
        *span = Span::new(mark + span.start as usize, mark + span.end as usize);
    }
    live.settle();
    Reading { counts, problems }
}

fn values(text: &str, mut from: usize, taker: &mut Taker<'_>) {
    for _ in 0..MOST_BREAKS {
        let Some(rest) = text.get(from..) else { return };
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let mut read = 0;
        let error = loop {
            match stream.next() {
                None => return,
                Some(Ok(value)) => {
                    taker.take(value);
                    read = stream.byte_offset();
                }
                Some(Err(error)) => break error,
            }
        };
        let read = read.min(rest.len());
        let at = place(rest, &error).max(read);
        // What the script writes begins on a line of its own: it is no part of what breaks.
        let record = rest[read..].find(RECORD).map(|start| read + start + 1);
        let whole = rest.get(read..record.unwrap_or(at).min(at)).and_then(salvage);
        let whole = whole.and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let why = json::reason(&error);
        let kept = if whole.is_some() { "What stands whole before it is read." } else { "" };
        let message = format!("JSON breaks off here: {why}. {kept}");
        let problem = Problem::error("live/not-json", message.trim_end())
            .at(from + at..from + end_of(rest, at))
            .hint("Paste the whole answer, or drop the file that the script wrote.");
        taker.problem(problem);
        if let Some(value) = whole {
            taker.take(value);
        }
        // Further on with the next line that a value begins on.
        match record.or_else(|| next_start(rest, at)) {
            Some(next) => from += next,
            None => return,
        }
    }
    let message = "There are more breaks than are read past; what follows is left unread.";
    taker.problem(Problem::error("live/not-json", message).at(from..from));
}

/// The byte that an error is at; the end, if more was expected.
fn place(text: &str, error: &serde_json::Error) -> usize {
    if error.is_eof() {
        return text.len();
    }
    json::place(text, error)
}

/// Behind the character at a place.
pub fn end_of(text: &str, at: usize) -> usize {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    next.map_or(at, |letter| at + letter.len_utf8())
}

/// Where the next line begins that a value begins on, without white space before it.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let at = ["\n{", "\n["].into_iter().filter_map(|start| rest.find(start)).min()?;
    Some(from + at + 1)
}

/// Ownership rules, each project's under its name.
fn rules(text: &str, taker: &mut Taker<'_>) {
    let mut project: Option<String> = None;
    let mut raw = String::new();
    for line in text.lines() {
        match heading(line) {
            Some(slug) => {
                if let Some(project) = project.replace(slug.to_owned()) {
                    taker.rules(&project, std::mem::take(&mut raw));
                }
                raw.clear();
            }
            None if project.is_some() => {
                raw.push_str(line);
                raw.push('\n');
            }
            None => {}
        }
    }
    match project {
        Some(project) => taker.rules(&project, raw),
        None if text.trim().is_empty() => {}
        None => taker.problem(
            Problem::error(
                "live/nothing-known",
                "This is neither JSON of Sentry’s API, nor Terraform’s state or source, nor are it rules under the name of a project.",
            )
            .at(0..end_of(text, 0))
            .hint("Drop the file that the script wrote, or put `# project: its-slug` above each project’s rules."),
        ),
    }
}

/// The project that a line is the heading of.
fn heading(line: &str) -> Option<&str> {
    let start = HEADINGS.iter().map(|it| it.len());
    let starts = start.zip(HEADINGS).find(|(length, heading)| {
        line.get(..*length).is_some_and(|start| start.eq_ignore_ascii_case(heading))
    });
    let slug = line.get(starts?.0..)?.trim();
    (!slug.is_empty() && !slug.contains(char::is_whitespace)).then_some(slug)
}
