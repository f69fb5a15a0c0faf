//! Prefixes that are learnt from the frames behind them.
//!
//! Loggers, runners and terminals put so many things before a line that no list holds
//! them all. But a frame has a known start: what stands before it is the prefix, and if
//! another line near by starts in the same way, it goes from both. Two prefixes are of
//! one shape if they differ only in digits and in words with digits (clocks, counters,
//! ids).

use super::{Line, Prefix, marker};
use std::borrow::Cow;

/// No prefix is longer.
const LONGEST: usize = 160;
/// How many lines a shape is remembered for.
const NEAR: usize = 120;
/// How many shapes are remembered at once.
const SHAPES: usize = 4;

/// Takes prefixes off. Linear: every line is compared with a few shapes near it.
pub(super) fn strip(lines: &mut [Line]) {
    let group = |line: &Line| line.text.contains("Exception Group Traceback");
    let group = lines.iter().any(group);
    let starts: Vec<Option<usize>> = lines.iter().map(|line| prefix_end(line, group)).collect();
    if starts.iter().all(Option::is_none) {
        return;
    }
    let mut shapes = Shapes::default();
    let mut found: Vec<Option<Found>> = vec![None; lines.len()];
    for forward in [true, false] {
        shapes.recent.clear();
        for at in 0..lines.len() {
            let at = if forward { at } else { lines.len() - 1 - at };
            if let Some(end) = starts[at] {
                let known = found[at].map(|found| found.shape);
                let shape = shapes.learn(&lines[at].text[..end], known, at);
                found[at] = Some(Found { shape, end, frame: true });
            } else if found[at].is_none() && !marker::is_plain(&lines[at].text) {
                found[at] = shapes.of(&lines[at].text, at);
            }
        }
    }
    for (at, line) in found.iter().enumerate() {
        shapes.count(line.as_ref(), at, &lines[at].text);
    }
    for (line, found) in lines.iter_mut().zip(found) {
        let Some(found) = found else { continue };
        let shape = &shapes.all[found.shape];
        if shape.is_prefix() {
            cut(line, found.end, shape);
        }
    }
}

/// Where the prefix before a line's frame ends, if there is one that can be. `group` says
/// that bars may be those of Python's exception groups.
fn prefix_end(line: &Line, group: bool) -> Option<usize> {
    let frame = marker::start(&line.text).filter(|frame| *frame > 0)?;
    let before = line.text[..frame].trim_end();
    let before =
        before.strip_suffix("Exception Group").filter(|_| group).unwrap_or(before).trim_end();
    let barred = before.strip_suffix(['|', '+']).filter(|before| group && before.ends_with("  "));
    let end = barred.map_or(before, str::trim_end).len();
    let prefix = line.text[..end].trim_start();
    // The bar of an exception group, the mark of valgrind, pytest's, the numbers of Ruby,
    // the threads of Android, and source code are no log's.
    let own = matches!(prefix, "|" | "+" | "E" | "native:")
        || prefix.starts_with("==")
        || prefix.strip_suffix(':').is_some_and(|text| text.bytes().all(|b| b.is_ascii_digit()));
    let part = prefix.contains(['{', '}', ';', '`', '"', '\\']) || prefix.contains("0x");
    (end > 0 && end <= LONGEST && !own && !part).then_some(end)
}

/// Takes a prefix off a line, with the blanks that all lines of its shape have.
fn cut(line: &mut Line, end: usize, shape: &Shape) {
    let prefix = line.text[..end].to_owned();
    let mut end = end + shape.gap(&line.text[end..]);
    let mut close = line.text.len();
    if let Some(bar) = prefix.trim_end().chars().last().filter(|c| "│┃║".contains(*c)) {
        let inner = line.text.trim_end();
        close = inner.strip_suffix(bar).map_or(close, |inner| inner.trim_end().len()).max(end);
    }
    line.source = super::source(&prefix);
    if line.prefix == Prefix::None {
        line.prefix = Prefix::Learnt;
    }
    end = end.min(close);
    match &mut line.text {
        Cow::Borrowed(text) => {
            line.span.start += end as u32;
            line.span.end -= (text.len() - close) as u32;
            *text = &text[end..close];
        }
        Cow::Owned(text) => {
            text.truncate(close);
            text.drain(..end);
        }
    }
}

/// A line that starts with a prefix.
#[derive(Clone, Copy)]
struct Found {
    shape: usize,
    end: usize,
    frame: bool,
}

/// A kind of prefix.
struct Shape {
    example: String,
    /// How many lines have it, and how many of these are frames.
    lines: usize,
    frames: usize,
    first: usize,
    last: usize,
    /// The blanks that every line has behind it.
    gap: Option<String>,
    /// Whether some line has more of them.
    varied: bool,
}

#[derive(Default)]
struct Shapes {
    all: Vec<Shape>,
    /// The shapes met last, with the line they were met at; the newest is first.
    recent: Vec<(usize, usize)>,
}

