//! Where a frame starts within a line, whatever a log has put before it.
//!
//! What counts as a frame is told by both its ends, so that a sentence with the word
//! *at* is none. One look finds the place; the line's language does not matter here.

use memchr::memmem;

/// The offset at which the first frame, or the head of a stack trace, starts in a line.
/// Linear in the line.
pub(super) fn start(line: &str) -> Option<usize> {
    let found = [
        python(line),
        at(line),
        hash(line),
        ruby(line),
        go(line),
        elixir(line),
        gecko(line),
        head(line),
    ];
    found.into_iter().flatten().min()
}

/// Whether a line is a frame, and nothing but blanks stand before it.
pub(in crate::trace) fn is_plain(line: &str) -> bool {
    start(line).is_some_and(|start| line[..start].trim().is_empty())
}

/// Whether a line is a frame, and no head.
pub(in crate::trace) fn is_call(line: &str) -> bool {
    is_plain(line) && head(line).is_none()
}

/// Whether a line is a frame of Python, perhaps behind the bar of a group.
pub(super) fn is_python(line: &str) -> bool {
    let bare = line.trim_start_matches([' ', '\t', '|']);
    python(bare) == Some(0)
}

/// Whether a text is a call of the JVM without `at`, as lists of calls have them:
/// `shop.Cart.total(Cart.java:12)`.
pub(super) fn is_bare(text: &str) -> bool {
    const ENDS: [&str; 5] = [".java:", ".kt:", ".scala:", ".groovy:", ".clj:"];
    let Some((name, place)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) else {
        return false;
    };
    let file = place.trim_end_matches(|c: char| c.is_ascii_digit());
    name.contains('.')
        && !name.contains(char::is_whitespace)
        && file.len() < place.len()
        && ENDS.iter().any(|end| file.ends_with(end))
}

fn find(line: &str, needle: &str) -> Option<usize> {
    memmem::find(line.as_bytes(), needle.as_bytes())
}

/// `File "P", line N`
fn python(line: &str) -> Option<usize> {
    let file = find(line, "File \"")?;
    find(&line[file..], "\", line ").map(|_| file)
}

/// Words that only stand at the head of a stack trace, or between two of its parts.
fn head(line: &str) -> Option<usize> {
    const HEADS: [&str; 8] = [
        "Traceback (most recent call last)",
        "Caused by: ",
        "Exception in thread \"",
        "stack backtrace:",
        "goroutine ",
        "thread '",
        "... ",
        "Stack trace:",
    ];
    let found = HEADS.iter().filter_map(|head| {
        let at = find(line, head)?;
        let rest = &line[at + head.len()..];
        let fits = match *head {
            "goroutine " => rest.trim_end().ends_with("]:"),
            "thread '" => rest.contains(" panicked at "),
            "... " => rest.trim_end().ends_with(" more") && rest.len() < 12,
            "stack backtrace:" | "Stack trace:" => rest.trim().is_empty(),
            _ => true,
        };
        fits.then_some(at)
    });
    found.min()
}

/// `at F (FILE:1:2)`, `at FILE:1:2`, `at pkg.Class.m(File.java:1)`, `at Type.M(args) in F:line 1`
fn at(line: &str) -> Option<usize> {
    const TRIED: usize = 4;
    let end = line.trim_end().trim_end_matches([',', '{', ' ']);
    let end = without_jar(end);
    let digits = end.bytes().rev().take_while(u8::is_ascii_digit).count();
    let counted = digits > 0 && end[..end.len() - digits].ends_with([':', ' ']);
    if !(counted || end.ends_with(')') || end.ends_with("<anonymous>")) {
        return None;
    }
    let mut tries = memmem::find_iter(end.as_bytes(), b"at ").take(TRIED);
    tries.find(|at| {
        let alone = !end[..*at].ends_with(|c: char| c.is_alphanumeric() || "_(".contains(c));
        alone && is_called(&end[at + "at ".len()..])
    })
}

