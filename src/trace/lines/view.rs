//! The lines as formats read them.
//!
//! Services that write into one log at the same time are sorted apart, so that the
//! frames of an error stand below each other; lines that were joined to another are
//! left out, and so are the blank lines between all others. What is read goes back to
//! the places of the text. Where somebody has shortened a trace, the text is read a second
//! time without the lines that stand for its frames.

use super::Line;
use crate::text::Span;
use crate::text::order::Sort as _;
use crate::trace::draft::ELIDED;
use crate::trace::formats::scan;
use crate::trace::parse::{Parsed, ReadLine, Role};

/// Lines in the order in which they are read.
pub(in crate::trace) struct View<'t> {
    pub(in crate::trace) lines: Vec<Line<'t>>,
    /// For each of them, its place in the text.
    places: Vec<usize>,
    /// All lines of the text: the place, and why it may be left out.
    all: Vec<(Span, Out)>,
}

/// Why a line may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Out {
    /// For nothing of its own.
    No,
    /// It was joined to the one before.
    Joined,
    /// It stands for frames, or is blank beside such a line.
    Elided,
}

impl<'t> View<'t> {
    /// Linear.
    pub(in crate::trace) fn of(lines: Vec<Line<'t>>) -> Self {
        Self::without(lines, &[])
    }

    /// Without the lines that stand for frames that were left out by hand, if there are any.
    /// Linear.
    pub(in crate::trace) fn unshortened(lines: &[Line<'t>]) -> Option<Self> {
        let blank = |line: &Line| line.text.trim().is_empty();
        let mut elided: Vec<bool> = lines.iter().map(|line| scan::is_elision(&line.text)).collect();
        if !elided.contains(&true) {
            return None;
        }
        // Blank lines around them part no frames either.
        for at in 1..lines.len() {
            elided[at] |= elided[at - 1] && blank(&lines[at]);
        }
        for at in (1..lines.len()).rev() {
            elided[at - 1] |= elided[at] && blank(&lines[at - 1]);
        }
        Some(Self::without(lines.to_vec(), &elided))
    }

    fn without(lines: Vec<Line<'t>>, elided: &[bool]) -> Self {
        let out = |(at, line): (usize, &Line)| match line.joined {
            true => Out::Joined,
            false if elided.get(at) == Some(&true) => Out::Elided,
            false => Out::No,
        };
        let all: Vec<(Span, Out)> =
            lines.iter().enumerate().map(|line| (line.1.span, out(line))).collect();
        let spaced = is_double_spaced(&lines);
        let kept = |at: &usize| {
            let line = &lines[*at];
            all[*at].1 == Out::No && !(spaced && line.text.trim().is_empty())
        };
        let mut places: Vec<usize> = (0..lines.len()).filter(kept).collect();
        sort_apart(&lines, &mut places);
        let whole = places.len() == lines.len() && places.is_sorted();
        let lines = match whole {
            true => lines,
            false => {
                let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
                places.iter().filter_map(|at| lines[*at].take()).collect()
            }
        };
        Self { lines, places, all }
    }

    /// Puts what was read where it stands in the text.
    pub(in crate::trace) fn restore(&self, parsed: &mut Parsed) {
        let outside =
            |(span, _): &(Span, Out)| ReadLine { span: *span, role: Role::Outside, trace: None };
        let mut lines: Vec<ReadLine> = self.all.iter().map(outside).collect();
        let mut left_out = vec![true; lines.len()];
        for (line, place) in parsed.lines.iter().zip(&self.places) {
            lines[*place] = *line;
            left_out[*place] = false;
        }
        let mut next = 0;
        for at in 1..lines.len() {
            let before = lines[at - 1];
            if left_out[at] && self.all[at].1 == Out::Joined {
                (lines[at].role, lines[at].trace) = (before.role, before.trace);
            } else if left_out[at] && self.all[at].1 == Out::Elided {
                // Those of a run have the same line behind them.
                while next <= at || next < lines.len() && self.all[next].1 == Out::Elided {
                    next += 1;
                }
                let after = lines.get(next).and_then(|line| line.trace);
                if before.trace.is_some() && before.trace == after {
                    (lines[at].role, lines[at].trace) = (Role::Skipped(ELIDED), before.trace);
                }
            } else if left_out[at] {
                let after = lines.get(at + 1).and_then(|line| line.trace);
                if before.trace.is_some() && before.trace == after {
                    (lines[at].role, lines[at].trace) = (Role::Context, before.trace);
                }
            }
        }
        parsed.lines = lines;
        in_order(parsed);
    }
}

/// Puts the traces in the order of the text.
fn in_order(parsed: &mut Parsed) {
    if parsed.traces.is_sorted_by_key(|trace| trace.span.start) {
        return;
    }
    let mut order: Vec<usize> = (0..parsed.traces.len()).collect();
    order.sort_once_by_key(|at| parsed.traces[*at].span.start);
    let mut places = vec![0; order.len()];
    for (place, at) in order.iter().enumerate() {
        places[*at] = place;
    }
    let mut traces: Vec<_> = std::mem::take(&mut parsed.traces).into_iter().map(Some).collect();
    parsed.traces = order.iter().filter_map(|at| traces[*at].take()).collect();
    for line in &mut parsed.lines {
        line.trace = line.trace.map(|trace| places[trace]);
    }
}

/// Whether a blank line stands between all others, as pages put them in when copied.
fn is_double_spaced(lines: &[Line]) -> bool {
    const FEWEST: usize = 3;
    let blank = |line: &&Line| line.text.trim().is_empty();
    let blanks = lines.iter().filter(blank).count();
    let full = lines.len() - blanks;
    let beside = lines.windows(2).filter(|pair| !blank(&&pair[0]) && !blank(&&pair[1])).count();
    full >= FEWEST && blanks + 1 + full / 8 >= full && beside * 8 <= full
}

/// Sorts the lines of a run apart by who wrote them, if they alternate.
fn sort_apart(lines: &[Line], places: &mut [usize]) {
    let mut start = 0;
    while start < places.len() {
        if lines[places[start]].source == 0 {
            start += 1;
            continue;
        }
        // What is not marked, and is indented, belongs to the line above.
        let belongs = |at: usize| {
            let line = &lines[at];
            line.source != 0 || line.text.starts_with([' ', '\t'])
        };
        let end = places[start..].iter().position(|at| !belongs(*at));
        let end = end.map_or(places.len(), |length| start + length);
        sort_run(lines, &mut places[start..end]);
        start = end;
    }
}

fn sort_run(lines: &[Line], run: &mut [usize]) {
    /// More would be no services, but something else that is in every line.
    const MOST: usize = 64;
    let mut sources: Vec<u64> = Vec::new();
    let mut keys = Vec::with_capacity(run.len());
    let (mut last, mut again) = (0, false);
    for at in run.iter() {
        let source = match lines[*at].source {
            0 => last,
            source => source,
        };
        let known = sources.iter().position(|known| *known == source);
        again |= source != last && known.is_some();
        keys.push(known.unwrap_or(sources.len()));
        if known.is_none() {
            sources.push(source);
        }
        if sources.len() > MOST {
            return;
        }
        last = source;
    }
    if again {
        let mut sorted: Vec<(usize, usize)> = keys.into_iter().zip(run.iter().copied()).collect();
        sorted.sort_once_by_key(|(key, _)| *key);
        for (place, (_, at)) in run.iter_mut().zip(sorted) {
            *place = at;
        }
    }
}
