//! One line of a CODEOWNERS file as Sentry's Python cuts it up
//! (`get_codeowners_path_and_owners` in `sentry/issues/ownership/grammar.py`).

use crate::text::Span;
use std::ops::Range;

/// Python's white space: Unicode's and four separators of ASCII.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// The lines of a text by Python's `splitlines`, without their ends: more
/// characters than the usual end one, and a last empty line is none.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        let (length, end) = line_end(rest);
        let both = rest[length..].starts_with("\r\n");
        at += length + if length == rest.len() { 0 } else { end.len_utf8() + usize::from(both) };
        Some(start..start + length)
    })
}

/// Where the first character is that ends a line, and which.
fn line_end(text: &str) -> (usize, char) {
    // What may begin one. Most bytes are neither, and none of the others is within a character.
    let may_end = |byte: &u8| matches!(byte, b'\n'..=b'\r' | 0x1c..=0x1e | 0xc2 | 0xe2);
    let mut at = 0;
    while let Some(found) = text.as_bytes()[at..].iter().position(may_end) {
        at += found;
        let Some(c) = text[at..].chars().next() else { break };
        if ends_line(c) {
            return (at, c);
        }
        at += c.len_utf8();
    }
    (text.len(), '\0')
}

fn ends_line(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The words of a line: first the path, then the owners, comments included.
///
/// Only in a line with a backslash somewhere, one before white space keeps a
/// word together.
pub(super) fn words(text: &str, line: Range<usize>) -> Vec<Span> {
    let escapes = text[line.clone()].contains('\\');
    // Stripped before it is cut: white space at the end goes even behind a
    // backslash.
    let end = line.start + text[line.clone()].trim_end_matches(is_space).len();
    let line = line.start..end;
    let mut words = Vec::new();
    if !escapes && text[line.clone()].is_ascii() {
        let bytes = &text.as_bytes()[..line.end];
        let is_space = |at: usize| is_space(char::from(bytes[at]));
        let mut at = line.start;
        while at < line.end {
            let start = at + (at..line.end).take_while(|&at| is_space(at)).count();
            at = start + (start..line.end).take_while(|&at| !is_space(at)).count();
            if at > start {
                words.push(Span::new(start, at));
            }
        }
        return words;
    }
    let mut start = None;
    let mut previous = '\0';
    for (offset, c) in text[line.clone()].char_indices() {
        let at = line.start + offset;
        let kept = escapes && previous == '\\' && start.is_some();
        match (is_space(c) && !kept, start) {
            (true, Some(from)) => {
                words.push(Span::new(from, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
        previous = c;
    }
    words.extend(start.map(|from| Span::new(from, line.end)));
    words
}

/// Whether an owner counts as an e-mail address.
pub(crate) fn is_mail(owner: &str) -> bool {
    let Some((name, rest)) = owner.split_once('@') else { return false };
    let host = rest.split('@').next().unwrap_or_default();
    let dots = host.char_indices().filter(|&(_, c)| c == '.');
    !owner.contains('/')
        && !name.is_empty()
        && dots.into_iter().any(|(at, _)| at > 0 && at + 1 < host.len())
}

/// The names that a CODEOWNERS file uses, in the order of the file, with repeats:
/// what there is to map to Sentry (`parse_code_owners`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Those with a slash.
    pub teams: Vec<String>,
    /// Those that are neither.
    pub users: Vec<String>,
    /// E-mail addresses.
    pub mails: Vec<String>,
}

/// Lists the names that Sentry looks for in a CODEOWNERS file, also those in
/// lines that it drops afterwards. Linear.
#[must_use]
pub fn names(text: &str) -> Names {
    let mut names = Names::default();
    for line in lines(text) {
        if text[line.clone()].starts_with('#') || text[line.clone()].chars().all(is_space) {
            continue;
        }
        let words = words(text, line);
        let owners = words[1..].iter().map(|span| &text[span.range()]);
        for owner in owners.take_while(|&owner| owner != "#") {
            let list = match () {
                () if owner.contains('/') => &mut names.teams,
                () if is_mail(owner) => &mut names.mails,
                () => &mut names.users,
            };
            list.push(owner.to_owned());
        }
    }
    names
}

/// Why Sentry drops a line for its path alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadPath {
    EscapedSpace,
    Negation,
    Hash,
    Brackets,
}

/// What in a path makes Sentry drop its line, if anything does.
pub(super) fn bad_path(path: &str) -> Option<BadPath> {
    if has_brackets(path) {
        return Some(BadPath::Brackets);
    }
    path.chars().find_map(|c| match c {
        '!' => Some(BadPath::Negation),
        '#' => Some(BadPath::Hash),
        c if is_space(c) => Some(BadPath::EscapedSpace),
        _ => None,
    })
}

/// How long the header of a section is, up to the end of its brackets, if a line begins with one: `[Name]`,
/// `^[Name][2] @owner`. In a file for another host than GitLab only what can hardly be anything else counts.
pub(crate) fn section_header(line: &str, gitlab: bool) -> Option<usize> {
    let body = line.strip_prefix('^').unwrap_or(line).strip_prefix('[')?;
    let Some((name, rest)) = body.split_once(']') else { return gitlab.then_some(line.len()) };
    let number = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (rest, numbered) = match number {
        Some((number, rest)) => (rest, number.bytes().all(|b| b.is_ascii_digit())),
        None => (rest, true),
    };
    let ends = rest.is_empty() || rest.starts_with(is_space);
    let named = name.starts_with(char::is_alphabetic) && !name.contains('/');
    (gitlab || named && numbered && ends).then(|| line.len() - rest.len())
}

/// `[` and `]` with neither `^` nor white space between them.
fn has_brackets(path: &str) -> bool {
    let stops = |c: char| c == ']' || c == '^' || is_space(c);
    // Of several `[` before the same stop, one decides for all.
    let mut is_open = false;
    path.chars().any(|c| {
        let closes = c == ']' && is_open;
        is_open = c == '[' || is_open && !stops(c);
        closes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_words(line: &str, expected: &[&str]) {
        let found: Vec<_> =
            words(line, 0..line.len()).into_iter().map(|w| &line[w.range()]).collect();
        assert_eq!(found, expected, "words of {line:?}");
    }

    #[test]
    fn words_are_cut_as_python_cuts_them() {
        check_words("  a  b\tc\u{a0}d\x1ce ", &["a", "b", "c", "d", "e"]);
        check_words(r"a\ b c", &[r"a\ b", "c"]);
        check_words(r"a\ b\ ", &[r"a\ b\"]);
        check_words(r"a\\ b", &[r"a\\ b"]);
        check_words("", &[]);
    }

    #[test]
    fn lines_end_where_python_ends_them() {
        let text = "a\r\nb\u{2028}c\x0b\n\nd\n";
        let found: Vec<_> = lines(text).map(|line| &text[line]).collect();
        assert_eq!(found, ["a", "b", "c", "", "", "d"]);
        assert_eq!(lines("").count(), 0, "no text, no line");
    }

    #[test]
    fn paths_that_sentry_drops() {
        for (path, expected) in [
            ("a/b", None),
            (r"a\ b", Some(BadPath::EscapedSpace)),
            ("!a", Some(BadPath::Negation)),
            (r"\#a", Some(BadPath::Hash)),
            ("a[0-9]", Some(BadPath::Brackets)),
            ("^[Core]", Some(BadPath::Brackets)),
            ("a[^0-9]", None),
            ("[Team", None),
            ("]a[", None),
        ] {
            assert_eq!(bad_path(path), expected, "whether {path:?} is dropped");
        }
    }

    #[test]
    fn addresses_have_a_dot_behind_the_at() {
        for (owner, mail) in [
            ("a@b.c", true),
            ("a@b", false),
            ("@a", false),
            ("@a.b", false),
            ("a@b.", false),
            ("a@b.c@d", true),
        ] {
            assert_eq!(is_mail(owner), mail, "whether {owner:?} is an address");
        }
    }
}