/// Whether what follows *at* is a call with its place.
pub(super) fn is_called(rest: &str) -> bool {
    let rest = rest.trim();
    let word = rest.strip_prefix("async ").unwrap_or(rest);
    let word = word.strip_prefix("new ").unwrap_or(word);
    let (name, tail) = match word.find([' ', '(']) {
        Some(end) => word.split_at(end),
        None => (word, ""),
    };
    if tail.is_empty() {
        // `at FILE:1:2`
        return is_place(name) && !name.starts_with("0x");
    }
    let Some(open) = tail.rfind('(').filter(|open| tail[*open..].contains(')')) else {
        return false;
    };
    let place = tail[open + 1..].trim_end_matches(')');
    let code = !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || "_.$<>/@#`+,-[]?*|~:%".contains(c));
    if !code {
        return false;
    }
    let aliased = |text: &str| {
        let text = text.trim();
        text.is_empty()
            || (text.starts_with("[as ") && text.ends_with(']'))
            || text.starts_with("(eval at ")
    };
    match tail.starts_with('(') {
        // .NET and Java leave no blank; the former prints arguments there, then a place.
        true => name.contains('.') || is_place(place),
        false => aliased(&tail[..open]) && (is_place(place) || is_odd_place(place)),
    }
}

/// `FILE:1`, `FILE:1:2`
fn is_place(text: &str) -> bool {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let head = &text[..text.len() - digits];
    digits > 0 && head.len() > 1 && head.ends_with(':') && !head.ends_with("::")
}

fn is_odd_place(text: &str) -> bool {
    matches!(text, "native" | "<anonymous>" | "native code")
        || text.starts_with("index ")
        || text.starts_with("address at ")
        || text.starts_with("eval at ")
}

/// Without ` ~[jar:1]` and ` [jar:1]` of Java.
fn without_jar(text: &str) -> &str {
    let jar = text.strip_suffix(']').and_then(|text| text.rfind(") [").or(text.rfind(") ~[")));
    jar.map_or(text, |close| &text[..=close])
}

/// `#0 /a.php(3): f()`, `#1  0x0 in f () at a.c:3`, `#2  f (package:a/b.dart:1:2)`
fn hash(line: &str) -> Option<usize> {
    const TRIED: usize = 4;
    let mut tries = memchr::memchr_iter(b'#', line.as_bytes()).take(TRIED);
    tries.find(|at| {
        let before = &line[..*at];
        let rest = &line[at + 1..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(call) = rest[digits..].strip_prefix(' ') else { return false };
        let alone = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == ']');
        alone
            && (1..=3).contains(&digits)
            && (call.contains('(') || call == "{main}" || call.trim_start().starts_with("0x"))
    })
}

/// ``a/b.rb:3:in `f'``, with `from ` or without.
fn ruby(line: &str) -> Option<usize> {
    let mut tries = memmem::find_iter(line.as_bytes(), b":in ").take(4);
    let colon = tries.find(|at| {
        let digits = line[..*at].bytes().rev().take_while(u8::is_ascii_digit).count();
        line[at + 4..].starts_with(['`', '\'']) && line[..at - digits].ends_with(':')
    })?;
    let head = &line[..colon];
    let path = head.rfind([' ', '\t']).map_or(0, |blank| blank + 1);
    // A path may stand right behind a mark that is none of its own.
    let path = path + head[path..].find('/').map_or(0, |slash| marked(&head[path..path + slash]));
    let Some(from) = head[..path].strip_suffix("from ") else { return Some(path) };
    // `   3: from a.rb:1:in 'f'`, of the order with the newest last.
    let number = from.strip_suffix(": ").unwrap_or(from);
    let digits = number.bytes().rev().take_while(u8::is_ascii_digit).count();
    Some(if number.len() < from.len() { number.len() - digits } else { from.len() })
}

