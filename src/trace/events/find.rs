//! Where the JSON of events stands in a text: alone, in a fence, below a command, headers
//! or prose, quoted in a mail.

use memchr::{memchr2, memchr3, memmem};
use std::borrow::Cow;

/// A text of the same length in which JSON is as it was before it was quoted, or copied
/// from a page or a text processor: marks of quotations and odd blanks outside strings
/// become blanks, and typographic quotation marks plain ones. Linear.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let quoted = text.starts_with('>') || memmem::find(text.as_bytes(), b"\n>").is_some();
    let odd = memchr3(0xc2, 0xe2, 0xef, text.as_bytes()).is_some();
    if !(quoted || odd && text.contains(|c| is_odd(c) || is_curly(c))) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let body = line.trim_start_matches(|c| matches!(c, '>' | ' ' | '\t') || is_odd(c));
        blank(&mut plain, line.len() - body.len());
        // A string ends on its line. One that a curly mark opens, such a mark closes.
        let (mut open, mut escaped) = (None, false);
        for c in body.chars() {
            match (open, c) {
                (None, '"') => open = Some('"'),
                (None, c) if is_curly(c) => {
                    open = Some(c);
                    plain.push_str("  \"");
                    continue;
                }
                (None, c) if is_odd(c) => {
                    blank(&mut plain, c.len_utf8());
                    continue;
                }
                (Some('"'), '"') if !escaped => open = None,
                (Some(mark), c) if mark != '"' && is_curly(c) => {
                    open = open.filter(|_| escaped);
                    escaped = false;
                    plain.push_str("\"  ");
                    continue;
                }
                _ => {}
            }
            escaped = c == '\\' && !escaped;
            plain.push(c);
        }
    }
    Cow::Owned(plain)
}

fn blank(text: &mut String, bytes: usize) {
    text.extend(std::iter::repeat_n(' ', bytes));
}

/// Blanks that are none to JSON.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{200b}'..='\u{200d}' | '\u{202f}' | '\u{2060}' | '\u{feff}')
}

/// Quotation marks of three bytes.
fn is_curly(c: char) -> bool {
    matches!(c, '\u{201c}'..='\u{201f}')
}

/// The next place from one on where an object or an array may start: not everything in
/// brackets, but what has a key behind the brace, and any brace that starts a line.
pub(super) fn start(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = memchr2(b'{', b'[', &text.as_bytes()[at..]) {
        at += found;
        let inner = text[at + 1..].trim_start();
        let may = match text.as_bytes()[at] {
            b'{' => inner.starts_with('"') || starts_line(text, at),
            _ => inner.starts_with(['{', '[']),
        };
        if may {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether only blanks stand before a place on its line.
pub(super) fn starts_line(text: &str, at: usize) -> bool {
    indent(text, at) == at - line(text, at)
}

/// The next place where JSON may start behind some that is broken: on a line no deeper
/// than its own, so that it is no part of it.
pub(super) fn behind(text: &str, at: usize) -> Option<usize> {
    let depth = indent(text, at);
    let mut from = next_line(text, at)?;
    loop {
        let found = start(text, from)?;
        if indent(text, found) <= depth {
            return Some(found);
        }
        from = next_line(text, found)?;
    }
}

/// Where the line starts that a place is on.
fn line(text: &str, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1)
}

fn next_line(text: &str, at: usize) -> Option<usize> {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map(|end| at + end + 1)
}

/// How deep the line starts that a place is on.
fn indent(text: &str, at: usize) -> usize {
    let line = &text[line(text, at)..at];
    line.len() - line.trim_start_matches([' ', '\t', '\r', '\u{feff}']).len()
}
