//! Which format a text is of: the formats vote, line by line.
//!
//! A format that may start at a line reads on as far as it can. The one whose
//! lines fit best takes them all, and the search goes on behind. So a log may hold
//! several errors of several languages, and lines of one that look like another
//! (`at` inside a message of Python, say) do not count.

use super::draft::{Input, Reading};
use super::formats::ALL;
use super::lines::Line;
use super::options::Options;
use super::parse::{Parsed, ReadLine, Role};

pub(super) fn recognise(lines: &[Line], options: &Options) -> Parsed {
    let read = |line: &Line| ReadLine { span: line.span, role: Role::Outside, trace: None };
    let mut parsed = Parsed { lines: lines.iter().map(read).collect(), ..Parsed::default() };
    let mut voting = Voting { lines, options, asked: vec![Asked::default(); ALL.len()] };
    let (mut at, mut free) = (0, 0);
    while at < lines.len() {
        let Some(reading) = voting.best(at, free) else {
            at += 1;
            continue;
        };
        // Whatever a format says, the search goes on behind the line it was at.
        at = reading.lines.end.max(at + 1);
        free = at;
        take(reading, &mut parsed);
    }
    parsed
}

struct Voting<'v> {
    lines: &'v [Line<'v>],
    options: &'v Options,
    /// Per format, how it has been asked so far.
    asked: Vec<Asked>,
}

impl Voting<'_> {
    /// The best reading from a line on. Among equals the first format wins.
    fn best(&mut self, at: usize, free: usize) -> Option<Reading> {
        let line: &str = &self.lines[at].text;
        if line.trim_start().is_empty() {
            return None;
        }
        let input = Input::new(self.lines, free, self.options);
        let (mut best, mut rival): (Option<Reading>, _) = (None, None);
        for (format, asked) in ALL.iter().zip(&mut self.asked) {
            if at < asked.again || !format.anchors(line) {
                continue;
            }
            let reading = format.read(&input, at);
            let end = reading.as_ref().map_or(at, |reading| reading.lines.end);
            asked.rest(at, end, input.take_furthest());
            let Some(reading) = reading else { continue };
            debug_assert!(reading.lines.start >= free, "{} took a line twice", format.name());
            match &best {
                Some(best) if reading.score < best.score => {}
                // Formats of one language name it alike.
                Some(best) if reading.score == best.score => {
                    let (one, other) = (best.trace.format, reading.trace.format);
                    rival = rival.or((one != other).then_some(other));
                }
                _ => (best, rival) = (Some(reading), None),
            }
        }
        if let Some(best) = &mut best {
            best.trace.rival = rival;
        }
        best
    }
}

/// How far a format has looked in vain.
#[derive(Clone, Debug, Default)]
struct Asked {
    /// The first line at which it is asked again.
    again: usize,
    /// How many lines it has looked at and not taken.
    spent: usize,
}

impl Asked {
    /// At a line the format has looked on to another, but taken only lines up to
    /// `end`. One that has done so too often rests, or text made for it would take
    /// quadratic time.
    fn rest(&mut self, at: usize, end: usize, furthest: usize) {
        const PER_LINE: usize = 64;
        const NEAR: usize = 150;
        self.spent += furthest.saturating_sub(end);
        if self.spent > PER_LINE * (at + NEAR) {
            self.again = furthest.saturating_sub(NEAR);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::super::draft::LOOKS;
    use super::super::options::Options;
    use super::super::parse::parse;

    const SAMPLES: &[&str] = &[
        include_str!("../../tests/trace/samples/android.jsonl"),
        include_str!("../../tests/trace/samples/apple.jsonl"),
        include_str!("../../tests/trace/samples/bash.jsonl"),
        include_str!("../../tests/trace/samples/cpp.jsonl"),
        include_str!("../../tests/trace/samples/crystal.jsonl"),
        include_str!("../../tests/trace/samples/csharp.jsonl"),
        include_str!("../../tests/trace/samples/dart.jsonl"),
        include_str!("../../tests/trace/samples/elixir.jsonl"),
        include_str!("../../tests/trace/samples/erlang.jsonl"),
        include_str!("../../tests/trace/samples/go.jsonl"),
        include_str!("../../tests/trace/samples/godot.jsonl"),
        include_str!("../../tests/trace/samples/haskell.jsonl"),
        include_str!("../../tests/trace/samples/java.jsonl"),
        include_str!("../../tests/trace/samples/javascript.jsonl"),
        include_str!("../../tests/trace/samples/julia.jsonl"),
        include_str!("../../tests/trace/samples/lua.jsonl"),
        include_str!("../../tests/trace/samples/nim.jsonl"),
        include_str!("../../tests/trace/samples/none.jsonl"),
        include_str!("../../tests/trace/samples/ocaml.jsonl"),
        include_str!("../../tests/trace/samples/perl.jsonl"),
        include_str!("../../tests/trace/samples/php.jsonl"),
        include_str!("../../tests/trace/samples/powershell.jsonl"),
        include_str!("../../tests/trace/samples/python.jsonl"),
        include_str!("../../tests/trace/samples/r.jsonl"),
        include_str!("../../tests/trace/samples/ruby.jsonl"),
        include_str!("../../tests/trace/samples/rust.jsonl"),
        include_str!("../../tests/trace/samples/tracker.jsonl"),
        include_str!("../../tests/trace/samples/zig.jsonl"),
    ];

    /// How many lines are looked at in a text of so many lines, made of one text.
    fn looks(unit: &str, lines: usize) -> u64 {
        let times = lines / unit.lines().count().max(1) + 1;
        let text = format!("{unit}\n").repeat(times);
        LOOKS.set(0);
        let parsed = parse(&text, &Options::default());
        assert!(!parsed.lines.is_empty(), "no line is lost");
        LOOKS.get()
    }

    /// Twice the text, at most 2.2 times the lines looked at, for a text of every format: more
    /// lines than any format looks ahead.
    #[test]
    fn reading_grows_with_the_text() {
        const LINES: usize = 1500;
        let mut wrong = Vec::new();
        for line in SAMPLES.iter().filter_map(|file| file.lines().next()) {
            let case: serde_json::Value = serde_json::from_str(line).expect("a case a line");
            let text = case["text"].as_str().expect("a case has a text");
            let (once, twice) = (looks(text, LINES), looks(text, 2 * LINES));
            if twice * 10 > once * 22 {
                wrong.push(format!("{}: {once}, then {twice}", case["id"]));
            }
        }
        assert!(wrong.is_empty(), "grow too fast:\n{}", wrong.join("\n"));
    }
}
