//! The lines of a text, freed of what logs and terminals put around them.
//!
//! In this order: a physical line is parted where line feeds became something else
//! (`pieces`); colours, tags and entities go (`clean`); a known prefix goes (`prefix`);
//! strings of JSON become lines (`json`), but not those of a message (`message`); prefixes
//! go that frames tell (`learnt`); lines that hold a whole trace are parted (`flat`), those
//! that a terminal broke are joined (`wrap`). [`View`] is what formats read: without the
//! joined lines, and with the lines of services that write at the same time sorted apart.
//! What may be a prefix, but is not surely one, is tried (`shared`): the reading that finds
//! more holds.

use crate::text::Span;
use memchr::memchr;
use std::borrow::Cow;

mod clean;
mod flat;
mod json;
mod learnt;
mod marker;
mod message;
mod pieces;
mod prefix;
mod shared;
mod view;
mod wrap;

pub(super) use marker::is_call;
pub(super) use shared::tries;
pub(super) use view::View;

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
    /// Who wrote it, as far as its prefix tells: the hash of a service's, thread's or
    /// request's name. 0 if it is not known.
    pub source: u64,
    /// Whether its text was joined to the line before: it has none of its own.
    pub joined: bool,
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
    /// What stands before the frames near it, too.
    Learnt,
}

/// The lines of a text, in its order. Linear.
///
/// | around a line | example |
/// |---|---|
/// | colours | `ESC[31m`, `[31m`, hyperlinks of terminals |
/// | HTML | `&quot;`, `<br>`, `<pre>` |
/// | a service | `api-1  \| `, if a neighbour has one, too |
/// | a time | `2026-05-01T10:00:00Z `, with `stderr F`, `app[web.1]:` or a request behind it |
/// | syslog, journald | `May 01 10:00:00 host api[12]: `, `#012` for line feeds, `#011` for tabs |
/// | logcat | `05-01 10:00:00.000  40  41 E AndroidRuntime: `, `E/flutter ( 12): ` |
/// | JSON | strings with `\n`, lists of strings: each part is a line |
/// | anything before two frames | `[9f1d] `, `0\|app  \| `, `> `, `│ ` with a `│` at the end |
/// | a whole trace in one line | `E: x at f (a.js:1:2) at g (b.js:3:4)` |
/// | a frame in two lines | `at f` and `(a.js:1:2)`; the second is [`Line::joined`] |
#[must_use]
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(text.len() / 64);
    let around = Around {
        html: clean::is_html(text),
        curly: clean::is_curly(text),
        grepped: pieces::is_grepped(text),
        mark: pieces::common_mark(text),
        key: json::key(text),
    };
    let mut before = false;
    let mut next = physical(text, 0);
    while let Some((raw, start)) = next {
        let after = start + raw.len();
        next =
            memchr(b'\n', &text.as_bytes()[after..]).and_then(|at| physical(text, after + at + 1));
        let clean = |raw| clean::clean(raw, around.html, around.curly);
        let service = prefix::service(&clean(raw));
        let beside = || next.is_some_and(|(raw, _)| prefix::service(&clean(raw)) > 0);
        let named = service > 0 && !around.is_known() && (before || beside());
        before = service > 0;
        if let Some(value) = around.key.and_then(|key| json::value(raw, key)) {
            let span = Span::from(start..start + raw.len());
            let text = Cow::Owned(clean::clean(&value, around.html, around.curly).into_owned());
            let prefix = Prefix::Escaped;
            lines.push(Line { text, span, prefix, source: 0, joined: false });
            continue;
        }
        let mut first = true;
        let (start, raw) = match around.mark {
            Some(mark) => {
                let (from, to) = pieces::marked(raw, mark);
                (start + from, &raw[from..to])
            }
            None => (start, raw),
        };
        pieces::pieces(raw, |piece, at| {
            let service = if named && first { service } else { 0 };
            let span = Span::from(start + at..start + at + piece.len());
            let text = match piece.len() < raw.len() && piece.contains("#011") {
                true => Cow::Owned(clean(piece).replace("#011", "\t")),
                false => clean(piece),
            };
            let called = || {
                let below = next.filter(|_| piece.len() == raw.len()).map(|(raw, _)| clean(raw));
                below.is_some_and(|below| {
                    let service = if named { prefix::service(&below) } else { 0 };
                    let below = &below[service..];
                    let below = &below[prefix::of(below).0..];
                    // A string is another part of what this one is a part of.
                    !below.trim_start().starts_with(['"', '\'', '`']) && marker::is_call(below)
                })
            };
            add(text, span, service, around.grepped && first, called, &mut lines);
            first = false;
        });
    }
    learnt::strip(&mut lines);
    let mut lines = flat::part(lines);
    wrap::join(&mut lines);
    lines
}

