//! Text inside strings of JSON, as structured logs hold stack traces.

use super::{Line, Prefix, marker};
use crate::text::Span;
use memchr::{memchr_iter, memmem};
use std::borrow::Cow;

/// Adds the lines inside the strings of a line, and what stands between them.
/// `exact` says that offsets in the text are those in the original, from `span` on.
/// Says no, and adds nothing, if it is no such line.
pub(super) fn explode(text: &str, exact: bool, span: Span, out: &mut Vec<Line>) -> bool {
    let bytes = text.as_bytes();
    let escaped = memmem::find(bytes, b"\\n").is_some();
    let listed = memmem::find(bytes, b"[\"").is_some() || memmem::find(bytes, b"['").is_some();
    let trimmed = text.trim_start();
    let string = trimmed.len() > 1 && trimmed.starts_with('"') && {
        let end = trimmed.trim_end().trim_end_matches(',');
        closing(trimmed, 1, b'"') == Some(end.len() - 1)
    };
    let continued = out.last().is_some_and(|line| line.prefix == Prefix::Escaped);
    let quoted = inspected(text, continued);
    if !(escaped || listed || string || quoted.is_some()) {
        return false;
    }
    let mut parts = Parts { text, span, exact, out, quote: b'"', found: false };
    if let Some((start, end)) = quoted {
        parts.string(start, end);
        return true;
    }
    if string {
        let start = text.len() - trimmed.len() + 1;
        let end = start - 1 + closing(trimmed, 1, b'"').unwrap_or(trimmed.len());
        parts.string(start, end.min(text.len()));
        return true;
    }
    // A name in brackets, `[main] `, starts no list.
    let list = trimmed.strip_prefix('[').map(str::trim_start);
    let list = list.is_some_and(|rest| rest.is_empty() || rest.starts_with(['"', '\'', '{', '[']));
    let object = trimmed.starts_with(['{', '"'])
        || list
        || (!text.starts_with([' ', '\t']) && memmem::find(bytes, b"{\"").is_some());
    if object {
        // Python and Ruby print their own notation, with another quote.
        let plain = memmem::find(bytes, b"\"").is_none()
            || trimmed.starts_with("['")
            || trimmed.starts_with("{'");
        if plain {
            parts.quote = b'\'';
        }
        return parts.object();
    }
    // logfmt: `level=error stack="…"`. The line feeds are inside a string.
    let feed = memmem::find(bytes, b"\\n").unwrap_or(0);
    let inside = memchr_iter(b'"', &bytes[..feed]).count() % 2 == 1;
    if inside && memmem::find(bytes, b"=\"").is_some() && parts.object() {
        return true;
    }
    // A list that a program has printed, whatever stands before it.
    let printed = memmem::find(bytes, b"['").is_some() && memmem::find(bytes, b"\\n', ").is_some();
    if escaped && printed {
        parts.quote = b'\'';
        if parts.object() {
            return true;
        }
    }
    if escaped && is_escaped_trace(text) {
        parts.string(0, text.len());
        return true;
    }
    false
}

/// Whether line feeds are written as `\n`, with a frame behind one.
pub(super) fn is_escaped_trace(text: &str) -> bool {
    let mut parts = text.split("\\n");
    let mut before = parts.next().unwrap_or_default();
    parts.any(|part| {
        let start = part.strip_prefix("\\t").unwrap_or(part);
        // In `C:\new\a.rb:1` there is no line feed.
        let path = before.ends_with(':') && !part.starts_with([' ', '\\']);
        before = part;
        !path && marker::is_plain(start) && !start.starts_with("Caused by: ")
    })
}

/// A string as Node prints long ones, a line each: `'    at f (a.js:1:2)\n' +`, the
/// first perhaps behind its key. `after` says that the line before was one, so that this
/// may be the last. Gives its place.
fn inspected(text: &str, after: bool) -> Option<(usize, usize)> {
    let body = text.trim_end();
    let body = body.strip_suffix(" +").or_else(|| body.strip_suffix(',')).unwrap_or(body);
    let quote = body.chars().next_back().filter(|quote| matches!(quote, '\'' | '"' | '`'))?;
    let body = &body[..body.len() - 1];
    let end = body.len();
    let start = text.len() - text.trim_start().len();
    let open = match body[start..].starts_with(quote) {
        true => start,
        false => {
            let key = body.find(": ").filter(|key| {
                body[start..*key].bytes().all(|b| b.is_ascii_alphanumeric() || b"_.'".contains(&b))
            })?;
            Some(key + 2).filter(|open| body[*open..].starts_with(quote))?
        }
    };
    let inner = body.get(open + 1..)?;
    if closing(text, open + 1, quote as u8) != Some(end) {
        return None;
    }
    let feed = inner.ends_with("\\n");
    let continued = text.trim_end().ends_with(" +");
    let first = inner.split("\\n").next().unwrap_or(inner);
    let framed = quote == '\'' && (marker::is_plain(first) || (after && open == start));
    (feed || continued || framed).then_some((open + 1, end))
}

