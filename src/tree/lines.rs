use super::ordinary;
use crate::text::Span;
use memchr::memchr2;

/// One line of a listing, or one record where there are no lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// From 1.
    pub(super) number: u32,
    /// Where it starts in the whole text; none for a record of JSON or XML.
    pub(super) start: Option<usize>,
    /// Without its end.
    pub(super) text: &'t str,
}

impl Line<'_> {
    pub(super) fn span(&self) -> Option<Span> {
        self.start.map(|start| Span::new(start, start + self.text.len()))
    }
}

/// A stretch of the pasted text that holds whole lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region<'t> {
    pub(super) text: &'t str,
    /// Where it starts in the whole text.
    pub(super) start: usize,
    /// The number of its first line.
    pub(super) line: u32,
}

impl<'t> Region<'t> {
    /// The lines. They end as [`LineIndex`](crate::text::LineIndex) counts them,
    /// at `\n`, `\r\n` or a lone `\r`; an empty line after the last end is none.
    pub(super) fn lines(self) -> Lines<'t> {
        Lines { region: self, at: 0, number: self.line }
    }
}

/// The lines of a [`Region`].
#[derive(Clone, Debug)]
pub(super) struct Lines<'t> {
    region: Region<'t>,
    at: usize,
    number: u32,
}

impl<'t> Lines<'t> {
    /// What is left, as a region.
    pub(super) fn rest(&self) -> Region<'t> {
        Region {
            text: &self.region.text[self.at..],
            start: self.region.start + self.at,
            line: self.number,
        }
    }

    /// The next line, if it is [ordinary](ordinary); else the next call of `next` gives it.
    pub(super) fn next_if_ordinary(&mut self) -> Option<&'t str> {
        let text = self.region.text;
        let start = self.at;
        let end = ordinary::end_of_line(text.as_bytes(), start)?;
        self.at = text.len().min(end + 1);
        self.number += 1;
        Some(&text[start..end])
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = Line<'t>;

    fn next(&mut self) -> Option<Line<'t>> {
        let text = self.region.text;
        if self.at >= text.len() {
            return None;
        }
        let start = self.at;
        let bytes = &text.as_bytes()[start..];
        let length = memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
        let end = match bytes.get(length) {
            Some(b'\r') if bytes.get(length + 1) == Some(&b'\n') => length + 2,
            Some(_) => length + 1,
            None => length,
        };
        self.at = start + end;
        let line = Line {
            number: self.number,
            start: Some(self.region.start + start),
            text: &text[start..start + length],
        };
        self.number += 1;
        Some(line)
    }
}

/// Up to `3 * count` lines from the head, the middle and the tail of `text`,
/// blank ones left out. Reads only around those places.
pub(super) fn sample(text: &str, count: usize) -> Vec<&str> {
    /// Lines are seldom longer; a place is searched no further than this per line.
    const REACH: usize = 200;
    let window = count * REACH;
    if text.len() <= 3 * window {
        let lines: Vec<&str> = filled(text).collect();
        if lines.len() <= 3 * count {
            return lines;
        }
        let (middle, tail) = ((lines.len() - count) / 2, lines.len() - count);
        return [&lines[..count], &lines[middle..middle + count], &lines[tail..]].concat();
    }
    let mut lines: Vec<&str> = filled(cut(text, 0, window)).take(count).collect();
    let middle = cut(text, text.len() / 2, text.len() / 2 + window);
    lines.extend(filled(whole_lines(middle)).take(count));
    let tail = cut(text, text.len() - window, text.len());
    let tail: Vec<&str> = filled(whole_lines(tail)).collect();
    lines.extend(&tail[tail.len().saturating_sub(count)..]);
    lines
}

fn filled(text: &str) -> impl Iterator<Item = &str> {
    let lines = Region { text, start: 0, line: 1 }.lines();
    lines.map(|line| line.text).filter(|line| !line.trim().is_empty())
}

/// From the first line that starts in `text`, which was cut anywhere.
fn whole_lines(text: &str) -> &str {
    let mut lines = Region { text, start: 0, line: 1 }.lines();
    lines.next();
    lines.rest().text
}

fn cut(text: &str, start: usize, end: usize) -> &str {
    let down = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    &text[down(start)..down(end)]
}