/// What is true of a whole text.
struct Around {
    html: bool,
    curly: bool,
    grepped: bool,
    /// What every line starts with.
    mark: Option<&'static str>,
    /// Under which key every line of JSON holds its text.
    key: Option<&'static str>,
}

impl Around {
    /// Whether every line starts alike, so that no line has a service's name besides.
    fn is_known(&self) -> bool {
        self.grepped || self.mark.is_some()
    }
}

/// The physical line that starts at an offset, without its end, and the offset.
fn physical(text: &str, start: usize) -> Option<(&str, usize)> {
    if start >= text.len() {
        return None;
    }
    let rest = &text[start..];
    let line = &rest[..memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
    Some((line.strip_suffix('\r').unwrap_or(line), start))
}

fn add<'t>(
    clean: Cow<'t, str>,
    span: Span,
    service: usize,
    grepped: bool,
    called: impl FnOnce() -> bool,
    lines: &mut Vec<Line<'t>>,
) {
    let grep = if grepped { pieces::grep(&clean) } else { 0 };
    let (length, prefix) = match service {
        0 => prefix::of(&clean[grep..]),
        service => (service + prefix::of(&clean[service..]).0, Prefix::Service),
    };
    let length = grep + length;
    let source = if length > 0 { source(&clean[..length]) } else { 0 };
    let mut line = Line { text: clean, span, prefix, source, joined: false };
    line.cut(length);
    line.untab();
    let exact = matches!(line.text, Cow::Borrowed(_));
    if message::stands(&line.text, lines, called)
        || !json::explode(&line.text, exact, line.span, lines)
    {
        lines.push(line);
    }
}

impl Line<'_> {
    /// Takes bytes off the start; not the middle of a letter, where a length was found in
    /// another line.
    fn cut(&mut self, length: usize) {
        let length = (0..=length).rfind(|&at| self.text.is_char_boundary(at)).unwrap_or(0);
        match &mut self.text {
            Cow::Borrowed(text) => {
                self.span.start += length as u32;
                *text = &text[length..];
            }
            Cow::Owned(text) => drop(text.drain(..length)),
        }
    }

    /// Puts tabs where rsyslog has written `#011` for those that a line begins with.
    fn untab(&mut self) {
        const TAB: &str = "#011";
        let rest = self.text.trim_start_matches(TAB);
        let tabs = (self.text.len() - rest.len()) / TAB.len();
        // `#011 ` is a number.
        if tabs > 0 && !rest.starts_with(|c: char| c == ' ' || c.is_ascii_digit()) {
            self.text = Cow::Owned("\t".repeat(tabs) + rest);
        }
    }
}

/// Who wrote a line, by its prefix: the hash of what is neither a time, a counter nor a
/// level. 0 if nothing is left.
fn source(prefix: &str) -> u64 {
    const LEVELS: [&str; 10] = [
        "ERROR", "WARN", "WARNING", "INFO", "DEBUG", "FATAL", "TRACE", "CRITICAL", "STDERR",
        "STDOUT",
    ];
    let mut hash = 0_u64;
    for word in prefix.split(|c: char| c.is_whitespace() || c == '|') {
        let bare = word.trim_matches(['[', ']', ':', '(', ')', '<', '>']);
        let named = bare.contains(char::is_alphabetic) && !is_time(bare);
        let numbered = word.starts_with(['[', '(']) && !is_time(bare) && !bare.is_empty();
        if !(named || numbered) || LEVELS.iter().any(|level| bare.eq_ignore_ascii_case(level)) {
            continue;
        }
        for byte in word.bytes() {
            // FNV-1a.
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3) | 1;
        }
    }
    hash
}

/// Whether a word is a date, a time or part of one: `2026-05-01T10:00:00Z`, `10:00:00`.
fn is_time(word: &str) -> bool {
    let bytes = word.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let marked = matches!(bytes.get(digits), Some(b':' | b'-' | b'/' | b'.' | b',' | b'T'));
    digits > 0 && marked && bytes.get(digits + 1).is_some_and(u8::is_ascii_digit)
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