/// Under which key each line of a text, an object of JSON, holds a line of a trace, as
/// Docker's and other logs have it. Looks at the first lines.
pub(super) fn key(text: &str) -> Option<&'static str> {
    const LOOKED_AT: usize = 80;
    const KEYS: [&str; 11] = [
        "log",
        "message",
        "msg",
        "textPayload",
        "MESSAGE",
        "@message",
        "line",
        "text",
        "body",
        "content",
        "event",
    ];
    if !text.trim_start().starts_with("{\"") {
        return None;
    }
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT).collect();
    let objects = lines.iter().filter(|line| is_object(line)).count();
    if objects < 2 || objects * 5 < lines.len() * 4 {
        return None;
    }
    KEYS.into_iter().find(|key| {
        let values = lines.iter().filter_map(|line| value(line, key));
        values.take(LOOKED_AT).any(|value| marker::start(&value).is_some())
    })
}

/// The one line that a line of JSON holds under a key.
pub(super) fn value(line: &str, key: &str) -> Option<String> {
    if !is_object(line) {
        return None;
    }
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(line.trim()).ok()?;
    let text = object.get(key)?.as_str()?.trim_end_matches(['\n', '\r']);
    (!text.contains('\n')).then(|| text.to_owned())
}

fn is_object(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("{\"") && line.ends_with('}')
}

/// Where a string that starts behind a quote ends: the place of its second quote.
fn closing(text: &str, start: usize, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(found) = memchr::memchr2(quote, b'\\', bytes.get(at..)?) {
        at += found;
        if bytes[at] == quote {
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
    /// What strings stand in.
    quote: u8,
    found: bool,
}

impl Parts<'_, '_> {
    fn object(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let (mut rest, mut at) = (0, 0);
        let mut list = None;
        while let Some(quote) = memchr::memchr(self.quote, bytes.get(at..).unwrap_or_default()) {
            let quote = at + quote;
            let between = &bytes[at..quote];
            if quote > 0 && bytes[quote - 1] == b'[' {
                list = Some(is_list_of_strings(self.text, quote, self.quote));
            } else if memchr_iter(b']', between).next().is_some() || between.contains(&b'{') {
                list = None;
            }
            // A text that is cut off ends its last string.
            let end = closing(self.text, quote + 1, self.quote).unwrap_or(self.text.len());
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
                '"' | '\'' | '\\' | '/' => line.push(escape),
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
        let text = match super::clean::clean(&text, false, false) {
            Cow::Borrowed(_) => text,
            Cow::Owned(clean) => Cow::Owned(clean),
        };
        self.found = true;
        // A string inside a string is escaped twice, and so is JSON inside JSON.
        let nested =
            text.starts_with(['{', '[']) && memmem::find(text.as_bytes(), b"\\n").is_some();
        if nested && explode(&text, false, span, self.out) {
            return;
        }
        if memmem::find(text.as_bytes(), b"\\n").is_some() && is_escaped_trace(&text) {
            for part in text.split("\\n") {
                let part = part.replace("\\t", "\t").replace("\\\"", "\"");
                self.out.push(Line {
                    text: Cow::Owned(part),
                    span,
                    prefix,
                    source: 0,
                    joined: false,
                });
            }
            return;
        }
        self.out.push(Line { text, span, prefix, source: 0, joined: false });
    }
}

/// Whether the list whose first string starts at this quote holds lines of a
/// stack trace: at least two strings, the second of them indented or a frame.
fn is_list_of_strings(text: &str, start: usize, quote: u8) -> bool {
    let Some(end) = closing(text, start + 1, quote) else { return false };
    let rest = text[end + 1..].trim_start();
    let Some(rest) = rest.strip_prefix(',') else { return false };
    let rest = rest.trim_start();
    let is_line = |text: &str| {
        text.starts_with([' ', '#'])
            || text.starts_with("\\t")
            || marker::is_plain(text)
            || marker::is_bare(text)
    };
    let first = &text[start + 1..end];
    if marker::is_plain(first) || marker::is_bare(first) {
        return true;
    }
    // A message may have lines of its own before the first frame.
    const LOOKED_AT: usize = 4;
    let mut rest = rest;
    for _ in 0..LOOKED_AT {
        let Some(string) = rest.strip_prefix(char::from(quote)) else { return false };
        let Some(end) = closing(string, 0, quote) else { return is_line(string) };
        if is_line(&string[..end]) {
            return true;
        }
        let Some(next) = string[end + 1..].trim_start().strip_prefix(',') else { return false };
        rest = next.trim_start();
    }
    false
}
