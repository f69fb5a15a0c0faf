//! Text inside strings of JSON, as structured logs hold stack traces.

use super::{Line, Prefix};
use crate::text::Span;
use memchr::{memchr_iter, memmem};
use std::borrow::Cow;

/// Adds the lines inside the strings of a line, and what stands between them.
/// `exact` says that offsets in the text are those in the original, from `span` on.
/// Says no, and adds nothing, if it is no such line.
pub(super) fn explode(text: &str, exact: bool, span: Span, out: &mut Vec<Line>) -> bool {
    let bytes = text.as_bytes();
    let escaped = memmem::find(bytes, b"\\n").is_some();
    let listed = memmem::find(bytes, b"[\"").is_some();
    let trimmed = text.trim_start();
    let string = trimmed.len() > 1 && trimmed.starts_with('"') && {
        let end = trimmed.trim_end().trim_end_matches(',');
        closing(trimmed, 1) == Some(end.len() - 1)
    };
    if !(escaped || listed || string) {
        return false;
    }
    let mut parts = Parts { text, span, exact, out, found: false };
    if string {
        let start = text.len() - trimmed.len() + 1;
        let end = start - 1 + closing(trimmed, 1).unwrap_or(trimmed.len());
        parts.string(start, end.min(text.len()));
        return true;
    }
    let object = trimmed.starts_with(['{', '"', '['])
        || (!text.starts_with([' ', '\t']) && memmem::find(bytes, b"{\"").is_some());
    if object {
        return parts.object();
    }
    if escaped && is_escaped_trace(text) {
        parts.string(0, text.len());
        return true;
    }
    false
}

/// Whether line feeds are written as `\n`, with an indented line behind one.
fn is_escaped_trace(text: &str) -> bool {
    const STARTS: [&str; 5] = ["    at ", "\\tat ", "  File ", "\\tfrom ", "#0 "];
    memmem::find_iter(text.as_bytes(), b"\\n").any(|at| {
        let rest = &text[at + 2..];
        STARTS.iter().any(|start| rest.starts_with(start))
    })
}

/// Where a string that starts behind a quote ends: the place of its second quote.
fn closing(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(at..)?) {
        at += found;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
    None
}

/// The parts of one line, as they are added.
struct Parts<'p, 't> {
    text: &'p str,
    span: Span,
    /// Whether offsets in `text` are those in the original.
    exact: bool,
    out: &'p mut Vec<Line<'t>>,
    found: bool,
}

impl Parts<'_, '_> {
    fn object(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let (mut rest, mut at) = (0, 0);
        let mut list = None;
        while let Some(quote) = memchr::memchr(b'"', bytes.get(at..).unwrap_or_default()) {
            let quote = at + quote;
            let between = &bytes[at..quote];
            if quote > 0 && bytes[quote - 1] == b'[' {
                list = Some(is_list_of_strings(self.text, quote));
            } else if memchr_iter(b']', between).next().is_some() || between.contains(&b'{') {
                list = None;
            }
            // A text that is cut off ends its last string.
            let end = closing(self.text, quote + 1).unwrap_or(self.text.len());
            let string = &self.text[quote + 1..end];
            if list == Some(true) || memmem::find(string.as_bytes(), b"\\n").is_some() {
                let gap = &self.text[rest..quote];
                if !gap.trim_matches([',', ' ']).is_empty() {
                    self.push(Cow::Owned(gap.to_owned()), rest, quote, Prefix::None);
                }
                self.string(quote + 1, end);
                rest = (end + 1).min(self.text.len());
            }
            at = end + 1;
        }
        if self.found && !self.text[rest..].trim().is_empty() {
            self.push(
                Cow::Owned(self.text[rest..].to_owned()),
                rest,
                self.text.len(),
                Prefix::None,
            );
        }
        self.found
    }

    /// Adds the lines of the string between two offsets.
    fn string(&mut self, start: usize, end: usize) {
        self.found = true;
        let string = &self.text[start..end];
        let mut from = 0;
        let mut at = 0;
        let mut line = String::new();
        while let Some(found) =
            memchr::memchr(b'\\', string.as_bytes().get(at..).unwrap_or_default())
        {
            let slash = at + found;
            line.push_str(&string[at..slash]);
            let rest = &string[slash + 1..];
            let Some(escape) = rest.chars().next() else {
                at = slash + 1;
                break;
            };
            at = slash + 1 + escape.len_utf8();
            match escape {
                'n' => {
                    self.push(
                        Cow::Owned(std::mem::take(&mut line)),
                        start + from,
                        start + slash,
                        Prefix::Escaped,
                    );
                    from = at;
                }
                'r' => {}
                't' => line.push('\t'),
                'u' => {
                    let code = rest.get(1..5).and_then(|code| u32::from_str_radix(code, 16).ok());
                    if let Some(code) = code {
                        line.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                        at += 4;
                    }
                }
                '"' | '\\' | '/' => line.push(escape),
                other => {
                    line.push('\\');
                    line.push(other);
                }
            }
        }
        line.push_str(string.get(at..).unwrap_or_default());
        if !(line.is_empty() && from > 0) {
            self.push(Cow::Owned(line), start + from, end, Prefix::Escaped);
        }
    }

    fn push(&mut self, text: Cow<'static, str>, start: usize, end: usize, prefix: Prefix) {
        let base = self.span.start as usize;
        let span = if self.exact { Span::from(base + start..base + end) } else { self.span };
        // Escapes such as `\u001b[31m` hide colours.
        let text = match super::clean(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(clean) => Cow::Owned(clean),
        };
        self.out.push(Line { text, span, prefix });
        self.found = true;
    }
}

/// Whether the list whose first string starts at this quote holds lines of a
/// stack trace: at least two strings, the second of them indented.
fn is_list_of_strings(text: &str, quote: usize) -> bool {
    let Some(end) = closing(text, quote + 1) else { return false };
    let rest = text[end + 1..].trim_start();
    let Some(rest) = rest.strip_prefix(',') else { return false };
    let rest = rest.trim_start();
    rest.starts_with("\" ")
        || rest.starts_with("\"\\t")
        || rest.starts_with("\"#")
        || rest.starts_with("\"at ")
}