impl Shapes {
    /// The shape of a prefix, which may be known from an earlier look at the line.
    fn learn(&mut self, prefix: &str, known: Option<usize>, at: usize) -> usize {
        let fits = |shape: usize| matched(&self.all[shape].example, prefix) == Some(prefix.len());
        let recent: Vec<usize> = self.recent.iter().map(|(shape, _)| *shape).collect();
        let found = known.or_else(|| recent.into_iter().find(|shape| fits(*shape)));
        let shape = found.unwrap_or(self.all.len());
        if found.is_none() {
            self.all.push(Shape::new(prefix));
        }
        self.recent.retain(|(other, _)| *other != shape);
        self.recent.insert(0, (shape, at));
        self.recent.truncate(SHAPES);
        shape
    }

    /// The shape that a line without a frame starts with.
    fn of(&self, line: &str, at: usize) -> Option<Found> {
        let near = self.recent.iter().filter(|(_, met)| met.abs_diff(at) < NEAR);
        let mut near = near.filter_map(|(shape, _)| {
            let end = matched(&self.all[*shape].example, line)?;
            Some(Found { shape: *shape, end, frame: false })
        });
        near.next()
    }

    fn count(&mut self, found: Option<&Found>, at: usize, line: &str) {
        let Some(found) = found else { return };
        let shape = &mut self.all[found.shape];
        if shape.lines == 0 {
            shape.first = at;
        }
        shape.last = at;
        shape.lines += 1;
        shape.frames += usize::from(found.frame);
        let rest = &line[found.end..];
        if !rest.trim().is_empty() {
            let blanks = &rest[..rest.len() - rest.trim_start().len()];
            let common = match &shape.gap {
                None => blanks,
                Some(gap) => {
                    shape.varied |= gap != blanks;
                    let same = gap.bytes().zip(blanks.bytes()).take_while(|(a, b)| a == b).count();
                    &blanks[..same]
                }
            };
            shape.gap = Some(common.to_owned());
        }
    }
}

impl Shape {
    fn new(example: &str) -> Self {
        let example = example.to_owned();
        Self { example, lines: 0, frames: 0, first: 0, last: 0, gap: None, varied: false }
    }

    /// Whether enough says that it is a log's.
    fn is_prefix(&self) -> bool {
        if self.lines < 2 {
            return false;
        }
        let text = self.example.trim();
        let ended =
            text.ends_with(['|', ']', ':', '>', '-', '»', '│', '┃', '║', '—', '–', '}', '#']);
        let timed = text.ends_with(|c: char| c.is_ascii_digit()) && text.contains(':');
        // Between its first line and its last every line has it.
        let span = self.last + 1 - self.first;
        let covers = self.lines * 5 >= span * 4;
        let named = text.contains(char::is_alphanumeric);
        match named {
            false => covers && self.frames >= 1 && (ended || self.lines > 2),
            true => ended || timed || (covers && self.frames >= 2 && self.lines >= 3),
        }
    }

    /// How many of a rest's blanks are the prefix's: those that all lines have, but at
    /// most one where all lines are frames of one depth, which is their own.
    fn gap(&self, rest: &str) -> usize {
        let gap = self.gap.as_deref().unwrap_or_default();
        let bare = self.frames == self.lines && !self.varied;
        let gap = if bare { gap.get(..1).unwrap_or("") } else { gap };
        gap.bytes().zip(rest.bytes()).take_while(|(a, b)| a == b).count()
    }
}

/// How far a line starts as a prefix does: the offset behind it.
pub(super) fn matched(prefix: &str, line: &str) -> Option<usize> {
    let (mut left, mut right) = (prefix, line);
    while let Some(first) = left.chars().next() {
        if is_word(first) {
            let end = |text: &str| text.find(|c| !is_word(c)).unwrap_or(text.len());
            let (word, other) = (&left[..end(left)], &right[..end(right)]);
            let counts = |word: &str| word.bytes().any(|b| b.is_ascii_digit());
            let alike = word == other || (counts(word) && counts(other) && kinds(word, other));
            if !alike {
                return None;
            }
            (left, right) = (&left[word.len()..], &right[other.len()..]);
        } else if first.is_whitespace() {
            let rest = right.trim_start();
            // Columns are padded.
            if rest.len() == right.len() {
                return None;
            }
            (left, right) = (left.trim_start(), rest);
        } else {
            right = right.strip_prefix(first)?;
            left = &left[first.len_utf8()..];
        }
    }
    Some(line.len() - right.len())
}

/// A number stays a number, and a name with a number keeps its letters' kind.
fn kinds(word: &str, other: &str) -> bool {
    let number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    number(word) == number(other) || (is_id(word) && is_id(other))
}

fn is_id(word: &str) -> bool {
    word.len() >= 4 && word.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
