//! Which format a text is of: the formats vote, line by line.
//!
//! A format that may start at a line reads on as far as it can. The one whose
//! lines fit best takes them all, and the search goes on behind. So a log may hold
//! several errors of several languages, and lines of one that look like another
//! (`at` inside a message of Python, say) do not count.

use super::draft::{Input, Reading};
use super::formats::ALL;
use super::in_app;
use super::lines::Line;
use super::options::Options;
use super::parse::{Parsed, ReadLine, Role};

pub(super) fn recognise(lines: &[Line], options: &Options) -> Parsed {
    let read = |line: &Line| ReadLine { span: line.span, role: Role::Outside, trace: None };
    let mut parsed = Parsed { lines: lines.iter().map(read).collect(), ..Parsed::default() };
    let (mut at, mut free) = (0, 0);
    while at < lines.len() {
        let Some(reading) = best(lines, at, free, options) else {
            at += 1;
            continue;
        };
        // Whatever a format says, the search goes on behind the line it was at.
        at = reading.lines.end.max(at + 1);
        free = at;
        take(reading, &mut parsed);
    }
    in_app::apply(&mut parsed, options);
    parsed
}

/// The best reading from a line on. Among equals the first format wins.
fn best(lines: &[Line], at: usize, free: usize, options: &Options) -> Option<Reading> {
    let line: &str = &lines[at].text;
    if line.trim_start().is_empty() {
        return None;
    }
    let input = Input::new(lines, free, options);
    let mut best: Option<Reading> = None;
    for format in ALL.iter().filter(|format| format.anchors(line)) {
        let Some(reading) = format.read(&input, at) else { continue };
        debug_assert!(reading.lines.start >= free, "{} took a line twice", format.name());
        if best.as_ref().is_none_or(|best| reading.score > best.score) {
            best = Some(reading);
        }
    }
    best
}

fn take(reading: Reading, parsed: &mut Parsed) {
    let trace = Some(parsed.traces.len());
    for line in &mut parsed.lines[reading.lines.clone()] {
        *line = ReadLine { role: Role::Context, trace, ..*line };
    }
    for (at, role) in reading.roles {
        parsed.lines[at].role = role;
    }
    parsed.traces.push(reading.trace);
}
