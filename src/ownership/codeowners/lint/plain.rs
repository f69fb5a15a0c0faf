//! Lines that are as they should be, told by looking at each of their bytes once.

use super::super::line::is_mail;
use super::Line;

/// Whether no lint has anything to say about a line: a path of plain names and stars, and then
/// owners of plain names, or nobody. It may be false for such a line, and is never true for
/// another one.
pub(super) fn is_plain(line: &Line<'_>) -> bool {
    let bytes = &line.text.as_bytes()[line.span().range()];
    line.knows_plain_names
        && bytes.iter().all(|&byte| is_plain_byte(byte) || matches!(byte, b' ' | b'\t'))
        && is_path(line.word(0))
        && (1..line.words.len()).all(|at| is_owner(line.word(at)))
}

fn is_plain_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'.' | b'*' | b'@')
}

/// Of plain bytes. What begins with a digit may be the number of a line, with a dash the mark of a
/// list; `//` and `/*` may begin a comment; a dot before a star may be of a regular expression.
fn is_path(path: &str) -> bool {
    path.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '*' | '_' | '.'))
        && path.bytes().any(|byte| byte.is_ascii_alphanumeric() || byte == b'*')
        && !path.contains('@')
        && !path.contains(".*")
        && !path.starts_with("//")
        && !path.starts_with("./")
        && path != "/*"
}

/// Of plain bytes: `@name`, `@organization/team`, or an address.
fn is_owner(word: &str) -> bool {
    match word.strip_prefix('@') {
        Some(name) => {
            let mut before = b'/';
            // No part is empty.
            let has_parts = name.bytes().all(|byte| {
                let is_part = (byte != b'/' || before != b'/') && !matches!(byte, b'*' | b'@');
                before = byte;
                is_part
            });
            has_parts && before != b'/'
        }
        None => is_mail(word) && !word.contains('*') && word.matches('@').count() == 1,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::super::line::words;
    use super::super::{Line, look};
    use super::*;
    use proptest::prelude::*;

    fn line<'t>(text: &'t str, words: &'t [crate::text::Span], is_first: bool) -> Line<'t> {
        Line { text, words, above: None, is_first, knows: &|_| false, knows_plain_names: true }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn nothing_is_to_be_said_about_plain_lines(
            text in r"[a1/*._@-]{1,5}( [a1/*._@-]{1,8}){0,3}|[a/]{1,3}[./*-]{0,4}(\t@?[a1/.@-]{1,7}){1,2}",
            is_first: bool,
        ) {
            let words = words(&text, 0..text.len());
            let line = line(&text, &words, is_first);
            if is_plain(&line) {
                let said = look(&line);
                prop_assert!(said.problems.is_empty(), "{text:?}: {:?}", said.problems);
                prop_assert!(!said.path && said.from.is_none() && said.words.is_empty(), "{text:?}");
            }
        }
    }

    #[test]
    fn most_lines_are_plain() {
        for text in [
            "* @acme/all",
            "/src/pay/ @acme/pay @jo",
            "*.ts\t@acme/web",
            "docs/**/api-v2 jo@acme.io @acme/docs",
            "/build",
            ".github/ @acme/group/sub_team",
        ] {
            let words = words(text, 0..text.len());
            assert!(is_plain(&line(text, &words, false)), "{text}");
        }
    }
}