/// The length of what a text has up to its last mark that no folder's name holds.
fn marked(text: &str) -> usize {
    text.rfind([']', '|', '>', '"']).map_or(0, |mark| mark + 1)
}

/// `/a/b.go:12 +0x1d`
fn go(line: &str) -> Option<usize> {
    let at = find(line, ".go:")?;
    let rest = &line[at + 4..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let tail = rest[digits..].trim_end();
    let fits = digits > 0 && (tail.is_empty() || tail.starts_with(" +0x"));
    fits.then(|| line[..at].rfind([' ', '\t']).map_or(0, |blank| blank + 1))
}

/// `f@https://shop.example/a.js:1:2`
fn gecko(line: &str) -> Option<usize> {
    const SCHEMES: [&str; 8] = [
        "http://",
        "https://",
        "file://",
        "webpack",
        "resource://",
        "chrome://",
        "moz-extension://",
        "/",
    ];
    let mut tries = memchr::memchr_iter(b'@', line.as_bytes()).take(4);
    let at = tries.find(|at| SCHEMES.iter().any(|scheme| line[at + 1..].starts_with(scheme)))?;
    let place = line[at + 1..].trim_end();
    let start = line[..at].rfind([' ', '\t']).map_or(0, |blank| blank + 1);
    (!place.contains(' ') && is_place(place)).then_some(start)
}

/// `(shop 0.1.0) lib/a.ex:3: A.f/1`
fn elixir(line: &str) -> Option<usize> {
    let at = [".ex:", ".exs:", ".erl:"].iter().filter_map(|end| find(line, end)).min()?;
    let rest = line[at..].split_once(':')?.1;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || !rest[digits..].starts_with(": ") {
        return None;
    }
    let path = line[..at].rfind([' ', '\t']).map_or(0, |blank| blank + 1);
    let app = line[..path].trim_end();
    let open = if app.ends_with(')') { app.rfind('(') } else { None };
    Some(open.unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::start;

    #[track_caller]
    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(start(line).map(|at| &line[at..]), expected, "the frame in {line:?}");
    }

    #[test]
    fn frames_are_found_behind_prefixes() {
        check("x  File \"a.py\", line 3, in f", Some("File \"a.py\", line 3, in f"));
        check("0|api |  at /a/b.js:1:2", Some("at /a/b.js:1:2"));
        check("[1] at async f (/a/b.js:1:2)", Some("at async f (/a/b.js:1:2)"));
        check("12:00 \tat a.B.c(B.java:1)", Some("at a.B.c(B.java:1)"));
        check("12:00 \tat a.B.c(B.java:1) ~[a.jar:1]", Some("at a.B.c(B.java:1) ~[a.jar:1]"));
        check(
            "x    at A.B.C(Int32 n) in /a/b.cs:line 3",
            Some("at A.B.C(Int32 n) in /a/b.cs:line 3"),
        );
        check("log- a/b.rb:1:in `f'", Some("a/b.rb:1:in `f'"));
        check("[x]\tfrom /a/b.rb:1:in 'A#f'", Some("from /a/b.rb:1:in 'A#f'"));
        check(
            "flutter: #0      f (package:a/b.dart:1:2)",
            Some("#0      f (package:a/b.dart:1:2)"),
        );
        check("p | \t/a/b.go:12 +0x1d", Some("/a/b.go:12 +0x1d"));
        check("x  (shop 0.1.0) lib/a.ex:3: A.f/1", Some("(shop 0.1.0) lib/a.ex:3: A.f/1"));
    }

    #[test]
    fn sentences_are_none() {
        check("look at this (and that)", None);
        check("served at http://localhost:3000", Some("at http://localhost:3000"));
        check("in Cart (at cart.tsx:12)", None);
        check("died at a.pl line 9.", None);
        check("main::f('x') called at a.pl line 9", None);
        check("issue #12 is open", None);
    }
}
