use std::borrow::Cow;

/// A path as it stood in quotes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unquoted<'t> {
    pub(super) path: Cow<'t, str>,
    /// What follows the closing quote.
    pub(super) rest: &'t str,
    /// Whether its bytes were UTF-8; if not, the path has replacement characters.
    pub(super) utf8: bool,
}

/// Reads a path in double quotes, with the escapes of C that git writes.
///
/// Source: git's `quote.c` (`unquote_c_style`): `\a \b \f \n \r \t \v \\ \"` and
/// three octal digits. None if `text` starts with no quote, the quote does not
/// end, or an escape is unknown.
pub(super) fn unquote(text: &str) -> Option<Unquoted<'_>> {
    let inner = text.strip_prefix('"')?;
    let bytes = inner.as_bytes();
    let plain = memchr::memchr2(b'"', b'\\', bytes)?;
    if bytes[plain] == b'"' {
        let (path, rest) = (&inner[..plain], &inner[plain + 1..]);
        return Some(Unquoted { path: Cow::Borrowed(path), rest, utf8: true });
    }
    let mut path = bytes[..plain].to_vec();
    let mut at = plain;
    loop {
        match *bytes.get(at)? {
            b'"' => break,
            b'\\' => {
                let (byte, length) = escape(&bytes[at + 1..])?;
                path.push(byte);
                at += 1 + length;
            }
            byte => {
                path.push(byte);
                at += 1;
            }
        }
    }
    let rest = &inner[at + 1..];
    Some(match String::from_utf8(path) {
        Ok(path) => Unquoted { path: Cow::Owned(path), rest, utf8: true },
        Err(error) => {
            let path = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Unquoted { path: Cow::Owned(path), rest, utf8: false }
        }
    })
}

/// The byte that an escape means, and its length after the backslash.
fn escape(bytes: &[u8]) -> Option<(u8, usize)> {
    let byte = match *bytes.first()? {
        b'a' => 7,
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 11,
        b'f' => 12,
        b'r' => b'\r',
        byte @ (b'"' | b'\\') => byte,
        high @ b'0'..=b'3' => {
            let digit = |at: usize| bytes.get(at).filter(|b| matches!(b, b'0'..=b'7'));
            let (middle, low) = (digit(1)?, digit(2)?);
            return Some(((high - b'0') << 6 | (middle - b'0') << 3 | (low - b'0'), 3));
        }
        _ => return None,
    };
    Some((byte, 1))
}

/// In a locale that can't print a character `tree` writes `\ ` and `\303\251`, and `find -ls` always does.
pub(super) fn unescape(text: &str) -> (Cow<'_, str>, bool) {
    if !text.contains('\\') {
        return (Cow::Borrowed(text), true);
    }
    let quoted =
        format!("\"{}\"", text.replace("\\ ", " ").replace("\\\"", "\"").replace('"', "\\\""));
    match unquote(&quoted) {
        Some(name) if name.rest.is_empty() => (Cow::Owned(name.path.into_owned()), name.utf8),
        _ => (Cow::Borrowed(text), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, path: Option<&str>) {
        let found = unquote(text).map(|unquoted| unquoted.path);
        assert_eq!(found.as_deref(), path, "git's quoting in {text}");
    }

    #[test]
    fn git_quotes_are_undone() {
        check(r#""caf\303\251.ts""#, Some("café.ts"));
        check(r#""a\"b\\c\td""#, Some("a\"b\\c\td"));
        check(r#""plain""#, Some("plain"));
        check(r#""bad\377""#, Some("bad\u{fffd}"));
    }

    #[test]
    fn what_is_no_quoted_path_is_refused() {
        check(r#""open"#, None);
        check(r#""wrong\q""#, None);
        check(r#""short\30""#, None);
        check("bare", None);
        check(r#""end\"#, None);
    }
}
