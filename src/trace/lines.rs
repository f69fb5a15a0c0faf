//! The lines of a text, freed of what logs and terminals put around them.

use crate::text::Span;
use memchr::{memchr, memchr2, memmem};
use std::borrow::Cow;

mod json;
mod prefix;

/// A line, or the part of one that an escaped line feed ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// The line without colours, log prefix and escapes, and with plain blanks
    /// for no-break ones. Its indentation is kept.
    pub text: Cow<'t, str>,
    /// Where it stands in the original: what [`Self::text`] was made of.
    pub span: Span,
    /// What was taken off its start.
    pub prefix: Prefix,
}

/// What a log put before a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prefix {
    /// Nothing.
    #[default]
    None,
    /// A name and a bar, as of `docker compose logs`.
    Service,
    /// A time, perhaps with a host and a process.
    Time,
    /// A line of Android's log.
    Logcat,
    /// The line is a string, or part of one, in JSON or in another escaped form.
    Escaped,
}

/// The lines of a text. Linear.
///
/// | around a line | example |
/// |---|---|
/// | colours | `ESC[31m`, hyperlinks of terminals |
/// | a service | `api-1  \| `, if a neighbour has one, too |
/// | a time | `2026-05-01T10:00:00Z `, with `stderr F`, `app[web.1]:` or a request behind it |
/// | syslog, journald | `May 01 10:00:00 host api[12]: ` |
/// | logcat | `05-01 10:00:00.000  40  41 E AndroidRuntime: `, `E/flutter ( 12): ` |
/// | JSON | strings with `\n`, lists of strings: each part is a line |
#[must_use]
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(text.len() / 64);
    let mut before = false;
    let mut next = physical(text, 0);
    while let Some((raw, start)) = next {
        let after = start + raw.len();
        next =
            memchr(b'\n', &text.as_bytes()[after..]).and_then(|at| physical(text, after + at + 1));
        let clean = clean(raw);
        let service = prefix::service(&clean);
        let beside = || next.is_some_and(|(raw, _)| prefix::service(&self::clean(raw)) > 0);
        let named = service > 0 && (before || beside());
        before = service > 0;
        add(
            clean,
            Span::from(start..start + raw.len()),
            if named { service } else { 0 },
            &mut lines,
        );
    }
    lines
}

/// The line that starts at an offset, without its end, and the offset.
fn physical(text: &str, start: usize) -> Option<(&str, usize)> {
    if start >= text.len() {
        return None;
    }
    let rest = &text[start..];
    let line = &rest[..memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
    Some((line.strip_suffix('\r').unwrap_or(line), start))
}

fn add<'t>(clean: Cow<'t, str>, span: Span, service: usize, lines: &mut Vec<Line<'t>>) {
    let (length, prefix) = match service {
        0 => prefix::of(&clean),
        service => {
            let (more, _) = prefix::of(&clean[service..]);
            (service + more, Prefix::Service)
        }
    };
    let (text, span) = match clean {
        Cow::Borrowed(text) => {
            (Cow::Borrowed(&text[length..]), Span { start: span.start + length as u32, ..span })
        }
        Cow::Owned(text) if length == 0 => (Cow::Owned(text), span),
        Cow::Owned(text) => (Cow::Owned(text[length..].to_owned()), span),
    };
    if !json::explode(&text, matches!(text, Cow::Borrowed(_)), span, lines) {
        lines.push(Line { text, span, prefix });
    }
}

/// Without colours and no-break spaces.
fn clean(raw: &str) -> Cow<'_, str> {
    if memchr2(0x1b, 0xc2, raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = without_colours(raw);
    if memmem::find(text.as_bytes(), "\u{a0}".as_bytes()).is_some() {
        text = Cow::Owned(text.replace('\u{a0}', " "));
    }
    text
}

fn without_colours(raw: &str) -> Cow<'_, str> {
    if memchr(0x1b, raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr(0x1b, rest.as_bytes()) {
        text.push_str(&rest[..at]);
        rest = after_escape(&rest[at + 1..]);
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// What follows a control sequence, of which the escape character is gone.
fn after_escape(rest: &str) -> &str {
    match rest.as_bytes().first() {
        Some(b'[') => {
            let end = rest[1..].find(|c: char| ('@'..='~').contains(&c));
            end.map_or("", |end| &rest[end + 2..])
        }
        Some(b']') => match rest.find(['\u{7}', '\u{1b}']) {
            Some(end) if rest[end..].starts_with("\u{1b}\\") => &rest[end + 2..],
            Some(end) => &rest[end + 1..],
            None => "",
        },
        Some(b'(' | b')') => rest.get(2..).unwrap_or(""),
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines = lines(text);
        let found: Vec<&str> = lines.iter().map(|line| &*line.text).collect();
        assert_eq!(found, expected, "the lines of {text:?}");
        for line in &lines {
            assert!(text.get(line.span.range()).is_some(), "a line's place is in the text");
        }
    }

    #[test]
    fn plain_lines_stay() {
        check("a\r\n  b\n\nc\n", &["a", "  b", "", "c"]);
        check("", &[]);
        check("foo | bar\nbaz", &["foo | bar", "baz"]);
        check("  | group=\"main\"\n  | x", &["  | group=\"main\"", "  | x"]);
    }

    #[test]
    fn terminals_leave_nothing() {
        check("\u{1b}[1;31mTypeError\u{1b}[0m: x", &["TypeError: x"]);
        check("\u{1b}]8;;http://x\u{7}a.js\u{1b}]8;;\u{7}:1", &["a.js:1"]);
        check("\u{a0}\u{a0}File \"x\"", &["  File \"x\""]);
        check("broken \u{1b}[", &["broken "]);
    }

    #[test]
    fn log_prefixes_go_and_indentation_stays() {
        check("api-1  | Traceback\napi-1  |   File", &["Traceback", "  File"]);
        check("\u{1b}[36mapi-1 |\u{1b}[0m x\napi-1 | y", &["x", "y"]);
        check("2026-05-01T10:00:00.123Z   File", &["  File"]);
        check("2026-05-01T10:00:00.123456789Z stderr F   File", &["  File"]);
        check("2026-05-01T10:00:00+00:00 app[web.1]:   File", &["  File"]);
        check("May 01 10:00:00 host api[12]:   File", &["  File"]);
        check(
            "05-01 10:00:00.000  40  41 E AndroidRuntime: \tat a.B.c(B.kt:1)",
            &["\tat a.B.c(B.kt:1)"],
        );
        check("E/AndroidRuntime( 4021): \tat a.B.c(B.kt:1)", &["\tat a.B.c(B.kt:1)"]);
        check("I/flutter (12): #0 main", &["#0 main"]);
        check(
            "[2026-05-01 10:00:00,000: ERROR/Fork] Task",
            &["[2026-05-01 10:00:00,000: ERROR/Fork] Task"],
        );
    }

    #[test]
    fn escaped_text_becomes_lines() {
        check(
            r#"{"stack":"E: \"x\"\n    at f (a.js:1:2)","b":1}"#,
            &[r#"{"stack":"#, "E: \"x\"", "    at f (a.js:1:2)", r#","b":1}"#],
        );
        check(
            r#"{"stack":["E: x","    at f (a.js:1:2)"]}"#,
            &[r#"{"stack":["#, "E: x", "    at f (a.js:1:2)", "]}"],
        );
        check("  \"    at f (a.js:1:2)\",\n", &["    at f (a.js:1:2)"]);
        check(
            r"E: x\n    at f (a.js:1:2)\n    at g (a.js:3:4)",
            &["E: x", "    at f (a.js:1:2)", "    at g (a.js:3:4)"],
        );
        check(
            r#"    compile("def f(:\n  pass\n", "x")"#,
            &[r#"    compile("def f(:\n  pass\n", "x")"#],
        );
        check(r"C:\new\test.js", &[r"C:\new\test.js"]);
    }
}
